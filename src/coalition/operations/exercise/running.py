"""Run an exercise: read book and list, play, evaluate, write the after-action report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.formats.exercise.after_action import AfterAction, write_json
from coalition.formats.exercise.converting import write_report_workbook
from coalition.formats.exercise.page import write_page
from coalition.formats.plan_json import read_plan, write_plan
from coalition.formats.whole_write import write_files
from coalition.operations.exercise.content import report_of
from coalition.operations.exercise.playing import USUAL_WORK, ExerciseRun, Listener, play
from coalition.operations.exercise.script import read_script


@dataclass(frozen=True, slots=True)
class ExerciseAsked:
    """What a user may say besides book and list: the plan in force, a mapping of heads, how much work."""

    plan: Path | None = None
    mapping: Path | None = None
    work: int = USUAL_WORK
    seed: int = 0


def run_exercise(
    folder: Path, file: Path, *, asked: ExerciseAsked | None = None, listener: Listener = None
) -> ExerciseRun:
    """The exercise of the list in `file` on the book in `folder`; neither is changed.

    Raises InputError with every fault of book, list, news, expectations and mapping.
    """
    wanted = asked or ExerciseAsked()
    script = read_script(folder, file, mapping=wanted.mapping)
    plan = None if wanted.plan is None else read_plan(wanted.plan)
    return play(script, plan, work=wanted.work, seed=wanted.seed, listener=listener)


def write_exercise(run: ExerciseRun, out: Path) -> tuple[AfterAction, tuple[Path, ...]]:
    """The report, and its files in `out`: page, workbook, JSON, and the plan the exercise ends with.

    Raises InputError when they cannot be written; then none is.
    """
    report = report_of(run)
    return report, write_files(out, {
        "after-action.html": write_page(report).encode(),
        "after-action.xlsx": write_report_workbook(report),
        "after-action.json": write_json(report).encode(),
        "plan.json": write_plan(run.plan).encode(),
    })  # fmt: skip
