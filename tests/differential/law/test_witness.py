"""The engine of the law and its second writing in logic programming say the same."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.differential.law.case_questions import questions_of_case
from tests.differential.law.chance_law import chance_book
from tests.differential.law.setting_beside import differ, differences, owed_differently, witnessed
from tests.differential.law.witness import ask
from tests.simulators.law_books import (
    C_DAY,
    DEU,
    POL,
    day,
    decision,
    instrument,
    law_book,
    permission,
    pid,
    procedure,
    prohibition,
)

from coalition.authority.answer import Finding, Question
from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.formats.shelf.questions import HistoryRow, read_event, read_rows, read_whole
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.law import Action, AllOf, AnyOf, Limits, Need, Outcome, Step

ROOT = Path(__file__).parents[3]
CASES = (
    "cases/northern-reinforcement", "cases/ebola-2014", "cases/covid-2020", "cases/ukraine-aid",
    "cases/military-mobility commission", "cases/military-mobility council",
    "cases/military-mobility parliament", "tests/books/turkey-2003",
)  # fmt: skip
"""Every bundled case with law of its own; the others extend one. A word more is the position that speaks."""
HISTORY = ROOT / "cases" / "history"
ROWS = read_rows(HISTORY)
QUICK, MANY = 130, 10_000
ASKED = Question(DEU, Action.TRANSIT, POL)


def test_engine_and_witness_agree_on_books_by_chance() -> None:
    assert [seed for seed in range(QUICK) if differ(seed)] == []


def test_books_by_chance_give_every_finding_and_every_kind_of_bar() -> None:
    told = [witnessed(seed) for seed in range(QUICK)]
    assert {word for each in told for word in each.findings.values()} == set(map(str, Finding))
    kinds = {bar[0] for each in told for bars in each.bars.values() for bar in bars}
    assert kinds == {"ban", "conflict", "refusal", "lapse", "limit"}


@pytest.mark.campaign
@pytest.mark.parametrize("start", range(0, MANY, 500))
def test_engine_and_witness_agree_on_ten_thousand_books(start: int) -> None:
    assert [seed for seed in range(start, start + 500) if differ(seed)] == []


def _is_owed_alike(seed: int) -> bool:
    book = chance_book(seed)[0]
    authority = Authority(book)
    pairs = ((a, b) for a in book.nations for b in book.nations if a != b)
    at = Minute(C_DAY + seed % 20 * 1440)
    return not any(
        owed_differently(book, debtor, creditor, at, authority=authority)
        for debtor, creditor in random.Random(seed).sample(sorted(pairs), 2)
    )


def test_engine_and_witness_agree_on_what_is_owed() -> None:
    assert [seed for seed in range(20) if not _is_owed_alike(seed)] == []


@pytest.mark.campaign
def test_engine_and_witness_agree_on_what_is_owed_in_many_books() -> None:
    assert [seed for seed in range(1000) if not _is_owed_alike(seed)] == []


@cache
def _case(name: str) -> tuple[Book, Authority]:
    folder, _, position = name.partition(" ")
    book = read_book(ROOT / folder)
    if position:
        positions = {"eu-military-mobility": position}
        book = replace(book, crisis=replace(book.crisis, positions=positions))
    return book, Authority(book)


def _answered_differently(name: str, many: int) -> list[Question]:
    book, authority = _case(name)
    asked = questions_of_case(book, 1, many)
    return [q for q in asked if differences(book, q, authority=authority)]


@pytest.mark.parametrize("name", CASES)
def test_questions_to_a_case_meet_its_law(name: str) -> None:
    book, authority = _case(name)
    asked = questions_of_case(book, 1, 150)
    found = [authority.answer(q, book.crisis.activated).finding for q in asked]
    assert len(set(found)) >= 3
    assert found.count(Finding.NO_BASIS) < len(found) / 2


@pytest.mark.parametrize("name", CASES)
def test_engine_and_witness_agree_on_the_cases(name: str) -> None:
    assert _answered_differently(name, 6) == []


@pytest.mark.campaign
@pytest.mark.parametrize("name", CASES)
def test_engine_and_witness_agree_on_many_questions_to_the_cases(name: str) -> None:
    assert _answered_differently(name, 150) == []


@cache
def _history() -> Book:
    return read_whole(HISTORY)


def _is_history_alike(row: HistoryRow) -> bool:
    book, q = read_event(HISTORY, _history(), row.event), row.question
    authority = Authority(book)
    if row.owed:
        return not owed_differently(book, q.actor, q.territory, row.at, authority=authority)
    return not differences(book, q, authority=authority)


@pytest.mark.campaign
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_engine_and_witness_agree_on_history(row: HistoryRow) -> None:
    assert _is_history_alike(row)


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.id in ("crimea-more", "prague-charter")],
    ids=lambda row: row.id,
)
def test_engine_and_witness_agree_on_some_of_history(row: HistoryRow) -> None:
    assert _is_history_alike(row)


def _step(name: str) -> Step:
    return Step(pid(name))


def _two_grants(need: Need, *, more: int) -> Book:
    leave = permission("t/1", requires=need)
    steps = instrument("p", [], procedure("p/1"), procedure("p/2"))
    decisions = (
        decision("few", "p/1", Outcome.GRANTED, "2025-03-03", limits=Limits(pax=10)),
        decision("many", "p/2", Outcome.GRANTED, "2025-03-04", limits=Limits(pax=more)),
    )
    return law_book(instrument("t", [DEU, POL], leave), steps, decisions=decisions)


def test_one_way_that_suffices_is_enough() -> None:
    book = _two_grants(AnyOf((_step("p/1"), _step("p/2"))), more=100)
    asked = Question(DEU, Action.TRANSIT, POL, amount=Limits(pax=60))
    assert ask(book, asked).opens(day("2025-03-03")) == day("2025-03-04")
    assert Authority(book).answer(asked, day("2025-03-03")).opens == day("2025-03-04")


def test_a_ban_met_by_a_decision_strikes_though_an_estimate_meets_it_too() -> None:
    need = AllOf((_step("p/1"), AnyOf((_step("p/1"), _step("p/2")))))
    ban = prohibition("t/2", requires=need)
    taken = decision("ban", "p/1", Outcome.GRANTED, "2025-03-08", limits=Limits(pax=10))
    steps = instrument("p", [], procedure("p/1"), procedure("p/2"))
    book = law_book(instrument("t", [DEU, POL], permission("t/1"), ban), steps, decisions=[taken])
    assert not differences(book, ASKED)
    assert Authority(book).answer(ASKED, day("2025-03-09")).finding is Finding.CONFLICT
