"""A plan is adopted by its owner once its own judge found no breach in that very plan."""

from __future__ import annotations

from typing import Any

from tests.command.stage import Stage

from coalition.command.events.event import Event
from coalition.command.events.kinds.plans import (
    PlanAdopted,
    PlanJudged,
    PlanProposed,
    PlanWithdrawn,
    Verdict,
)


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def proposed() -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("AAA", PlanProposed("Move", "d1"))


def phase(stage: Stage, about: Event) -> str:
    return str(find(stage, about).state.phase)


def test_a_plan_is_named_by_a_digest() -> None:
    stage = Stage()
    assert find(stage, stage.say("AAA", PlanProposed("Move", ""))) is None


def test_what_is_not_judged_is_not_adopted() -> None:
    stage, plan = proposed()
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "proposed"
    stage.say("AAA", PlanJudged("d1", Verdict.AMBER), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "adopted"


def test_a_red_plan_is_not_adopted_until_judged_again() -> None:
    stage, plan = proposed()
    stage.say("AAA", PlanJudged("d1", Verdict.RED, 3), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "judged"
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "adopted"


def test_the_verdict_on_another_plan_counts_for_nothing() -> None:
    stage, plan = proposed()
    stage.say("AAA", PlanJudged("d2", Verdict.GREEN), plan)
    assert find(stage, plan).state.verdict is None
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("AAA", PlanAdopted("d2"), plan)
    assert phase(stage, plan) == "judged"


def test_others_findings_are_kept_and_decide_nothing() -> None:
    stage, plan = proposed()
    stage.say("BBB", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "proposed"
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("BBB", PlanJudged("d1", Verdict.RED), plan)
    stage.say("AAA", PlanAdopted("d1"), plan)
    assert phase(stage, plan) == "adopted"
    assert len(find(stage, plan).state.judged) == 3


def test_nobody_adopts_or_withdraws_anothers_plan() -> None:
    stage, plan = proposed()
    stage.say("AAA", PlanJudged("d1", Verdict.GREEN), plan)
    stage.say("BBB", PlanAdopted("d1"), plan)
    stage.say("BBB", PlanWithdrawn(), plan)
    assert phase(stage, plan) == "judged"
    stage.say("AAA", PlanWithdrawn(), plan)
    for body in (PlanJudged("d1", Verdict.GREEN), PlanAdopted("d1"), PlanWithdrawn()):
        stage.say("AAA", body, plan)
    assert phase(stage, plan) == "withdrawn"
