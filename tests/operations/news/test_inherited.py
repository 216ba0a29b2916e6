"""Breaches that no plan could undo: what had begun when that which it follows, or its stock, was changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tests.operations.news.test_replan import in_force

from coalition.judging.judge import judge
from coalition.judging.verdict import Breach, JudgedPlan
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.identity import RequirementId
from coalition.operations.news.replan import inherited, replan

SIZE = 60


def test_a_stock_overdrawn_is_inherited_once_every_draft_has_begun() -> None:
    frame, plan = in_force(SIZE)
    name = next(a.stock for a in plan.assignments if a.stock is not None)
    stock = replace(frame.book.stocks[name], pledged_pieces=0)
    judged = judged_under(replace(frame.book, stocks={**frame.book.stocks, name: stock}))
    begins = [first_begun(a.requirement) for a in plan.assignments if a.stock == name]
    assert codes(inherited(judged, (), max(begins))) == set()
    assert codes(inherited(judged, (), Minute(max(begins) + 1))) == {"more-than-pledged"}


def test_what_comes_before_that_which_it_follows_is_inherited_once_it_is_under_way() -> None:
    frame, plan = in_force(SIZE)
    closed = {
        one.requirement: one.closed_at
        for one in judged_under(frame.book).closures
        if one.closed_at is not None
    }
    follower, first = min(closed, key=closed.__getitem__), max(closed, key=closed.__getitem__)
    later = replace(frame.book.requirements[follower], after=(first,))
    judged = judged_under(
        replace(frame.book, requirements={**frame.book.requirements, follower: later})
    )
    runs = [
        trip for trip in plan.trips
        if trip.stops[-1].place == later.destination
        and any(requirement_of(load.movement) == follower for load in trip.stops[-1].off)
    ]  # fmt: skip
    begins = [trip.stops[0].arrive for trip in runs]
    assert codes(inherited(judged, (), min(begins))) == set()
    assert codes(inherited(judged, (), Minute(max(begins) + 1))) == {"before-what-it-follows"}


def judged_under(book: Book) -> JudgedPlan:
    """The plan of the small north judged under another book."""
    frame, plan = in_force(SIZE)
    return judge(book, frame.authority, frame.network, replace(plan, bound=None))


def first_begun(requirement: RequirementId) -> Minute:
    """When the first trip that takes on anything of it begins."""
    _, plan = in_force(SIZE)
    return min(
        trip.stops[0].arrive for trip in plan.trips
        if any(requirement_of(load.movement) == requirement for load in trip.stops[0].on)
    )  # fmt: skip


def requirement_of(movement: str) -> str:
    """Whose movement it is."""
    return movement.partition("+")[0]


def codes(breaches: tuple[Breach, ...]) -> set[str]:
    """What is broken."""
    return {breach.code for breach in breaches}


def test_a_stock_that_shrinks_before_anything_begins_is_not_overdrawn() -> None:
    frame, plan = in_force(160)
    drawn = Counter(a.stock for a in plan.assignments if a.stock is not None)
    name, drafts = drawn.most_common(1)[0]
    assert drafts > 1
    pieces = sum(a.pieces for a in plan.assignments if a.stock == name)
    item = NewsItem(NewsKind.STOCK_REDUCED, subject=name, amount=pieces // 2)
    answer = replan(frame, plan, News(frame.book.crisis.activated, (item,)))
    assert answer.judged.breaches == ()
    kept = [a for a in answer.judged.plan.assignments if a.stock == name]
    assert 0 < sum(a.pieces for a in kept) <= pieces // 2
