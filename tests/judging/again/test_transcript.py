"""Judging again what changed is judging the whole: verdict, breaches, doubts, risks, closures, score."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.operations.news.test_replan import KINDS, answered, in_force, told

from coalition.judging.again.transcript import Transcript
from coalition.judging.judge import judge
from coalition.model.change.news import NewsKind
from coalition.model.plan import Plan, Trip
from coalition.operations.news.replan import frame_after

_TRANSCRIPT = Transcript()
"""One transcript for all tests, one after another."""


@pytest.mark.parametrize("kind", KINDS)
def test_after_news_the_old_and_the_new_plan_are_judged_as_by_the_whole_judge(
    kind: NewsKind,
) -> None:
    frame, plan = in_force()
    after = frame_after(frame, plan, told()[kind])
    new = answered(kind).judged.plan
    for one in (plan, new):
        again = _TRANSCRIPT.judge(after.book, after.authority, after.network, one)
        assert again == judge(after.book, after.authority, after.network, one)


@pytest.mark.parametrize("seed", range(40))
def test_plans_spoilt_by_chance_are_judged_as_by_the_whole_judge(seed: int) -> None:
    frame, plan = in_force()
    spoilt = spoil(plan, random.Random(seed))
    again = _TRANSCRIPT.judge(frame.book, frame.authority, frame.network, spoilt)
    whole = judge(frame.book, frame.authority, frame.network, spoilt)
    assert again == whole


def spoil(plan: Plan, chance: random.Random) -> Plan:
    """Trips dropped, doubled, moved in time, given to other carriers, unloaded; sources dropped."""
    trips = list(plan.trips)
    for _ in range(chance.randint(1, 6)):
        n = chance.randrange(len(trips))
        trip, kind = trips[n], chance.randrange(5)
        if kind == 0:
            del trips[n]
        elif kind == 1:
            trips.append(trip)
        elif kind == 2:
            trips[n] = moved(trip, chance.randrange(-3000, 3000))
        elif kind == 3:
            trips[n] = replace(trip, carrier=chance.choice(trips).carrier)
        else:
            last = replace(trip.stops[-1], off=())
            trips[n] = replace(trip, stops=(*trip.stops[:-1], last))
    kept = tuple(a for a in plan.assignments if chance.random() > 0.02)
    return replace(plan, trips=tuple(trips), assignments=kept)


def moved(trip: Trip, minutes: int) -> Trip:
    """The trip so many minutes later."""
    stops = tuple(
        replace(stop, arrive=stop.arrive + minutes, depart=stop.depart + minutes)
        for stop in trip.stops
    )
    return replace(trip, stops=stops)
