"""How each noun's state is opened and moved on: the table the fold of an object looks into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import Event, ObjectId
from coalition.command.events.registry import Noun
from coalition.command.nouns import (
    bodies,
    consents,
    consignments,
    contributions,
    disputes,
    drafts,
    facts,
    plans,
    proposals,
    protocols,
    tasks,
    transfers,
)


@dataclass(frozen=True, slots=True)
class NounFold:
    """`open` gives the first state, a step the next; either gives text instead: why the event is set aside."""

    open: Callable[[Event], Any]
    steps: Mapping[type[Any], Callable[[Any, Event], Any]]


FOLDS: Mapping[Noun, NounFold] = {
    Noun.BODY: NounFold(bodies.open_body, bodies.BODY_STEPS),
    Noun.CONSULTATION: NounFold(bodies.open_consultation, bodies.CONSULTATION_STEPS),
    Noun.DRAFT: NounFold(drafts.open_draft, drafts.DRAFT_STEPS),
    Noun.PROPOSAL: NounFold(proposals.open_proposal, proposals.PROPOSAL_STEPS),
    Noun.PROTOCOL: NounFold(protocols.open_protocol, protocols.PROTOCOL_STEPS),
    Noun.ORDER: NounFold(protocols.open_order, protocols.ORDER_STEPS),
    Noun.DUTY_ROSTER: NounFold(protocols.open_duty_roster, protocols.DUTY_ROSTER_STEPS),
    Noun.REQUIREMENT: NounFold(contributions.open_requirement, contributions.REQUIREMENT_STEPS),
    Noun.CONTRIBUTION: NounFold(contributions.open_contribution, contributions.CONTRIBUTION_STEPS),
    Noun.CONSENT: NounFold(consents.open_consent, consents.CONSENT_STEPS),
    Noun.TRANSFER: NounFold(transfers.open_transfer, transfers.TRANSFER_STEPS),
    Noun.TASK: NounFold(tasks.open_task, tasks.TASK_STEPS),
    Noun.DISPUTE: NounFold(disputes.open_dispute, disputes.DISPUTE_STEPS),
    Noun.PLAN: NounFold(plans.open_plan, plans.PLAN_STEPS),
    Noun.CONSIGNMENT: NounFold(consignments.open_consignment, consignments.CONSIGNMENT_STEPS),
    Noun.FACT: NounFold(facts.open_fact, facts.FACT_STEPS),
}


def open_state(noun: Noun, event: Event) -> Any:
    """The first state of an object, or why the event makes none."""
    return FOLDS[noun].open(event)


def step_state(noun: Noun, state: Any, event: Event) -> Any:
    """The next state, or why the event changes nothing."""
    step = FOLDS[noun].steps.get(type(event.body))
    return f"it makes a {noun}, and one is there" if step is None else step(state, event)


def links_of(state: Any) -> tuple[ObjectId, ...]:
    """The objects a state names: what it rests on, its line, its body."""
    found: tuple[ObjectId, ...] = getattr(state, "links", ())
    return found
