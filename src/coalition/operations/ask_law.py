"""Ask the law of a book one question."""

from __future__ import annotations

from pathlib import Path

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import describe
from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.measure.instants import Minute, parse_instant
from coalition.model.book import Book
from coalition.model.identity import NationId


def question_of(nation: str) -> NationId:
    """A nation as typed, in capitals."""
    return NationId(nation.strip().upper())


def ask_law(folder: Path, question: Question, on: str | None) -> tuple[Answer, str]:
    """The answer at an instant (ISO text; default C-day) and its proof in words.

    Raises InputError for a faulty book, an unknown nation or an instant that is none.
    """
    book = read_book(folder)
    at = _instant(book, on)
    _check_nations(book, question)
    authority = Authority(book)
    answer = authority.answer(question, at)
    return answer, describe(authority, answer)


def _instant(book: Book, on: str | None) -> Minute:
    if on is None:
        return book.crisis.activated
    try:
        return parse_instant(on)
    except ValueError as error:
        raise InputError([Fault("--on", "bad-date", str(error), "write 2014-10-01")]) from None


def _check_nations(book: Book, question: Question) -> None:
    asked = (("--actor", question.actor), ("--territory", question.territory))
    known = ", ".join(book.nations)
    faults = [
        Fault(option, "unknown-nation", f"`{nation}` is not in nations.csv", f"one of {known}")
        for option, nation in asked
        if nation not in book.nations
    ]
    if faults:
        raise InputError(faults)
