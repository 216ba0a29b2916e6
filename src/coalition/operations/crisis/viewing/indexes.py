"""Orders of objects by a column, kept up change by change, so that a page in any order costs no more than
a page.

An index belongs to one view, and holds keys of what is in that view alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.viewing.columns import Column
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View

Read = Callable[[ObjectRecord], Any]
_ALL_ANEW = 2_000
"""More changes than this are sorted in at once."""


class Index:
    """The keys `(there, value, id)` of a noun's objects in rising order; a snapshot is taken when it has
    changed.
    """

    def __init__(self, view: View, noun: Noun, column: str, read: Read) -> None:
        self._noun, self._read = noun, read
        self._seen = view.began_with(noun)
        self._of: dict[str, tuple[Any, ...] | None] = {}
        """The keys of objects that have changed; all others are as the view began with them."""
        self.keys: Sequence[tuple[Any, ...]] = _began(view, noun, column, read)

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
        gone = {self._before(view, subject) for subject in subjects}
        self._of |= {subject: self._now(view, subject) for subject in subjects}
        came = [key for subject in subjects if (key := self._of[subject]) is not None]
        self.keys = sorted([*(key for key in self.keys if key not in gone), *came])

    def _move(self, view: View, subject: str, keys: list[tuple[Any, ...]]) -> None:
        before, after = self._before(view, subject), self._now(view, subject)
        if before is not None:
            del keys[bisect_left(keys, before)]
        self._of[subject] = after
        if after is not None:
            insort(keys, after)

    def _before(self, view: View, subject: str) -> tuple[Any, ...] | None:
        if subject in self._of:
            return self._of[subject]
        return self._of_noun(view.founded_record(subject))

    def _now(self, view: View, subject: str) -> tuple[Any, ...] | None:
        return self._of_noun(view.record(subject))

    def _of_noun(self, record: ObjectRecord | None) -> tuple[Any, ...] | None:
        there = record is not None and record.noun is self._noun
        return _key_by(self._read)(record) if there and record is not None else None


def _key_by(read: Read) -> Callable[[ObjectRecord], tuple[Any, ...]]:
    def key(record: ObjectRecord) -> tuple[Any, ...]:
        value = read(record)
        return value is not None, 0 if value is None else value, record.subject

    return key


def _began(view: View, noun: Noun, column: str, read: Read) -> Sequence[tuple[Any, ...]]:
    laid = view.foundation
    return [] if laid is None else ranked(laid, noun, column, read).seen(view.mask)


def ranked(laid: Foundation, noun: Noun, column: str, read: Read) -> Column[tuple[Any, ...]]:
    """The keys of a noun's objects by a column, in rising order, made once for all views."""
    return laid.ranked(("index", column), noun, _key_by(read))


def index_of(view: View, noun: Noun, column: str, read: Read) -> Index:
    """The index of a column, kept up with the view."""
    with view.lock:
        found = view.kept(("index", noun, column), 0, lambda: Index(view, noun, column, read))
        found.keep_up(view)
        return found
