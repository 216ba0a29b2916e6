"""Orders of objects by a column, kept up change by change, so that a page in any order costs no more than
a page.

An index belongs to one view, and holds keys of what is in that view alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.viewing.view import View

Read = Callable[[ObjectRecord], Any]
_ALL_ANEW = 2_000
"""More changes than this are sorted in at once."""


class Index:
    """The keys `(there, value, id)` of a noun's objects in rising order; a snapshot is taken when it has
    changed.
    """

    def __init__(self, noun: Noun, read: Read) -> None:
        self._noun, self._read = noun, read
        self._seen = 0
        self._of: dict[str, tuple[Any, ...]] = {}
        self.keys: list[tuple[Any, ...]] = []

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        changed = view.changes(self._noun, self._seen)
        if not changed:
            return
        self._seen += len(changed)
        subjects = dict.fromkeys(changed)
        if len(subjects) > _ALL_ANEW:
            self._anew(view, subjects)
            return
        keys = list(self.keys)
        for subject in subjects:
            self._move(view, subject, keys)
        self.keys = keys

    def _anew(self, view: View, subjects: dict[str, None]) -> None:
        for subject in subjects:
            self._of.pop(subject, None)
            key = self._key(view, subject)
            if key is not None:
                self._of[subject] = key
        self.keys = sorted(self._of.values())

    def _move(self, view: View, subject: str, keys: list[tuple[Any, ...]]) -> None:
        before, after = self._of.pop(subject, None), self._key(view, subject)
        if before is not None:
            del keys[bisect_left(keys, before)]
        if after is not None:
            self._of[subject] = after
            insort(keys, after)

    def _key(self, view: View, subject: str) -> tuple[Any, ...] | None:
        record = view.record(subject)
        if record is None or record.noun is not self._noun:
            return None
        value = self._read(record)
        return value is not None, 0 if value is None else value, subject


def index_of(view: View, noun: Noun, column: str, read: Read) -> Index:
    """The index of a column, kept up with the view."""
    with view.lock:
        found = view.kept(("index", noun, column), 0, lambda: Index(noun, read))
        found.keep_up(view)
        return found
