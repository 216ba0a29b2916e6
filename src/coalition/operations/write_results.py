"""Write a judged plan down: for programs, for spreadsheets, for maps and for people.

Every file is written into a draft folder beside the target and moved over only when all are there, so
that an interrupted run leaves the results of the one before.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from coalition.explanation.causes import Explanation
from coalition.explanation.summary import Summary
from coalition.formats.exports.geojson import write_geojson
from coalition.formats.exports.hedges import write_hedges
from coalition.formats.exports.movements import movement_rows, movements_text
from coalition.formats.exports.plan_workbook import write_plan_workbook
from coalition.formats.plan_json import write_plan
from coalition.formats.report.content import Additions
from coalition.formats.report.writer import write_report
from coalition.judging.verdict import JudgedPlan
from coalition.measure.collector import without_collector
from coalition.measure.instants import write_instant
from coalition.operations.frame import Frame
from coalition.operations.report_content import report_content

Rows = list[list[str | int | None]]
"""Rows of a sheet."""


def write_results(
    frame: Frame,
    judged: JudgedPlan,
    summary: Summary,
    explanations: Sequence[Explanation],
    out: Path,
    more: Additions | None = None,
) -> tuple[Path, ...]:
    """Paths of all files written into `out`, which is made when absent.

    Raises OSError when it cannot be written; what was there before then still stands.
    """
    out.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=".draft-", dir=out))
    try:
        with without_collector():
            _fill(draft, frame, judged, summary, explanations)
            if more is not None and more.hedges is not None:
                (draft / "hedges.json").write_text(write_hedges(more.hedges), encoding="utf-8")
            write_report(report_content(frame, judged, explanations, more), draft)
        return tuple(path.replace(out / path.name) for path in sorted(draft.iterdir()))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(
    draft: Path,
    frame: Frame,
    judged: JudgedPlan,
    summary: Summary,
    explanations: Sequence[Explanation],
) -> None:
    book = frame.book
    (draft / "plan.json").write_text(write_plan(judged.plan), encoding="utf-8")
    moved = list(movement_rows(book, judged))
    (draft / "movements.csv").write_text(movements_text(moved), encoding="utf-8", newline="")
    rows = summary_rows(frame, judged, summary, explanations)
    (draft / "plan.xlsx").write_bytes(write_plan_workbook(book, judged, rows, moved))
    geojson = write_geojson(book, judged, frame.atlas)
    (draft / "routes.geojson").write_text(geojson, encoding="utf-8")


def summary_rows(
    frame: Frame, judged: JudgedPlan, summary: Summary, explanations: Sequence[Explanation]
) -> Rows:
    """The summary as the rows of a sheet: headline, by nation, by week, and why what is late is late."""
    crisis, bound = frame.book.crisis, judged.plan.bound
    head: Rows = [
        ["book", frame.book.title],
        ["verdict", judged.verdict.value],
        ["C-day", write_instant(crisis.activated)],
        ["horizon ends", write_instant(crisis.horizon_end)],
        ["requirements", summary.requirements],
        ["on time", summary.on_time],
        ["late", summary.late],
        ["unmet", summary.unmet],
        ["undelivered (weight x share, millionths)", judged.score.undelivered],
        ["lateness (weight x minutes)", judged.score.lateness],
        ["cost", judged.score.cost],
        ["bound: undelivered", None if bound is None else bound.undelivered],
        ["bound: lateness", None if bound is None else bound.lateness],
        ["closure time (weight x minutes from C-day)", summary.closure_time],
        ["bound: closure time", None if bound is None else bound.closure],
        [],
        ["nation", "movements", "passengers", "kg arrived", "kg lifted, leg by leg"],
    ]
    nations: Rows = [
        [r.nation, r.movements, r.pax, r.mass_kg, r.lifted_kg] for r in summary.by_nation
    ]
    weeks: Rows = [
        [r.week, write_instant(r.begins), r.due, r.closed, r.pax, r.mass_kg]
        for r in summary.by_week
    ]
    causes: Rows = [
        [
            e.requirement,
            e.late_minutes,
            e.root.kind,
            e.root.subject,
            " <- ".join(c.text for c in e.chain),
        ]
        for e in explanations
    ]
    return [
        *head, *nations, [], ["week", "begins", "due", "closed", "passengers", "kg arrived"], *weeks,
        [], ["ULN", "minutes late (blank: unmet)", "root", "subject", "chain"], *causes,
    ]  # fmt: skip
