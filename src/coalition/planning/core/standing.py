"""A plan in force as rows for the compiled part: each loaded trip with the empty run before it.

Carriers, ways and cargo lines stand in the rows by numbers that may be others under another book: where, is
kept, so that the rows of one plan are numbered anew without being written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

import numpy as np

from coalition.errors import Fault, InputError
from coalition.model.book import Book
from coalition.model.forces import fleet_of
from coalition.model.identity import CarrierId, FleetId, PlaceId
from coalition.model.plan import Plan, Trip
from coalition.model.ways import WayKey
from coalition.planning.core import tables
from coalition.planning.core.consignments import LineKey
from coalition.planning.core.numbering import Register, Thing

LegKey = tuple[FleetId, PlaceId, PlaceId, tuple[str, ...]]
"""Fleet, both ends, and what the way avoids."""
WayNumber = Callable[[LegKey], int]

GONE = -2
"""The number of a way that is no more."""
_NONE = -1
"""The number of a carrier or cargo line that is no more."""


class _Marks(Generic[Thing]):
    """Where in the rows things stand by number."""

    def __init__(self) -> None:
        self.register = Register[Thing]()
        self._at: list[int] = []
        self._which: list[int] = []

    def mark(self, at: int, thing: Thing) -> None:
        """The thing stands there."""
        self._at.append(at)
        self._which.append(self.register.number(thing))

    @property
    def at(self) -> tables.Row:
        """Every place where one stands."""
        return tables.row(self._at)

    @property
    def which(self) -> tables.Row:
        """Which of the things stands at each."""
        return tables.row(self._which)


@dataclass(frozen=True, slots=True)
class Rows:
    """A plan as rows, not numbered yet: what stands where, and whose the lines are."""

    plan: Plan
    count: int
    data: tables.Row
    carriers: tuple[list[CarrierId], tables.Row, tables.Row]
    legs: tuple[list[LegKey], tables.Row, tables.Row]
    lines: tuple[list[LineKey], tables.Row, tables.Row]
    carrying: list[CarrierId]

    def numbered(
        self,
        carriers: Mapping[CarrierId, int],
        way_number: WayNumber,
        lines: Mapping[LineKey, int],
    ) -> tuple[tables.Row, set[CarrierId]]:
        """The rows with the numbers of a book, and the carriers that carry something which moves no more.

        A carrier or line that is no more has the number -1.
        """
        data = self.data.copy()
        things, at, which = self.carriers
        data[at] = tables.row(carriers.get(carrier, _NONE) for carrier in things)[which]
        legs, at, which = self.legs
        data[at] = tables.row(map(way_number, legs))[which]
        keys, at, which = self.lines
        numbers = tables.row(lines.get(key, _NONE) for key in keys)[which]
        data[at] = numbers
        gone = np.flatnonzero(numbers == _NONE).tolist()
        return data, {self.carrying[n] for n in gone if self.carrying[n] in carriers}


class _Writer:
    """Writes trips of the planner's own shape: all is taken on at the first stop and set down at the last."""

    def __init__(self) -> None:
        self.values: list[int] = []
        self.carriers, self.legs, self.lines = (
            _Marks[CarrierId](),
            _Marks[LegKey](),
            _Marks[LineKey](),
        )
        self.carrying: list[CarrierId] = []

    def voyage(self, approach: Trip | None, run: Trip) -> None:
        """Carrier loads, both runs, the loads."""
        loads = run.stops[0].on
        self.carriers.mark(len(self.values), run.carrier)
        self.values += (0, len(loads))
        if approach is None:
            self.values.append(0)
        else:
            self._stops(approach)
        self._stops(run)
        for load in loads:
            self.lines.mark(len(self.values), (load.movement, load.line))
            self.carrying.append(run.carrier)
            self.values += (0, load.pieces)

    def _stops(self, trip: Trip) -> None:
        fleet, stops = fleet_of(trip.carrier), trip.stops
        self.values.append(len(stops))
        for n, stop in enumerate(stops):
            if n + 1 < len(stops):
                leg = (fleet, stop.place, stops[n + 1].place, stop.avoiding)
                self.legs.mark(len(self.values) + 2, leg)
            self.values += (stop.arrive, stop.depart, -1)


def rows_of(plan: Plan) -> Rows:
    """The plan's trips as rows, one after another.

    Raises InputError for trips that take on or set down on the way: those of other planners.
    """
    faults = [
        Fault(f"trip of {trip.carrier}", "plan-shape", "it loads or unloads between its ends",
              "plan the book anew; only plans made here can be taken over")
        for trip in plan.trips if not _is_plain(trip)
    ]  # fmt: skip
    if faults:
        raise InputError(faults)
    writer = _Writer()
    count = 0
    for approach, run in _paired(plan.trips):
        writer.voyage(approach, run)
        count += 1
    carriers, legs, lines = writer.carriers, writer.legs, writer.lines
    return Rows(
        plan, count, tables.row(writer.values),
        (carriers.register.things, carriers.at, carriers.which),
        (legs.register.things, legs.at, legs.which),
        (lines.register.things, lines.at, lines.which),
        writer.carrying,
    )  # fmt: skip


def key_of(book: Book, leg: LegKey) -> WayKey | None:
    """The key of the leg's way; None when the book holds its fleet or places no more."""
    name, origin, destination, avoiding = leg
    fleet = book.fleets.get(name)
    if fleet is None or origin not in book.places or destination not in book.places:
        return None
    return WayKey(fleet.mode, origin, destination, avoiding)


def _is_plain(trip: Trip) -> bool:
    first, last = trip.stops[0], trip.stops[-1]
    between = trip.stops[1:-1]
    return not (first.off or last.on or any(stop.on or stop.off for stop in between))


def _paired(trips: tuple[Trip, ...]) -> Iterator[tuple[Trip | None, Trip]]:
    """Each trip with the empty one before it that brings its carrier there."""
    waiting: Trip | None = None
    for trip in trips:
        if waiting is not None:
            leads = (
                waiting.carrier == trip.carrier and waiting.stops[-1].place == trip.stops[0].place
            )
            if leads and trip.stops[0].on:
                yield waiting, trip
                waiting = None
                continue
            yield None, waiting
            waiting = None
        if trip.stops[0].on:
            yield None, trip
        else:
            waiting = trip
    if waiting is not None:
        yield None, waiting
