"""A plan in force goes on: without news as it is, with news right again, and never another past."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.chance_books import chance_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.measure.instants import FOREVER, MINUTES_PER_DAY, Interval, Minute
from coalition.model.plan import Plan, Trip
from coalition.model.ways import Closure
from coalition.planning.effort import Effort
from coalition.planning.planner import make_plan
from coalition.planning.replanning import replan

DAYS = (0, 10, 25)


def begun(plan: Plan, now: int) -> list[Trip]:
    return [trip for trip in plan.trips if trip.stops[0].arrive < now]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("days", DAYS)
def test_without_news_every_trip_stays(seed: int, days: int) -> None:
    book, network = chance_book(seed, requirements=14)
    law = Authority(book)
    plan = make_plan(book, law, network, effort=Effort(100, 1))
    now = Minute(book.crisis.activated + days * MINUTES_PER_DAY)
    again = replan(book, law, network, plan, now=now)
    assert set(plan.trips) <= set(again.trips)
    assert judge(book, law, network, again).breaches == ()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("days", DAYS)
def test_when_a_place_closes_what_has_begun_stays_and_the_rest_keeps_every_rule(
    seed: int, days: int
) -> None:
    book, network = chance_book(seed, requirements=14)
    plan = make_plan(book, Authority(book), network, effort=Effort(100, 1))
    now = Minute(book.crisis.activated + days * MINUTES_PER_DAY)
    busiest = max(
        sorted(book.places), key=lambda p: sum(s.place == p for t in plan.trips for s in t.stops)
    )
    under_way = max((t.stops[-1].depart for t in begun(plan, now)), default=now)
    shut = Closure(f"place:{busiest}", Interval(Minute(max(now, under_way) + 1), FOREVER))
    after = replace(book, closures=(*book.closures, shut))
    law = Authority(after)
    again = replan(after, law, network, plan, now=now)
    assert set(begun(plan, now)) <= set(again.trips)
    assert judge(after, law, network, again).breaches == ()
