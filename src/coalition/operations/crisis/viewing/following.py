"""What is made of each object of a view, kept up change by change: only objects that changed are looked at
again.

It belongs to one view and holds what is in that view alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View

T = TypeVar("T")
_ALL_ANEW = 500
"""More changes than this are sorted in at once."""
ALL = 1 << 62
_STRETCH = 4_096
"""So many texts are looked through before it is asked whether that is enough."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Of an object alone: for whom something may be made of it. Asked once for all views, under a name."""

    name: str
    of: Callable[[ObjectRecord], frozenset[str]]
    wanted: str


class Followed(Generic[T]):
    """What `make` gives for the objects of some nouns; an object of which it gives None is left out."""

    def __init__(
        self, nouns: Iterable[Noun], make: Callable[[ObjectRecord], T | None], sieve: Sieve | None
    ) -> None:
        self._seen = dict.fromkeys(nouns, 0)
        self._make, self._sieve = make, sieve
        self._made: dict[str, T] = {}
        self.version = 0
        """Grows whenever what is made has changed."""

    def begin(self, view: View) -> None:
        """Look at those alone of the objects the view began with of which something may be made."""
        if self._sieve is None:
            return
        for noun in self._seen:
            keys = view.sifted(self._sieve.name, noun, self._sieve.of, self._sieve.wanted)
            self._look(view, [key[1] for key in keys])
            self._seen[noun] = view.began_with(noun)

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        self._look(view, _changed(view, self._seen))

    def _look(self, view: View, subjects: Iterable[str]) -> None:
        for subject in subjects:
            record = view.record(subject)
            made = None if record is None else self._make(record)
            if made is not None:
                self._made[subject] = made
            elif self._made.pop(subject, None) is None:
                continue
            self.version += 1

    def values(self) -> list[T]:
        """What is made of the objects as they are now, in no order that means anything."""
        return list(self._made.values())


def followed(
    view: View,
    name: Hashable,
    nouns: Iterable[Noun],
    make: Callable[[ObjectRecord], T | None],
    *,
    sieve: Sieve | None = None,
) -> Followed[T]:
    """What is made of the objects of the nouns, kept up with the view."""
    with view.lock:
        found = view.kept(("followed", name), 0, lambda: _begun(view, Followed(nouns, make, sieve)))
        found.keep_up(view)
        return found


def _begun(view: View, one: Followed[T]) -> Followed[T]:
    one.begin(view)
    return one


class Texts:
    """The texts of the objects of a noun, in the order of their first events, in lists side by side."""

    def __init__(self, noun: Noun, text: Callable[[ObjectRecord], str]) -> None:
        self._noun, self._text = noun, text
        self._seen: dict[Noun, int] = {}
        self._keys: list[Key] = []
        self._texts: list[str] = []

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        if not self._seen:
            self._begin(view)
        changed = _changed(view, self._seen)
        records = [record for record in map(view.record, changed) if record is not None]
        if len(records) > _ALL_ANEW:
            self._anew(view, records)
            return
        for record in records:
            self._put(view.key(record), self._text(record))

    def _begin(self, view: View) -> None:
        self._keys = view.founded_keys(self._noun)
        self._texts = view.founded("texts", self._noun, self._text)
        self._seen = {self._noun: view.began_with(self._noun)}

    def _put(self, key: Key, text: str) -> None:
        place = bisect_left(self._keys, key)
        if place < len(self._keys) and self._keys[place] == key:
            self._texts[place] = text
            return
        self._keys.insert(place, key)
        self._texts.insert(place, text)

    def _anew(self, view: View, records: list[ObjectRecord]) -> None:
        made = dict(zip(self._keys, self._texts, strict=True))
        for record in records:
            made[view.key(record)] = self._text(record)
        self._keys = sorted(made)
        self._texts = [made[key] for key in self._keys]

    def holding(self, words: list[str], most: int) -> list[Key]:
        """The first keys of objects whose text holds all the words, of which there is at least one."""
        first, *others = words
        found: list[Key] = []
        for begin in range(0, len(self._texts), _STRETCH):
            texts = self._texts[begin : begin + _STRETCH]
            places = [place for place, text in enumerate(texts) if first in text]
            for word in others:
                places = [place for place in places if word in texts[place]]
            found += [self._keys[begin + place] for place in places]
            if len(found) >= most:
                break
        return found[:most]


def prepare_texts(foundation: Foundation, noun: Noun, text: Callable[[ObjectRecord], str]) -> None:
    """Make the texts that views begin with."""
    foundation.made("texts", noun, text)


def texts_of(view: View, noun: Noun, text: Callable[[ObjectRecord], str]) -> Texts:
    """The texts of a noun's objects, kept up with the view. The view's lock is held by whoever asks."""
    found = view.kept(("texts", noun), 0, lambda: Texts(noun, text))
    found.keep_up(view)
    return found


def _changed(view: View, seen: dict[Noun, int]) -> list[str]:
    """The objects that changed since they were looked at last, each once; they are seen then."""
    changed: dict[str, None] = {}
    for noun, after in seen.items():
        more = view.changes(noun, after)
        seen[noun] += len(more)
        changed.update(dict.fromkeys(more))
    return list(changed)
