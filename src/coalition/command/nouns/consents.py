"""A host's consent: asked for, granted within a scope, changed, revoked, used.

Only the territory's own nation grants, refuses, changes or revokes. The scope of its latest word holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.consents import (
    ConsentChanged,
    ConsentConditionMet,
    ConsentGranted,
    ConsentRefused,
    ConsentRequested,
    ConsentRevoked,
    ConsentScope,
    ConsentUsed,
)
from coalition.command.events.terms import Condition
from coalition.measure.instants import Minute

NOT_HOST = "only the nation whose territory it is may say this"


class ConsentPhase(StrEnum):
    """What the host last said."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent; `scope` is what was asked until the host speaks, `version` the event that gave the scope.

    `revoked` is when the revocation takes effect; from the moment it is said nothing new rests on it.
    """

    host: Origin
    asker: Origin
    line: ObjectId
    phase: ConsentPhase
    scope: ConsentScope
    version: EventId
    provision: str = ""
    conditions: tuple[Condition, ...] = ()
    met: frozenset[str] = frozenset()
    uses: tuple[Event, ...] = ()
    revoked: Minute | None = None
    answer_by: Minute | None = None
    reason: str = ""

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """Conditions that the host has not said are met."""
        return tuple(each for each in self.conditions if each.key not in self.met)

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The line it was asked for."""
        return (self.line,) if self.line else ()


def open_consent(event: Event) -> Consent | str:
    """The request, or the consent given unasked."""
    said: ConsentRequested | ConsentGranted = event.body
    if said.scope.window.closes <= said.scope.window.opens:
        return "a window closes after it opens"
    asked = isinstance(said, ConsentRequested)
    if not asked and event.origin != said.scope.territory:
        return NOT_HOST
    return Consent(
        host=said.scope.territory,
        asker=event.origin,
        line=said.line,
        phase=ConsentPhase.ASKED if asked else ConsentPhase.GRANTED,
        scope=said.scope,
        version=event.id,
        provision=said.provision,
        conditions=() if isinstance(said, ConsentRequested) else said.conditions,
        answer_by=said.answer_by if isinstance(said, ConsentRequested) else None,
    )


def _grant(state: Consent, event: Event) -> Consent | str:
    said: ConsentGranted = event.body
    if (why := _foreign(state, event, said.scope)) is not None:
        return why
    if state.phase is ConsentPhase.GRANTED:
        return "it is granted already; another scope is a change"
    return replace(
        state,
        phase=ConsentPhase.GRANTED,
        scope=said.scope,
        version=event.id,
        provision=said.provision or state.provision,
        conditions=said.conditions,
        met=frozenset(),
        revoked=None,
        reason="",
    )


def _change(state: Consent, event: Event) -> Consent | str:
    said: ConsentChanged = event.body
    if (why := _foreign(state, event, said.scope) or _not_granted(state)) is not None:
        return why
    return replace(state, scope=said.scope, version=event.id, reason=said.reason)


def _refuse(state: Consent, event: Event) -> Consent | str:
    said: ConsentRefused = event.body
    if event.origin != state.host:
        return NOT_HOST
    if state.phase is not ConsentPhase.ASKED:
        return f"it is {state.phase}, not asked"
    return replace(state, phase=ConsentPhase.REFUSED, reason=said.reason)


def _revoke(state: Consent, event: Event) -> Consent | str:
    said: ConsentRevoked = event.body
    if event.origin != state.host:
        return NOT_HOST
    effective = event.minute if said.effective is None else max(said.effective, event.minute)
    return _not_granted(state) or replace(
        state, phase=ConsentPhase.REVOKED, revoked=Minute(effective), reason=said.reason
    )


def _meet(state: Consent, event: Event) -> Consent | str:
    said: ConsentConditionMet = event.body
    if event.origin != state.host:
        return NOT_HOST
    if set(said.keys) - {condition.key for condition in state.conditions}:
        return "a condition that the consent does not have"
    return _not_granted(state) or replace(state, met=state.met | frozenset(said.keys))


def _use(state: Consent, event: Event) -> Consent | str:
    said: ConsentUsed = event.body
    if state.phase not in {ConsentPhase.GRANTED, ConsentPhase.REVOKED}:
        return f"it is {state.phase}, not granted"
    if any(number < 0 for number in said.limits.stated.values()):
        return "a use is no less than nothing"
    return replace(state, uses=(*state.uses, event))


def _foreign(state: Consent, event: Event, scope: ConsentScope) -> str | None:
    if event.origin != state.host:
        return NOT_HOST
    if scope.territory != state.host:
        return "a nation consents for its own territory"
    return "a window closes after it opens" if scope.window.closes <= scope.window.opens else None


def _not_granted(state: Consent) -> str | None:
    return None if state.phase is ConsentPhase.GRANTED else f"it is {state.phase}, not granted"


CONSENT_STEPS: Mapping[type[Any], Any] = {
    ConsentGranted: _grant,
    ConsentChanged: _change,
    ConsentRefused: _refuse,
    ConsentRevoked: _revoke,
    ConsentConditionMet: _meet,
    ConsentUsed: _use,
}
