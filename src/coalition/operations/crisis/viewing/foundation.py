"""What the events on record come to, object by object, made once for all views.

A view lies upon it: of the objects here it has those whose events it may see, all of them; the others, and what
comes later, it folds itself. So a view of 200,000 objects is there at once, and costs little more than what
differs.

INVARIANT: an object is here only when all its events bear one label; whoever may see the label sees the whole
object, and whoever may not finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np

from coalition.command.events.event import Event, ObjectId, UnknownBody
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.command.fold.states import links_of
from coalition.labels.table import Mask, Numbers
from coalition.measure.instants import Minute
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.viewing.sharing import SharedSteps

T = TypeVar("T")
Seen = Sequence[bool]
"""By the number of a label, whether a view may see what bears it."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """Values in order, and side by side the number of the label of what each came from."""

    values: list[T]
    labels: Numbers

    def seen(self, mask: Mask) -> list[T]:
        """The values that may be seen, in order."""
        return list(compress(self.values, mask[self.labels].tolist()))


class Foundation:
    """The objects of the journal's events so far, as of an instant; never changes."""

    def __init__(self, journal: Journal, steps: SharedSteps, now: Minute) -> None:
        self._lock, self._made = Lock(), dict[Hashable, Any]()
        self._locks: dict[Hashable, Lock] = {}
        self.position = len(journal)
        self.records: dict[str, tuple[ObjectRecord, int]] = {}
        """Objects by id, each with the number of the one label its events bear."""
        self.others: list[int] = []
        """The places in the journal of events that each view folds for itself."""
        for places in _by_object(journal, self.position):
            labels = {journal.labels[place] for place in places}
            events = [journal.events[place] for place in places]
            if len(labels) > 1 or any(event.minute > now for event in events):
                self.others += places
                continue
            record = steps.first(events)
            self.records[record.subject] = record, labels.pop()
        self.others.sort()
        self.events = _column(
            (steps.key(e), label) for r, label in self.records.values() for e in r.events
        )
        """Every event of the objects here, in order."""
        self.links = self._links()
        self.orders = self._orders(steps)
        """The objects of each noun, in order."""

    def _orders(self, steps: SharedSteps) -> dict[Noun, Column[Key]]:
        keys: dict[Noun, list[tuple[Key, int]]] = {noun: [] for noun in Noun}
        for record, label in self.records.values():
            if record.noun is not None and record.opened is not None:
                keys[record.noun].append((steps.key(record.opened), label))
        return {noun: _column(found) for noun, found in keys.items()}

    def _links(self) -> dict[str, list[tuple[ObjectId, int]]]:
        found: dict[str, list[tuple[ObjectId, int]]] = {}
        for record, label in self.records.values():
            for subject in links_of(record.state):
                found.setdefault(subject, []).append((record.subject, label))
        return found

    def unknown(self, seen: Seen) -> Iterator[Event]:
        """The events of unknown kinds among those seen."""
        for record, label in self.records.values():
            if record.held and seen[label]:
                yield from (one for one in record.held if isinstance(one.body, UnknownBody))

    def made(self, name: Hashable, noun: Noun, make: Callable[[ObjectRecord], T]) -> Column[T]:
        """What is made of each object of a noun in order, which must depend on the object alone; made once."""
        order = self.orders[noun]

        def work() -> Column[T]:
            return Column([make(self.records[key[1]][0]) for key in order.values], order.labels)

        return self._once(("made", name, noun), work)

    def ranked(self, name: Hashable, noun: Noun, rank: Callable[[ObjectRecord], T]) -> Column[T]:
        """What is made of each object of a noun, itself in rising order; made once."""
        made = self.made(name, noun, rank)

        def work() -> Column[T]:
            return _column(zip(made.values, made.labels.tolist(), strict=True))

        return self._once(("ranked", name, noun), work)

    def sifted(
        self, name: Hashable, noun: Noun, of: Callable[[ObjectRecord], frozenset[str]]
    ) -> Mapping[str, Column[Key]]:
        """The objects of a noun in order, by each name that `of` gives of them; made once."""
        order, made = self.orders[noun], self.made(name, noun, of)

        def work() -> dict[str, Column[Key]]:
            found: dict[str, list[tuple[Key, int]]] = {}
            told = zip(order.values, order.labels.tolist(), made.values, strict=True)
            for key, label, names in told:
                for one in names:
                    found.setdefault(one, []).append((key, label))
            return {one: _column(keys) for one, keys in found.items()}

        return self._once(("sifted", name, noun), work)

    def _once(self, name: Hashable, work: Callable[[], T]) -> T:
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:  # who waits, waits for the very thing that is being made
            if name not in self._made:
                self._made[name] = work()
            found: T = self._made[name]
            return found


def _column(pairs: Iterable[tuple[Any, int]]) -> Column[Any]:
    """The values in rising order, with their labels."""
    ordered = sorted(pairs)
    labels = np.fromiter((label for _, label in ordered), np.int32, len(ordered))
    return Column([value for value, _ in ordered], labels)


def _by_object(journal: Journal, end: int) -> list[list[int]]:
    """The places of the events about each object, in the order of the journal."""
    found: dict[str, list[int]] = {}
    for place, event in enumerate(journal.events[:end]):
        found.setdefault(event.subject, []).append(place)
    return list(found.values())


class SeenRecords:
    """The objects of a foundation that a view may see."""

    __slots__ = ("_records", "_seen")

    def __init__(self, records: Mapping[str, tuple[ObjectRecord, int]], seen: Seen) -> None:
        self._records, self._seen = records, seen

    def find(self, key: str) -> ObjectRecord | None:
        """The object; None when it is not there or may not be seen."""
        found = self._records.get(key)
        return found[0] if found is not None and self._seen[found[1]] else None

    def items(self) -> Iterator[tuple[str, ObjectRecord]]:
        """Every object that may be seen."""
        seen = self._seen
        return ((key, record) for key, (record, label) in self._records.items() if seen[label])


class SeenLinks(Generic[T]):
    """Who names whom in a foundation, among the objects that a view may see."""

    __slots__ = ("_links", "_seen")

    def __init__(self, links: Mapping[str, list[tuple[ObjectId, int]]], seen: Seen) -> None:
        self._links, self._seen = links, seen

    def find(self, key: str) -> frozenset[ObjectId] | None:
        """Who names the object; None when nobody does."""
        seen = self._seen
        return frozenset([one for one, label in self._links.get(key, ()) if seen[label]]) or None

    def items(self) -> Iterator[tuple[str, frozenset[ObjectId]]]:
        """Every object that is named, with those who name it."""
        for key in self._links:
            found = self.find(key)
            if found is not None:
                yield key, found
