"""Requirements, and what nations give towards them: offered, pledged, committed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.contributions import (
    CommitmentMade,
    ContributionRequested,
    ContributionWithdrawn,
    GivingConditionMet,
    OfferAccepted,
    OfferMade,
    PledgeMade,
    RequirementCancelled,
    RequirementRevised,
    RequirementStated,
)
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount, Condition, Terms
from coalition.command.nouns.bodies import NOT_OPENER
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is needed, as last stated; `version` is the event that says so. Its id is the line."""

    id: ObjectId
    owner: Origin
    stated: RequirementStated | RequirementRevised
    version: EventId
    requests: tuple[Event, ...] = ()
    cancelled: Stamp | None = None


def open_requirement(event: Event) -> Requirement | str:
    """The requirement as first stated."""
    said: RequirementStated = event.body
    return _amounts_fault(said.amounts) or Requirement(event.subject, event.origin, said, event.id)


def _revise(state: Requirement, event: Event) -> Requirement | str:
    said: RequirementRevised = event.body
    why = _closed(state, event) or _amounts_fault(said.amounts)
    return why or replace(state, stated=said, version=event.id)


def _cancel(state: Requirement, event: Event) -> Requirement | str:
    return _closed(state, event) or replace(state, cancelled=event.at)


def _request(state: Requirement, event: Event) -> Requirement | str:
    said: ContributionRequested = event.body
    why = _closed(state, event) or _amounts_fault(said.amounts)
    return why or replace(state, requests=(*state.requests, event))


def _closed(state: Requirement, event: Event) -> str | None:
    if event.origin != state.owner:
        return NOT_OPENER
    return "the requirement is cancelled" if state.cancelled is not None else None


def _amounts_fault(amounts: tuple[Amount, ...]) -> str | None:
    if any(amount.quantity <= 0 for amount in amounts):
        return "an amount is greater than zero"
    kinds = [(amount.what, amount.unit) for amount in amounts]
    return "the same thing is counted twice" if len(set(kinds)) != len(kinds) else None


REQUIREMENT_STEPS: Mapping[type[Any], Any] = {
    RequirementRevised: _revise,
    RequirementCancelled: _cancel,
    ContributionRequested: _request,
}


class Stage(StrEnum):
    """How firmly a nation gives."""

    OFFERED = "offered"
    PLEDGED = "pledged"
    COMMITTED = "committed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one nation gives, by its latest word; `version` is that word's event.

    `met` are keys of conditions the nation said are met, `accepted` what was taken of it (None: nobody said).
    A withdrawal may take effect later than it is said.
    """

    id: ObjectId
    nation: Origin
    line: ObjectId
    stage: Stage
    terms: Terms
    version: EventId
    met: frozenset[str] = frozenset()
    accepted: tuple[Amount, ...] | None = None
    accepted_by: Origin = Origin("")
    withdrawn: Minute | None = None

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """Conditions that the nation has not said are met."""
        return tuple(each for each in self.terms.conditions if each.key not in self.met)

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The line it serves."""
        return () if self.line == self.id else (self.line,)


def open_contribution(event: Event) -> Contribution | str:
    """The offer as it was made."""
    said: OfferMade = event.body
    line = said.line or event.subject
    return _terms_fault(said.terms) or Contribution(
        event.subject, event.origin, line, Stage.OFFERED, said.terms, event.id
    )


def _pledge(state: Contribution, event: Event) -> Contribution | str:
    return _restate(state, event, Stage.PLEDGED)


def _commit(state: Contribution, event: Event) -> Contribution | str:
    return _restate(state, event, Stage.COMMITTED)


def _restate(state: Contribution, event: Event, stage: Stage) -> Contribution | str:
    """The nation's newer word stands in place of the former; a condition met stays met in the same words."""
    said: PledgeMade | CommitmentMade = event.body
    why = _not_giving(state, event) or _terms_fault(said.terms)
    if why is not None:
        return why
    same = frozenset(c.key for c in said.terms.conditions if c in state.terms.conditions)
    return replace(state, stage=stage, terms=said.terms, version=event.id, met=state.met & same)


def _meet(state: Contribution, event: Event) -> Contribution | str:
    said: GivingConditionMet = event.body
    if (why := _not_giving(state, event)) is not None:
        return why
    unknown = set(said.keys) - {condition.key for condition in state.terms.conditions}
    if unknown:
        return "a condition that the terms do not have"
    return replace(state, met=state.met | frozenset(said.keys))


def _accept(state: Contribution, event: Event) -> Contribution | str:
    said: OfferAccepted = event.body
    if state.stage is Stage.WITHDRAWN:
        return "the nation has withdrawn it"
    if event.origin == state.nation:
        return "what a nation gives is accepted by whoever needs it"
    given = {(a.what, a.unit): a.quantity for a in state.terms.amounts}
    if any(a.quantity > given.get((a.what, a.unit), 0) for a in said.amounts):
        return "more is accepted than is offered"
    return replace(state, accepted=said.amounts, accepted_by=event.origin)


def _withdraw(state: Contribution, event: Event) -> Contribution | str:
    said: ContributionWithdrawn = event.body
    why = _not_giving(state, event)
    effective = event.minute if said.effective is None else max(said.effective, event.minute)
    return why or replace(state, stage=Stage.WITHDRAWN, withdrawn=Minute(effective))


def _not_giving(state: Contribution, event: Event) -> str | None:
    if event.origin != state.nation:
        return "a nation's word is its own"
    return "the nation has withdrawn it" if state.stage is Stage.WITHDRAWN else None


def _terms_fault(terms: Terms) -> str | None:
    keys = [condition.key for condition in terms.conditions]
    if len(set(keys)) != len(keys):
        return "two conditions have one key"
    if not terms.amounts:
        return "nothing is given"
    if terms.window.closes <= terms.window.opens:
        return "a window closes after it opens"
    return _amounts_fault(terms.amounts)


CONTRIBUTION_STEPS: Mapping[type[Any], Any] = {
    PledgeMade: _pledge,
    CommitmentMade: _commit,
    GivingConditionMet: _meet,
    OfferAccepted: _accept,
    ContributionWithdrawn: _withdraw,
}
