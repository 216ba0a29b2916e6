"""What the planner needs of the law and of the network; `Authority` and `Network` fit, so do fakes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Protocol, runtime_checkable

from coalition.authority.answer import Question, Window
from coalition.model.ways import Way, WayKey


class LawBook(Protocol):
    """Answers legal questions with their proof."""

    def windows(self, question: Question) -> Sequence[Window]:
        """All stretches in which the answer is yes, in order of opening."""

    def alternatives(self, question: Question) -> Sequence[Window]:
        """Each permission's own windows with its limits; they may overlap."""


class WayBook(Protocol):
    """Finds the way a key names."""

    def find_way(self, key: WayKey) -> Way | None:
        """The way, or None when there is none."""


@runtime_checkable
class LooksAhead(Protocol):
    """A network that can look for ways before anybody asks."""

    def grow_ahead(self, avoiding: Iterable[str]) -> None:
        """Begin to, beside what else is done; answers are the same without."""


class LockedLaw:
    """A law that may be asked from two threads."""

    def __init__(self, law: LawBook) -> None:
        self._law, self._lock = law, Lock()

    def windows(self, question: Question) -> Sequence[Window]:
        """As the law says."""
        with self._lock:
            return self._law.windows(question)

    def alternatives(self, question: Question) -> Sequence[Window]:
        """As the law says."""
        with self._lock:
            return self._law.alternatives(question)


class LockedWays:
    """Ways that may be asked for from two threads."""

    def __init__(self, ways: WayBook) -> None:
        self._ways, self._lock = ways, Lock()

    def find_way(self, key: WayKey) -> Way | None:
        """As the network says."""
        with self._lock:
            return self._ways.find_way(key)
