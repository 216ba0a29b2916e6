"""One place's working slots for one mode: opening hours, closures and what is booked (R6)."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.measure.instants import FOREVER, MINUTES_PER_DAY
from coalition.model.places import Mode, Place
from coalition.planning.schedule.calendars.levels import Levels
from coalition.planning.schedule.calendars.spans import Spans, covers, first_in, outside

TRIES_MAX = 200
"""Looks at a calendar before a stop is given up as not to be had."""


class Desk:
    """Where a carrier asks when it may stop and work.

    `slots` is None when nothing limits; `shut` are the place's closures.
    """

    __slots__ = ("_always", "_closes", "_open", "_opens", "booked", "place", "slots")

    def __init__(self, place: Place, mode: Mode, shut: Sequence[tuple[int, int]]) -> None:
        self.place = place
        self.slots = place.slots(mode)
        self.booked = Levels()
        self._open: Spans = outside(shut)
        self._opens, self._closes = place.opens_minute, place.closes_minute
        self._always = self._closes - self._opens >= MINUTES_PER_DAY or self._opens == self._closes

    def first_open(self, at: int) -> int | None:
        """The first minute from `at` on at which a carrier may come in or leave."""
        for _ in range(TRIES_MAX):
            in_hours = at if self._always else self._first_in_hours(at)
            found = first_in(self._open, in_hours)
            if found is None or found == in_hours:
                return found
            at = found
        return None

    def is_open(self, at: int) -> bool:
        """Whether a carrier may come in or leave at the minute."""
        return self.first_open(at) == at

    def is_free(self, begin: int, end: int, need: int) -> bool:
        """Whether so many slots are free in [begin, end), the place open at both and never closed between."""
        if not (self.is_open(begin) and self.is_open(end) and covers(self._open, begin, end)):
            return False
        return self._first_free(begin, end, need) == begin

    def fit(self, start: int, work: int, leave_from: int, need: int) -> tuple[int, int] | None:
        """The earliest stop [arrive, depart] from `start` on, of `work` minutes at least, that leaves at
        `leave_from` or later and finds `need` slots free; None when there is none.
        """
        arrive: int | None = max(start, leave_from - work)
        for _ in range(TRIES_MAX):
            arrive = self.first_open(arrive) if arrive is not None else None
            leave = None if arrive is None else self.first_open(max(arrive + work, leave_from))
            if arrive is None or leave is None or leave >= FOREVER:
                return None
            if not covers(self._open, arrive, leave):
                arrive = leave
                continue
            free = self._first_free(arrive, leave, need)
            if free == arrive:
                return arrive, leave
            arrive = free
        return None

    def _first_free(self, arrive: int, leave: int, need: int) -> int | None:
        if self.slots is None or arrive == leave:
            return arrive
        return self.booked.first_fit(arrive, leave - arrive, need, self.slots)

    def _first_in_hours(self, at: int) -> int:
        clock = at % MINUTES_PER_DAY
        if self._opens < self._closes:
            if self._opens <= clock < self._closes:
                return at
        elif clock >= self._opens or clock < self._closes:
            return at
        return at + (self._opens - clock) % MINUTES_PER_DAY
