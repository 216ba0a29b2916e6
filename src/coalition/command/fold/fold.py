"""The fold: events in any order into a picture, at once or one by one.

An event costs what its own object costs; nothing else is looked at. An event signed after the instant asked
for waits until its time has come, so that a replay to an instant equals the fold that was there then.
Not here: visibility. Whoever folds hands in only what the viewer may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from coalition.command.calendars import Calendars
from coalition.command.events.event import Event, ObjectId, UnknownBody
from coalition.command.events.registry import Noun
from coalition.command.fold.object import ObjectRecord, with_event
from coalition.command.fold.picture import Key, Picture
from coalition.command.fold.sharing import SharedMap, SharedOrder
from coalition.command.fold.states import links_of
from coalition.measure.instants import ALWAYS, Minute


class Fold:
    """Takes events one by one; gives the picture of any instant. The only thing here that changes."""

    def __init__(self, now: Minute = ALWAYS) -> None:
        self._now = now
        self._waiting: list[tuple[int, str, Event]] = []
        self._objects: SharedMap[ObjectRecord] = SharedMap()
        self._orders: dict[Noun, SharedOrder[Key]] = {noun: SharedOrder() for noun in Noun}
        self._held: SharedMap[Event] = SharedMap()
        self._naming: SharedMap[frozenset[ObjectId]] = SharedMap()

    def apply(self, event: Event) -> ObjectRecord | None:
        """The object's record after the event; None while the event lies in the future. Twice is as once."""
        if event.minute > self._now:
            heappush(self._waiting, (event.at, event.id, event))
            return None
        return self._settle(event)

    def picture(self, now: Minute, calendars: Calendars) -> Picture:
        """The picture of an instant. Going back in time folds anew."""
        if now < self._now:
            return fold(self._events(), now, calendars)
        self._now = now
        while self._waiting and self._waiting[0][2].minute <= now:
            self._settle(heappop(self._waiting)[2])
        return Picture(
            now=now,
            calendars=calendars,
            objects=self._objects.snapshot(),
            order={noun: order.snapshot() for noun, order in self._orders.items()},
            held=self._held.snapshot(),
            naming=self._naming.snapshot(),
        )

    def _settle(self, event: Event) -> ObjectRecord:
        before = self._objects.find(event.subject) or ObjectRecord(event.subject)
        after = with_event(before, event)
        if after is before:
            return before
        self._objects.put(event.subject, after)
        if isinstance(event.body, UnknownBody):
            self._held.put(event.id, event)
        if before.state is None and after.noun is not None:
            opened = after.opened
            if opened is not None:
                self._orders[after.noun].add((opened.at, opened.id))
        self._note_links(after)
        return after

    def _note_links(self, record: ObjectRecord) -> None:
        """Remember who names whom. A link is never forgotten: the reader asks the state whether it holds."""
        for subject in links_of(record.state):
            known = self._naming.find(subject) or frozenset()
            if record.subject not in known:
                self._naming.put(subject, known | {record.subject})

    def _events(self) -> Iterable[Event]:
        for record in self._objects.values():
            yield from record.events


def fold(events: Iterable[Event], now: Minute, calendars: Calendars) -> Picture:
    """The picture of `now` from events in any order; those signed later are not in it."""
    made = Fold(now)
    for event in events:
        if event.minute <= now:
            made.apply(event)
    return made.picture(now, calendars)
