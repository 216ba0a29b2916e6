"""Ask the law of a book one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from coalition.authority.answer import Answer, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proof import describe
from coalition.authority.proofs.page import page_of
from coalition.authority.proofs.record import record_of
from coalition.authority.proofs.tree import prove
from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.measure.instants import Minute, parse_instant
from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.law import LIMIT_NAMES, Limits

_KG_A_TONNE = 1_000
_AMOUNTS = tuple("mass_t" if name == "mass_kg" else name for name in LIMIT_NAMES)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its instant (ISO text; None: C-day), the positions chosen, and the form of the proof."""

    question: Question
    on: str | None = None
    positions: tuple[str, ...] = ()
    form: str = "text"


def question_of(nation: str) -> NationId:
    """A nation as typed, in capitals."""
    return NationId(nation.strip().upper())


def amount_of(texts: Iterable[str]) -> Limits:
    """The numbers of `NAME=NUMBER` texts. Raises InputError with every text that is none."""
    numbers: dict[str, int] = {}
    faults = []
    for text in texts:
        name, _, number = text.partition("=")
        if name not in _AMOUNTS or not number.isdecimal():
            hint = "write NAME=WHOLE NUMBER with one of " + ", ".join(_AMOUNTS)
            faults.append(Fault("--amount", "bad-number", f"`{text}` is no amount", hint))
        elif name == "mass_t":
            numbers["mass_kg"] = int(number) * _KG_A_TONNE
        else:
            numbers[name] = int(number)
    if faults:
        raise InputError(faults)
    return Limits(**numbers)


def ask_law(folder: Path, asked: Asked) -> tuple[Answer, str]:
    """The answer at an instant and its proof in the form asked for.

    Raises InputError for a faulty book, an unknown nation or position, or an instant that is none.
    """
    book = positioned(read_book(folder), asked.positions)
    at = instant_of(book, asked.on)
    check_nations(book, asked.question)
    authority = Authority(book)
    answer = authority.answer(asked.question, at)
    return answer, _written(authority, answer, asked.form)


def _written(authority: Authority, answer: Answer, form: str) -> str:
    if form == "json":
        return record_of(authority, answer)
    if form == "html":
        return page_of(prove(authority, answer))
    return describe(authority, answer)


def positioned(book: Book, texts: Iterable[str], option: str = "--position") -> Book:
    """The book with the positions chosen by `TEXT=WHO`. Raises InputError for one no instrument takes."""
    known = {(i.variant_of, i.position) for i in book.instruments if i.variant_of}
    chosen = dict(book.crisis.positions)
    faults = []
    for text in texts:
        name, _, who = text.partition("=")
        if (name, who) not in known:
            hint = "one of " + ", ".join(f"{a}={b}" for a, b in sorted(known)) if known else ""
            message = f"`{text}` is no position of the book"
            faults.append(Fault(option, "unknown-reference", message, hint))
        chosen[name] = who
    if faults:
        raise InputError(faults)
    return replace(book, crisis=replace(book.crisis, positions=chosen))


def instant_of(book: Book, on: str | None, option: str = "--on") -> Minute:
    """The instant typed, or C-day. Raises InputError when it is none."""
    if on is None:
        return book.crisis.activated
    try:
        return parse_instant(on)
    except ValueError as error:
        raise InputError([Fault(option, "bad-date", str(error), "write 2014-10-01")]) from None


def check_nations(book: Book, question: Question) -> None:
    """Raises InputError with every nation of the question that the book does not hold."""
    asked = [("--actor", question.actor), ("--territory", question.territory)]
    asked += [("--partner", nation) for nation in sorted(question.partners)]
    asked += [("--beneficiary", question.beneficiary)] if question.beneficiary else []
    known = ", ".join(book.nations)
    faults = [
        Fault(option, "unknown-nation", f"`{nation}` is not in nations.csv", f"one of {known}")
        for option, nation in asked
        if nation not in book.nations
    ]
    if faults:
        raise InputError(faults)
