"""The earliest any right plan can close a requirement: law, readiness and distance, without contention.

Relaxed: every carrier is at hand at once, places are never full, nothing waits for shipmates, a carrier may
carry loads through a place it stops at, ways have their least lengths (`lengths`). Kept: readiness, dates,
the sender's and the host's permission, ports to pass, speed, rest, and what a carrier can take.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from coalition.authority.answer import Question
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import NationId, PlaceId, RequirementId
from coalition.model.law import Action
from coalition.model.places import Mode
from coalition.model.plan import Assignment, Movement, movement_of, named_assignment
from coalition.model.requirements import Kind, Requirement
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.trek import Trek, make_trek
from coalition.planning.fit import piece_fits
from coalition.planning.ports import LawBook


class Earliest:
    """Earliest closures of a book's requirements, in minutes UTC; None when no right plan closes it."""

    def __init__(self, book: Book, law: LawBook, lengths: Lengths) -> None:
        self.book, self._law, self._lengths = book, law, lengths
        self._treks: dict[frozenset[str], Trek] = {}
        self._fleets = tuple(book.fleets.values())
        self._named = _Named.of(book)
        self._asked: dict[Question, int | None] = {}
        self._takers: dict[tuple[object, ...], frozenset[str]] = {}
        self._arrivals: dict[tuple[str, tuple[object, ...]], int | None] = {}

    @cached_property
    def closings(self) -> dict[RequirementId, int | None]:
        """The earliest closing of every requirement; what comes after another closes no earlier."""
        found = {r.id: self._closing(r) for r in self.book.requirements.values()}
        movers = [r for r in self.book.requirements.values() if r.after and self._moves(r)]
        for _ in range(len(found)):
            changed = False
            for requirement in movers:
                own = found[requirement.id]
                for earlier in requirement.after:
                    first = found.get(earlier, own)
                    if own is not None and (first is None or first > own):
                        own = found[requirement.id] = first
                        changed = True
            if not changed:
                break
        return found

    def is_barred(self, requirement: Requirement) -> bool:
        """Whether it moves and comes after what never closes, so that none of it is ever set down."""
        earlier = [first for first in requirement.after if first in self.closings]
        return self._moves(requirement) and any(self.closings[first] is None for first in earlier)

    def _moves(self, requirement: Requirement) -> bool:
        """Whether whatever may serve it has a way to go: what stands there already waits for nobody."""
        if requirement.kind is Kind.CAPABILITY:
            serving = self._sources(requirement)
        else:
            movement = self.movement(requirement)
            serving = [movement] if movement is not None else []
        return all(movement.origin != movement.destination for movement in serving)

    def movement(self, requirement: Requirement) -> Movement | None:
        """The movement of a requirement that names its load; None when it does not say what moves."""
        try:
            return movement_of(self.book, named_assignment(requirement))
        except KeyError:
            return None

    def _closing(self, requirement: Requirement) -> int | None:
        if requirement.kind is Kind.CAPABILITY:
            ends = [self.arrival(requirement, movement) for movement in self._sources(requirement)]
            known = [end for end in ends if end is not None]
            return min(known) if known else None
        movement = self.movement(requirement)
        return None if movement is None else self.arrival(requirement, movement)

    def _sources(self, requirement: Requirement) -> list[Movement]:
        """Movements by every pledged source of the capability, whatever else binds it."""
        book, wanted = self.book, requirement.capability
        units = [
            Assignment(requirement.id, unit=u.id)
            for u in book.units.values()
            if u.capability == wanted and u.pledged
        ]
        stocks = [
            Assignment(requirement.id, stock=s.id, pieces=1)
            for s in book.stocks.values()
            if s.capability == wanted and s.pledged
        ]
        return [movement_of(book, assignment) for assignment in (*units, *stocks)]

    def pledged_amount(self, requirement: Requirement) -> int:
        """How much of its capability all pledges together come to."""
        book, wanted = self.book, requirement.capability
        units = (
            u.capability_amount for u in book.units.values() if u.capability == wanted and u.pledged
        )
        stocks = (
            s.pledged_pieces * s.amount_per_piece
            for s in book.stocks.values()
            if s.capability == wanted and s.pledged
        )
        return sum(units) + sum(stocks)

    def arrival(self, requirement: Requirement, movement: Movement) -> int | None:
        """The earliest minute at which the movement's last line can be set down; None is never."""
        lines = [line for line in movement.lines if line.pieces > 0]
        if movement.origin == movement.destination or not lines:
            return movement.ready
        ends = [self.line_arrival(requirement, movement, line) for line in lines]
        return None if None in ends else max(end for end in ends if end is not None)

    def line_arrival(
        self, requirement: Requirement, movement: Movement, line: CargoLine
    ) -> int | None:
        """The earliest minute at which one piece of the line can be set down at the destination."""
        key = (movement.id, (*_shape(line), line.nature))
        if key not in self._arrivals:
            self._arrivals[key] = self._seek_arrival(requirement, movement, line)
        return self._arrivals[key]

    def _seek_arrival(
        self, requirement: Requirement, movement: Movement, line: CargoLine
    ) -> int | None:
        sent = self._first_open(requirement, movement, line, Action.SEND, movement.nation)
        if sent is None:
            return None
        leave = max(movement.ready, sent, self._start)
        places, index = self.waypoints(requirement, movement), self._lengths.index
        trek = self._trek(self._fleets_for(line))
        at = trek.begin(leave, self._start)
        gate = requirement.pod or movement.destination
        for here, there in pairwise(places):
            if not self._may_stage(requirement, movement, line, there):
                return None
            at = trek.go(at, index[here], index[there])
            if there == gate and requirement.ead is not None:
                at = at.not_before(requirement.ead)
        if np.isinf(at.ground):
            return None
        return self._with_host(requirement, movement, line, int(at.ground))

    def _with_host(
        self, requirement: Requirement, movement: Movement, line: CargoLine, at: int
    ) -> int | None:
        """No earlier than the host lets it in: the last leg begins after that.

        A sea way crosses no soil, so where ships can bring it nobody asks for entry.
        """
        place = self.book.places[movement.destination]
        if place.nation == movement.nation or Mode.SEA in place.modes:
            return at
        entered = self._first_open(requirement, movement, line, Action.ENTER, place.nation)
        return None if entered is None else max(at, entered)

    def waypoints(self, requirement: Requirement, movement: Movement) -> list[PlaceId]:
        """Places the movement must pass in order, its ends included."""
        points = [movement.origin]
        for place in (requirement.poe, requirement.pod, movement.destination):
            if place is not None and place != points[-1]:
                points.append(place)
        return points

    def _may_stage(
        self, requirement: Requirement, movement: Movement, line: CargoLine, place: PlaceId
    ) -> bool:
        """Whether a port in a third nation can ever be reached, by any mode; by sea nobody is asked."""
        soil = self.book.places[place].nation
        host = self.book.places[movement.destination].nation
        if place == movement.destination or soil in (movement.nation, host):
            return True
        return any(
            mode is Mode.SEA
            or self._opens(requirement, movement, line, _passing(mode), soil, mode, place)
            is not None
            for mode in sorted(self.book.places[place].modes)
        )

    def _first_open(
        self,
        requirement: Requirement,
        movement: Movement,
        line: CargoLine,
        action: Action,
        territory: NationId,
    ) -> int | None:
        """When the first window of the action opens by any mode, not before activation."""
        place = movement.origin if action is Action.SEND else movement.destination
        modes = sorted(self.book.places[place].modes)
        found = [
            self._opens(requirement, movement, line, action, territory, mode, place)
            for mode in modes
        ]
        known = [opens for opens in found if opens is not None]
        return min(known) if known else None

    def _opens(
        self,
        requirement: Requirement,
        movement: Movement,
        line: CargoLine,
        action: Action,
        territory: NationId,
        mode: Mode,
        place: PlaceId,
    ) -> int | None:
        """First opening from activation on, by whichever fleet and for whatever place of law's choosing.

        Fleets, places and units that no provision names are all alike to the law.
        """
        unit = movement.unit or ""
        question = Question(
            movement.nation, action, territory, mode, line.natures,
            unit if unit in self._named.units else "", "",
            place if place in self._named.places else "", requirement.task,
        )  # fmt: skip
        if question not in self._asked:
            self._asked[question] = self._ask(question)
        return self._asked[question]

    def _ask(self, question: Question) -> int | None:
        fleets = [
            f.id for f in self._fleets if f.mode is question.mode and f.id in self._named.fleets
        ]
        asked = [
            replace(question, fleet=f, place=p) for f in ("", *fleets) for p in {question.place, ""}
        ]
        found = [w.opens for q in asked for w in self._law.windows(q) if w.closes > self._start]
        return max(min(found), self._start) if found else None

    @property
    def _start(self) -> int:
        return self.book.crisis.activated

    def _fleets_for(self, line: CargoLine) -> frozenset[str]:
        shape = _shape(line)
        if shape not in self._takers:
            self._takers[shape] = frozenset(f.id for f in self._fleets if piece_fits(f, line))
        return self._takers[shape]

    def _trek(self, fleets: frozenset[str]) -> Trek:
        """How loads travel that these fleets take."""
        if fleets not in self._treks:
            kinds = {_kind(f): f for f in self._fleets if f.id in fleets}
            self._treks[fleets] = make_trek(self.book, self._lengths, list(kinds.values()))
        return self._treks[fleets]


@dataclass(frozen=True, slots=True)
class _Named:
    """Fleets, places and units that some provision names."""

    fleets: frozenset[str]
    places: frozenset[str]
    units: frozenset[str]

    @classmethod
    def of(cls, book: Book) -> _Named:
        scopes = [provision.scope for text in book.instruments for provision in text.provisions]
        return cls(
            frozenset(name for scope in scopes for name in scope.fleets),
            frozenset(name for scope in scopes for name in scope.places),
            frozenset(name for scope in scopes for name in scope.units),
        )


def _shape(line: CargoLine) -> tuple[object, ...]:
    """What of a line decides who can take it."""
    return (
        line.category, line.piece_kg, line.piece_dm2, line.height_cm, line.width_cm, line.hazard,
    )  # fmt: skip


def _kind(fleet: Fleet) -> tuple[object, ...]:
    """What of a fleet decides its leg times."""
    return (
        fleet.mode, fleet.speed_m_per_hour, fleet.duty_minutes, fleet.load_minutes,
        fleet.unload_minutes, fleet.runway_m, fleet.needs_paved, fleet.draught_cm, fleet.gauge_mm,
        fleet.slots,
    )  # fmt: skip


def _passing(mode: Mode) -> Action:
    return Action.OVERFLY if mode is Mode.AIR else Action.TRANSIT
