"""The same events under the heads of another layout, and the after-action report as a workbook.

A converted list begins with the columns of the layout, in its order; what the layout has no column for
follows under our own heads, so that nothing is lost on the way. Blueprint reads the first sheet, heads in row
1, one event a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from coalition.formats.exercise.after_action import AfterAction, EventRow
from coalition.formats.exercise.columns import BLUEPRINT, FIELDS, HSEEP
from coalition.formats.exercise.nouns import Event, EventList
from coalition.formats.exercise.shown import HEADED, shown_number
from coalition.formats.sheets.sheet_xml import Cell
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.measure.instants import write_instant

ListFormat = Literal["hseep", "blueprint"]
"""A layout that lists are written in."""
_LAYOUTS: dict[str, dict[str, str]] = {"hseep": HSEEP, "blueprint": BLUEPRINT}
_TIMES = ("time", "delivery")
_PLANNED = "Pending"
"""What Blueprint calls an event that nobody has worked on."""
_IMPROVEMENT = (
    "Objective", "Issue or area for improvement", "Corrective action", "Capability element",
    "Primary responsible organization", "Organization POC", "Start date", "Completion date",
)  # fmt: skip
"""Columns of the improvement plan of an HSEEP after-action report (AAR/IP)."""


def write_event_list(events: EventList, form: ListFormat, *, dated: bool = False) -> bytes:
    """A workbook of the list in the layout; `dated` writes times as dates where they are known."""
    layout = _LAYOUTS[form]
    own, extra = _further(events, layout)
    heads = [*layout, *own, *extra]
    fields = [*layout.values(), *own]
    rows = [
        [
            *(_cell(event, name, dated=dated) for name in fields),
            *(event.extra.get(h) for h in extra),
        ]
        for event in events.events
    ]
    return workbook_bytes([Sheet("MSEL", heads, rows)])


def _further(events: EventList, layout: dict[str, str]) -> tuple[list[str], list[str]]:
    """Fields and foreign heads that hold anything and that the layout lacks."""
    lacking = [name for name in FIELDS if name not in layout.values()]
    own = [name for name in lacking if any(event.text(name) for event in events.events)]
    taken = {*layout, *own}
    extra = [h for h in events.unread if any(h in event.extra for event in events.events)]
    return own, [head for head in extra if head not in taken]


def _cell(event: Event, name: str, *, dated: bool) -> str | None:
    text = event.text(name)
    if name in _TIMES and dated and event.at is not None and (text or name == "time"):
        return write_instant(event.at)
    if name == "message":
        return text or event.text("inject")
    if name == "inject":
        return event.title
    if name == "status":
        return text or _PLANNED
    return text or (event.number if name == "event" else None)


def write_report_workbook(report: AfterAction) -> bytes:
    """The workbook of a report: list with outcomes, evaluation, measures, promises, improvement plan."""
    return workbook_bytes([
        Sheet("MSEL", _list_heads(), [_list_row(row) for row in report.events]),
        Sheet("Evaluation",
              ("Objective", "Standing", "Event", "Expected", "Measured", "Met", "Observed"),
              list(_evaluation(report))),
        Sheet("Measured", ("Event", "Time", "After C-day", "Verdict", *HEADED.values(), "Stale"),
              list(_measured(report))),
        Sheet("Promises moved",
              ("Event", "Requirement", "Closed", "Closes", "Later by min", "Weight", "Why"),
              [[row.event.number, one.requirement, one.before, one.after, one.minutes, one.weight, one.why]
               for row in report.events if row.news for one in row.promises]),
        Sheet("Improvement plan", _IMPROVEMENT, list(_improvements(report))),
    ])  # fmt: skip


def _list_heads() -> list[str]:
    return [*HSEEP, "Storyline", "Incident", "Inject", "Controller", "Expected of the plan",
            "Measured", "Standing", "Rating", "Observed"]  # fmt: skip


def _list_row(row: EventRow) -> list[Cell]:
    event = row.event
    hseep: Iterable[Cell] = (
        row.at if name == "time" else _cell(event, name, dated=False) for name in HSEEP.values()
    )
    return [
        *hseep, event.text("storyline"), event.text("incident"), event.title,
        event.text("controller"), "; ".join(one.expected for one in row.clauses),
        "; ".join(one.measured for one in row.clauses), row.standing.value, event.text("rating"),
        event.text("observed"),
    ]  # fmt: skip


def _evaluation(report: AfterAction) -> Iterator[Sequence[Cell]]:
    for one in report.objectives:
        head = [one.objective, one.standing.value]
        for number, clause in one.evidence:
            met = "yes" if clause.met else "no"
            yield [*head, number, clause.expected, clause.measured, met, None]
        for event in one.observed:
            yield [*head, event.number, event.text("expected_action"), "by an observer",
                   event.rating.value, event.text("observed")]  # fmt: skip
        if not one.evidence and not one.observed:
            yield [*head, None, None, None, None, None]


def _measured(report: AfterAction) -> Iterator[Sequence[Cell]]:
    start = [shown_number(name, report.start[name]) for name in HEADED]
    yield ["start", None, None, report.start_verdict, *start, None]
    for row in report.events:
        numbers = [shown_number(name, row.numbers[name]) for name in HEADED]
        stale = "; ".join(row.stale)
        yield [row.event.number, row.at, row.when, row.verdict, *numbers, stale]


def _improvements(report: AfterAction) -> Iterator[Sequence[Cell]]:
    """An open row for each expectation that was not met; people fill the rest."""
    for row, clause in report.failed:
        found = f"expected {clause.expected}, measured {clause.measured}"
        issue = f"event {row.event.number}, {row.event.title}: {found}"
        yield ["; ".join(row.event.objectives), issue, *[None] * 6]
