"""The lessons file: what is written is read back, and what is wrong is named by line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.formats.exercise.lessons import Check, Lesson, read_lessons, written_lesson
from coalition.formats.faults import FaultLog
from coalition.formats.source.text_file import CONTROL

CHECK = Check("..", "events.csv", "late <= 2", event="E3", work=2, seed=1)
WORDS = st.text(max_size=40).filter(lambda text: not CONTROL.search(text) and "\0" not in text)


def read(path: Path, text: str) -> tuple[tuple[Lesson, ...], list[str]]:
    path.write_text(text, encoding="utf-8", newline="")
    log = FaultLog()
    return read_lessons(path, log), [f"{fault.where}: {fault.code}" for fault in log.found]


def test_a_lesson_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    lesson = Lesson(
        "L1", 'They said "wait".\nTwice.', "Ask \\ early", "cell", "Ask", "2027-05-01", "", CHECK
    )
    (found,), faults = read(tmp_path / "lessons.toml", written_lesson(lesson))
    assert not faults
    assert found.check == CHECK
    assert (found.observation, found.lesson, found.due) == (
        lesson.observation, lesson.lesson, lesson.due,
    )  # fmt: skip


@given(WORDS.filter(str.strip), WORDS)
def test_any_words_are_read_back(observation: str, action: str) -> None:
    text = written_lesson(Lesson("L1", observation, action=action))
    (table,) = tomllib.loads(text)["lesson"]
    assert (table["observation"], table.get("action", "")) == (observation, action)


@pytest.mark.parametrize(
    ("lesson", "station"),
    [
        (Lesson("a", "x"), "observation"),
        (Lesson("a", "x", "y"), "lesson identified"),
        (Lesson("a", "x", "y", action="z"), "lesson identified"),
        (Lesson("a", "x", "y", "b", "z"), "action assigned"),
        (Lesson("a", "x", "y", "b", "z", done="2027-05-01"), "action done"),
    ],
)
def test_a_lesson_has_come_as_far_as_what_is_stated(lesson: Lesson, station: str) -> None:
    assert lesson.station == station


def test_faults_of_a_lessons_file_are_named_at_once(tmp_path: Path) -> None:
    text = """[[lesson]]
id = "L 1"
observation = ""
due = "soon"
why = "x"
[lesson.check]
book = ".."
expect = "late < two"
work = -1

[[lesson]]
id = "L2"
observation = "x"
check = 3

[[lesson]]
id = "L2"
observation = 3
"""
    _, faults = read(tmp_path / "l.toml", text)
    assert sorted(faults) == [
        "l.toml:14: wrong-type",
        "l.toml:16: duplicate-id",
        "l.toml:18: wrong-type",
        "l.toml:1: missing-key",
        "l.toml:2: bad-id",
        "l.toml:4: bad-date",
        "l.toml:5: unknown-key",
        "l.toml:6: missing-key",
        "l.toml:8: bad-expectation",
        "l.toml:9: wrong-type",
    ]


@pytest.mark.parametrize("text", ["", "lesson = 3\n", "[lesson]\nid = 'x'\n"])
def test_a_file_without_lessons_is_a_fault(tmp_path: Path, text: str) -> None:
    assert read(tmp_path / "l.toml", text) == ((), ["l.toml:1: missing-key"])
