"""What an actor may do with an object now: each verb that speaks of it, and why not where it may not.

Each verb is tried with words that would do, drawn from the object as it stands (the opening that is current,
the terms that are offered); what stands against the words alone is left out. A verb of which nothing fitting
can be drawn has nothing to be about. Pure, from the picture of the actor's own view.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.command.acting.command import Actor, Command, Objection
from coalition.command.acting.may_act import objections
from coalition.command.acting.words import words_for
from coalition.command.events.registry import KINDS, Kind
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture

NOTHING = Objection("state", "there is nothing that it could be about")


@dataclass(frozen=True, slots=True)
class Option:
    """A verb: whether the actor may, and what stands against it. `code` is empty when it may."""

    kind: str
    verb: str
    allowed: bool
    code: str
    why: tuple[str, ...]


def options_of(picture: Picture, actor: Actor, record: ObjectRecord) -> tuple[Option, ...]:
    """Every verb about the object, in the order of the registry."""
    return tuple(_option(picture, actor, record, kind) for kind in _kinds(record))


def _kinds(record: ObjectRecord) -> Iterator[Kind]:
    return (kind for kind in KINDS if not kind.opens and kind.noun in (record.noun, None))


def _option(picture: Picture, actor: Actor, record: ObjectRecord, kind: Kind) -> Option:
    against: list[Objection] = []
    if not actor.roles & set(kind.roles):
        against = [Objection("role", f"only a {' or '.join(kind.roles)} may {kind.verb}")]
    else:
        for body in words_for(picture, actor, record, kind):
            command = Command(actor, body, record.label, record.subject)
            against = [one for one in objections(picture, command, kind) if one.code != "content"]
            if not against:
                return Option(kind.name, kind.verb, True, "", ())
        against = against or [NOTHING]
    why = tuple(dict.fromkeys(one.why for one in against))
    return Option(kind.name, kind.verb, False, against[0].code, why)
