"""Room in the timelines of one fleet, all carriers at once: where each could take one more voyage.

A table holds one row a gap and is asked with whole-column arithmetic; a change of a timeline makes the rows
of that carrier stale, and only they are made again. Not here: whether a voyage really goes in (`schedule`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import FOREVER
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.planning.fit import with_rest
from coalition.planning.schedule.paths import Path
from coalition.planning.schedule.riding import Errand
from coalition.planning.schedule.voyage import Voyage

Column = NDArray[np.int64]

_BEGIN, _END, _PLACE, _NEXT, _NUMBER, _INDEX = range(6)


_NEVER = 2 * int(FOREVER)
"""The end of a gap that nothing follows: later than any voyage, whatever is taken from it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Room in a timeline: the carrier `number` stands at `place` from `begin` on until `end`.

    `bound` is a lower bound on when the voyage would end, `reach` about the minutes to come empty.
    """

    bound: int
    number: int
    index: int
    place: PlaceId
    begin: int
    end: int | None
    reach: int


class Rooms:
    """The gaps of one fleet. `reach` tells about how many minutes an empty carrier takes between two places;
    its answers may change whenever `known` does. `least_reach` tells minutes no way undercuts.
    """

    def __init__(
        self,
        fleet: Fleet,
        timelines: list[list[Voyage]],
        start: int,
        reach: Callable[[PlaceId, PlaceId], int],
        least_reach: Callable[[PlaceId, PlaceId], int],
        known: Callable[[], int],
    ) -> None:
        self._fleet, self._timelines, self._start = fleet, timelines, start
        self._reach, self._least_reach, self._known = reach, least_reach, known
        self.stood: dict[PlaceId, None] = {fleet.home: None}
        """Everywhere a carrier of the fleet ever stood."""
        self._places = [fleet.home]
        self._numbers = {fleet.home: 0}
        self._rows: list[Column | None] = [None] * len(timelines)
        self._table: Column | None = None
        self._reaches: dict[PlaceId, tuple[tuple[int, int], Column]] = {}
        self._onwards: dict[PlaceId, Column] = {}

    def change(self, number: int, place: PlaceId) -> None:
        """The timeline of that carrier is another now, with or without a voyage that ends at the place."""
        self._rows[number] = self._table = None
        self.stood[place] = None

    def least(self, path: Path, errand: Errand) -> tuple[int, int]:
        """The least bound of all gaps and the least minutes empty; FOREVER twice when there is no gap."""
        table, reach, bound = self._ask(path, errand)
        fits = bound <= self._limit(table, path, errand)
        if not fits.any():
            return FOREVER, FOREVER
        return int(bound[fits].min()), int(reach[fits].min())

    def gaps(self, path: Path, errand: Errand) -> Iterator[Gap]:
        """Gaps for a voyage along the path, the one that promises most first."""
        table, reach, bound = self._ask(path, errand)
        fits = np.flatnonzero(bound <= self._limit(table, path, errand))
        for row in fits[np.argsort(bound[fits], kind="stable")].tolist():
            begin, end, place, _, number, index = table[:, row].tolist()
            yield Gap(
                int(bound[row]), number, index, self._places[place], begin,
                None if end >= _NEVER else end, int(reach[row]),
            )  # fmt: skip

    def _ask(self, path: Path, errand: Errand) -> tuple[Column, Column, Column]:
        table = self._made()
        reach = self._reaching(path.hops[0].origin)[table[_PLACE]]
        tail = with_rest(path.minutes, self._fleet.duty_minutes) + errand.unload_minutes
        ready = max(errand.stand_from + errand.load_minutes, errand.leave_from)
        bound = np.maximum(table[_BEGIN] + reach + errand.load_minutes, ready) + tail
        return table, reach, np.maximum(bound, errand.set_down_from + errand.unload_minutes)

    def _limit(self, table: Column, path: Path, errand: Errand) -> Column:
        """By when the voyage must end for the carrier to be in time for what follows."""
        last = min(errand.end_by, self._fleet.available.closes)
        onward = self._onward(path.hops[-1].destination)
        return np.asarray(np.minimum(table[_END] - onward[table[_NEXT]], last))

    def _made(self) -> Column:
        if self._table is None:
            for number, rows in enumerate(self._rows):
                if rows is None:
                    self._rows[number] = self._carrier(number)
            self._table = np.concatenate(list(self._wanted()), axis=1)
        return self._table

    def _wanted(self) -> Iterator[Column]:
        """Rows of every carrier, but of only one of those that never moved."""
        idle_seen = False
        for timeline, rows in zip(self._timelines, self._rows, strict=True):
            if rows is not None and (timeline or not idle_seen):
                yield rows
            idle_seen |= not timeline

    def _carrier(self, number: int) -> Column:
        timeline, places = self._timelines[number], self._numbers
        for voyage in timeline:
            self._note(voyage)
        begins = [voyage.run.times[0][0] for voyage in timeline]
        ends = [voyage.run.times[-1][1] for voyage in timeline]
        stands = [0, *(places[voyage.destination] for voyage in timeline)]
        follows = [*(places[voyage.origin] for voyage in timeline), stands[-1]]
        rows = len(stands)
        return np.array(
            (
                [self._start, *ends], [*begins, _NEVER], stands, follows, [number] * rows,
                range(rows),
            ),
            dtype=np.int64,
        )  # fmt: skip

    def _note(self, voyage: Voyage) -> None:
        for place in (voyage.origin, voyage.destination):
            if place not in self._numbers:
                self._numbers[place] = len(self._places)
                self._places.append(place)

    def _reaching(self, origin: PlaceId) -> Column:
        """Minutes empty from each of the places to the origin."""
        state = (len(self._places), self._known())
        kept = self._reaches.get(origin)
        if kept is None or kept[0] != state:
            column = np.array(
                [self._reach(place, origin) for place in self._places], dtype=np.int64
            )
            kept = self._reaches[origin] = (state, column)
        return kept[1]

    def _onward(self, origin: PlaceId) -> Column:
        """Least minutes empty from the origin to each of the places."""
        kept = self._onwards.get(origin)
        if kept is None or len(kept) < len(self._places):
            minutes = [self._least_reach(origin, place) for place in self._places]
            kept = self._onwards[origin] = np.array(minutes, dtype=np.int64)
        return kept
