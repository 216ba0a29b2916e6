"""Plans as they were proposed, judged and adopted. Whether one is stale is worked out (`soundness`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.plans import (
    PlanAdopted,
    PlanJudged,
    PlanProposed,
    PlanWithdrawn,
    Verdict,
)
from coalition.command.events.terms import Rest
from coalition.command.nouns.bodies import NOT_OPENER


class PlanPhase(StrEnum):
    """How far a plan has come."""

    PROPOSED = "proposed"
    JUDGED = "judged"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it stands; `verdict` is what its owner's judge found last, `judged` everybody's findings."""

    owner: Origin
    proposed: PlanProposed
    phase: PlanPhase = PlanPhase.PROPOSED
    verdict: Verdict | None = None
    judged: tuple[Event, ...] = ()
    decision: Rest | None = None

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """What it was made from, and the decision by which it was adopted."""
        decision = () if self.decision is None else (self.decision,)
        return (*self.proposed.rests_on, *decision)

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The objects it rests on."""
        return tuple(rest.subject for rest in self.rests_on)


def open_plan(event: Event) -> Plan | str:
    """The plan as it was proposed."""
    said: PlanProposed = event.body
    return Plan(event.origin, said) if said.digest else "a plan is named by the digest of its file"


def _judge(plan: Plan, event: Event) -> Plan | str:
    said: PlanJudged = event.body
    if plan.phase is PlanPhase.WITHDRAWN:
        return "the plan is withdrawn"
    if said.digest != plan.proposed.digest:
        return "another plan was judged"
    if event.origin != plan.owner:
        return replace(plan, judged=(*plan.judged, event))
    phase = PlanPhase.JUDGED if plan.phase is PlanPhase.PROPOSED else plan.phase
    return replace(plan, phase=phase, verdict=said.verdict, judged=(*plan.judged, event))


def _adopt(plan: Plan, event: Event) -> Plan | str:
    said: PlanAdopted = event.body
    if event.origin != plan.owner:
        return NOT_OPENER
    if said.digest != plan.proposed.digest:
        return "another plan was adopted"
    if plan.phase is not PlanPhase.JUDGED:
        return f"the plan is {plan.phase}, not judged"
    if plan.verdict is Verdict.RED:
        return "the judge found a breach"
    return replace(plan, phase=PlanPhase.ADOPTED, decision=said.decision)


def _withdraw(plan: Plan, event: Event) -> Plan | str:
    if event.origin != plan.owner:
        return NOT_OPENER
    if plan.phase is PlanPhase.WITHDRAWN:
        return "the plan is withdrawn already"
    return replace(plan, phase=PlanPhase.WITHDRAWN)


PLAN_STEPS: Mapping[type[Any], Any] = {
    PlanJudged: _judge,
    PlanAdopted: _adopt,
    PlanWithdrawn: _withdraw,
}
