"""A case with its donors' parts scaled by the Ukraine Support Tracker, as a book in a folder of its own.

The flow as a whole stays the published one; who fills it follows the tracker. The tracker is read where the
user keeps it, and nothing of it is kept but the requirements that follow.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from coalition.formats.kiel.sharing import Sharing, read_sharing
from coalition.formats.kiel.tracker import Allocations, month_number, read_tracker
from coalition.operations.cases.sharing import MONTHS, by_allocations, requirement_rows, shared

FILE = "requirements.csv"
HEADS = (
    "uln", "kind", "description", "nation", "origin", "destination", "rld", "rdd", "priority",
    "bulk_t", "oversize_t", "outsize_t", "nat_t", "piece_t", "nature", "task",
    "source", "source_date", "confidence", "note",
)  # fmt: skip


def scale_case(folder: Path, tracker: Path, into: Path) -> tuple[str, ...]:
    """Write the case scaled by the tracker into the new folder `into`; donors it could not place.

    Raises InputError when the case shares no flow, or a file has faults.
    """
    sharing, allocated = read_sharing(folder), read_tracker(tracker)
    shutil.copytree(folder, into)
    rows = requirement_rows(shared(sharing, by_allocations(allocated)))
    text = with_rows(into / FILE, rows, {flow.task for flow in sharing.flows})
    (into / FILE).write_text(text, encoding="utf-8")
    return _not_placed(sharing, allocated)


def with_rows(path: Path, rows: list[dict[str, str]], tasks: set[str]) -> str:
    """The table with `rows` in place of those of `tasks`."""
    with path.open(newline="", encoding="utf-8-sig") as stream:
        kept = [row for row in csv.DictReader(stream) if row.get("task") not in tasks]
    text = io.StringIO()
    table = csv.DictWriter(text, HEADS, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows([*rows, *kept])
    return text.getvalue()


def _not_placed(sharing: Sharing, allocated: Allocations) -> tuple[str, ...]:
    """Donors with allocations in the years of the flows that the case gives no origin, in order."""
    placed = {one.donor for one in sharing.donors}
    years = {flow.year for flow in sharing.flows}
    months = {month_number(year, month) for year in years for month in range(1, MONTHS + 1)}
    return tuple(sorted({
        donor for (donor, month), sum_ in allocated.items()
        if sum_ and month in months and donor not in placed
    }))  # fmt: skip
