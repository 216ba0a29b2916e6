"""What is made of each object of a view, kept up change by change: only objects that changed are looked at
again.

It belongs to one view and holds what is in that view alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.operations.crisis.viewing.view import View

T = TypeVar("T")
_SPARE = 1_000


class Followed(Generic[T]):
    """What `make` gives for the objects of some nouns; an object of which it gives None is left out."""

    def __init__(self, nouns: Iterable[Noun], make: Callable[[ObjectRecord], T | None]) -> None:
        self._seen = dict.fromkeys(nouns, 0)
        self._make = make
        self.made: dict[str, T] = {}

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        for subject in _changed(view, self._seen):
            record = view.record(subject)
            made = None if record is None else self._make(record)
            if made is None:
                self.made.pop(subject, None)
            else:
                self.made[subject] = made


def followed(
    view: View, name: Hashable, nouns: Iterable[Noun], make: Callable[[ObjectRecord], T | None]
) -> list[T]:
    """What is made of the objects of the nouns as they are now, in no order that means anything."""
    with view.lock:
        found = view.kept(("followed", name), 0, lambda: Followed(nouns, make))
        found.keep_up(view)
        return list(found.made.values())


class Texts:
    """The texts of all objects, in two lists side by side, which take a fraction of the room of a map.

    An object that changed is put at the end again; what it was before is passed over, and dropped in time.
    """

    def __init__(self, text: Callable[[ObjectRecord], str]) -> None:
        self._text = text
        self._seen = dict.fromkeys(Noun, 0)
        self._subjects: list[str] = []
        self._texts: list[str] = []
        self._live = 0

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        for subject in _changed(view, self._seen):
            record = view.record(subject)
            if record is not None:
                self._subjects.append(subject)
                self._texts.append(self._text(record))
        if len(self._subjects) > 2 * self._live + _SPARE:
            last = dict(zip(self._subjects, self._texts, strict=True))
            self._subjects, self._texts = list(last), list(last.values())
            self._live = len(last)

    def holding(self, view: View, words: list[str]) -> list[ObjectRecord]:
        """The objects whose text holds all the words, of which there is at least one."""
        first, texts = words[0], self._texts
        places = [place for place, text in enumerate(texts) if first in text]
        for word in words[1:]:
            places = [place for place in places if word in texts[place]]
        found: dict[str, ObjectRecord] = {}
        for place in places:
            record = view.record(self._subjects[place])
            if record is not None and self._text(record) == texts[place]:
                found[record.subject] = record
        return list(found.values())


def _changed(view: View, seen: dict[Noun, int]) -> list[str]:
    """The objects that changed since they were looked at last, each once; they are seen then."""
    changed: dict[str, None] = {}
    for noun, after in seen.items():
        more = view.changes(noun, after)
        seen[noun] += len(more)
        changed.update(dict.fromkeys(more))
    return list(changed)
