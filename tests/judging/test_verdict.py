"""The seal of a judged plan, its gap, and the three verdicts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.small_books import (
    SmallNetwork,
    at,
    delayed,
    small_book,
    small_plan,
    small_trips,
)

from coalition.authority.evaluate import Authority
from coalition.errors import IntegrityError
from coalition.judging.judge import judge
from coalition.judging.verdict import Gap, JudgedPlan, Verdict
from coalition.model.plan import Bound, Plan, Score


def judged(plan: Plan) -> JudgedPlan:
    book = small_book(requirements={"ADV": {"rdd": at(2, 11)}})
    return judge(book, Authority(book), SmallNetwork(), plan)


def test_only_the_judge_makes_a_judged_plan() -> None:
    with pytest.raises(IntegrityError):
        JudgedPlan(small_plan(), Verdict.GREEN, (), (), (), Score(0, 0, 0), (), object())


def test_a_judged_plan_cannot_be_swapped_for_another() -> None:
    honest = judged(small_plan(ship=None))
    assert honest.verdict is Verdict.RED
    with pytest.raises(ValueError, match="seal"):
        replace(honest, verdict=Verdict.GREEN)
    with pytest.raises(IntegrityError):
        replace(honest, verdict=Verdict.GREEN, seal=object())


def test_the_gap_is_on_lateness_when_all_is_delivered() -> None:
    found = judged(small_plan(bound=Bound(0, 200, "nobody waits")))
    assert found.score.lateness == 300
    assert found.gap == Gap("lateness", 300, 200)
    assert found.gap.ppm == 333_334


def test_the_gap_is_on_delivery_when_that_differs() -> None:
    found = judged(small_plan(advance=None, home=None, bound=Bound(0, 0, "all arrives")))
    assert found.gap == Gap("undelivered", 10_000_000, 0)
    assert found.gap.ppm == 1_000_000


def test_there_is_no_gap_without_a_bound_and_none_where_bound_and_plan_meet() -> None:
    assert judged(small_plan()).gap is None
    met = judged(small_plan(bound=Bound(0, 300, "nothing"))).gap
    assert met is not None
    assert met.ppm == 0


def test_a_bound_on_delivery_above_the_score_is_false_however_low_its_lateness() -> None:
    found = judged(small_plan(bound=Bound(1, 0, "wishful")))
    assert [(b.rule, b.code, b.amount, b.unit) for b in found.breaches] == [
        ("R15", "bound-above-plan", 1, "ppm")
    ]


def test_a_false_bound_is_measured_by_how_far_it_lies_above_the_score() -> None:
    undelivered = small_plan(advance=None, home=None, train=None, ship=None, vehicles=None)
    found = judged(replace(undelivered, bound=Bound(18_000_003, 0, "wishful")))
    assert [(b.code, b.amount) for b in found.breaches] == [("bound-above-plan", 3)]


def test_a_broken_plan_says_nothing_against_a_bound() -> None:
    late = delayed(small_trips()["home"], -31)
    found = judged(small_plan(home=late, bound=Bound(0, 999, "nobody waits")))
    assert {breach.code for breach in found.breaches} == {"trips-overlap"}
