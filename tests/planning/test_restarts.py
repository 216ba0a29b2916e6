"""Few requirements are planned from every order: never worse than from one, right, and always the same."""

from __future__ import annotations

import pytest
from tests.simulators.chance_books import chance_book
from tests.simulators.tiny_books import tiny_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.planning.effort import Effort, usual_effort
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


@pytest.mark.parametrize(
    ("seed", "best"),
    [
        pytest.param(21, (0, 28_395), id="straight to a port it must pass, not by way of another"),
        pytest.param(54, (0, 17_528), id="passengers and cargo in one load from a hub"),
        pytest.param(105, (328_125, 34_560), id="a smaller load first, that another comes after"),
    ],
)
def test_a_tiny_book_has_the_best_plan_the_exact_model_knows(
    seed: int, best: tuple[int, int]
) -> None:
    book, network = tiny_book(seed)
    law = Authority(book)
    plan = make_plan(book, law, network, seed=seed, effort=usual_effort(book))
    judged = judge(book, law, network, plan)
    assert judged.breaches == ()
    assert (judged.score.undelivered, judged.score.lateness) <= best
