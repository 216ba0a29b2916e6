"""What has left stays wanted, whatever the news takes back."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.small_books import small_book, small_plan

from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.change.news import News, NewsItem, NewsKind
from coalition.model.identity import RequirementId
from coalition.model.plan import movement_of
from coalition.operations.news.begun import keep_begun
from coalition.operations.news.taking_in import take_in

BOOK, PLAN = small_book(), small_plan()
LATEST = Minute(max(stop.depart for trip in PLAN.trips for stop in trip.stops) + 1)
FIRST = Minute(min(trip.stops[0].arrive for trip in PLAN.trips))


def after(kind: NewsKind, subject: str, now: Minute, *, amount: int = 0, target: str = "") -> Book:
    item = NewsItem(kind, subject, Interval(now, FOREVER), amount, target=target)
    return keep_begun(BOOK, take_in(BOOK, News(now, (item,))), PLAN, now)


def test_what_has_not_begun_is_cancelled_whole() -> None:
    for name in BOOK.requirements:
        assert name not in after(NewsKind.REQUIREMENT_CANCELLED, name, FIRST).requirements


def test_what_has_left_whole_cannot_be_cancelled() -> None:
    for name in BOOK.requirements:
        book = after(NewsKind.REQUIREMENT_CANCELLED, name, LATEST)
        for assignment in PLAN.assignments:
            if assignment.requirement == name:
                assert movement_of(book, assignment) == movement_of(BOOK, assignment)


def test_a_load_shrinks_to_what_has_left_and_no_further() -> None:
    for wanted in BOOK.requirements.values():
        if wanted.unit is not None:
            begun = after(NewsKind.LOAD_CHANGED, wanted.id, LATEST, amount=1)
            assert begun.units[wanted.unit] == BOOK.units[wanted.unit]
            waiting = after(NewsKind.LOAD_CHANGED, wanted.id, FIRST, amount=1)
            assert {line.pieces for line in waiting.units[wanted.unit].lines} == {1}


def test_a_stock_keeps_what_has_left_pledged() -> None:
    drawn = {a.stock: a.pieces for a in PLAN.assignments if a.stock is not None}
    assert drawn
    for name, pieces in drawn.items():
        assert after(NewsKind.STOCK_REDUCED, name, LATEST).stocks[name].pledged_pieces == pieces
        assert after(NewsKind.STOCK_REDUCED, name, FIRST).stocks[name].pledged_pieces == 0


def test_what_has_arrived_is_not_sent_elsewhere() -> None:
    name = RequirementId(PLAN.assignments[0].requirement)
    elsewhere = next(p for p in BOOK.places if p != BOOK.requirements[name].destination)
    late = after(NewsKind.DESTINATION_CHANGED, name, LATEST, target=elsewhere)
    assert late.requirements[name] == BOOK.requirements[name]
    early = after(NewsKind.DESTINATION_CHANGED, name, FIRST, target=elsewhere)
    assert early.requirements[name] == replace(BOOK.requirements[name], destination=elsewhere)
