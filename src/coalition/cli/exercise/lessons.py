"""The commands that keep lessons and play their checks again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from coalition.cli.law.sheets import Format, Sheet, write_sheets


def lesson(
    lessons: Annotated[Path, Parameter(help="The lessons file; it is made when absent.")],
    /,
    *,
    observation: Annotated[str, Parameter(help="What was seen.")],
    lesson: Annotated[str, Parameter(help="What is to be learned from it.")] = "",
    body: Annotated[str, Parameter(help="The body that acts.")] = "",
    action: Annotated[str, Parameter(help="The remedial action.")] = "",
    due: Annotated[str, Parameter(help="The day by which it is to be done.")] = "",
    done: Annotated[str, Parameter(help="The day on which it was done.")] = "",
    id: Annotated[str, Parameter(help="Its id; default the next number.")] = "",  # noqa: A002
    book: Annotated[Path | None, Parameter(help="Of the check: the book to play on.")] = None,
    events: Annotated[Path | None, Parameter(help="Of the check: the list to play.")] = None,
    map: Annotated[Path | None, Parameter(help="Of the check: the heads of the list.")] = None,  # noqa: A002
    event: Annotated[str, Parameter(help="Of the check: played to here; default the end.")] = "",
    expect: Annotated[str, Parameter(help="Of the check: what holds there.")] = "",
) -> int:
    """Keep a lesson: observation, lesson identified, action body, remedial action, and the check that shows it.

    It is added to the end of the file. Example: `coalition exercise lesson lessons.toml
    --observation "The forces of two allies waited for one consent" --lesson "A second host is asked at once"
    --body "movement coordination" --action "Ask both hosts on C-day" --book my-book --events events.csv
    --event E2 --expect "unmet = 0"`
    """
    from coalition.operations.exercise.lessons import LessonAsked, keep_asked

    asked = LessonAsked(
        {"id": id, "observation": observation, "lesson": lesson, "body": body, "action": action},
        {"due": due, "done": done},
        {"book": book, "list": events, "map": map},
        event,
        expect,
    )
    kept = keep_asked(lessons, asked)
    print(
        f"kept {kept.id} in {lessons}: {kept.station}" + ("" if kept.check else "; it has no check")
    )
    return 0


def check(*lessons: Path, format: Format = "table") -> int:  # noqa: A002
    """Play the checks of lessons again, as regression tests.

    A lesson is learned when its action is done and its check holds.
    Example: `coalition exercise check cases/northern-reinforcement-exercise/exercise/lessons.toml`.
    Exit code 1 when a check fails.

    Parameters
    ----------
    lessons
        Lessons files.
    format
        How to write the answer.

    """
    from coalition.operations.exercise.lessons import Outcome, check_lessons

    found = check_lessons(lessons)
    rows = tuple(
        (one.file.name, one.lesson.id, one.lesson.lesson or one.lesson.observation, one.lesson.body,
         one.station, one.outcome.value, one.words)
        for one in found
    )  # fmt: skip
    heads = ("file", "id", "lesson", "body", "station", "check", "measured")
    failed = sum(one.outcome is Outcome.FAILS for one in found)
    checked = sum(one.outcome is not Outcome.NONE for one in found)
    notes = [
        f"{checked - failed} of {checked} checks hold; without a check: {len(found) - checked}"
    ]
    write_sheets([Sheet("lessons", "lessons", heads, rows)], format, notes=notes)
    return 1 if failed else 0
