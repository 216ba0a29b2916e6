"""The commands that keep lessons and play their checks again."""

from __future__ import annotations

from pathlib import Path

from coalition.cli.law.sheets import Format, Sheet, write_sheets


def lesson(
    lessons: Path,
    /,
    *,
    observation: str,
    lesson: str = "",
    body: str = "",
    action: str = "",
    due: str = "",
    done: str = "",
    id: str = "",  # noqa: A002
    book: Path | None = None,
    events: Path | None = None,
    map: Path | None = None,  # noqa: A002
    event: str = "",
    expect: str = "",
) -> int:
    """Keep a lesson: observation, lesson identified, action body, remedial action, and the check that shows it.

    It is added to the end of the file. Example: `coalition exercise lesson lessons.toml
    --observation "The forces of two allies waited for one consent" --lesson "A second host is asked at once"
    --body "movement coordination" --action "Ask both hosts on C-day" --book my-book --events events.csv
    --event E2 --expect "unmet = 0"`

    Parameters
    ----------
    lessons
        The lessons file; it is made when absent.
    observation
        What was seen.
    lesson
        What is to be learned from it.
    body
        The body that acts.
    action
        The remedial action.
    due
        The day by which it is to be done.
    done
        The day on which it was done.
    id
        The lesson's id; default the next number.
    book
        Of the check: the book to play on.
    events
        Of the check: the list to play.
    map
        Of the check: which head of the list is which field.
    event
        Of the check: the event to play to; default the last.
    expect
        Of the check: what the plan is held to there.

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
