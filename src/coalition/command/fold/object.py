"""The fold of one object: its visible events in order, its state, and what had to be set aside.

An object is named by the event that made it: an opening event has its own id as subject, so nobody can open
an object a second time or take one over. An event whose object is not there, that is signed under the wrong
origin, or that comes when it cannot, is set aside with the reason; a fold never fails and never invents.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId, Origin, UnknownBody
from coalition.command.events.kinds.facts import Acknowledged
from coalition.command.events.registry import BY_NAME, Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.states import open_state, step_state


@dataclass(frozen=True, slots=True)
class SetAside:
    """An event that changes nothing, and why."""

    event: Event
    why: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has seen an event."""

    event: EventId
    by: Origin
    at: Stamp


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """One object as its visible events tell it. `noun` and `state` are None until its opening is visible.

    `state` is the noun's state (`command.<room>.state`); `held` are events of unknown kinds.
    """

    subject: ObjectId
    noun: Noun | None = None
    state: Any = None
    events: tuple[Event, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    held: tuple[Event, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()

    @property
    def opened(self) -> Event | None:
        """The event that made the object; None while it is not visible."""
        if self.events and self.events[0].opens:
            return self.events[0]
        return next((e for e in self.events if e.opens), None)

    @property
    def label(self) -> Any:
        """The label of the object: that of the event that made it."""
        opened = self.opened
        return None if opened is None else opened.label


def with_event(record: ObjectRecord, event: Event) -> ObjectRecord:
    """The record with one more event: a step when it is the latest, else folded anew. Twice changes nothing."""
    if not record.events and event.opens:
        return _open(ObjectRecord(record.subject, events=(event,)), event)
    at = bisect_left(record.events, event.order, key=lambda known: known.order)
    if at < len(record.events) and record.events[at].order == event.order:
        return record
    events = (*record.events[:at], event, *record.events[at:])
    if at == len(record.events) and record.state is not None:
        return _step(replace(record, events=events), event)
    return refold(record.subject, events)


def refold(subject: ObjectId, events: tuple[Event, ...]) -> ObjectRecord:
    """The record of events in order."""
    record = ObjectRecord(subject, events=events)
    for event in events:
        record = _step(record, event)
    return record


def _step(record: ObjectRecord, event: Event) -> ObjectRecord:
    if event.opens:
        return _open(record, event)
    if isinstance(event.body, UnknownBody):
        return replace(record, held=(*record.held, event))
    if record.state is None or record.noun is None:
        return _aside(record, event, "what it is about is not in this picture")
    if isinstance(event.body, Acknowledged):
        seen = Acknowledgement(event.body.event, event.origin, event.at)
        return replace(record, acknowledged=(*record.acknowledged, seen))
    if BY_NAME[event.kind].noun is not record.noun:
        return _aside(record, event, f"it does not speak of a {record.noun}")
    found = step_state(record.noun, record.state, event)
    return _aside(record, event, found) if isinstance(found, str) else replace(record, state=found)


def _open(record: ObjectRecord, event: Event) -> ObjectRecord:
    if isinstance(event.body, UnknownBody):
        return replace(record, held=(*record.held, event))
    kind = BY_NAME[event.kind]
    if not kind.opens or kind.noun is None:
        return _aside(record, event, "it names itself as what it is about, and makes nothing")
    state = open_state(kind.noun, event)
    if isinstance(state, str):
        return _aside(record, event, state)
    if len(record.events) == 1 and not record.set_aside:
        return ObjectRecord(record.subject, kind.noun, state, record.events)
    return replace(record, noun=kind.noun, state=state)


def _aside(record: ObjectRecord, event: Event, why: str) -> ObjectRecord:
    return replace(record, set_aside=(*record.set_aside, SetAside(event, why)))
