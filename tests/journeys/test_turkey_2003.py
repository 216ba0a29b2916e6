"""Turkey 2003: a parliament refuses transit; the plan goes round or says what is lost, and names the vote."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition import explain, may, plan, read_book
from coalition.explanation.evidence import Evidence
from coalition.judging.verdict import JudgedPlan, Verdict
from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.plan import Plan
from coalition.operations.frame import frame_of

BOOK = Path(__file__).parents[1] / "books" / "turkey-2003"
TUR = NationId("TUR")
THROUGH_TURKEY, ROUND_BY_KUWAIT, FOOD = "NO-010", "SO-020", "RE-040"


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(BOOK)


@pytest.fixture(scope="module")
def judged(book: Book) -> JudgedPlan:
    return plan(book)


def test_the_law_names_the_vote(book: Book) -> None:
    answer = may(
        book, actor="USA", action="transit", territory="TUR", means="road", when="2003-03-02"
    )
    assert answer.finding == "forbidden"
    assert any(bar.decision and "264" in bar.text for bar in answer.bars)


def test_overflight_opens_when_it_was_voted_on_20_march(book: Book) -> None:
    before = may(
        book, actor="USA", action="overfly", territory="TUR", means="air", when="2003-03-10"
    )
    after = may(
        book, actor="USA", action="overfly", territory="TUR", means="air", when="2003-03-21"
    )
    assert (before.finding, after.finding) == ("permitted from", "permitted")


def test_the_plan_is_lawful_and_its_forces_touch_no_turkish_soil(
    book: Book, judged: JudgedPlan
) -> None:
    assert judged.verdict is not Verdict.RED
    assert TUR not in crossed(book, judged.plan, ROUND_BY_KUWAIT)


def test_food_goes_through_turkey_once_that_was_agreed(book: Book, judged: JudgedPlan) -> None:
    closed = {closure.requirement: closure for closure in judged.closures}[FOOD]
    assert closed.closed_at is not None
    assert TUR in crossed(book, judged.plan, FOOD)


def crossed(book: Book, made: Plan, requirement: str) -> set[NationId]:
    """The nations on the ways over which the requirement's loads went."""
    frame, evidence = frame_of(book), Evidence(book, made)
    legs = {
        evidence.way_key(carrying.trip, index)
        for carryings in evidence.by_load.values()
        for carrying in carryings
        if carrying.movement.requirement == requirement
        for index in range(carrying.board, carrying.leave)
    }
    ways = [frame.network.find_way(key) for key in legs]
    return {crossing.nation for way in ways if way for crossing in way.crossings}


def test_what_cannot_go_round_is_lost_and_the_vote_is_its_root(
    book: Book, judged: JudgedPlan
) -> None:
    lost = {e.requirement: e for e in explain(book, judged)}[THROUGH_TURKEY]
    assert lost.late_minutes is None
    assert lost.root.kind == "consent"
    assert "Grand National Assembly" in lost.root.text
    assert "264 for, 250 against" in lost.root.text


def test_what_can_go_round_by_kuwait_does(judged: JudgedPlan) -> None:
    closed = {closure.requirement: closure for closure in judged.closures}[ROUND_BY_KUWAIT]
    assert closed.closed_at is not None
