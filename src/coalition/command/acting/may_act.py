"""May this be said now: by this person, in this role, for this origin, about this object as it stands.

Pure: from the picture of the actor's own view. The rule of the fold is tried first, as it would be applied; so
what passes here is not set aside by the fold of the same picture, as long as it is signed in the picture's
minute. What is hidden and what is not there get the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.command.acting import deciding, providing, steering
from coalition.command.acting.command import Command, Decision, Objection, event_of
from coalition.command.events.event import Event, EventId
from coalition.command.events.registry import Kind, Noun, kind_of
from coalition.command.events.stamps import last_stamp_of
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.fold.states import open_state, step_state

TRIED = EventId("f" * 32)
"""The id an event has while it is tried; no drawn id is ever this one, for all that matters."""

CHECKS = {**deciding.CHECKS, **steering.CHECKS, **providing.CHECKS}


def may_act(picture: Picture, command: Command) -> Decision:
    """Whether the command may become an event now, with every reason."""
    kind = kind_of(command.body)
    if kind is None:
        return Decision(False, ("no such verb is known",), ("content",))
    against = list(objections(picture, command, kind))
    if against:
        codes = dict.fromkeys(each.code for each in against)
        return Decision(False, tuple(each.why for each in against), tuple(codes))
    role = next(role for role in kind.roles if role in command.actor.roles)
    return Decision(True, (f"a {role} of {command.actor.origin} may {kind.verb}",))


def objections(picture: Picture, command: Command, kind: Kind) -> Iterator[Objection]:
    """Everything that stands against the command, whose body is of that kind."""
    if not command.actor.roles & set(kind.roles):
        yield Objection("role", f"only a {' or '.join(kind.roles)} may {kind.verb}")
    event = event_of(command, event=TRIED, at=last_stamp_of(picture.now))
    if not command.subject:
        if not kind.opens:
            yield Objection("unseen", f"{kind.verb} is about something that is there; name it")
            return
        yield from _tried(open_state(kind.noun or Noun.FACT, event))
        yield from _checked(picture, event, None)
        return
    record = picture.find(command.subject)
    if record is None or record.noun is None:
        yield Objection("unseen", "there is nothing of that name in this picture")
        return
    if kind.noun is None:
        yield from _checked(picture, event, record)
    elif kind.noun is not record.noun:
        yield Objection("state", f"{kind.verb} is about a {kind.noun}, not about a {record.noun}")
    else:
        yield from _about(picture, event, record)


def _about(picture: Picture, event: Event, record: ObjectRecord) -> Iterator[Objection]:
    if record.noun is Noun.PROPOSAL and event.label != record.label:
        yield Objection(
            "label", "what is said of a proposal bears its label, so that all see all of it"
        )
    tried = list(_tried(step_state(record.noun or Noun.FACT, record.state, event)))
    yield from tried
    if not tried:
        yield from _checked(picture, event, record)


def _tried(state: object) -> Iterator[Objection]:
    """What the fold would say against it."""
    if isinstance(state, str):
        yield Objection("state", state)


def _checked(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    check = CHECKS.get(type(event.body))
    if check is not None:
        yield from check(picture, event, record)
