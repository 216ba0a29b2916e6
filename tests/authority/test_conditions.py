"""Conditions in three values over dated facts: when a provision speaks, and when nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.law_books import (
    C_DAY,
    DEU,
    LTU,
    POL,
    USA,
    day,
    decision,
    instrument,
    law_book,
    permission,
    procedure,
    prohibition,
    scope,
    span,
)

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.facts import Conditions, Fact, Sense, Test
from coalition.model.law import Action, Instrument, Limits, Outcome, Party, Provision

TRANSIT = Question(DEU, Action.TRANSIT, POL)
EVENT: Conditions = ((Test("event", words=("attack", "threat")),),)


def book_of(*instruments: Instrument, facts: tuple[Fact, ...] = (), **crisis: object) -> Book:
    book = law_book(*instruments)
    return replace(book, crisis=replace(book.crisis, facts=facts, **crisis))


def ta(conditions: Conditions, *more: Provision) -> Instrument:
    return instrument("ta", [DEU, POL], permission("ta/1", conditions=conditions), *more)


def ask(book: Book, question: Question = TRANSIT, at: Minute = C_DAY) -> Answer:
    return Authority(book).answer(question, at)


def test_a_dated_fact_opens_a_window_of_its_own() -> None:
    facts = (Fact("event", ("attack",), span("2025-03-05", "2025-03-09")),)
    answer = ask(book_of(ta(EVENT), facts=facts))
    assert answer.finding is Finding.PERMITTED_FROM
    assert (answer.opens, answer.closes) == (day("2025-03-05"), day("2025-03-09"))


def test_an_undated_fact_holds_whenever_no_dated_one_does() -> None:
    facts = (
        Fact("event", ("peace",)),
        Fact("event", ("threat",), span("2025-03-05", "2025-03-09")),
    )
    book = book_of(ta(EVENT), facts=facts)
    assert ask(book).unknowns == ()
    windows = Authority(book).windows(TRANSIT)
    assert [(w.opens, w.closes) for w in windows] == [(day("2025-03-05"), day("2025-03-09"))]


def test_an_unknown_fact_counts_at_its_own_dates_only() -> None:
    facts = (Fact("event", ("peace",), span("2025-03-05")),)
    book = book_of(ta(EVENT), facts=facts)
    assert "`event`" in ask(book).unknowns[0]
    assert ask(book, at=day("2025-03-06")).unknowns == ()
    assert ask(book).until == day("2025-03-05")


def test_a_fact_of_which_nobody_knows_is_unknown_for_as_long() -> None:
    facts = (Fact("event", ("attack",)), Fact("event", ("?",), span("2025-03-05", "2025-03-09")))
    windows = Authority(book_of(ta(EVENT), facts=facts)).windows(TRANSIT)
    assert windows[0].closes == day("2025-03-05")
    assert (windows[1].opens, windows[1].closes) == (day("2025-03-09"), FOREVER)


@pytest.mark.parametrize(
    ("test", "values", "met"),
    [
        (Test("f", words=("a", "b")), ("b", "c"), True),
        (Test("f", words=("a",)), ("b", "c"), False),
        (Test("f", Sense.NONE_OF, ("a",)), ("b",), True),
        (Test("f", Sense.NONE_OF, ("a",)), ("b", "a"), False),
        (Test("f", Sense.AT_LEAST, number=3), ("3",), True),
        (Test("f", Sense.AT_LEAST, number=3), ("2", "word"), False),
        (Test("f", Sense.MORE, number=3), ("3",), False),
        (Test("f", Sense.LESS, number=3), ("-4",), True),
        (Test("f", Sense.AT_MOST, number=3), ("3",), True),
        (Test("f", words=("actor",)), (DEU,), True),
        (Test("f", words=("territory",)), (DEU,), False),
        (Test("f", words=("beneficiary",)), (DEU,), True),
        (Test("f", words=("parties",)), (LTU,), False),
        (Test("f", words=("parties",)), (POL,), True),
        (Test("f", words=("corridor",)), (LTU,), True),
        (Test("f", words=("members",)), (USA,), False),
        (Test("f", Sense.NONE_OF, ("parties",)), (USA, POL), False),
    ],
)
def test_a_test_is_met_by_its_values(test: Test, values: tuple[str, ...], met: bool) -> None:
    book = law_book(ta(((test,),)), groups={"corridor": (LTU,)})
    book = replace(book, crisis=replace(book.crisis, facts=(Fact("f", values),)))
    assert (ask(book).finding is Finding.PERMITTED) is met


def test_parties_are_those_of_the_minute() -> None:
    late = Party(POL, span("2025-03-10"))
    leave = permission(
        "ta/1", scope([DEU], ["any"]), conditions=((Test("victim", words=("parties",)),),)
    )
    text = instrument("ta", [DEU, late, LTU], leave)
    book = book_of(text, facts=(Fact("victim", (POL,)),))
    answer = ask(book, Question(DEU, Action.TRANSIT, LTU))
    assert answer.opens == day("2025-03-10")


def test_one_alternative_suffices_and_a_known_no_settles_a_maybe() -> None:
    either: Conditions = (
        (Test("a", words=("x",)), Test("b", words=("x",))),
        (Test("c", words=("x",)),),
    )
    known = (Fact("a", ("y",)), Fact("c", ("x",)))
    assert ask(book_of(ta(either), facts=known)).finding is Finding.PERMITTED
    no = (Fact("a", ("y",)), Fact("c", ("y",)))
    assert ask(book_of(ta(either), facts=no)).unknowns == ()
    maybe = (Fact("a", ("x",)), Fact("c", ("y",)))
    assert [t for t in ask(book_of(ta(either), facts=maybe)).unknowns if "`b`" in t]


def test_a_doubtful_prohibition_splits_a_window_where_the_doubt_begins() -> None:
    law = instrument("law", [POL], prohibition("law/1", conditions=EVENT), kind="national-law")
    facts = (Fact("event", ("peace",), span(None, "2025-03-10")),)
    windows = Authority(book_of(ta(()), law, facts=facts)).windows(TRANSIT)
    assert [(w.closes, bool(w.unknowns)) for w in windows] == [
        (day("2025-03-10"), False), (FOREVER, True),
    ]  # fmt: skip


def test_a_doubtful_prohibition_that_would_yield_is_no_doubt() -> None:
    ban = prohibition("no/1", conditions=EVENT)
    leave = permission("ta/1", excepts=(ban.id,))
    book = law_book(instrument("ta", [DEU, POL], leave), instrument("no", [DEU, POL], ban))
    assert ask(book).unknowns == ()


def test_a_procedure_goes_on_only_while_its_conditions_hold() -> None:
    step = procedure("ta/p", 24, conditions=EVENT)
    text = instrument("ta", [DEU, POL], permission("ta/1", requires="ta/p"), step)
    facts = (Fact("event", ("attack",), span("2025-03-10", "2025-03-20")),)
    answer = ask(book_of(text, facts=facts))
    assert (answer.opens, answer.closes) == (day("2025-03-11"), day("2025-03-20"))


def test_a_threshold_speaks_of_more_only() -> None:
    law = instrument("law", [POL], prohibition("law/1", over=Limits(pax=100)), kind="national-law")
    book = law_book(ta(()), law)
    assert ask(book, replace(TRANSIT, amount=Limits(pax=100))).finding is Finding.PERMITTED
    assert ask(book, replace(TRANSIT, amount=Limits(pax=101))).finding is Finding.FORBIDDEN
    unstated = ask(book)
    assert unstated.finding is Finding.PERMITTED
    assert "how much is meant is not stated" in unstated.unknowns[0]


def test_a_permission_for_less_is_named_and_does_not_permit() -> None:
    leave = permission("ta/1", limits=Limits(ships=2))
    book = law_book(instrument("ta", [DEU, POL], leave))
    answer = ask(book, replace(TRANSIT, amount=Limits(ships=3)))
    assert answer.finding is Finding.NO_BASIS
    assert [(bar.provision, bar.limit) for bar in answer.bars] == [("ta/1", True)]
    assert "ships 2, asked 3" in answer.bars[0].text
    assert ask(book, replace(TRANSIT, amount=Limits(pax=3, ships=2))).finding is Finding.PERMITTED


def test_a_decision_for_less_gives_way_to_one_for_enough() -> None:
    text = instrument("ta", [DEU, POL], permission("ta/1", requires="ta/p"), procedure("ta/p"))
    few = decision("a", "ta/p", Outcome.GRANTED, "2025-03-01", limits=Limits(pax=5))
    more = decision("b", "ta/p", Outcome.GRANTED, "2025-03-10", limits=Limits(pax=50))
    answer = ask(law_book(text, decisions=[few, more]), replace(TRANSIT, amount=Limits(pax=20)))
    assert answer.opens == day("2025-03-10")
    assert any(bar.limit and bar.closes == day("2025-03-10") for bar in answer.bars)


def test_only_the_chosen_position_speaks_and_none_chosen_is_a_doubt() -> None:
    council = replace(ta(()), variant_of="text", position="council")
    against = instrument(
        "pa", [DEU, POL], prohibition("pa/1"), variant_of="text", position="parliament"
    )
    undecided = ask(book_of(council, against))
    assert undecided.finding is Finding.NO_BASIS
    assert len(undecided.unknowns) == 2
    assert (
        ask(book_of(council, against, positions={"text": "council"})).finding is Finding.PERMITTED
    )
    forbidden = ask(book_of(council, against, positions={"text": "parliament"}))
    assert (forbidden.finding, forbidden.unknowns) == (Finding.FORBIDDEN, ())


def test_an_undecided_version_that_forbids_makes_other_leave_doubtful() -> None:
    against = instrument("pa", [DEU, POL], prohibition("pa/1"), variant_of="t", position="p")
    answer = ask(book_of(ta(()), against))
    assert answer.finding is Finding.PERMITTED
    assert "position on `t`" in answer.unknowns[0]
