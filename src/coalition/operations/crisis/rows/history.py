"""The history of a view: every event in it, as a line; the last first unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import Event, UnknownBody
from coalition.command.events.registry import BY_NAME
from coalition.command.events.shape import body_to_json
from coalition.command.events.stamps import Stamp
from coalition.command.fold.picture import Key
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import Drawn, Runs
from coalition.operations.crisis.rows.shown import LabelShown, ref_of, title_of


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: who said what about which object. `counted` is false when it changed nothing."""

    id: str
    at: Stamp
    kind: str
    verb: str
    noun: str
    nation: str
    subject: str
    ref: str
    title: str
    reason: str
    counted: bool
    label: LabelShown


def event_row(ground: Ground, key: Key) -> EventRow:
    """The row of an event by its key."""
    event = ground.view.find_event(str(key[1]))
    if event is None:
        raise KeyError(key[1])
    return _row(ground, event)


def _row(ground: Ground, event: Event) -> EventRow:
    record = ground.picture.objects.find(event.subject)
    known = BY_NAME.get(event.kind)
    there = record is not None and record.state is not None
    aside = () if record is None else record.set_aside
    return EventRow(
        event.id, event.at, event.kind, "" if known is None else known.verb,
        "" if record is None or record.noun is None else record.noun.value, event.origin,
        event.subject, ref_of(record) if there and record else "",
        title_of(record) if there and record else "", str(getattr(event.body, "reason", "")),
        not isinstance(event.body, UnknownBody) and all(one.event.id != event.id for one in aside),
        ground.marks.of(event.label),
    )  # fmt: skip


def event_rows(ground: Ground) -> list[EventRow]:
    """Every event in the view, in order of `(at, id)`."""
    return [event_row(ground, key) for run in ground.view.event_keys() for key in run]


def _runs(ground: Ground) -> Runs:
    return ground.view.event_keys()


DRAWN = Drawn(_runs, event_row)
"""The history in the order of `at`, made as it is read."""


def event_whole(event: Event) -> dict[str, Any]:
    """An event with all that was said."""
    held = isinstance(event.body, UnknownBody)
    return {"actor": event.actor, "body": event.body.fields if held else body_to_json(event.body)}
