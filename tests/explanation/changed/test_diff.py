"""What a new plan changes is told with its price and its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.small_books import SmallNetwork, delayed, small_book, small_plan, small_trips

from coalition.authority.evaluate import Authority
from coalition.explanation.changed.breaches import blame, trips_named
from coalition.explanation.changed.diff import Changed, diff_of
from coalition.explanation.changed.promises import promises_judged, promises_of
from coalition.judging.judge import judge
from coalition.judging.verdict import Breach
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.change.diff import Fate, PlanDiff, Touch
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.change.price import PROMISE_MINUTES, TRIP_MINUTES
from coalition.model.identity import CarrierId
from coalition.model.plan import Plan
from coalition.operations.news.taking_in import take_in

BOOK, PLAN, WAYS = small_book(), small_plan(), SmallNetwork()
NOW = BOOK.crisis.activated


def news(kind: NewsKind, subject: str, *, amount: int = 0, until: int = FOREVER) -> News:
    return News(NOW, (NewsItem(kind, subject, Interval(NOW, Minute(until)), amount),))


def diff(new: Plan, told: News, *, after: Book | None = None) -> PlanDiff:
    book = take_in(BOOK, told) if after is None else after
    law = Authority(book)
    broken = judge(book, law, WAYS, replace(PLAN, bound=None)).breaches
    judged = judge(book, law, WAYS, new)
    return diff_of(
        Changed(promises_of(BOOK, WAYS, PLAN), promises_judged(book, judged), told, broken)
    )


def test_a_plan_that_stands_has_no_diff() -> None:
    found = diff(PLAN, news(NewsKind.CARRIERS_ADDED, next(iter(BOOK.fleets)), amount=1))
    assert found.empty
    assert found.price == 0


def test_promises_are_those_the_judge_works_out() -> None:
    judged = judge(BOOK, Authority(BOOK), WAYS, PLAN)
    promised = promises_of(BOOK, WAYS, PLAN)
    assert tuple(promised.closures.values()) == judged.closures
    assert promised.score == judged.score


def test_a_later_trip_moves_its_promise_at_the_stated_price() -> None:
    last = max(PLAN.trips, key=lambda trip: trip.stops[-1].depart)
    name = next(key for key, trip in small_trips().items() if trip == last)
    found = diff(small_plan(**{name: delayed(last, 60)}), news(NewsKind.PASSAGE_CLOSED, "suez"))
    assert [change.fate for change in found.trips] == [Fate.CHANGED]
    assert found.promises
    assert all(promise.minutes == 60 for promise in found.promises)
    weights = sum(promise.weight for promise in found.promises)
    assert found.price == weights * PROMISE_MINUTES + TRIP_MINUTES


def test_a_trip_that_breaks_a_rule_now_names_rule_and_news() -> None:
    trip = max(PLAN.trips, key=lambda trip: trip.stops[-1].depart)
    port = trip.stops[-1].place
    found = diff(
        replace(PLAN, trips=tuple(t for t in PLAN.trips if t != trip)),
        news(NewsKind.PLACE_CLOSED, port),
    )
    dropped = next(change for change in found.trips if change.before == trip)
    assert dropped.fate is Fate.DROPPED
    assert (dropped.reason.touch, dropped.reason.rule) == (Touch.BROKEN, "R6")
    assert dropped.reason.item == 1
    moved = [p for p in found.promises if p.requirement in dropped.requirements]
    assert moved
    assert all(p.after is None and p.reason.touch is Touch.BROKEN for p in moved)


def test_what_nothing_reaches_is_changed_for_the_whole() -> None:
    trip = PLAN.trips[-1]
    found = diff(
        replace(PLAN, trips=tuple(t for t in PLAN.trips if t != trip)),
        news(NewsKind.PASSAGE_CLOSED, "suez"),
    )
    assert {change.reason.touch for change in found.trips} == {Touch.FREE}


def test_a_requirement_of_one_book_alone_has_no_promise_to_move() -> None:
    name = PLAN.assignments[0].requirement
    told = news(NewsKind.REQUIREMENT_CANCELLED, name)
    found = diff(PLAN, told)
    assert found.cancelled == (name,)
    assert name not in [promise.requirement for promise in found.promises]


@pytest.mark.parametrize(
    ("where", "named"),
    [
        ("trip 2 of C17#2 at Kaunas", [("C17#2", 2)]),
        ("trip 1 of usa-wide-dover#12 from Dover to Riga", [("usa-wide-dover#12", 1)]),
        ("assignment to ENG-1", []),
    ],
)
def test_trips_are_read_back_from_a_breach(where: str, named: list[tuple[str, int]]) -> None:
    found = trips_named(Breach("R5", "too-fast", where))
    assert found == [(CarrierId(carrier), number) for carrier, number in named]


def test_of_several_items_the_one_that_fits_is_to_blame() -> None:
    told = News(NOW, (
        NewsItem(NewsKind.PLACE_CLOSED, "KUN"), NewsItem(NewsKind.FLEET_LATE, "C17"),
        NewsItem(NewsKind.CONSENT_WITHDRAWN, "d1"),
    ))  # fmt: skip
    assert blame(Breach("R5", "carrier-not-available", "x"), frozenset({"C17"}), told) == 2
    assert blame(Breach("R10", "closed", "x", provision="d1"), frozenset(), told) == 3
    assert blame(Breach("R3", "too-heavy", "x"), frozenset(), told) is None
