"""Acting: one nation's person says something; it is checked, marked, signed, durable, and only then told.

The rules: everything is checked against the actor's own view, so that a refusal can depend on nothing hidden. A
statement about an object is marked at least as the object is (its originators joined by the actor's
nation), and no higher than the actor may read. Stamps of an object rise, by what every reader of the
statement sees of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coalition.command.acting.command import Actor, Command, event_of
from coalition.command.acting.may_act import may_act
from coalition.command.events.event import NO_OBJECT, Event, EventId, ObjectId
from coalition.command.events.kinds.decisions import DraftWritten
from coalition.command.events.kinds.facts import FactStated
from coalition.command.events.registry import BY_NAME
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.errors import CoalitionError, Fault, InputError
from coalition.labels import Clearance, Label, Policy, dominates, join, may_see
from coalition.operations.crisis.acts.drafts import is_own, own_label
from coalition.operations.crisis.stated.nouns import STAFF, TABLES, key_of, may_state
from coalition.operations.crisis.stated.reading import from_json
from coalition.operations.crisis.viewing.view import View

Chance = Callable[[int], bytes]
"""That many random bytes."""
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to say: the body, about what (empty: something new), under which label (None:
    usual).
    """

    actor: Actor
    clearance: Clearance
    body: Any
    subject: str = ""
    label: Label | None = None
    id: str = ""
    """The id of the event to be, where the sender may send it twice; drawn by chance when empty."""


class UnseenError(CoalitionError):
    """What it is about is not in the actor's view; whether it is anywhere is nobody's answer to give."""


class NotAllowedError(CoalitionError):
    """It may not be said now; `code` is stable, `role` when no state could change that."""

    def __init__(self, code: str, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.code, self.reasons = code, reasons


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks statements under one policy."""

    policy: Policy
    usual: Label
    """The label of what is new, when nobody says another; its originators are the actor's nation."""

    def label(self, said: Said, record: ObjectRecord | None) -> Label:
        """The label of the statement. Raises InputError when it is lower than the object's or above the
        actor.
        """
        origin = said.actor.origin
        below = None if record is None else record.label
        if said.label is None and below is not None:
            return below if isinstance(below, Label) else self.usual
        draft = isinstance(said.body, DraftWritten)
        chosen = said.label or (own_label(self.usual, origin) if draft else self.usual)
        if below is not None and _alike(chosen, below):
            return below if isinstance(below, Label) else self.usual
        named = (origin,) if below is None else (*below.originators, origin)
        label = Label(chosen.policy, chosen.classification, chosen.categories, named)
        faults = []
        if below is not None and not self._covers(label, below, named):
            hint = "mark it at least as the object is marked"
            faults.append(Fault("label", "bad-value", "it is marked lower than the object", hint))
        if draft and not is_own(label, origin):
            hint = "leave the label out, and table the draft when others shall read it"
            faults.append(Fault("label", "bad-value", "a draft is for its own nation alone", hint))
        if not may_see(self.policy, said.clearance, label).allowed:
            hint = "mark it so that you may read it yourself"
            faults.append(Fault("label", "bad-value", "it is marked above your clearance", hint))
        if faults:
            raise InputError(faults)
        return join(self.policy, [label])

    def stamp(self, record: ObjectRecord, label: Label, now: Stamp) -> Stamp:
        """The stamp of the next statement about an object: later than every one that all its readers see.

        INVARIANT: what only some of them see moves it by nothing, for a stamp moved would tell of it.
        """
        seen = [one.at for one in record.events if self._seen_with(label, one.label)]
        return Stamp(max([now, *(at + 1 for at in seen)]))

    def _seen_with(self, label: Label, other: Label) -> bool:
        return other == label or dominates(self.policy, label, other)

    def _covers(self, label: Label, below: Label, named: tuple[str, ...]) -> bool:
        same = Label(below.policy, below.classification, below.categories, named)
        return dominates(self.policy, label, same)


def _alike(one: Label, other: Label) -> bool:
    """Whether two labels say the same, whoever they are from."""
    return (one.classification, one.categories) == (other.classification, other.categories)


def draft_event(said: Said, view: View, marker: Marker, *, now: Stamp, chance: Chance) -> Event:
    """The event to append. Raises UnseenError, NotAllowedError or InputError when it may not be said."""
    check_role(said.actor, type(said.body).__name__)
    picture = view.picture()
    record = picture.find(ObjectId(said.subject)) if said.subject else None
    if said.subject and record is None:
        raise UnseenError("not found")
    label = marker.label(said, record)
    command = Command(said.actor, said.body, label, ObjectId(said.subject) if record else NO_OBJECT)
    decision = may_act(picture, command)
    if not decision.allowed:
        if "unseen" in decision.codes:
            raise UnseenError("not found")
        code = next(iter(decision.codes), "state")
        raise NotAllowedError(code, decision.reasons)
    _check_fact(said)
    stamp = now if record is None else marker.stamp(record, label, now)
    return event_of(command, event=EventId(said.id or chance(_ID_BYTES).hex()), at=stamp)


def check_same(said: Said, event: Event) -> None:
    """Raises NotAllowedError when the event of that id says something else than is said now."""
    subject = event.subject if said.subject else ("" if event.opens else event.subject)
    same = (event.origin, event.actor, event.body, subject) == (
        said.actor.origin, said.actor.person, said.body, said.subject,
    )  # fmt: skip
    if not same:
        raise NotAllowedError("repeated", ("this key was used for something else",))


def check_role(actor: Actor, kind: str) -> None:
    """Raises NotAllowedError when none of the actor's roles may say the kind, whatever it is about."""
    known = BY_NAME.get(kind)
    if known is None:
        raise UnseenError("not found")
    if not actor.roles & set(known.roles):
        wanted = " or ".join(known.roles)
        raise NotAllowedError("role", (f"only a {wanted} may {known.verb}",))


def _check_fact(said: Said) -> None:
    """Raises InputError when a row of the book is none, or not the origin's to state."""
    body = said.body
    if not isinstance(body, FactStated) or body.table not in TABLES:
        return
    noun = from_json(TABLES[body.table], body.fields)
    if key_of(body.table, noun) != body.key:
        raise InputError([Fault("body.key", "bad-value", "the key is not that of the fields")])
    if said.actor.origin != STAFF and not may_state(body.table, noun, said.actor.origin):
        raise NotAllowedError("origin", ("a nation states what is its own",))
