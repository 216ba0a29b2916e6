"""The words of a view's objects, and where they occur: what holds words is found without reading texts.

The rule: a text is looked for by parts of its words, as if each text were read. The words of the objects that
a view began with are one list for all views; each view has of it the words, and their places, that it may
see, and looks in nothing else. So an answer does not depend on words that are hidden, nor does its time, but
for how many objects there are in all.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import compress, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.labels.table import Numbers
from coalition.operations.crisis.viewing.columns import Column, column
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View

Text = Callable[[ObjectRecord], str]
ALL = 1 << 62
WORDS = "words"
_FEW = 64
"""The places of so many words are put together one by one; of more, all at once."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which words occur in which objects: word `words[n]` in the objects `objects[starts[n]:starts[n + 1]]`.

    Objects are numbered in order of their keys.
    """

    words: list[str]
    lengths: Numbers
    starts: Numbers
    objects: Numbers


def occurrences_of(laid: Foundation, text: Text) -> Occurrences:
    """The words of all objects of a foundation, made once for all views."""

    def work() -> Occurrences:
        numbers: dict[str, int] = {}
        words, objects = array("i"), array("i")
        for place, key in enumerate(_whole_order(laid).values):
            found = laid.find(key[1])
            for word in set() if found is None else set(text(found[0]).split()):
                words.append(numbers.setdefault(word, len(numbers)))
                objects.append(place)
        of = np.array(words, np.int32)
        order = np.argsort(of, kind="stable")
        counts = np.bincount(of, minlength=len(numbers))
        lengths = np.fromiter(map(len, numbers), np.int32, len(numbers))
        at = np.array(objects, np.int32)[order]
        return Occurrences(list(numbers), lengths, _starts(counts), at)

    return laid.once(WORDS, work)


def _starts(counts: NDArray[Any]) -> Numbers:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def _whole_order(laid: Foundation) -> Column[Key]:
    """Every object of any noun, in order of keys."""

    def work() -> Column[Key]:
        orders = laid.orders.values()
        return column(
            pair
            for order in orders
            for pair in zip(order.values, order.labels.tolist(), strict=True)
        )

    return laid.once("whole order", work)


def _nouns_in(laid: Foundation, keys: Sequence[Key]) -> NDArray[np.uint8]:
    def work() -> NDArray[np.uint8]:
        of = {key: at for at, order in enumerate(laid.orders.values()) for key in order.values}
        return np.fromiter((of[key] for key in keys), np.uint8, len(keys))

    return laid.once("nouns in order", work)


class _Known:
    """The words of the objects a view began with, of what it may see alone."""

    def __init__(self, view: View, laid: Foundation, text: Text) -> None:
        order, all_of_them = _whole_order(laid), occurrences_of(laid, text)
        self.keys, self._nouns = order.values, _nouns_in(laid, order.values)
        self._alive = view.mask[order.labels]
        seen = self._alive[all_of_them.objects]
        counts = np.add.reduceat(np.append(seen, False).astype(np.int32), all_of_them.starts[:-1])
        self._objects, held = all_of_them.objects[seen], counts > 0
        self._counts = counts[held]
        self._starts = _starts(self._counts)
        self._text = "\n".join(compress(all_of_them.words, held.tolist()))
        self._begins = _starts(all_of_them.lengths[held] + 1)[:-1]

    def leave_out(self, key: Key) -> None:
        """The object has changed since: its words are known elsewhere."""
        place = bisect_left(self.keys, key)
        if place < len(self.keys) and self.keys[place] == key:
            self._alive[place] = False

    def holding(self, wanted: Sequence[str], noun: Noun | None, most: int) -> list[Key]:
        """The first keys of objects that hold all the words."""
        fits = self._alive.copy()
        if noun is not None:
            fits &= self._nouns == list(Noun).index(noun)
        for part in wanted:
            fits &= self._with(part)
        places = np.flatnonzero(fits)[: min(most, len(fits))]
        return [self.keys[place] for place in places.tolist()]

    def _places(self, part: str) -> list[int]:
        """Where the part occurs in the text of all words."""
        found: list[int] = []
        at = self._text.find(part)
        while at >= 0 and len(found) < _FEW:
            found.append(at)
            at = self._text.find(part, at + 1)
        if at >= 0:  # many: one pass over what is left is quicker than a call for each
            found += [one.start() for one in re.compile(re.escape(part)).finditer(self._text, at)]
        return found

    def _with(self, part: str) -> NDArray[np.bool_]:
        """Of each object, whether the part occurs in one of its words."""
        found = np.zeros(len(self._alive), np.bool_)
        at = self._places(part)
        words = np.unique(np.searchsorted(self._begins, at, side="right") - 1)
        if len(words) > _FEW:
            those = np.zeros(len(self._counts), np.bool_)
            those[words] = True
            found[self._objects[np.repeat(those, self._counts)]] = True
            return found
        for word in words.tolist():
            found[self._objects[self._starts[word] : self._starts[word + 1]]] = True
        return found


class Words:
    """The words of the objects of a view: of those it began with, and the texts of what changed since."""

    def __init__(self, view: View, text: Text) -> None:
        self._text, self._seen = text, {noun: view.began_with(noun) for noun in Noun}
        laid = view.foundation
        self._known = None if laid is None else _Known(view, laid, text)
        self._texts: dict[Key, tuple[Noun, str]] = {}
        self._keys: list[Key] = []

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        changed = view.changed(self._seen)
        more: list[Key] = []
        for record in map(view.record, changed):
            if record is None or record.noun is None:
                continue
            key = view.key(record)
            if key not in self._texts:
                more.append(key)
                if self._known is not None:
                    self._known.leave_out(key)
            self._texts[key] = record.noun, self._text(record)
        if more:
            self._keys = sorted([*self._keys, *more])

    def holding(
        self, wanted: Sequence[str], *, noun: Noun | None = None, most: int = ALL
    ) -> list[Key]:
        """The first keys of objects (of the noun) whose text holds all the words, of which there is one."""
        found = (key for key in self._keys if self._holds(key, wanted, noun))
        known = [] if self._known is None else self._known.holding(wanted, noun, most)
        return list(islice(merge(known, found), min(most, len(known) + len(self._keys))))

    def _holds(self, key: Key, wanted: Sequence[str], noun: Noun | None) -> bool:
        of, text = self._texts[key]
        return (noun is None or of is noun) and all(word in text for word in wanted)


def words_of(view: View, text: Text) -> Words:
    """The words of the view's objects, kept up with it. The view's lock is held by whoever asks."""
    found = view.kept("words", 0, lambda: Words(view, text))
    found.keep_up(view)
    return found
