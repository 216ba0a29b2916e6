"""Events in turn: each with news has the plan made again, and what it leaves is what the next one finds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.operations.exercise.lists import EVENTS, HEADS

from coalition.formats.exercise.nouns import Standing
from coalition.formats.plan_json import write_plan
from coalition.operations.exercise.content import report_of
from coalition.operations.exercise.measuring import stale_permissions
from coalition.operations.exercise.playing import ExerciseRun, play
from coalition.operations.exercise.running import ExerciseAsked, run_exercise, write_exercise
from coalition.operations.exercise.script import read_script
from coalition.operations.frame import frame_of
from coalition.planning.effort import NO_EFFORT
from coalition.planning.planner import make_plan

Listed = Callable[..., Path]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.csv"
    path.write_text("\n".join([HEADS, *EVENTS]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def run(book: Path, events: Path) -> ExerciseRun:
    return play(read_script(book, events), work=2)


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


def test_news_moves_promises_and_an_event_without_news_does_not(run: ExerciseRun) -> None:
    first, second = run.played[0].measured, run.played[1].measured
    assert first is run.start
    assert first.whole["promises moved"] == 0
    assert second.whole["promises moved"] == len(second.promises) > 0
    assert second.moved["SHL-1"] != 0


def test_what_an_inject_leaves_is_what_the_next_one_finds(run: ExerciseRun) -> None:
    wanted = [sorted(one.measured.closures) for one in run.played]
    assert "WTR-1" not in wanted[2]
    assert "WTR-1" in wanted[3]
    assert wanted[4] == wanted[3]


def test_counts_add_up_to_the_requirements_of_the_book(run: ExerciseRun) -> None:
    for one in (run.start, *(each.measured for each in run.played)):
        whole = one.whole
        assert whole["late"] + whole["unmet"] + whole["on time"] == len(one.closures)
        assert whole["newly late"] <= whole["late"] + whole["unmet"]
        assert whole["avoidable breaches"] <= whole["breaches"]
        assert whole["stale consents"] == len(one.stale)


def test_a_consent_that_lapses_makes_what_used_it_stale(book: Path, listed: Listed) -> None:
    heads = "event,time,inject,news"
    cell = '"{kind = ""consent-withdrawn"", decision = ""council-1"", from = ""C+5""}"'
    script = read_script(book, listed(f"1,C+4,Council,{cell}", heads=heads))
    found = play(script, work=0)
    frame = frame_of(script.book)
    before = make_plan(frame.book, frame.authority, frame.network, effort=NO_EFFORT)
    assert found.played[0].measured.stale
    assert stale_permissions(frame, before, script.book.crisis.activated) == ()


def test_the_plan_at_the_end_is_one_the_judge_knows(run: ExerciseRun) -> None:
    last = run.played[-1].measured
    assert last.verdict.value in {"green", "amber", "red"}
    assert {str(a.requirement) for a in run.plan.assignments} <= set(last.closures)


def test_objectives_gather_what_their_events_say(run: ExerciseRun) -> None:
    by_name = {one.objective: one for one in run.objectives}
    assert list(by_name) == ["O1", "O2", "O3"]
    assert [event.number for event, _ in by_name["O2"].checks] == ["2", "3"]
    assert run.good == all(one.standing in {Standing.MET, Standing.OPEN} for one in run.objectives)


def test_the_same_exercise_gives_the_same_files_and_leaves_the_book(
    book: Path, listed: Listed, tmp_path: Path
) -> None:
    before = digest(book)
    for name in ("a", "b"):
        made = run_exercise(book, listed(*EVENTS[:2]), asked=ExerciseAsked(work=0))
        report, files = write_exercise(made, tmp_path / name)
        assert {path.name for path in files} == {
            "after-action.html", "after-action.xlsx", "after-action.json", "plan.json",
        }  # fmt: skip
        assert report.fictional
    assert digest(tmp_path / "a") == digest(tmp_path / "b")
    assert digest(book) == before


def test_an_exercise_begins_with_the_plan_it_is_given(
    book: Path, listed: Listed, tmp_path: Path, run: ExerciseRun
) -> None:
    first = tuple(one for one in run.plan.trips if one.stops)[:3]
    assert first
    plan = replace(run.plan, trips=first, bound=None)
    (tmp_path / "plan.json").write_text(write_plan(plan), encoding="utf-8")
    asked = ExerciseAsked(plan=tmp_path / "plan.json", work=0)
    made = run_exercise(book, listed(EVENTS[0]), asked=asked)
    assert made.plan == plan
    assert made.start.whole["breaches"] > 0


def test_a_report_says_what_news_did(run: ExerciseRun) -> None:
    report = report_of(run)
    row = report.events[1]
    assert row.when == "C+6"
    assert row.news == ("place-closed KLAIPEDA",)
    assert [one.requirement for one in row.promises] == [
        str(one.requirement) for one in run.played[1].measured.promises
    ]
    assert not report.events[0].promises
