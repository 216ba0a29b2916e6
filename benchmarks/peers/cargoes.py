"""What may be carried: movements with the arcs their pieces may take.

A movement may take a few of the quickest routes, each part of it (to the POE, to the POD, onwards) over
the best third places; a textbook would let it go anywhere, at ten times the size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tests.differential.exact.facts import is_pax, kg_of, may_board
from tests.differential.exact.sources import sources

from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import LineId, PlaceId
from coalition.model.plan import Assignment, Movement, movement_of
from coalition.model.requirements import Requirement
from peers.grid import Grid, Leg

Pair = tuple[PlaceId, PlaceId]
Node = tuple[int, PlaceId]
"""Part of the route, and the place."""
VIA = 2
"""Routes by so many third places are on offer beside the quickest."""


@dataclass(frozen=True)
class Cargo:
    """One movement the model may carry, and the pairs of places its pieces may go between, part by part."""

    number: int
    assignment: Assignment
    movement: Movement
    requirement: Requirement
    lines: dict[LineId, CargoLine]
    parts: tuple[tuple[Pair, ...], ...]
    ends: tuple[PlaceId, ...]
    """Where each part ends; the last is the destination."""

    @property
    def stays(self) -> bool:
        return self.movement.origin == self.movement.destination


def room(fleet: Fleet, line: CargoLine) -> int:
    """How many pieces of the line one carrier takes at most."""
    if is_pax(line):
        return fleet.seats
    most = [line.pieces]
    if line.piece_kg:
        most.append(fleet.payload_kg // line.piece_kg)
    if line.piece_dm2 and fleet.deck_dm2 is not None:
        most.append(fleet.deck_dm2 // line.piece_dm2)
    return max(0, min(most))


def heaviest(fleet: Fleet, lines: list[CargoLine]) -> tuple[int, int]:
    """The most kilograms and passengers one carrier of the fleet could have aboard of these lines."""
    fits = [line for line in lines if line.category in fleet.categories or is_pax(line)]
    kg = min(fleet.payload_kg, sum(kg_of(line) * max(0, line.pieces) for line in fits))
    dense = [kg_of(x) / x.piece_dm2 for x in fits if x.piece_dm2 and not is_pax(x)]
    if fleet.deck_dm2 is not None and dense and all(x.piece_dm2 or is_pax(x) for x in fits):
        kg = min(kg, round(fleet.deck_dm2 * max(dense)) + 1)
    return kg, min(fleet.seats, sum(max(0, line.pieces) for line in fits if is_pax(line)))


class Quickest:
    """Least minutes between places by any leg that takes a piece of the movement."""

    def __init__(self, grid: Grid, legs: list[Leg], movement: Movement) -> None:
        self.minutes: dict[Pair, int] = {}
        for leg in legs:
            way = grid.frame.way(leg.fleet.mode, leg.arc)
            if any(may_board(leg.fleet, way, x) and room(leg.fleet, x) for x in movement.lines):
                pair = leg.arc[:2]
                self.minutes[pair] = min(leg.end, self.minutes.get(pair, leg.end))
        self.onward: dict[PlaceId, list[PlaceId]] = {}
        for one, other in sorted(self.minutes):
            self.onward.setdefault(one, []).append(other)

    def pairs(self, start: PlaceId, end: PlaceId) -> tuple[Pair, ...]:
        """The pairs on the quickest ways from start to end, direct and by the best third places."""
        if start == end:
            return ()
        out = self._search(start)
        if end not in out:
            return ()
        found = dict.fromkeys(pairwise(out[end][1]))
        thirds = {third: self._search(third) for third in sorted(out) if third not in (start, end)}
        by_way = [
            (out[third][0] + onward[end][0], (*out[third][1], *onward[end][1][1:]))
            for third, onward in thirds.items()
            if end in onward
        ]
        if (start, end) in self.minutes:
            found[start, end] = None
        for _, path in sorted(by_way)[:VIA]:
            found |= dict.fromkeys(pairwise(path))
        return tuple(pair for pair in found if pair[1] != start and pair[0] != end)

    def _search(self, start: PlaceId) -> dict[PlaceId, tuple[int, tuple[PlaceId, ...]]]:
        """Least minutes and places on the way (Dijkstra)."""
        done: dict[PlaceId, tuple[int, tuple[PlaceId, ...]]] = {}
        open_: dict[PlaceId, tuple[int, tuple[PlaceId, ...]]] = {start: (0, (start,))}
        while open_:
            place = min(open_, key=open_.__getitem__)
            spent, path = done[place] = open_.pop(place)
            for other in self.onward.get(place, ()):
                if other not in done:
                    label = (spent + self.minutes[place, other], (*path, other))
                    open_[other] = min(label, open_.get(other, label))
        return done


def cargoes_of(grid: Grid, legs: list[Leg]) -> list[Cargo]:
    """Every assignment that may serve a requirement, with its pieces' pairs."""
    found: list[Cargo] = []
    for requirement in grid.frame.book.requirements.values():
        for assignment in sources(grid.frame.book, requirement):
            try:
                movement = movement_of(grid.frame.book, assignment)
            except KeyError:
                continue
            lines = {x.id: x for x in movement.lines if x.pieces > 0}
            quickest = Quickest(grid, legs, movement)
            ends = [p for p in (requirement.poe, requirement.pod) if p is not None]
            ends = [*ends, movement.destination]
            starts = [movement.origin, *ends[:-1]]
            parts = tuple(quickest.pairs(a, b) for a, b in zip(starts, ends, strict=True))
            found.append(
                Cargo(len(found), assignment, movement, requirement, lines, parts, tuple(ends))
            )
    return found
