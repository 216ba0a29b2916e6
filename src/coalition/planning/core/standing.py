"""A plan in force as rows for the compiled part: each loaded trip with the empty run before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from coalition.errors import Fault, InputError
from coalition.model.book import Book
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import CarrierId
from coalition.model.plan import Trip
from coalition.model.ways import WayKey

WayNumber = Callable[[WayKey, Fleet], int]
_GONE = -2
"""The number of a way that is no more."""


class Standing:
    """Reads trips of the planner's own shape: all is taken on at the first stop and set down at the last."""

    def __init__(
        self,
        book: Book,
        way_number: WayNumber,
        carriers: Mapping[CarrierId, int],
        lines: Mapping[tuple[str, str], int],
    ) -> None:
        self._book, self._way_number, self._carriers, self._lines = (
            book,
            way_number,
            carriers,
            lines,
        )
        self._known: dict[tuple[object, ...], int] = {}
        self.unloaded: set[CarrierId] = set()
        """Carriers that carry something which moves no more."""

    def rows(self, trips: tuple[Trip, ...]) -> tuple[list[int], int]:
        """The trips' rows one after another, and how many there are.

        Raises InputError for trips that take on or set down on the way: those of other planners.
        """
        faults = [
            Fault(f"trip of {trip.carrier}", "plan-shape", "it loads or unloads between its ends",
                  "plan the book anew; only plans made here can be taken over")
            for trip in trips if not _is_plain(trip)
        ]  # fmt: skip
        if faults:
            raise InputError(faults)
        rows: list[int] = []
        count = 0
        for approach, run in _paired(trips):
            if run.carrier in self._carriers:
                rows += self._row(approach, run)
                count += 1
        return rows, count

    def _row(self, approach: Trip | None, run: Trip) -> list[int]:
        loads = [
            (number, load.pieces)
            for load in run.stops[0].on
            if (number := self._lines.get((load.movement, load.line))) is not None
        ]
        if len(loads) < len(run.stops[0].on):
            self.unloaded.add(run.carrier)
        row = [self._carriers[run.carrier], len(loads)]
        row += self._stops(approach) if approach is not None else [0]
        row += self._stops(run)
        return [*row, *(n for pair in loads for n in pair)]

    def _stops(self, trip: Trip) -> list[int]:
        fleet = self._book.fleets[fleet_of(trip.carrier)]
        row = [len(trip.stops)]
        for n, stop in enumerate(trip.stops):
            way = -1
            if n + 1 < len(trip.stops):
                way = self._way(fleet, (stop.place, trip.stops[n + 1].place, stop.avoiding))
            row += [stop.arrive, stop.depart, way]
        return row

    def _way(self, fleet: Fleet, leg: tuple[object, ...]) -> int:
        key = (fleet.id, *leg)
        if key not in self._known:
            origin, destination, avoiding = leg
            places = self._book.places
            known = origin in places and destination in places
            way = WayKey(fleet.mode, origin, destination, avoiding)  # type: ignore[arg-type]
            self._known[key] = self._way_number(way, fleet) if known else _GONE
        return self._known[key]


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
