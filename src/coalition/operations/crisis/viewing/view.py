"""The view of one clearance: the picture folded from the events that it may see, kept up with the journal.

INVARIANT: nothing in a view comes from an event that `may_see` refuses. Whatever is derived (counts,
orders, pages, plans) is made from a view, and so cannot depend on what is hidden.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from heapq import heappop, heappush
from threading import RLock
from typing import Any, TypeVar

from coalition.command.calendars import Calendars
from coalition.command.events.event import Event, EventId, ObjectId, UnknownBody
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key, Picture
from coalition.command.fold.sharing import SharedMap, SharedOrder
from coalition.command.fold.states import links_of
from coalition.labels import Clearance
from coalition.measure.collector import without_collector
from coalition.measure.instants import Minute
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.viewing.foundation import (
    Foundation,
    Gatherer,
    SeenLinks,
    SeenRecords,
)
from coalition.operations.crisis.viewing.sharing import SharedSteps

T = TypeVar("T")
_KEPT_MAX = 48
_FAR_BEHIND = 1_000


class View:
    """What one clearance sees. `until` ends the view at an instant gone by; None follows the present."""

    def __init__(
        self, clearance: Clearance, journal: Journal, steps: SharedSteps,
        *, calendars: Calendars, until: Minute | None = None, foundation: Foundation | None = None,
    ) -> None:  # fmt: skip
        self.clearance, self._journal, self._steps = clearance, journal, steps
        self._calendars, self._until = calendars, until
        self._position = 0
        self._others: list[int] = []
        self._now = Minute(0)
        self._done = (-1, Minute(0))
        self._waiting: list[tuple[int, str, Event]] = []
        self._objects: SharedMap[ObjectRecord] = SharedMap()
        self._orders: dict[Noun, SharedOrder[Key]] = {noun: SharedOrder() for noun in Noun}
        self._held: SharedMap[Event] = SharedMap()
        self._naming: SharedMap[frozenset[ObjectId]] = SharedMap()
        self._events: SharedOrder[Key] = SharedOrder()
        self._facts: dict[str, dict[str, str]] = {}
        self.versions: dict[Noun, int] = dict.fromkeys(Noun, 0)
        self._changes: dict[Noun, list[str]] = {noun: [] for noun in Noun}
        self.version = 0
        self._picture: Picture | None = None
        self._kept: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()
        self.lock = RLock()
        self.foundation = foundation
        """What the view began with; None when it folds every event itself."""
        self.mask = journal.table.visible(clearance)
        """By the number of a label, whether it may be seen; of the labels there were when the view began."""
        self._began: dict[Noun, Sequence[Key]] = dict.fromkeys(Noun, ())
        if foundation is not None:
            self._lie_upon(foundation)

    def _lie_upon(self, foundation: Foundation) -> None:
        """Have at once what of the foundation may be seen."""
        seen = self.mask.tolist()
        self._objects = SharedMap(SeenRecords(foundation, seen))
        self._naming = SharedMap(SeenLinks(foundation.links, seen))
        events = foundation.events.seen(self.mask)
        self._events, self.version = SharedOrder(events), len(events)
        for noun, order in foundation.orders.items():
            keys = self._began[noun] = order.seen(self.mask)
            self._orders[noun] = SharedOrder(keys)
            self.versions[noun] = len(keys)
        for event in foundation.unknown(seen):
            self._held.put(event.id, event)
        for key in self._began[Noun.FACT]:
            record = self._objects.find(key[1])
            if record is not None:
                self._note_fact(record)
        self._others = [place for place in foundation.others if seen[self._journal.labels[place]]]
        self._position = foundation.position

    @property
    def nation(self) -> str:
        """The nation that sees."""
        return self.clearance.nation

    def catch_up(self, now: Minute) -> None:
        """Take in what the journal has more, as of `now`. Whoever finds all of it taken in waits for nobody."""
        if self._done == (len(self._journal), now):
            return
        with self.lock:
            wanted = (len(self._journal), now)
            far_behind = len(self._journal) - self._position > _FAR_BEHIND
            with without_collector() if far_behind else nullcontext():
                self._now = max(self._now, now if self._until is None else self._until)
                self._take_in()
                while self._waiting and self._waiting[0][2].minute <= self._now:
                    self._settle(heappop(self._waiting)[2])
            self._done = wanted

    def _take_in(self) -> None:
        mask = self._journal.table.visible(self.clearance)
        for place in self._others:
            self._admit(self._journal.events[place])
        self._others = []
        for event, label in self._journal.after(self._position):
            self._position += 1
            if label >= len(mask):
                mask = self._journal.table.visible(self.clearance)
            if mask[label] and (self._until is None or event.minute <= self._until):
                self._admit(event)

    def _admit(self, event: Event) -> None:
        """Take an event in that may be seen, now or when its time has come."""
        if event.minute > self._now:
            heappush(self._waiting, (event.at, event.id, event))
        else:
            self._settle(event)

    def _settle(self, event: Event) -> None:
        before = self._objects.find(event.subject)
        after = self._steps.step(before, event)
        self._objects.put(event.subject, after)
        self._events.add(self._steps.key(event))
        self.version += 1
        self._picture = None
        if isinstance(event.body, UnknownBody):
            self._held.put(event.id, event)
        if after.noun is None:
            return
        self.versions[after.noun] += 1
        self._changes[after.noun].append(event.subject)
        opened = after.opened
        if (before is None or before.noun is None) and opened is not None:
            self._orders[after.noun].add(self._steps.key(opened))
            self._note_fact(after)
        self._note_links(after)

    def _note_fact(self, record: ObjectRecord) -> None:
        if record.noun is Noun.FACT and record.opened is not None:
            body = record.opened.body
            self._facts.setdefault(body.table, {})[record.subject] = body.key

    def _note_links(self, record: ObjectRecord) -> None:
        for subject in links_of(record.state):
            known = self._naming.find(subject) or frozenset()
            if record.subject not in known:
                self._naming.put(subject, known | {record.subject})

    def picture(self) -> Picture:
        """The picture as it is; the same object until an event comes or a minute goes by."""
        made = self._picture
        if made is not None and made.now == self._now:
            return made
        with self.lock:
            if self._picture is None or self._picture.now != self._now:
                self._picture = Picture(
                    now=self._now,
                    calendars=self._calendars,
                    objects=self._objects.snapshot(),
                    order={noun: order.snapshot() for noun, order in self._orders.items()},
                    held=self._held.snapshot(),
                    naming=self._naming.snapshot(),
                )
            return self._picture

    def record(self, subject: str) -> ObjectRecord | None:
        """The object as it is; None when it is not in the view."""
        return self._objects.find(subject)

    def key(self, record: ObjectRecord) -> Key:
        """The place of an object, which was opened, among others."""
        opened = record.opened
        return (Stamp(0), EventId(record.subject)) if opened is None else self._steps.key(opened)

    def gathered(
        self, name: str, nouns: Iterable[Noun], of: Gatherer, wanted: str
    ) -> Sequence[Key]:
        """The keys that `of` gives, under the name wanted, of the objects the view began with, in order."""
        laid = self.foundation
        found = None if laid is None else laid.gathered(name, nouns, of).get(wanted)
        return () if found is None else found.seen(self.mask)

    def founded_record(self, subject: str) -> ObjectRecord | None:
        """An object as it was when the view began with it; None when it did not."""
        found = None if self.foundation is None else self.foundation.find(subject)
        return found[0] if found is not None and self.mask[found[1]] else None

    def began_with(self, noun: Noun) -> int:
        """How many of the changes of a noun are the objects the view began with."""
        return len(self._began[noun])

    def changes(self, noun: Noun, after: int) -> list[str]:
        """The objects of a noun that changed, past so many changes, in order."""
        began = self._began[noun]
        if after >= len(began):
            return self._changes[noun][after - len(began) :]
        return [*(key[1] for key in began[after:]), *self._changes[noun]]

    def changed(self, seen: dict[Noun, int]) -> list[str]:
        """The objects that changed past so many changes of each noun, each once; they are seen then."""
        changed: dict[str, None] = {}
        for noun, after in seen.items():
            more = self.changes(noun, after)
            seen[noun] += len(more)
            changed.update(dict.fromkeys(more))
        return list(changed)

    def event_keys(self) -> tuple[Sequence[Key], ...]:
        """The order of every event in the view, in runs."""
        with self.lock:
            return self._events.snapshot()

    def find_event(self, event: str) -> Event | None:
        """The event; None when it is not in the view."""
        found = self._journal.find(event)
        if found is None or (self._until is not None and found[0].minute > self._until):
            return None
        return found[0] if self._journal.table.visible(self.clearance)[found[1]] else None

    def facts(self, table: str) -> Iterator[ObjectRecord]:
        """The rows of a table of the book that stand, in the order of their keys."""
        with self.lock:
            named = sorted(self._facts.get(table, {}).items(), key=lambda item: (item[1], item[0]))
            records = [self._objects.find(subject) for subject, _ in named]
        return (one for one in records if one is not None and one.state is not None)

    def kept(self, name: Hashable, version: Any, make: Callable[[], T]) -> T:
        """What was made for this version of the view, or is made now; the longest unused is forgotten."""
        with self.lock:
            found = self._kept.get(name)
            if found is not None and found[0] == version:
                self._kept.move_to_end(name)
                value: T = found[1]
                return value
        made = make()
        with self.lock:
            self._kept[name] = (version, made)
            self._kept.move_to_end(name)
            if len(self._kept) > _KEPT_MAX:
                self._kept.popitem(last=False)
        return made
