"""Few requirements are planned from every order: never worse than from one, right, and always the same."""

from __future__ import annotations

import pytest
from tests.simulators.chance_books import chance_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.planning.effort import Effort
from coalition.planning.planner import make_plan
from coalition.planning.restarts import FEW

WORK = Effort(neighbourhoods=1200)


def first_parts(plan_seed: int, effort: Effort) -> tuple[int, int]:
    book, network = chance_book(plan_seed, requirements=3, hard=plan_seed % 2 == 1)
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network, effort=effort))
    assert judged.breaches == ()
    return judged.score.undelivered, judged.score.lateness


@pytest.mark.parametrize("seed", range(12))
def test_few_requirements_are_planned_no_worse_than_by_dispatch_and_keep_every_rule(
    seed: int,
) -> None:
    assert first_parts(seed, WORK) <= first_parts(seed, Effort())


def test_the_same_few_requirements_give_the_same_plan() -> None:
    book, network = chance_book(14, requirements=FEW)
    plans = [make_plan(book, Authority(book), network, effort=WORK, seed=3) for _ in range(2)]
    assert plans[0] == plans[1]
