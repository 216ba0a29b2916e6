"""What the events on record come to, object by object, known once for all views.

A view lies upon it: of the objects here it has those whose events it may see, all of them; the others, and what
comes later, it folds itself. So a view of 200,000 objects is there at once, and costs little more than what
differs. An object is folded when somebody looks at it; what is asked of all of them (their orders, whom they
concern, their words) is kept as columns, which a snapshot can bring along.

INVARIANT: an object is here only when all its events bear one label; whoever may see the label sees the whole
object, and whoever may not finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np

from coalition.command.events.event import Event, ObjectId, UnknownBody
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.labels.table import Numbers
from coalition.measure.instants import Minute
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.viewing.columns import Column, Made, column
from coalition.operations.crisis.viewing.layout import NOUNS, Layout, layout_of
from coalition.operations.crisis.viewing.sharing import SharedSteps

T = TypeVar("T")
Seen = Sequence[bool]
"""By the number of a label, whether a view may see what bears it."""
GATHERED, RANKS = "gathered", "ranks"
"""Before the names of what is made of all objects and a snapshot keeps."""
Gathered = Mapping[str, Column[Key]]
Gatherer = Callable[[ObjectRecord], Iterable[tuple[str, Key]]]
"""Keys of an object alone, each under a name."""


class Foundation:
    """The objects of the journal's events so far, as of an instant; never changes."""

    def __init__(
        self, journal: Journal, steps: SharedSteps, now: Minute, layout: Layout | None = None
    ) -> None:
        """`layout` is where everything lies when a snapshot knows it, else it is worked out."""
        self._lock, self._made = Lock(), dict[Hashable, Any]()
        self._locks: dict[Hashable, Lock] = {}
        self._events, self._steps = journal.events, steps
        self._records: dict[str, tuple[ObjectRecord, int]] = {}
        """Objects that were looked at, by id, each with the number of the one label its events bear."""
        self.layout = layout_of(journal, now, self._folded) if layout is None else layout
        laid = self.layout
        self.position, self.others = laid.position, laid.others
        self._numbers = {
            journal.events[place].subject: number
            for number, place in enumerate(laid.places[laid.starts[:-1]].tolist())
        }
        labels = np.fromiter(journal.labels[: self.position], np.int32, self.position)
        self.labels: Numbers = labels[laid.places[laid.starts[:-1]]]
        """The number of the label of each object, in the order of the layout."""
        self.events = self._keys_of(laid.places, labels[laid.places])
        """Every event of the objects here, in order."""
        self.links: dict[str, list[tuple[ObjectId, int]]] = {}
        for subject, number in zip(laid.linked, laid.linking.tolist(), strict=True):
            one = ObjectId(self._subject(number))
            self.links.setdefault(subject, []).append((one, int(self.labels[number])))
        self.orders = {noun: self._order(at) for at, noun in enumerate(NOUNS)}
        """The objects of each noun, in order."""

    # -- objects ----------------------------------------------------------------------------------

    def find(self, subject: str) -> tuple[ObjectRecord, int] | None:
        """The object and the number of its label; None when it is not here."""
        found = self._records.get(subject)
        if found is not None:
            return found
        number = self._numbers.get(subject)
        if number is None:
            return None
        begin, end = self.layout.starts[number : number + 2].tolist()
        events = [self._events[place] for place in self.layout.places[begin:end].tolist()]
        made = self._steps.first(events), int(self.labels[number])
        return self._records.setdefault(subject, made)  # the very same one for everybody

    def _folded(self, events: list[Event], label: int) -> ObjectRecord:
        """The record of an object that is looked at while all is laid out; it is kept."""
        record = self._steps.first(events)
        self._records[record.subject] = record, label
        return record

    def items(self) -> Iterator[tuple[str, ObjectRecord, int]]:
        """Every object with the number of its label."""
        for subject in self._numbers:
            found = self.find(subject)
            if found is not None:
                yield subject, *found

    def _subject(self, number: int) -> str:
        return str(self._events[int(self.layout.places[self.layout.starts[number]])].subject)

    def _order(self, noun: int) -> Column[Key]:
        numbers = np.flatnonzero(self.layout.nouns == noun)
        return self._keys_of(self.layout.opened[numbers], self.labels[numbers])

    def _keys_of(self, places: Numbers, labels: Numbers) -> Column[Key]:
        """The keys of events by their places, in order."""
        events = self._events
        keys = [((one := events[place]).at, one.id) for place in places.tolist()]
        return column(zip(keys, labels.tolist(), strict=True))

    def unknown(self, seen: Seen) -> Iterator[Event]:
        """The events of unknown kinds among those seen."""
        for number in self.layout.held.tolist():
            found = self.find(self._subject(number)) if seen[self.labels[number]] else None
            if found is not None:
                yield from (one for one in found[0].held if isinstance(one.body, UnknownBody))

    # -- what is made of all of them --------------------------------------------------------------

    def ranked(self, name: Hashable, noun: Noun, rank: Callable[[ObjectRecord], T]) -> Column[T]:
        """What is made of each object of a noun, itself in rising order.

        `rank` is asked under a name, and must depend on the object alone. The order is found once, the values
        are made when they are looked at.
        """
        order = self.orders[noun]

        def value(key: Key) -> T:
            found = self.find(key[1])
            if found is None:
                raise KeyError(key[1])
            return rank(found[0])

        def places() -> Numbers:
            values = [value(key) for key in order.values]
            found = sorted(range(len(values)), key=values.__getitem__)  # type: ignore[arg-type]
            return np.fromiter(found, np.int32, len(found))

        def work() -> Column[T]:
            at = self.once((RANKS, name, noun.value), places)
            keys = [order.values[place] for place in at.tolist()]
            return Column(Made(keys, value), order.labels[at])

        return self.once(("ranked", name, noun.value), work)

    def gathered(self, name: str, nouns: Iterable[Noun], of: Gatherer) -> Gathered:
        """Keys in order by the names under which `of` gives them of the objects of the nouns; made once."""

        def work() -> Gathered:
            found: dict[str, list[tuple[Key, int]]] = {}
            for noun in nouns:
                for key in self.orders[noun].values:
                    record, label = self.find(key[1]) or (None, 0)
                    for one, told in () if record is None else of(record):
                        found.setdefault(one, []).append((told, label))
            return {one: column(keys) for one, keys in found.items()}

        return self.once((GATHERED, name), work)

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        """What the work gives, done once under the name; who waits, waits for the very thing being made."""
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            if name not in self._made:
                self._made[name] = work()
            found: T = self._made[name]
            return found

    def put(self, name: Hashable, made: Any) -> None:
        """Something that was made before, and is brought along."""
        self._made[name] = made

    def kept(self) -> dict[Hashable, Any]:
        """What was made of all objects so far, by name."""
        return dict(self._made)


class SeenRecords:
    """The objects of a foundation that a view may see."""

    __slots__ = ("_laid", "_seen")

    def __init__(self, laid: Foundation, seen: Seen) -> None:
        self._laid, self._seen = laid, seen

    def find(self, key: str) -> ObjectRecord | None:
        """The object; None when it is not there or may not be seen."""
        found = self._laid.find(key)
        return found[0] if found is not None and self._seen[found[1]] else None

    def items(self) -> Iterator[tuple[str, ObjectRecord]]:
        """Every object that may be seen."""
        seen = self._seen
        return ((key, record) for key, record, label in self._laid.items() if seen[label])


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
