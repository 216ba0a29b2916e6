"""Questions of history: the engine answers each from treaties, facts and decisions, none by a special case."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coalition.authority.answer import Answer, Finding, Owed, Question, Standing
from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.measure.instants import Minute, parse_instant, write_instant
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import NationId
from coalition.model.law import Action, Limits
from coalition.model.places import Mode

HISTORY = Path(__file__).parents[2] / "cases" / "history"
FRAME = ("nations.csv", "places.csv", "alliance.toml")
WHOLE = (*FRAME, "book.toml", "decisions.csv", "instruments")
AMOUNTS = ("pax", "ships", "ship_t", "each_ship_t", "stay_days")
NOT_YET = {
    "rhineland-troops": "a treaty that demilitarises a nation's own soil does not bar it",
    "antarctica-science": "a permission for territory that is nobody's is bound to nobody",
    "libya-2011-arms-after": "a prohibition is no bar once the leave that excepted it has run out",
    "libya-2011-germany": "art. 49 of the library's un-charter makes every mandate a duty to help",
}
"""Rows the engine cannot answer yet, and what it lacks."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of history with what is expected; see `docs/explanation/history.md` for the columns."""

    id: str
    event: str
    at: Minute
    owed: bool
    question: Question
    expected: str
    expected_from: Minute | None
    political: bool
    provision: str
    decisive: tuple[str, str] | None
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine says to a row: the finding, since when, and the provisions its proof names."""

    finding: str
    opens: Minute | None
    provisions: frozenset[str]
    political: bool = False


def read_rows(history: Path) -> tuple[Row, ...]:
    """The rows of `questions.csv`, in its order."""
    with (history / "questions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(map(row_of, csv.DictReader(lines)))


def row_of(cells: dict[str, str]) -> Row:
    """A row of its cells; instants are ISO text in UTC, cargo is separated by `;`."""
    kind, _, name = cells["decisive"].partition(" ")
    return Row(
        cells["id"], cells["event"], parse_instant(cells["at"]), cells["kind"] == "owed",
        question_of(cells), cells["expected"],
        parse_instant(cells["expected_from"]) if cells["expected_from"] else None,
        cells["nature"] == "political", cells["provision"], (kind, name) if name else None,
        cells["source"],
    )  # fmt: skip


def question_of(cells: dict[str, str]) -> Question:
    """The question of a row's cells."""
    stated = {name: int(cells[name]) for name in AMOUNTS if cells[name]}
    return Question(
        NationId(cells["actor"]), Action(cells["action"]), NationId(cells["territory"]),
        Mode(cells["mode"]) if cells["mode"] else None,
        frozenset(Nature(one) for one in cells["cargo"].split(";") if one),
        place=cells["place"], task=cells["task"], mission=cells["mission"], amount=Limits(**stated),
    )  # fmt: skip


@cache
def read_whole(history: Path) -> Book:
    """The book without an event. Raises InputError with all its faults."""
    return _read(history, WHOLE, "crisis.toml")


@cache
def read_event(history: Path, event: str) -> Book:
    """The book with one event as its crisis. Raises InputError with all its faults.

    Instruments and decisions are dated by themselves, so that only the crisis is read anew.
    """
    crisis = _read(history, FRAME, f"events/{event}.toml").crisis
    return replace(read_whole(history), crisis=crisis)


def _read(history: Path, parts: Iterable[str], crisis: str) -> Book:
    """The book of some parts, put together in a folder of its own; `questions.csv` is no part of a book."""
    with TemporaryDirectory() as room:
        for part in parts:
            (Path(room) / part).symlink_to(history / part)
        (Path(room) / "crisis.toml").symlink_to(history / crisis)
        if "book.toml" not in parts:
            (Path(room) / "book.toml").write_text('title = "One event"')
        return read_book(Path(room))


@cache
def authority_of(event: str) -> Authority:
    """The law of an event, compiled once."""
    return Authority(read_event(HISTORY, event))


def answer_of(authority: Authority, row: Row) -> Found:
    """What the engine says to a row."""
    if not row.owed:
        answer = authority.answer(row.question, row.at)
        opens = answer.opens if answer.finding is Finding.PERMITTED_FROM else None
        return Found(str(answer.finding), opens, frozenset(named_by(answer)))
    return standing_of(
        [
            debt
            for debt in authority.owed(row.question.actor, row.question.territory, row.at)
            if row.question.action in debt.actions
        ]
    )


def named_by(answer: Answer) -> Iterator[str]:
    """The provisions an answer rests on, for and against."""
    if answer.window is not None and answer.window.permission is not None:
        yield answer.window.permission
    yield from (bar.provision for bar in answer.bars if bar.provision is not None)


def standing_of(debts: list[Owed]) -> Found:
    """The strongest standing among obligations, with those that have it; a legal one goes first."""
    words = {Standing.STANDS: "owed", Standing.MAY_STAND: "may be owed"}
    for standing, word in words.items():
        found = [debt for debt in debts if debt.standing is standing]
        if found:
            political = all(debt.political for debt in found)
            return Found(word, None, frozenset(debt.provision for debt in found), political)
    return Found("not owed", None, frozenset(debt.provision for debt in debts))


def without(book: Book, decisive: tuple[str, str]) -> Book:
    """The book without a decision, an instrument, or what is stated of a fact."""
    kind, name = decisive
    if kind == "decision":
        return replace(book, decisions=tuple(d for d in book.decisions if d.id != name))
    if kind == "instrument":
        return replace(book, instruments=tuple(i for i in book.instruments if i.id != name))
    facts = tuple(fact for fact in book.crisis.facts if fact.name != name)
    return replace(book, crisis=replace(book.crisis, facts=facts))


ROWS = read_rows(HISTORY)


def rows(chosen: Iterator[Row]) -> list[object]:
    """Parameters, a row each; those of `NOT_YET` are expected to fail until the engine can do more."""
    return [
        pytest.param(
            row, id=row.id,
            marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[row.id])] if row.id in NOT_YET else [],
        )
        for row in chosen
    ]  # fmt: skip


@pytest.mark.parametrize("row", rows(iter(ROWS)))
def test_history_is_answered_from_the_data(row: Row) -> None:
    found = answer_of(authority_of(row.event), row)
    assert found.finding == row.expected
    if row.expected_from is not None:
        assert found.opens is not None
        assert write_instant(found.opens) == write_instant(row.expected_from)
    assert found.political == row.political
    if row.provision:
        assert row.provision in found.provisions


@pytest.mark.parametrize("row", rows(row for row in ROWS if row.decisive and row.id not in NOT_YET))
def test_without_the_decisive_fact_the_answer_is_another(row: Row) -> None:
    assert row.decisive is not None
    book = read_event(HISTORY, row.event)
    less = without(book, row.decisive)
    assert less != book, "the row names something that the book does not have"
    found, other = answer_of(authority_of(row.event), row), answer_of(Authority(less), row)
    assert (found.finding, found.opens, found.political) != (
        other.finding, other.opens, other.political,
    )  # fmt: skip


def test_there_are_many_rows_each_with_its_own_id_and_a_source() -> None:
    assert len(ROWS) >= 100
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.source for row in ROWS)
    assert sum(row.decisive is not None for row in ROWS) >= 60
    assert {row.id for row in ROWS} >= set(NOT_YET)


def test_every_event_is_asked_about_and_tells_its_source() -> None:
    events = {path.stem: path for path in (HISTORY / "events").glob("*.toml")}
    assert set(events) == {row.event for row in ROWS}
    assert all(
        tomllib.loads(path.read_text(encoding="utf-8"))["source"] for path in events.values()
    )


def test_every_instrument_and_decision_of_the_case_tells_its_source() -> None:
    book = read_event(HISTORY, ROWS[0].event)
    assert all(instrument.provenance.source for instrument in book.instruments)
    assert all(decision.provenance.source for decision in book.decisions)
