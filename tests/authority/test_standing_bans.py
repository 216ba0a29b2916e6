"""When a prohibition stands in the way: not before it begins, nor while excepted, and again after."""

from __future__ import annotations

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
    span,
)

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.law import Action, Outcome, Provision

TRANSIT = Question(DEU, Action.TRANSIT, POL)
GRANTED, REFUSED = Outcome.GRANTED, Outcome.REFUSED


def book_of(*provisions: Provision, decisions: tuple[object, ...] = ()) -> Book:
    return law_book(instrument("t", [DEU, POL], *provisions), decisions=decisions)  # type: ignore[arg-type]


def ask(book: Book, at: Minute = C_DAY) -> Answer:
    return Authority(book).answer(TRANSIT, at)


def bans(book: Book) -> list[tuple[Minute, Minute]]:
    return [(b.opens, b.closes) for b in Authority(book).bars(TRANSIT) if not b.lapse]


EXCEPTED = prohibition("t/ban", valid=span("2025-01-01", None))


def leave(valid: Interval | None = None, requires: str = "") -> Provision:
    return permission(
        "t/leave", valid=valid or span(), excepts=(pid("t/ban"),),
        **({"requires": requires} if requires else {}),
    )  # fmt: skip


def test_a_ban_stands_again_when_the_leave_it_yields_to_has_run_out() -> None:
    book = book_of(EXCEPTED, leave(span(None, "2025-03-10")))
    assert bans(book) == [(day("2025-03-10"), FOREVER)]
    assert ask(book).finding is Finding.PERMITTED
    assert ask(book, day("2025-03-10")).finding is Finding.FORBIDDEN


def test_a_ban_stands_again_when_the_consent_it_yields_to_has_lapsed() -> None:
    granted = decision("yes", "t/step", GRANTED, "2025-03-05", until="2025-03-08")
    book = book_of(EXCEPTED, leave(requires="t/step"), procedure("t/step"), decisions=(granted,))
    assert bans(book) == [(day("2025-03-08"), FOREVER)]
    assert ask(book, day("2025-03-08")).finding is Finding.FORBIDDEN


def test_a_ban_stands_when_the_consent_it_would_yield_to_is_refused() -> None:
    refused = decision("no", "t/step", REFUSED, "2025-03-05")
    book = book_of(EXCEPTED, leave(requires="t/step"), procedure("t/step"), decisions=(refused,))
    assert (day("2025-01-01"), FOREVER) in bans(book)


def test_a_ban_that_yields_to_a_leave_to_come_is_no_bar_before_it() -> None:
    book = book_of(EXCEPTED, leave(span("2025-03-10", None)))
    assert bans(book) == []
    answer = ask(book)
    assert (answer.finding, answer.opens) == (Finding.PERMITTED_FROM, day("2025-03-10"))


def test_a_ban_that_begins_later_does_not_forbid_today() -> None:
    book = book_of(prohibition("t/ban", valid=span("2025-03-20", None)))
    answer = ask(book)
    assert (answer.finding, answer.until) == (Finding.NO_BASIS, day("2025-03-20"))
    assert [bar.provision for bar in answer.bars] == ["t/ban"]
    assert ask(book, day("2025-03-20")).finding is Finding.FORBIDDEN


def test_a_ban_that_begins_later_and_takes_what_would_be_met_then_forbids() -> None:
    caveat = prohibition("t/ban", valid=span("2025-03-20", None), excepts=(pid("t/leave"),))
    book = book_of(caveat, permission("t/leave", valid=span("2025-03-25", None)))
    assert ask(book).finding is Finding.FORBIDDEN


def test_a_refusal_to_come_forbids() -> None:
    refused = decision("no", "t/step", REFUSED, "2025-03-05")
    book = book_of(permission("t/1", requires="t/step"), procedure("t/step"), decisions=(refused,))
    assert ask(book).finding is Finding.FORBIDDEN
