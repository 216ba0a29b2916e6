"""What somebody wants to say, before it is said: the actor and the body of the event to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coalition.command.events.event import (
    NO_OBJECT,
    Event,
    EventId,
    ObjectId,
    Origin,
    PersonId,
)
from coalition.command.events.registry import Role
from coalition.command.events.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts for one origin, in the roles it holds there."""

    person: PersonId
    origin: Origin
    roles: frozenset[Role] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Command:
    """An actor wants to say `body` about `subject` (empty: make a new object), marked `label`."""

    actor: Actor
    body: Any
    label: Any
    subject: ObjectId = NO_OBJECT


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, with every reason: what stands against it, or, when allowed, the rules it met."""

    allowed: bool
    reasons: tuple[str, ...]
    codes: tuple[str, ...] = ()
    """What stands against it in stable words: `role origin state label unseen content right`."""


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against a command."""

    code: str
    why: str


def event_of(command: Command, *, event: EventId, at: Stamp) -> Event:
    """The event a command comes to; a new object is named by the event that makes it."""
    return Event(
        id=event,
        at=at,
        origin=command.actor.origin,
        actor=command.actor.person,
        kind=type(command.body).__name__,
        subject=command.subject or ObjectId(event),
        label=command.label,
        body=command.body,
    )
