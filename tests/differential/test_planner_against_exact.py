"""The planner and its bound set against an exact model written apart from it, judged by the same judge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.differential.exact_model import Solved, solve_exactly
from tests.simulators.chance_books import ChanceNetwork, chance_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan
from coalition.model.book import Book
from coalition.planning.planner import make_plan


def tiny(seed: int) -> tuple[Book, ChanceNetwork]:
    """Five requirements, four carriers."""
    book, network = chance_book(seed, requirements=5)
    fleets = {name: replace(one, count=1) for name, one in list(book.fleets.items())[:4]}
    return replace(book, fleets=fleets), network


def both(
    book: Book, network: ChanceNetwork, *, slots: int, limit: float
) -> tuple[JudgedPlan, Solved, JudgedPlan | None]:
    law = Authority(book)
    planned = judge(book, law, network, make_plan(book, law, network))
    solved = solve_exactly(book, law, network, slots=slots, limit=limit)
    exact = None if solved.plan is None else judge(book, law, network, solved.plan)
    return planned, solved, exact


@pytest.mark.parametrize("seed", [1, 2, 4, 5, 7])
def test_no_right_plan_goes_below_the_bound(seed: int) -> None:
    book, network = tiny(seed)
    planned, solved, exact = both(book, network, slots=5, limit=5.0)
    assert planned.breaches == ()
    assert exact is not None
    assert exact.breaches == ()
    assert (exact.score.undelivered, exact.score.lateness) <= (solved.undelivered, solved.lateness)
    bound = planned.plan.bound
    assert bound is not None
    for judged in (planned, exact):
        assert bound.undelivered <= judged.score.undelivered
        assert bound.lateness <= judged.score.lateness


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(50))
def test_no_right_plan_of_a_larger_book_goes_below_the_bound(seed: int) -> None:
    book, network = chance_book(seed, requirements=30 + seed % 31)
    planned, _, exact = both(book, network, slots=6, limit=60.0)
    assert planned.breaches == ()
    bound = planned.plan.bound
    assert bound is not None
    for judged in (planned, exact):
        if judged is not None:
            assert judged.breaches == ()
            assert bound.undelivered <= judged.score.undelivered
            assert bound.lateness <= judged.score.lateness
