"""The journal of changes to a schedule: what was done can be undone, last change first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from coalition.planning.schedule.calendars.levels import Levels

Key = TypeVar("Key", bound=Hashable)


class Journal:
    """A stack of the acts that take changes back."""

    __slots__ = ("_acts",)

    def __init__(self) -> None:
        self._acts: list[Callable[[], None]] = []

    def mark(self) -> int:
        """Where the journal stands now."""
        return len(self._acts)

    def note(self, take_back: Callable[[], None]) -> None:
        """Record how to take back the change just made."""
        self._acts.append(take_back)

    def undo(self, mark: int) -> None:
        """Take back every change since the mark."""
        while len(self._acts) > mark:
            self._acts.pop()()

    def forget(self) -> None:
        """Make everything so far final."""
        self._acts.clear()

    def raise_level(self, levels: Levels, begin: int, end: int, amount: int) -> None:
        """Use so much more in [begin, end)."""
        levels.add(begin, end, amount)
        self._acts.append(lambda: levels.add(begin, end, -amount))


class Tally(Generic[Key]):
    """Counts by key that the journal can take back."""

    __slots__ = ("_counts", "_journal")

    def __init__(self, journal: Journal) -> None:
        self._counts: dict[Key, int] = {}
        self._journal = journal

    def __getitem__(self, key: Key) -> int:
        return self._counts.get(key, 0)

    def add(self, key: Key, amount: int) -> None:
        """Count so many more."""
        self._counts[key] = self._counts.get(key, 0) + amount
        self._journal.note(lambda: self._take(key, amount))

    def _take(self, key: Key, amount: int) -> None:
        self._counts[key] -= amount
