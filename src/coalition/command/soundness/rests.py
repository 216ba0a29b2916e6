"""Does an event that something rests on still hold.

The rule: it holds while the object's latest word is still the event named, and that word is in force. It is
stale from the moment a revocation, withdrawal, change, refusal or expiry is said, whenever it takes effect.
What is not in the picture is unseen: never counted as holding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coalition.command.decisions.standing import standing_in
from coalition.command.events.event import EventId
from coalition.command.events.kinds.decisions import Outcome
from coalition.command.events.registry import Noun
from coalition.command.events.terms import Rest
from coalition.command.fold.picture import Picture
from coalition.command.giving.cover import ConsentState, consent_state
from coalition.command.nouns.bodies import Body
from coalition.command.nouns.consents import Consent
from coalition.command.nouns.contributions import Contribution, Requirement, Stage
from coalition.command.nouns.facts import Fact
from coalition.command.nouns.plans import Plan, PlanPhase
from coalition.command.nouns.proposals import Proposal
from coalition.command.nouns.protocols import Order, Protocol
from coalition.command.nouns.tasks import Task, TaskPhase
from coalition.command.nouns.transfers import Transfer, TransferPhase
from coalition.command.watch.alerts import alerts_in


class Soundness(StrEnum):
    """Whether what is rested on holds, worst last."""

    HOLDS = "holds"
    UNSEEN = "unseen"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing rested on: whether it holds, and why not."""

    rest: Rest
    soundness: Soundness
    why: str = ""


def finding_of(picture: Picture, rest: Rest) -> Finding:
    """Whether an event still holds, at the picture's instant."""
    record = picture.find(rest.subject)
    if record is None or all(event.id != rest.event for event in record.events):
        return Finding(rest, Soundness.UNSEEN, "it is not in this picture")
    aside = next((each for each in record.set_aside if each.event.id == rest.event), None)
    if aside is not None:
        return Finding(rest, Soundness.STALE, f"it changed nothing: {aside.why}")
    noun = record.noun
    why = "" if noun is None else CHECKS[noun](picture, record.state, rest.event)
    return Finding(rest, Soundness.STALE if why else Soundness.HOLDS, why)


def findings_of(picture: Picture, rests: tuple[Rest, ...]) -> tuple[Finding, ...]:
    """One finding for each, in their order."""
    return tuple(finding_of(picture, rest) for rest in rests)


def worst_of(findings: tuple[Finding, ...]) -> Soundness:
    """The worst soundness; what rests on nothing holds."""
    order = list(Soundness)
    return max((f.soundness for f in findings), key=order.index, default=Soundness.HOLDS)


def _consent(picture: Picture, consent: Consent, event: EventId) -> str:
    state = consent_state(consent, picture.now)
    if state not in {ConsentState.IN_FORCE, ConsentState.NOT_YET}:
        return f"the consent of {consent.host} is {state}"
    return _newer(consent.version, event, f"{consent.host} changed its consent")


def _contribution(_picture: Picture, given: Contribution, event: EventId) -> str:
    if given.stage is Stage.WITHDRAWN:
        return f"{given.nation} withdrew what it gave"
    return _newer(given.version, event, f"{given.nation} gives on other terms")


def _requirement(_picture: Picture, needed: Requirement, event: EventId) -> str:
    if needed.cancelled is not None:
        return "the requirement is cancelled"
    return _newer(needed.version, event, "the requirement was revised")


def _fact(_picture: Picture, fact: Fact, event: EventId) -> str:
    if fact.retired is not None:
        return f"{fact.stated.table} {fact.stated.key} no longer holds"
    return _newer(fact.version, event, f"{fact.stated.table} {fact.stated.key} was stated anew")


def _proposal(picture: Picture, state: Proposal, event: EventId) -> str:
    standing = standing_in(picture, state)
    if standing.agreed:
        return ""
    if standing.outcome is None or standing.outcome is Outcome.OPEN:
        current = standing.finding is None or event == standing.finding.opening
        text = event == state.words[-1].event
        return "" if current or text else "it was put anew"
    return f"the decision is {standing.outcome}"


def _protocol(picture: Picture, state: Protocol, event: EventId) -> str:
    if all(known.id != event for known in state.said):
        return ""
    alerts = alerts_in(picture, state).areas
    holds = any(alert.declared == event and not alert.fell for alert in alerts)
    return "" if holds else "the alert state declared no longer holds"


def _order(_picture: Picture, order: Order, _event: EventId) -> str:
    return "" if order.revoked is None else "the order is revoked"


def _transfer(picture: Picture, transfer: Transfer, _event: EventId) -> str:
    if transfer.phase is TransferPhase.ENDED:
        return f"the authority over {transfer.offered.unit} went back to {transfer.nation}"
    if picture.now >= transfer.offered.window.closes:
        return f"the transfer of {transfer.offered.unit} expired"
    return ""


def _body(_picture: Picture, body: Body, event: EventId) -> str:
    if body.dissolved is not None:
        return f"{body.name} is dissolved"
    epochs = [epoch.event for epoch in body.epochs]
    return "another roster holds" if event in epochs and event != epochs[-1] else ""


def _plan(_picture: Picture, plan: Plan, _event: EventId) -> str:
    return "the plan is withdrawn" if plan.phase is PlanPhase.WITHDRAWN else ""


def _task(_picture: Picture, task: Task, _event: EventId) -> str:
    gone = task.phase in {TaskPhase.DECLINED, TaskPhase.CANCELLED}
    return f"the task is {task.phase}" if gone else ""


def _always(_picture: Picture, _state: Any, _event: EventId) -> str:
    return ""


def _newer(version: EventId, event: EventId, why: str) -> str:
    return "" if version == event else why


CHECKS: Mapping[Noun, Callable[[Picture, Any, EventId], str]] = {
    Noun.BODY: _body,
    Noun.CONSULTATION: _always,
    Noun.DRAFT: _always,
    Noun.PROPOSAL: _proposal,
    Noun.PROTOCOL: _protocol,
    Noun.ORDER: _order,
    Noun.DUTY_ROSTER: _always,
    Noun.REQUIREMENT: _requirement,
    Noun.CONTRIBUTION: _contribution,
    Noun.CONSENT: _consent,
    Noun.TRANSFER: _transfer,
    Noun.TASK: _task,
    Noun.DISPUTE: _always,
    Noun.PLAN: _plan,
    Noun.CONSIGNMENT: _always,
    Noun.FACT: _fact,
}
"""Why an event of a noun no longer holds, by noun; empty text when it does."""
