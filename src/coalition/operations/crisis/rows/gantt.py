"""The movements of a plan as bars over time: a row for each carrier or requirement, in windows of time and
rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from coalition.measure.instants import parse_instant, write_instant
from coalition.model.requirements import Requirement
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.planned import MovementRow, movement_rows


@dataclass(frozen=True, slots=True)
class Bar:
    """One leg of one row."""

    begins: str
    ends: str
    mode: str
    carrier: str
    requirement: str
    origin: str
    destination: str
    kg: int
    pax: int


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A carrier or requirement with its legs; `due` and `closes` are of a requirement."""

    id: str
    title: str
    begins: str
    ends: str
    due: str | None
    closes: str | None
    late_minutes: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A window of time in ISO text; empty ends are open."""

    begins: str = ""
    ends: str = ""

    def holds(self, row: MovementRow) -> bool:
        """Whether the leg reaches into the window."""
        early = bool(self.begins) and row.arrives < self.begins
        late = bool(self.ends) and row.departs > self.ends
        return not early and not late


def span_of(begins: str, ends: str) -> Span:
    """The window. Raises ValueError for what is no instant."""
    for text in (begins, ends):
        if text:
            parse_instant(text)
    return Span(begins, ends)


def gantt_rows(ground: Ground, *, by: str, span: Span) -> list[GanttRow]:
    """The rows of the chart, by when they begin."""
    groups: dict[str, list[MovementRow]] = {}
    for row in movement_rows(ground):
        name = row.carrier if by == "carrier" else row.requirement
        if name and span.holds(row):
            groups.setdefault(name, []).append(row)
    closings = {} if ground.plan is None else _by_line(ground.plan.document["closures"])
    book = ground.book
    wanted = {} if book is None else {str(k): one for k, one in book.requirements.items()}
    rows = [
        _row(name, legs, wanted.get(name), closings.get(name, {})) for name, legs in groups.items()
    ]
    return sorted(rows, key=lambda row: (row.begins, row.id))


def _by_line(closures: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["requirement"]: one for one in closures}


def _row(
    name: str, legs: list[MovementRow], wanted: Requirement | None, closing: dict[str, Any]
) -> GanttRow:
    bars = tuple(dict.fromkeys(_bar(one) for one in legs))
    return GanttRow(
        id=name,
        title=name if wanted is None else wanted.description,
        begins=min(one.departs for one in legs),
        ends=max(one.arrives for one in legs),
        due=None if wanted is None else write_instant(wanted.rdd),
        closes=closing.get("closed_at"),
        late_minutes=closing.get("lateness", 0),
        bars=tuple(sorted(bars, key=lambda bar: (bar.begins, bar.carrier))),
    )


def _bar(row: MovementRow) -> Bar:
    return Bar(
        row.departs, row.arrives, row.mode, row.carrier, row.requirement, row.origin,
        row.destination, row.kg, row.pax,
    )  # fmt: skip


COLUMNS = tuple(one.name for one in fields(MovementRow))
"""The columns of a movement, in the order of `movement_columns`."""


def movement_columns(ground: Ground) -> dict[str, Any]:
    """Every movement of the plan, the names of the columns told once: a client orders and filters by itself."""
    read = attrgetter(*COLUMNS)
    plan = None if ground.plan is None else ground.plan.id
    rows = [read(row) for row in movement_rows(ground)]
    return {"plan": plan, "columns": COLUMNS, "rows": rows}
