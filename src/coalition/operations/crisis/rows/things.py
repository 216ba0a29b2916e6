"""Any object as a row: what it is, what it is called, how it stands, by whom, until when, under which label.

`state` is the whole state as folded, `now` what it comes to at this instant (an outcome, an alert, a watch).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import ObjectId
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.giving.trace import trace_of
from coalition.command.soundness.plans import plan_standing
from coalition.command.watch.alerts import alerts_of
from coalition.command.watch.orders import watch_order
from coalition.command.watch.tasks import watch_task
from coalition.measure.instants import write_instant
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import (
    LabelShown,
    ref_of,
    state_of,
    title_of,
)
from coalition.operations.crisis.stated.wire import to_wire

Json = Any


@dataclass(frozen=True, slots=True)
class ThingRow:
    """An object of any noun."""

    id: str
    noun: str
    ref: str
    title: str
    standing: str
    by: str
    at: Stamp
    due: str | None
    events: int
    label: LabelShown
    state: Json
    now: Json


@dataclass(frozen=True, slots=True)
class BriefRow:
    """An object in few words, as search and history show it."""

    id: str
    noun: str
    ref: str
    title: str
    standing: str
    by: str
    at: Stamp
    label: LabelShown


def thing_row(ground: Ground, record: ObjectRecord) -> ThingRow:
    """The whole row of an object."""
    brief = brief_row(ground, record)
    return ThingRow(
        brief.id, brief.noun, brief.ref, brief.title, brief.standing, brief.by, brief.at,
        due_of(record), len(record.events), brief.label, to_wire(type(record.state), record.state),
        _now(ground.picture, record),
    )  # fmt: skip


def brief_row(ground: Ground, record: ObjectRecord) -> BriefRow:
    """The short row of an object."""
    opened = record.opened
    return BriefRow(
        record.subject, str(record.noun), ref_of(record), title_of(record), state_of(record),
        "" if opened is None else opened.origin, record.events[0].at, ground.marks.of(record.label),
    )  # fmt: skip


def due_of(record: ObjectRecord) -> str | None:
    """When it is due, expires or has to be answered; None when it is not."""
    body = None if record.opened is None else record.opened.body
    for holder in (record.state, body):
        for name in ("due", "answer_by", "consult_by"):
            found = getattr(holder, name, None)
            if found is not None:
                return write_instant(found)
    return None


def _now(picture: Picture, record: ObjectRecord) -> Json:
    if record.noun is None or record.noun not in _NOW:
        return None
    found = _NOW[record.noun](picture, record.subject)
    if isinstance(found, tuple):
        return [to_wire(type(one), one) for one in found]
    return None if found is None else to_wire(type(found), found)


_NOW: Mapping[Noun, Callable[[Picture, ObjectId], Any]] = {
    Noun.PROTOCOL: alerts_of,
    Noun.ORDER: watch_order,
    Noun.TASK: watch_task,
    Noun.PLAN: plan_standing,
    Noun.CONSIGNMENT: trace_of,
}
"""What an object comes to at the picture's instant, by its noun."""


def by_of(record: ObjectRecord) -> str:
    """Who opened an object."""
    opened = record.opened
    return "" if opened is None else opened.origin


COLUMNS: Mapping[str, Callable[[ObjectRecord], Any]] = {
    "id": lambda record: record.subject,
    "noun": lambda record: str(record.noun),
    "ref": ref_of,
    "title": title_of,
    "standing": state_of,
    "by": by_of,
    "due": due_of,
    "events": lambda record: len(record.events),
}
"""The columns of any object's row, read from the object alone."""
