from __future__ import annotations

from dataclasses import replace

from tests.simulators.small_books import small_book

from coalition.model.book import Book
from coalition.model.identity import RequirementId, UnitId
from coalition.model.plan import Assignment, Movement
from coalition.planning.sourcing import choose, named


def at_once(movement: Movement) -> int | None:
    return movement.ready


def serving(book: Book, requirement: str) -> list[Assignment]:
    return [one for one in choose(book, at_once).chosen if one.requirement == requirement]


def test_a_capability_is_served_by_the_source_that_speaks_its_language() -> None:
    assert serving(small_book(), "MED") == [
        Assignment(RequirementId("MED"), unit=UnitId("HOSPITAL"))
    ]


def test_no_more_pieces_are_drawn_than_are_wanted() -> None:
    (one,) = serving(small_book(), "EAT")
    assert one.pieces == 10


def test_a_unit_serves_once() -> None:
    book = small_book()
    twin = replace(book.requirements[RequirementId("MED")], id=RequirementId("MED2"))
    book = replace(book, requirements={**book.requirements, twin.id: twin})
    units = [one.unit for one in choose(book, at_once).chosen if one.unit is not None]
    assert len(units) == len(set(units))


def test_a_source_that_cannot_arrive_is_not_chosen() -> None:
    def never(movement: Movement) -> int | None:
        return None if movement.unit == UnitId("HOSPITAL") else movement.ready

    assert not [one for one in choose(small_book(), never).chosen if one.requirement == "MED"]


def test_an_unpledged_source_serves_no_capability() -> None:
    book = small_book(units={"HOSPITAL": {"pledged": None}})
    assert serving(book, "MED") == []


def test_a_stock_is_not_drawn_beyond_its_pledge() -> None:
    book = small_book(stocks={"DIESEL": {"pledged_pieces": 4}})
    assert named(book, book.requirements[RequirementId("FUEL")]) is None
