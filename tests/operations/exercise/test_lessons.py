"""Lessons are kept with checks that are played again; a check that fails is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.operations.exercise.lists import EVENTS

from coalition.errors import InputError
from coalition.operations.exercise.lessons import (
    LessonAsked,
    Outcome,
    check_lessons,
    keep_asked,
)

Listed = Callable[..., Path]
TEXTS = {"observation": "seen", "lesson": "learn", "body": "cell", "action": "act"}


def asked(book: Path, events: Path, expect: str, *, event: str = "", done: str = "") -> LessonAsked:
    paths = {"book": book, "list": events, "map": None}
    return LessonAsked(TEXTS, {"due": "", "done": done}, paths, event, expect)


def test_a_lesson_is_learned_when_its_action_is_done_and_its_check_holds(
    book: Path, listed: Listed, tmp_path: Path
) -> None:
    file, events = tmp_path / "kept" / "lessons.toml", listed(*EVENTS[:2])
    for expect, event, done in (
        ("unmet = 0", "1", "2027-05-01"),
        ("breaches = 0", "", ""),
        ("promises moved = 0", "2", "2027-05-01"),
    ):
        keep_asked(file, asked(book, events, expect, event=event, done=done))
    keep_asked(file, LessonAsked({"observation": "seen"}, {}, {}))
    found = check_lessons([file])
    assert [(one.lesson.id, one.station, one.outcome) for one in found] == [
        ("L1", "lesson learned", Outcome.HOLDS),
        ("L2", "action assigned", Outcome.HOLDS),
        ("L3", "action done", Outcome.FAILS),
        ("L4", "observation", Outcome.NONE),
    ]
    assert found[2].words[0].endswith(", not met")
    assert not Path(found[0].lesson.check.book if found[0].lesson.check else "/").is_absolute()


def test_a_lesson_whose_check_cannot_be_played_is_not_kept(
    book: Path, listed: Listed, tmp_path: Path
) -> None:
    file = tmp_path / "lessons.toml"
    wrong = asked(book, listed(*EVENTS), "closes NOBODY <= C+3; late < two", event="99")
    with pytest.raises(InputError) as raised:
        keep_asked(file, wrong)
    assert sorted(fault.code for fault in raised.value.faults) == [
        "bad-expectation", "unknown-reference", "unknown-reference",
    ]  # fmt: skip
    assert not file.exists()


def test_what_is_missing_of_a_lesson_is_named_at_once(tmp_path: Path) -> None:
    texts = {"id": "L 1", "observation": " "}
    with pytest.raises(InputError) as raised:
        keep_asked(tmp_path / "l.toml", LessonAsked(texts, {"due": "soon"}, {}, "E1"))
    assert {fault.where for fault in raised.value.faults} == {
        "--id", "--observation", "--due", "--book", "--events", "--expect",
    }  # fmt: skip


def test_an_id_is_taken_once(tmp_path: Path) -> None:
    one = LessonAsked({"id": "L7", "observation": "seen"}, {}, {})
    keep_asked(tmp_path / "l.toml", one)
    before = (tmp_path / "l.toml").read_bytes()
    with pytest.raises(InputError, match="already a lesson"):
        keep_asked(tmp_path / "l.toml", one)
    assert (tmp_path / "l.toml").read_bytes() == before


def test_faults_of_a_checked_exercise_name_the_lesson(
    book: Path, listed: Listed, tmp_path: Path
) -> None:
    events = listed(*EVENTS[:2])
    keep_asked(tmp_path / "l.toml", asked(book, events, "unmet = 0"))
    listed("1,O,never,Start,,")
    with pytest.raises(InputError) as raised:
        check_lessons([tmp_path / "l.toml", tmp_path / "absent.toml"])
    told = [(fault.where, fault.code) for fault in raised.value.faults]
    assert told == [
        ("absent.toml", "missing-file"),
        ("l.toml:1, events.csv:row 2, column time", "bad-date"),
    ]


def test_checking_nothing_is_a_fault() -> None:
    with pytest.raises(InputError, match="no lessons file"):
        check_lessons([])
