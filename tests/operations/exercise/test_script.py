"""Book, list, news and expectations are read together; all their faults are told at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.operations.exercise.lists import EVENTS

from coalition.errors import InputError
from coalition.operations.exercise.script import read_script

Listed = Callable[..., Path]


def faults(book: Path, events: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        read_script(book, events)
    return [(fault.where, fault.code) for fault in raised.value.faults]


def test_news_may_speak_of_what_earlier_news_brought(book: Path, listed: Listed) -> None:
    script = read_script(book, listed(*EVENTS))
    assert list(script.news) == ["2", "3", "4", "5"]
    assert [len(script.clauses[n]) for n in "12345"] == [2, 1, 1, 0, 1]


def test_news_cannot_speak_of_what_comes_later(book: Path, listed: Listed) -> None:
    sooner = EVENTS[4].replace("C+9", "C+3")
    assert ("events.csv:row 3, column news:1", "unknown-reference") in faults(
        book, listed(EVENTS[3], sooner)
    )


def test_faults_of_every_column_are_told_at_once(book: Path, listed: Listed) -> None:
    found = faults(
        book,
        listed(
            '1,O,C+4x,Start,"{kind = ""place-shut""}",late < two',
            '2,O,,Start,"{kind = ""place-closed"", place = ""X""}",closes X <= C+3',
            "3,O,C+5,,none.toml,verdict > green",
        ),
    )
    assert found == [
        ("events.csv:row 2, column expect", "bad-expectation"),
        ("events.csv:row 2, column news:1", "bad-choice"),
        ("events.csv:row 2, column time", "bad-date"),
        ("events.csv:row 3", "missing-value"),
        ("events.csv:row 3, column expect", "unknown-reference"),
        ("events.csv:row 3, column news:1", "unknown-reference"),
        ("events.csv:row 4", "missing-value"),
        ("events.csv:row 4, column expect", "bad-expectation"),
        ("events.csv:row 4, column news, none.toml", "missing-file"),
    ]


def test_faults_of_the_book_stand_beside_those_of_the_list(
    book: Path, listed: Listed, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(book, broken)
    (broken / "places.csv").unlink()
    codes = [code for _, code in faults(broken, listed("1,O,nonsense,Start,,"))]
    assert codes.count("bad-date") == 1
    assert "missing-file" in codes


def test_what_is_held_is_not_read(book: Path, listed: Listed) -> None:
    heads = "event,time,inject,news,status"
    script = read_script(book, listed("1,C+4,Start,nonsense,held", heads=heads))
    assert not script.news
    assert not script.events.script
