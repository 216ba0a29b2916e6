"""The bound against an exact model of the same rules: no right plan it finds is worth less than the bound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.differential.campaign_books import tiny_book
from tests.differential.exact.search import Search

from coalition.authority.evaluate import Authority
from coalition.explanation.summary import closure_time
from coalition.model.book import Book
from coalition.model.plan import Bound
from coalition.planning.bound.making import make_bound
from coalition.planning.planner import make_plan


def urgent(book: Book) -> Book:
    """The same book with every date at activation, so that lateness is closure time and is sought."""
    start = book.crisis.activated
    wanted = {name: replace(one, rdd=start) for name, one in book.requirements.items()}
    return replace(book, requirements=wanted)


def exceeded(seed: int, work: float) -> list[str]:
    """Where the bound lies above a right plan, or a plan found is not right; none of it may be."""
    book, network = tiny_book(seed)
    book = urgent(book) if seed % 2 else book
    law = Authority(book)
    bound = make_bound(book, law, network)
    search = Search(book, law, network, replace(make_plan(book, law, network), bound=None), 0)
    planned = search.found.judged
    search.whole(work)
    found = [str(breach) for judged in (planned, search.found.judged) for breach in judged.breaches]
    for judged in (planned, search.found.judged):
        worth = (judged.score.undelivered, judged.score.lateness, closure_time(book, judged))
        for name, least, value in zip(
            ("undelivered", "lateness", "closure"), least_of(bound), worth, strict=True
        ):
            if least > value:
                found.append(f"{name}: bound {least} above {value}")
    return found


def least_of(bound: Bound) -> tuple[int, int, int]:
    return bound.undelivered, bound.lateness, 0 if bound.closure is None else bound.closure


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_no_plan_of_the_exact_model_goes_below_the_bound(seed: int) -> None:
    assert exceeded(seed, 1.0) == []


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(200))
def test_no_plan_of_the_exact_model_of_any_tiny_book_goes_below_the_bound(seed: int) -> None:
    assert exceeded(seed, 4.0) == []
