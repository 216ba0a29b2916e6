"""The event: one signed statement about one object, and the only way anything changes.

`id` and `subject` are 32 hexadecimal digits drawn by chance outside this room. `origin` is the nation (or the
international staff) whose key signs; whoever speaks for a nation does so under its origin. `label` is opaque
here: events are filtered by it before they are folded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NewType

from coalition.command.events.stamps import Stamp, minute_of_stamp
from coalition.measure.instants import Minute

EventId = NewType("EventId", str)
"""32 hexadecimal digits; names an event."""
ObjectId = NewType("ObjectId", str)
"""32 hexadecimal digits; names the object events are about."""
Origin = NewType("Origin", str)
"""A nation's code, or that of an international staff (`NATO-IS`)."""
PersonId = NewType("PersonId", str)

NO_EVENT = EventId("")
NO_OBJECT = ObjectId("")


@dataclass(frozen=True, slots=True)
class UnknownBody:
    """The body of a kind, or with fields, that this version does not know: kept whole, held apart.

    `fields` is the JSON object as it came; `why` says what was not known.
    """

    fields: dict[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """One statement: who (`actor` of `origin`) said at `at` what (`kind`, `body`) about `subject`."""

    id: EventId
    at: Stamp
    origin: Origin
    actor: PersonId
    kind: str
    subject: ObjectId
    label: Any
    body: Any

    @property
    def opens(self) -> bool:
        """Whether it makes the object it is about, which is then named by it."""
        return str(self.id) == self.subject

    @property
    def order(self) -> tuple[bool, Stamp, EventId]:
        """The place of the event among those of its object: what made it comes first."""
        return not self.opens, self.at, self.id

    @property
    def minute(self) -> Minute:
        """The minute in which it was signed; deadlines are compared with it."""
        return minute_of_stamp(self.at)
