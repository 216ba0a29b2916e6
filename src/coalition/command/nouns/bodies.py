"""Bodies with their epochs of membership and rules, and requests to consult.

A body is kept by its secretariat alone. Every change of the roster begins a new epoch, named by its event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.bodies import (
    EVERY_MATTER,
    BodyDissolved,
    BodyFounded,
    ConsultationConvened,
    ConsultationHeld,
    ConsultationRequested,
    ConsultationWithdrawn,
    ForumRule,
    RosterChanged,
    RulesChanged,
)
from coalition.command.events.stamps import Stamp
from coalition.measure.instants import Minute

NOT_KEEPER = "only the secretariat of the body may say this"
NOT_OPENER = "only the origin that made it may say this"


@dataclass(frozen=True, slots=True)
class Epoch:
    """Who sat in the body from `since` on."""

    event: EventId
    since: Stamp
    members: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class RulesFrom:
    """By which rules the body decided from `since` on."""

    since: Stamp
    rules: tuple[ForumRule, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A council or committee. Epochs and rules are in order of time, the first from its founding."""

    id: ObjectId
    name: str
    secretariat: Origin
    epochs: tuple[Epoch, ...]
    rules: tuple[RulesFrom, ...]
    source: str = ""
    dissolved: Stamp | None = None

    @property
    def epoch(self) -> Epoch:
        """The latest epoch."""
        return self.epochs[-1]

    @property
    def members(self) -> tuple[Origin, ...]:
        """Who sits there now."""
        return self.epoch.members

    def epoch_at(self, at: Stamp) -> Epoch:
        """The epoch of an instant; the first for what lies before."""
        return next((e for e in reversed(self.epochs) if e.since <= at), self.epochs[0])

    def rules_at(self, at: Stamp) -> tuple[ForumRule, ...]:
        """The rules of an instant; the first for what lies before."""
        return next((r.rules for r in reversed(self.rules) if r.since <= at), self.rules[0].rules)

    def rules_for(self, matter: str, at: Stamp) -> tuple[ForumRule, ...]:
        """The rules for a matter at an instant: those that name it, else those for every matter."""
        rules = self.rules_at(at)
        named = tuple(rule for rule in rules if rule.matter == matter != EVERY_MATTER)
        return named or tuple(rule for rule in rules if rule.matter == EVERY_MATTER)


def open_body(event: Event) -> Body | str:
    """The body founded, or why not."""
    said: BodyFounded = event.body
    if event.origin != said.secretariat:
        return NOT_KEEPER
    if len(set(said.members)) != len(said.members):
        return "a member is named twice"
    epoch = Epoch(event.id, event.at, said.members)
    rules = RulesFrom(event.at, said.rules)
    return Body(event.subject, said.name, said.secretariat, (epoch,), (rules,), said.source)


def _roster(body: Body, event: Event) -> Body | str:
    said: RosterChanged = event.body
    if (why := _closed(body, event)) is not None:
        return why
    if len(set(said.members)) != len(said.members):
        return "a member is named twice"
    return replace(body, epochs=(*body.epochs, Epoch(event.id, event.at, said.members)))


def _rules(body: Body, event: Event) -> Body | str:
    said: RulesChanged = event.body
    if (why := _closed(body, event)) is not None:
        return why
    return replace(body, rules=(*body.rules, RulesFrom(event.at, said.rules)))


def _dissolve(body: Body, event: Event) -> Body | str:
    return _closed(body, event) or replace(body, dissolved=event.at)


def _closed(body: Body, event: Event) -> str | None:
    if event.origin != body.secretariat:
        return NOT_KEEPER
    return "the body is dissolved" if body.dissolved is not None else None


BODY_STEPS: Mapping[type[Any], Any] = {
    RosterChanged: _roster,
    RulesChanged: _rules,
    BodyDissolved: _dissolve,
}


class ConsultationPhase(StrEnum):
    """How far a consultation has come."""

    REQUESTED = "requested"
    CONVENED = "convened"
    HELD = "held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Consultation:
    """A nation's request that a body consult."""

    nation: Origin
    asked: ConsultationRequested
    phase: ConsultationPhase = ConsultationPhase.REQUESTED
    meets: Minute | None = None
    result: str = ""
    keeper: Origin = Origin("")
    """The secretariat that convened it; it alone records what came of it."""

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The body."""
        return (self.asked.body,)


def open_consultation(event: Event) -> Consultation:
    """The request as it was made."""
    return Consultation(event.origin, event.body)


def _convene(state: Consultation, event: Event) -> Consultation | str:
    said: ConsultationConvened = event.body
    if state.phase is not ConsultationPhase.REQUESTED:
        return f"it is {state.phase} already"
    return replace(state, phase=ConsultationPhase.CONVENED, meets=said.meets, keeper=event.origin)


def _hold(state: Consultation, event: Event) -> Consultation | str:
    said: ConsultationHeld = event.body
    if state.phase is not ConsultationPhase.CONVENED:
        return f"it is {state.phase}, not convened"
    if event.origin != state.keeper:
        return NOT_KEEPER
    return replace(state, phase=ConsultationPhase.HELD, result=said.result)


def _withdraw(state: Consultation, event: Event) -> Consultation | str:
    if event.origin != state.nation:
        return NOT_OPENER
    if state.phase in {ConsultationPhase.HELD, ConsultationPhase.WITHDRAWN}:
        return f"it is {state.phase} already"
    return replace(state, phase=ConsultationPhase.WITHDRAWN)


CONSULTATION_STEPS: Mapping[type[Any], Any] = {
    ConsultationConvened: _convene,
    ConsultationHeld: _hold,
    ConsultationWithdrawn: _withdraw,
}
