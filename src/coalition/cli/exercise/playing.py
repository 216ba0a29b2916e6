"""The commands that play a list of events and write it in other layouts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.formats.exercise.after_action import AfterAction
    from coalition.formats.exercise.nouns import Event

Work = Annotated[int, Parameter(validator=validators.Number(gte=0))]


def run(
    book: Path,
    events: Path,
    /,
    *,
    plan: Path | None = None,
    map: Path | None = None,  # noqa: A002
    out: Path | None = None,
    work: Work = 4,
    seed: int = 0,
    format: Format = "table",  # noqa: A002
) -> int:
    """Play the events of a list (MEL/MIL, MSEL) against a plan and evaluate the exercise.

    Heads of HSEEP, of the CMU Blueprint templates and our own are recognised. An event with news changes a copy
    of the book and has the plan made again; what the event expects is held against what is measured. Writes
    after-action.html, .xlsx and .json, and the plan it ends with. The book is not touched.
    Example: `coalition exercise run cases/northern-reinforcement-exercise
    cases/northern-reinforcement-exercise/exercise/events.csv --out out/exercise`.
    Exit code 1 when an expectation or an objective is not met.

    Parameters
    ----------
    book
        The folder of the book.
    events
        The list, as CSV or XLSX: first sheet, heads in row 1, one event a row.
    plan
        The plan in force when it begins, as `plan.json`; default a plan made of the book.
    map
        Which head of the list is which field, as TOML with a table `[columns]`.
    out
        Where to write; default `out/`, the book's name and `-exercise`.
    work
        How many neighbourhoods to search after each inject.
    seed
        Parts ties and choices of the plans.
    format
        How to write the answer.

    """
    from coalition.operations.exercise.running import ExerciseAsked, run_exercise, write_exercise

    target = out or Path("out") / f"{book.resolve().name}-exercise"
    asked = ExerciseAsked(plan, map, work, seed)
    made = run_exercise(book, events, asked=asked, listener=_tell if format == "table" else None)
    report, files = write_exercise(made, target)
    notes = [f"wrote {target}: {', '.join(path.name for path in files)}"]
    if report.unread:
        notes.insert(0, f"columns that were not read: {', '.join(report.unread)}")
    head: dict[str, Cell] = {"book": report.title, "fictional": report.fictional, "good": made.good}
    write_sheets(_sheets(report), format, head=head, notes=notes)
    return 0 if made.good else 1


def convert(
    source: Path,
    target: Path,
    /,
    *,
    format: Literal["hseep", "blueprint"] = "hseep",  # noqa: A002
    map: Path | None = None,  # noqa: A002
    c_day: str = "",
) -> int:
    """Write a list of events under the heads of HSEEP or of the CMU Blueprint Standard template.

    What the layout has no column for follows behind its columns, so that nothing is lost.
    Example: `coalition exercise convert events.csv msel.xlsx --format blueprint --c-day 2027-03-01`

    Parameters
    ----------
    source
        The list, as CSV or XLSX.
    target
        The workbook to write.
    format
        The layout.
    map
        Which head of the list is which field, as TOML.
    c_day
        C-day as a date; then times are written as dates.

    """
    from coalition.operations.exercise.converting import convert_list

    events = convert_list(source, target, format, mapping=map, c_day=c_day)
    print(f"read {len(events.events)} events under the heads of {events.layout}; wrote {target}")
    return 0


def _tell(place: int, events: int, event: Event) -> None:
    import sys

    if sys.stderr.isatty():
        print(f"{place + 1} of {events}: {event.number} {event.title}", file=sys.stderr)


def _sheets(report: AfterAction) -> list[Sheet]:
    from coalition.formats.exercise.shown import shown_number

    shown = ("late", "unmet", "promises moved", "stale consents", "weighted hours")
    timeline = tuple(
        (
            row.event.number, row.when, row.event.text("storyline"), row.event.title,
            "yes" if row.news else "no", row.verdict,
            *(shown_number(name, row.numbers[name]) for name in shown), row.standing.value,
        )
        for row in report.events
    )  # fmt: skip
    checks = tuple(
        (row.event.number, one.expected, one.measured, one.met)
        for row in report.events for one in row.clauses
    )  # fmt: skip
    goals = tuple(
        (one.objective, one.standing.value, f"{one.met} of {len(one.evidence)}",
         "; ".join(f"{event.number} {event.rating.value}" for event in one.observed))
        for one in report.objectives
    )  # fmt: skip
    heads = ("event", "time", "storyline", "inject", "news", "verdict",
             *(name.replace(" ", "_") for name in shown), "outcome")  # fmt: skip
    return [
        Sheet("timeline", "timeline", heads, timeline, tuple(h for h in heads if h != "storyline")),
        Sheet("expectations", "expectations", ("event", "expected", "measured", "met"), checks),
        Sheet("objectives", "objectives", ("objective", "standing", "expectations_met", "observers"), goals),
    ]  # fmt: skip
