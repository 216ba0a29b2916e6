"""How much of one thing is in use at every minute: a step function that can be searched and changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from coalition.measure.instants import ALWAYS


class Levels:
    """Use over time; before the first and after the last change it is nothing."""

    __slots__ = ("_levels", "_times")

    def __init__(self) -> None:
        self._times: list[int] = [ALWAYS]
        self._levels: list[int] = [0]

    def first_fit(self, start: int, length: int, need: int, limit: int) -> int | None:
        """The first minute from `start` on at which `need` more fits under `limit` for `length` minutes.

        None when it never fits.
        """
        if need > limit:
            return None
        times, levels = self._times, self._levels
        room, last = limit - need, len(times) - 1
        i = bisect_right(times, start) - 1
        while i <= last:
            if levels[i] > room:
                i += 1
                start = times[i]
            elif i < last and times[i + 1] < start + length:
                i += 1
            else:
                return start
        return None

    def peak(self, begin: int, end: int) -> int:
        """The highest use in [begin, end)."""
        first = bisect_right(self._times, begin) - 1
        return max(self._levels[first : bisect_left(self._times, end, first + 1)])

    def add(self, begin: int, end: int, amount: int) -> None:
        """Use so much more in [begin, end); a negative amount takes it back."""
        if begin >= end or not amount:
            return
        first, last = self._cut(begin), self._cut(end)
        for i in range(first, last):
            self._levels[i] += amount
        self._join(last)
        self._join(first)

    def _cut(self, at: int) -> int:
        i = bisect_right(self._times, at) - 1
        if self._times[i] != at:
            self._times.insert(i + 1, at)
            self._levels.insert(i + 1, self._levels[i])
            return i + 1
        return i

    def _join(self, i: int) -> None:
        if 0 < i < len(self._times) and self._levels[i] == self._levels[i - 1]:
            del self._times[i], self._levels[i]
