"""Requirements: what is wanted, how far nations cover it, and when the plan closes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.giving.coverage import coverage_of
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import LabelShown, instant, title_of
from coalition.operations.crisis.viewing.standing import line_of


@dataclass(frozen=True, slots=True)
class CoverageShown:
    """How much is wanted of the first good, how firmly it is given, and what the plan delivers (millionths)."""

    what: str
    wanted: int
    firm: int
    conditional: int
    pledged: int
    offered: int
    missing: int
    planned_ppm: int | None


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement. `closes` and `late_minutes` are by the plan; `late_minutes` None: no plan, or never."""

    id: str
    ref: str
    kind: str
    title: str
    destination: str
    rdd: str | None
    priority: int
    weight: int
    nation: str
    by: str
    task: str
    state: str
    coverage: CoverageShown
    closes: str | None
    late_minutes: int | None
    pledges: int
    at: Stamp
    label: LabelShown


def requirement_row(ground: Ground, record: ObjectRecord) -> RequirementRow:
    """The row of a requirement."""
    wanted = record.state
    line = line_of(wanted)
    book = ground.book
    noun = None if book is None else book.requirements.get(line)
    closing = _closings(ground).get(line, {})
    window = wanted.stated.window
    return RequirementRow(
        id=record.subject,
        ref=line,
        kind="capability" if noun is None else noun.kind.value,
        title=title_of(record),
        destination=wanted.stated.place,
        rdd=instant(window.closes if noun is None else noun.rdd),
        priority=0 if noun is None else noun.priority,
        weight=0 if noun is None else noun.weight,
        nation="" if noun is None or noun.nation is None else noun.nation,
        by=wanted.owner,
        task="" if noun is None else noun.task,
        state="open" if wanted.cancelled is None else "cancelled",
        coverage=_coverage(ground, record, closing),
        closes=closing.get("closed_at"),
        late_minutes=closing.get("lateness"),
        pledges=len(ground.picture.naming_each(record.subject, Noun.CONTRIBUTION)),
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


def _closings(ground: Ground) -> dict[str, dict[str, Any]]:
    """How the plan closes each line."""
    plan = ground.plan
    if plan is None:
        return {}
    return ground.view.kept(
        ("closings", plan.id),
        plan.id,
        lambda: {one["requirement"]: one for one in plan.document["closures"]},
    )


def _coverage(ground: Ground, record: ObjectRecord, closing: dict[str, Any]) -> CoverageShown:
    found = coverage_of(ground.picture, record.subject)
    planned = closing.get("delivered_ppm")
    if found is None or not found.covers:
        return CoverageShown("", 0, 0, 0, 0, 0, 0, planned)
    first = found.covers[0]
    return CoverageShown(
        first.needed.what, first.needed.quantity, first.firm, first.conditional, first.pledged,
        first.offered, first.missing, planned,
    )  # fmt: skip


COLUMNS: Mapping[str, Callable[[ObjectRecord], Any]] = {
    "id": lambda record: record.subject,
    "ref": lambda record: line_of(record.state),
    "title": title_of,
    "destination": lambda record: record.state.stated.place,
    "by": lambda record: record.state.owner,
    "state": lambda record: "open" if record.state.cancelled is None else "cancelled",
}
"""The columns of a requirement that are read from it alone; others come from the book and the plan."""
