"""The planner and its bound set against an exact model written apart from it, judged by the same judge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.differential.campaign_books import campaign_book, size_of, tiny_book
from tests.differential.exact.building import build
from tests.differential.exact.frame import WayBook
from tests.differential.exact.search import Search, search
from tests.differential.exact.solving import fit

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.plan import Plan, Stop, Trip
from coalition.planning.planner import make_plan


def searching(book: Book, network: WayBook, plan: Plan | None = None) -> Search:
    law = Authority(book)
    return Search(book, law, network, plan or make_plan(book, law, network), 0)


def holds(one: Search) -> bool:
    """Whether the model of the whole book holds the plan, all that is hinted fixed to the plan."""
    choice = one.everything()
    return fit(build(one.frame, one.given, choice, one.closed_at, one.frame.end)[0])[0]


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_no_right_plan_goes_below_the_bound_nor_the_exact_model_above_the_planner(
    seed: int,
) -> None:
    one = searching(*tiny_book(seed))
    planned = one.found.judged
    outcome = one.whole(2.0)
    exact = one.found.judged
    assert planned.breaches == exact.breaches == ()
    assert one.found.unfit == one.found.refused == 0
    assert one.found.value <= (planned.score.undelivered, planned.score.lateness)
    assert one.found.value <= (outcome.undelivered, outcome.lateness)
    bound = planned.plan.bound
    assert bound is not None
    for judged in (planned, exact):
        assert bound.undelivered <= judged.score.undelivered
        assert bound.lateness <= judged.score.lateness


@pytest.mark.parametrize("seed", range(8))
def test_the_model_of_a_book_holds_the_planner_s_plan(seed: int) -> None:
    assert holds(searching(*tiny_book(seed)))


def earlier(trip: Trip, minutes: int) -> Trip:
    stops = [
        replace(s, arrive=Minute(s.arrive - minutes), depart=Minute(s.depart - minutes))
        for s in trip.stops
    ]
    return replace(trip, stops=tuple(stops))


def quicker(trip: Trip, minutes: int) -> Trip:
    first, *rest = trip.stops
    hasty = [
        Stop(s.place, Minute(s.arrive - minutes), s.depart, s.off, s.on, s.avoiding) for s in rest
    ]
    return replace(trip, stops=(first, *hasty))


def holds_spoilt(book: Book, network: WayBook, plan: Plan) -> bool:
    """Whether the model holds a plan, which it does not when pieces leave before they are there."""
    try:
        one = searching(book, network, plan)
    except ValueError:
        return False
    return holds(one)


@pytest.mark.parametrize("seed", [1, 4, 5])
def test_the_model_holds_no_plan_that_the_judge_refuses(seed: int) -> None:
    book, network = tiny_book(seed)
    law = Authority(book)
    plan = replace(make_plan(book, law, network), bound=None)
    refused = 0
    for k, trip in enumerate(plan.trips):
        for spoilt in (earlier(trip, 1), earlier(trip, 900), quicker(trip, 1)):
            wrong = replace(plan, trips=(*plan.trips[:k], spoilt, *plan.trips[k + 1 :]))
            judged = judge(book, law, network, wrong)
            if any(breach.rule != "R1" for breach in judged.breaches):
                refused += 1
                assert not holds_spoilt(book, network, wrong), judged.breaches
        if refused > 12:
            break
    assert refused


def test_a_round_of_a_large_book_holds_the_plan_and_the_judge_agrees() -> None:
    _, book, network = campaign_book(1)
    assert len(book.requirements) == size_of(1)
    law = Authority(book)
    plan = make_plan(book, law, network)
    before = judge(book, law, network, plan).score
    found = search(book, law, network, plan, work=0.4)
    assert found.rounds
    assert found.unfit == found.refused == 0
    assert found.value <= (before.undelivered, before.lateness)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(50))
def test_no_right_plan_of_a_larger_book_goes_below_the_bound(seed: int) -> None:
    _, book, network = campaign_book(seed)
    law = Authority(book)
    plan = make_plan(book, law, network)
    planned = judge(book, law, network, plan)
    found = search(book, law, network, plan, work=10.0, seed=seed)
    assert planned.breaches == found.judged.breaches == ()
    assert found.refused == 0
    assert found.unfit * 10 <= found.rounds
    assert found.value <= (planned.score.undelivered, planned.score.lateness)
    bound = plan.bound
    assert bound is not None
    for judged in (planned, found.judged):
        assert bound.undelivered <= judged.score.undelivered
        assert bound.lateness <= judged.score.lateness


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(50))
def test_the_model_of_a_larger_book_holds_the_planner_s_plan(seed: int) -> None:
    _, book, network = campaign_book(seed)
    one = searching(book, network)
    if any(len(leg.arcs) > 1 for legs in one.given.legs.values() for leg in legs):
        pytest.skip("a technical stop, which free carriers do not make")
    assert holds(one)
