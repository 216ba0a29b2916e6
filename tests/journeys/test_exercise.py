"""An exercise from its list to its lessons, as its staff would run it on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coalition.cli.app import run

CASE = Path(__file__).parents[2] / "cases" / "northern-reinforcement-exercise"
EVENTS = CASE / "exercise" / "events.csv"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    out = tmp_path_factory.mktemp("exercise")
    return run(["exercise", "run", str(CASE), str(EVENTS), "--work", "0", "--out", str(out)]), out


@pytest.mark.slow
def test_the_case_is_played_and_what_was_missed_is_told(played: tuple[int, Path]) -> None:
    code, out = played
    report = json.loads((out / "after-action.json").read_text("utf-8"))
    events = {event["event"]: event for event in report["events"]}
    assert code == 1
    assert report["not_played"] == ["E08"]
    assert events["E03"]["stale_consents"] == ["d2"]
    assert events["E03"]["measured"]["unmet"] > events["E02"]["measured"]["unmet"] == 0
    assert events["E05"]["measured"]["unmet"] == 0
    assert {one["objective"][:2]: one["standing"] for one in report["objectives"]} == {
        "T1": "partly", "T2": "partly", "T3": "partly", "T4": "not evaluated",
    }  # fmt: skip


@pytest.mark.slow
def test_the_workbook_holds_list_evaluation_and_improvement_plan(
    played: tuple[int, Path],
) -> None:
    book = load_workbook(played[1] / "after-action.xlsx")
    assert book.sheetnames == [
        "MSEL", "Evaluation", "Measured", "Promises moved", "Improvement plan",
    ]  # fmt: skip
    assert [cell.value for cell in book["MSEL"][1]][:3] == [
        "Event Number", "Designated Scenario Time", "Event Type",
    ]  # fmt: skip
    assert book["Improvement plan"].max_row > 1


@pytest.mark.slow
def test_checks_of_lessons_hold_and_a_worse_plan_fails_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lessons = CASE / "exercise" / "lessons.toml"
    harder = tmp_path / "lessons.toml"
    words = [
        "exercise", "lesson", str(harder), "--observation", "Eight requirements were lost.",
        "--book", str(CASE), "--events", str(EVENTS), "--event", "E03", "--expect", "unmet = 0",
    ]  # fmt: skip
    assert run(words) == 0
    capsys.readouterr()
    assert run(["exercise", "check", str(lessons), str(harder), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["notes"] == ["2 of 3 checks hold; without a check: 0"]
    assert [(row["station"], row["check"]) for row in told["lessons"]] == [
        ("lesson learned", "holds"), ("action assigned", "holds"), ("observation", "fails"),
    ]  # fmt: skip


def test_a_lesson_without_a_check_fails_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lessons.toml"
    assert run(["exercise", "lesson", str(file), "--observation", "It rained."]) == 0
    assert run(["exercise", "check", str(file)]) == 0
    assert "without a check: 1" in capsys.readouterr().out


def test_a_list_goes_to_another_layout_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    words = ["--format", "blueprint", "--c-day", "2027-03-01"]
    assert run(["exercise", "convert", str(EVENTS), str(first), *words]) == 0
    assert run(["exercise", "convert", str(first), str(second), "--format", "hseep"]) == 0
    assert "under the heads of blueprint" in " ".join(capsys.readouterr().out.split())
    assert run(["exercise", "convert", str(EVENTS), str(tmp_path / "c.ods")]) == 2


def test_every_fault_of_a_list_is_named_with_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("time,inject,expect,news\nsoon,x,late <= two,x.toml\n", encoding="utf-8")
    assert run(["exercise", "run", str(CASE), str(path)]) == 2
    told = capsys.readouterr().err
    assert "list.csv:row 2, column time: bad-date" in told
    assert "list.csv:row 2, column expect: bad-expectation" in told
    assert "list.csv:row 2, column news, x.toml: missing-file" in told
