"""The proof as page and record, and the finding proved again from the record alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authority.test_law_properties import QUESTION, books
from tests.simulators.law_books import (
    C_DAY,
    DAY,
    DEU,
    POL,
    decision,
    instrument,
    law_book,
    permission,
    procedure,
    prohibition,
    scope,
)

from coalition.authority.answer import Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import describe, prove
from coalition.authority.proofs.page import page_of
from coalition.authority.proofs.record import record_of
from coalition.authority.reprove import question_of, reprove
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.law import Action, Limits, Outcome
from coalition.model.provenance import Confidence, Provenance

ASKED = Question(
    DEU, Action.TRANSIT, POL, cargo=frozenset({Nature.FOOD}), partners=frozenset({POL}),
    amount=Limits(pax=5),
)  # fmt: skip
SOURCE = Provenance("<Journal & Gazette>", "2020-01-01", Confidence.OFFICIAL)


def _authority() -> Authority:
    leave = permission(
        "ta/1", requires="ta/p", conditions={"asked": "true"}, cost="shared: half each", checked=True,
        limits=Limits(pax=9),
    )  # fmt: skip
    ta = instrument("ta", [DEU, POL], leave, procedure("ta/p"), provenance=SOURCE, signed=C_DAY)
    no = instrument("no", [DEU, POL], prohibition("no/1", scope()), in_force=leave.valid)
    taken = decision("d", "ta/p", Outcome.GRANTED, "2025-03-02")
    return Authority(law_book(ta, no, decisions=[taken], facts={"asked": "true", "more": "x"}))


def test_a_page_stands_alone_and_escapes_what_it_shows() -> None:
    authority = _authority()
    page = page_of(prove(authority, authority.answer(ASKED, C_DAY)))
    assert page.startswith("<!doctype html>")
    assert "&lt;Journal &amp; Gazette&gt;" in page
    assert "<Journal" not in page
    assert "http" not in page
    assert "<script" not in page
    assert "not checked" in page


def test_a_conflict_shows_the_argument_of_each_side() -> None:
    authority = _authority()
    answer = authority.answer(ASKED, C_DAY)
    assert answer.finding is Finding.PERMITTED, "the more conditions, the more special"
    ban = prohibition("no/1", scope())
    plain = Authority(
        law_book(
            instrument("ta", [DEU, POL], permission("ta/1")), instrument("no", [DEU, POL], ban)
        )
    )
    text = describe(plain, plain.answer(Question(DEU, Action.TRANSIT, POL), C_DAY))
    assert "    for: ta/1 (in force since always) permits: text of ta/1" in text
    assert "    against: no/1 (in force since always) forbids: text of no/1" in text


def test_cost_and_signature_stand_in_the_proof() -> None:
    authority = _authority()
    text = describe(authority, authority.answer(ASKED, C_DAY))
    assert "    cost: shared: half each" in text
    assert "    signed 2025-03-03, in force since always" in text
    assert "official, checked]" in text


def test_a_record_quotes_what_it_rests_on_and_no_more() -> None:
    authority = _authority()
    record = json.loads(record_of(authority, authority.answer(ASKED, C_DAY)))
    assert [one["id"] for one in record["quoted"]["instruments"]] == ["ta", "no"]
    assert [fact["name"] for fact in record["quoted"]["crisis"]["facts"]] == ["asked"]
    assert set(record["quoted"]["nations"]) == {"DEU", "POL"}
    assert record["proof"]["children"][0]["children"][0]["provision"] == "ta/1"


def test_a_record_holds_its_question() -> None:
    authority = _authority()
    record = record_of(authority, authority.answer(ASKED, C_DAY))
    assert question_of(record) == ASKED
    assert reprove(record, ASKED) is Finding.PERMITTED


@pytest.mark.parametrize("text", ["", "{}", '{"format": "other"}', "[]"])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="record"):
        reprove(text, ASKED)


def test_a_record_without_its_decision_proves_something_else() -> None:
    authority = _authority()
    record = json.loads(record_of(authority, authority.answer(ASKED, C_DAY)))
    record["quoted"]["decisions"] = []
    assert reprove(json.dumps(record), ASKED) is Finding.PERMITTED_FROM


@settings(max_examples=80, deadline=None)
@given(books(), st.integers(-10, 60))
def test_every_finding_is_proved_again_from_its_record(book: Book, start: int) -> None:
    authority = Authority(book)
    answer = authority.answer(QUESTION, Minute(C_DAY + start * DAY))
    assert reprove(record_of(authority, answer), QUESTION) is answer.finding
