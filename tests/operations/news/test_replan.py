"""After news of every kind: the past stays, no rule is broken that could be kept, and the diff is minimal."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.telling import moment_within, news_of_every_kind

from coalition.explanation.changed.diff import Changed, diff_of
from coalition.explanation.changed.promises import promises_judged, promises_of
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.change.price import price_of_change
from coalition.model.identity import CarrierId, PlaceId
from coalition.model.plan import Plan
from coalition.operations.frame import Frame, frame_of
from coalition.operations.news.replan import Replanned, replan
from coalition.planning.planner import make_plan

PERCENT = 30


@cache
def in_force(requirements: int = 40, seed: int = 3) -> tuple[Frame, Plan]:
    """A book of the small north with a plan of it."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        generate_book(requirements=requirements, seed=seed, folder=folder, small=True)
        frame = frame_of(read_book(folder))
    return frame, make_plan(frame.book, frame.authority, frame.network)


@cache
def told(percent: int = PERCENT) -> dict[NewsKind, News]:
    frame, plan = in_force()
    return news_of_every_kind(frame.book, plan, moment_within(plan, percent))


@cache
def answered(kind: NewsKind) -> Replanned:
    frame, plan = in_force()
    return replan(frame, plan, told()[kind])


def begun(plan: Plan, now: Minute) -> set[tuple[CarrierId, PlaceId, Minute]]:
    """Every stop that is reached before the instant."""
    return {(t.carrier, s.place, s.arrive) for t in plan.trips for s in t.stops if s.arrive < now}


KINDS = [kind for kind in NewsKind if kind in told()]


def test_there_is_news_of_more_than_twenty_kinds() -> None:
    assert len(KINDS) >= 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_new_plan_breaks_no_rule_it_could_keep_and_leaves_the_past(kind: NewsKind) -> None:
    answer = answered(kind)
    now = answer.news.at
    assert answer.open_breaches == ()
    assert begun(answer.judged.plan, now) == begun(in_force()[1], now)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_diff_holds_every_promise_that_moved_and_its_price(kind: NewsKind) -> None:
    answer = answered(kind)
    diff = answer.diff
    now = {closed.requirement: closed.closed_at for closed in answer.judged.closures}
    for promise in diff.promises:
        assert promise.after == now[promise.requirement] != promise.before
    weights = [promise.weight for promise in diff.promises]
    assert diff.price == price_of_change(weights, len(diff.trips))
    assert all(change.before != change.after for change in diff.trips)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_part_of_the_plan_that_is_judged_tells_the_same_as_the_whole(kind: NewsKind) -> None:
    frame, plan = in_force()
    answer = answered(kind)
    after = answer.frame
    broken = judge(after.book, after.authority, after.network, replace(plan, bound=None)).breaches
    promises = promises_of(frame.book, frame.network, plan)
    now = promises_judged(after.book, answer.judged)
    assert diff_of(Changed(promises, now, answer.news, broken)) == answer.diff


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(percent=st.integers(0, 99), what=st.sampled_from(["suez", "panama"]))
def test_news_that_touches_nothing_changes_nothing(percent: int, what: str) -> None:
    frame, plan = in_force()
    at = moment_within(plan, percent)
    item = NewsItem(NewsKind.PASSAGE_CLOSED, what, Interval(ALWAYS, FOREVER))
    assert replan(frame, plan, News(at, (item,))).diff.empty


@pytest.mark.slow
@pytest.mark.parametrize("percent", [3, 15, 50, 80])
@pytest.mark.parametrize("kind", [NewsKind.PLACE_CLOSED, NewsKind.UNIT_WITHDRAWN])
def test_whatever_has_begun_goes_on_whenever_the_news_comes(kind: NewsKind, percent: int) -> None:
    frame, plan = in_force()
    found = news_of_every_kind(frame.book, plan, moment_within(plan, percent))
    if kind in found:
        answer = replan(frame, plan, found[kind])
        assert begun(plan, answer.news.at) <= begun(answer.judged.plan, answer.news.at)
