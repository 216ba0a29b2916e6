"""Voyages and flows as a plan of single carriers with whole pieces aboard.

Whoever stands idle goes; pieces are put aboard the largest first. What a fleet can carry in sum but no
single carriers can is left behind, and what would go on with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import ceil

import numpy as np
from tests.differential.exact.facts import is_pax, kg_of

from coalition.measure.instants import Minute
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, PlaceId
from coalition.model.plan import Assignment, Load, Plan, Stop, Trip
from peers.closing import Closing
from peers.flows import Carry, node_of
from peers.voyages import Voyages

SMALL = 1e-6
"""Less than so much of a piece is none."""


@dataclass
class Hold:
    """What one carrier has aboard on one leg."""

    carrier: CarrierId
    fleet: Fleet
    pieces: list[tuple[Carry, int]] = field(default_factory=list)

    def room_for(self, line: CargoLine, wanted: int) -> int:
        """How many more pieces of the line fit."""
        fleet, aboard = self.fleet, self.pieces
        if is_pax(line):
            return min(wanted, fleet.seats - sum(n for c, n in aboard if is_pax(c.line)))
        most = [wanted]
        if kg_of(line):
            kg = sum(n * kg_of(c.line) for c, n in aboard)
            most.append((fleet.payload_kg - kg) // kg_of(line))
        if fleet.deck_dm2 is not None and line.piece_dm2:
            area = sum(n * c.line.piece_dm2 for c, n in aboard if not is_pax(c.line))
            most.append((fleet.deck_dm2 - area) // line.piece_dm2)
        return max(0, min(most))


class Decoder:
    def __init__(self, voyages: Voyages, closing: Closing, values: np.ndarray) -> None:
        self.voyages, self.closing, self.values = voyages, closing, values
        self.idle: dict[tuple[str, PlaceId], list[tuple[int, CarrierId]]] = defaultdict(list)
        for fleet in voyages.grid.frame.book.fleets.values():
            self.idle[fleet.id, fleet.home] = [(0, name) for name in fleet.carriers()]
        self.standing: dict[tuple[object, ...], list[list[int]]] = defaultdict(list)
        """Slot from which on, and pieces, by cargo, line and node."""
        self.by_voyage: dict[tuple[int, int], list[Carry]] = defaultdict(list)
        for carry in closing.flows.carries:
            if self.values[carry.column] > SMALL:
                self.by_voyage[carry.leg, carry.slot].append(carry)

    def _count(self, column: int) -> int:
        return round(float(self.values[column]))

    def plan(self) -> Plan:
        book = self.voyages.grid.frame.book
        assignments = [
            a for c in self.closing.cargoes if (a := self._assigned(c.number)) is not None
        ]
        trips: list[Trip] = []
        for number, slot in sorted(self.voyages.columns, key=lambda name: (name[1], name[0])):
            count = self._count(self.voyages.columns[number, slot])
            trips += self._sail(number, slot, count) if count else []
        return Plan(book.title, tuple(assignments), tuple(trips), made_by="time-expanded model")

    def _assigned(self, number: int) -> Assignment | None:
        """The assignment when its source serves; its pieces stand at the origin."""
        cargo = self.closing.cargoes[number]
        if not self._count(self.closing.taken[number]):
            return None
        amount = self.closing.amounts.get(number)
        pieces = cargo.assignment.pieces if amount is None else self._count(amount)
        for line in cargo.lines.values():
            there = line.pieces if amount is None else pieces
            origin = node_of(cargo, 0, cargo.movement.origin)
            self.standing[number, line.id, origin].append([0, there])
        one = cargo.assignment
        return one if amount is None else Assignment(one.requirement, one.unit, one.stock, pieces)

    def _sail(self, number: int, slot: int, count: int) -> list[Trip]:
        leg = self.voyages.legs[number]
        waiting = sorted(self.idle[leg.fleet.id, leg.arc[0]])
        chosen = [one for one in waiting if one[0] <= slot][:count]
        self.idle[leg.fleet.id, leg.arc[0]] = [one for one in waiting if one not in chosen]
        holds = [Hold(name, leg.fleet) for _, name in chosen]
        self._load(number, slot, holds)
        for hold in holds:
            self.idle[leg.fleet.id, leg.arc[1]].append((slot + leg.slots, hold.carrier))
        return [self._trip(number, slot, hold) for hold in holds]

    def _load(self, number: int, slot: int, holds: list[Hold]) -> None:
        leg = self.voyages.legs[number]
        carries = self.by_voyage[number, slot]
        carries.sort(key=lambda c: (-kg_of(c.line), -c.line.piece_dm2, c.cargo.number, c.line.id))
        for carry in carries:
            wanted = ceil(float(self.values[carry.column]) - SMALL) * carry.times
            origin = node_of(carry.cargo, carry.part, leg.arc[0])
            here = self.standing[carry.cargo.number, carry.line.id, origin]
            wanted = min(wanted, sum(n for since, n in here if since <= slot))
            for hold in holds:
                taken = hold.room_for(carry.line, wanted)
                if taken:
                    hold.pieces.append((carry, taken))
                    wanted -= taken
                    _take(here, slot, taken)
                    to = node_of(carry.cargo, carry.part, leg.arc[1])
                    self.standing[carry.cargo.number, carry.line.id, to].append(
                        [slot + leg.slots, taken]
                    )

    def _trip(self, number: int, slot: int, hold: Hold) -> Trip:
        leg, begin = self.voyages.legs[number], int(self.voyages.grid.begins[slot])
        totals: dict[tuple[str, str], int] = defaultdict(int)
        for carry, n in hold.pieces:
            totals[carry.cargo.movement.id, carry.line.id] += n
        loads = tuple(Load(*name, n) for name, n in sorted(totals.items()))  # type: ignore[arg-type]
        leave, arrive = Minute(begin + leg.leave), Minute(begin + leg.arrive)
        end = Minute(begin + leg.end)
        if not loads:
            first = Stop(leg.arc[0], leave, leave, avoiding=leg.arc[2])
            return Trip(hold.carrier, (first, Stop(leg.arc[1], arrive, arrive)))
        first = Stop(leg.arc[0], Minute(begin), leave, on=loads, avoiding=leg.arc[2])
        return Trip(hold.carrier, (first, Stop(leg.arc[1], arrive, end, off=loads)))


def _take(here: list[list[int]], slot: int, wanted: int) -> None:
    for entry in here:
        if entry[0] <= slot:
            taken = min(wanted, entry[1])
            entry[1] -= taken
            wanted -= taken
