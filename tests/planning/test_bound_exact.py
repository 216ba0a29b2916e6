"""The bound against an exact model of the same rules: no right plan it finds is worth less than the bound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.differential.campaign_books import tiny_book
from tests.differential.exact.search import Search

from coalition.authority.evaluate import Authority
from coalition.judging.verdict import JudgedPlan
from coalition.model.book import Book
from coalition.planning.bound.making import make_bound
from coalition.planning.planner import make_plan


def urgent(book: Book) -> Book:
    """The same book with every date at activation, so that lateness is closure time and is sought."""
    start = book.crisis.activated
    wanted = {name: replace(one, rdd=start) for name, one in book.requirements.items()}
    return replace(book, requirements=wanted)


def closure_of(book: Book, judged: JudgedPlan) -> int:
    """Weighted minutes from activation to closure, to the horizon's end when it never closes."""
    crisis, total = book.crisis, 0
    for one in judged.closures:
        at = crisis.horizon_end if one.closed_at is None else one.closed_at
        total += book.requirements[one.requirement].weight * (at - crisis.activated)
    return total


def hold_against_exact(seed: int, work: float) -> None:
    book, network = tiny_book(seed)
    book = urgent(book) if seed % 2 else book
    law = Authority(book)
    bound = make_bound(book, law, network)
    search = Search(book, law, network, replace(make_plan(book, law, network), bound=None), 0)
    planned = search.found.judged
    search.whole(work)
    for judged in (planned, search.found.judged):
        assert judged.breaches == ()
        assert bound.undelivered <= judged.score.undelivered
        assert bound.lateness <= judged.score.lateness
        assert bound.closure is not None
        assert bound.closure <= closure_of(book, judged)


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_no_plan_of_the_exact_model_goes_below_the_bound(seed: int) -> None:
    hold_against_exact(seed, 1.0)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(200))
def test_no_plan_of_the_exact_model_of_any_tiny_book_goes_below_the_bound(seed: int) -> None:
    hold_against_exact(seed, 4.0)
