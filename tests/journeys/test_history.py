"""Questions of history: the engine answers each from treaties, facts and decisions, none by a special case."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from coalition.authority.evaluate import Authority
from coalition.formats.shelf.questions import HistoryRow, read_event, read_rows, read_whole
from coalition.measure.instants import write_instant
from coalition.model.book import Book
from coalition.operations.law.history import answer_row, without

HISTORY = Path(__file__).parents[2] / "cases" / "history"


@cache
def whole() -> Book:
    """The book without an event, read once."""
    return read_whole(HISTORY)


@cache
def authority_of(event: str) -> Authority:
    """The law of an event, compiled once."""
    return Authority(read_event(HISTORY, whole(), event))


ROWS = read_rows(HISTORY)


def name_of(row: HistoryRow) -> str:
    """What a row's test is called."""
    return row.id


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_history_is_answered_from_the_data(row: HistoryRow) -> None:
    found = answer_row(authority_of(row.event), row)
    assert found.finding == row.expected
    if row.expected_from is not None:
        assert found.opens is not None
        assert write_instant(found.opens) == write_instant(row.expected_from)
    assert found.political == row.political
    if row.provision:
        assert row.provision in found.provisions


@pytest.mark.parametrize("row", [row for row in ROWS if row.decisive], ids=name_of)
def test_without_the_decisive_fact_the_answer_is_another(row: HistoryRow) -> None:
    assert row.decisive is not None
    law = authority_of(row.event)
    less = without(law, row.decisive)
    assert less.book != law.book, "the row names something that the book does not have"
    found, other = answer_row(law, row), answer_row(less, row)
    assert (found.finding, found.opens, found.political) != (
        other.finding, other.opens, other.political,
    )  # fmt: skip


def test_there_are_many_rows_each_with_its_own_id_and_a_source() -> None:
    assert len(ROWS) >= 100
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert all(row.source for row in ROWS)
    assert sum(row.decisive is not None for row in ROWS) >= 60


def test_every_event_is_asked_about_and_tells_its_source() -> None:
    events = {path.stem: path for path in (HISTORY / "events").glob("*.toml")}
    assert set(events) == {row.event for row in ROWS}
    assert all(
        tomllib.loads(path.read_text(encoding="utf-8"))["source"] for path in events.values()
    )


def test_every_instrument_and_decision_of_the_case_tells_its_source() -> None:
    book = whole()
    assert all(instrument.provenance.source for instrument in book.instruments)
    assert all(decision.provenance.source for decision in book.decisions)
