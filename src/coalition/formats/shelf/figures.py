"""Published figures a case is set beside: `figures.csv` of a case's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.nouns.geography import provenance_of
from coalition.formats.parse.rows import read_rows
from coalition.formats.schema.column import Shape
from coalition.formats.schema.kinds import PROVENANCE, own_id, text, whole
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import read_clean_text
from coalition.model.provenance import Provenance

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record

FILE = "figures.csv"
MOST = 10**12
FIGURES = Shape("figures", "Published figures beside which the case is set", (
    own_id("figure", "id of the figure"),
    text("says", "what was published, in our words", required=True),
    text("measure", "what of the plan is set beside it: see `coalition case run --help`", required=True),
    whole("published", 0, MOST, "the published number", required=True),
    text("unit", "what it counts", required=True),
    whole("within_percent", 0, 1000, "how near the plan should come; default 10", default=10),
    text("why", "what explains a difference"),
    *PROVENANCE,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number, what of the plan is set beside it, and how near that should come."""

    id: str
    says: str
    measure: str
    published: int
    unit: str
    within_percent: int
    why: str
    provenance: Provenance


def read_figures(folder: Path) -> tuple[Figure, ...]:
    """The figures of a case, none when it has no such file. Raises InputError with all faults."""
    path, log = folder / FILE, FaultLog()
    if not path.is_file():
        return ()
    found = read_clean_text(path, FILE, log)
    grid = None if found is None else read_csv_grid(found, FILE, log)
    records = [] if grid is None else read_rows(grid, FIGURES, None, log)
    if log.found:
        raise InputError(log.found)
    return tuple(map(_figure, records))


def _figure(record: Record) -> Figure:
    near = record.whole("within_percent")
    return Figure(
        record.text("figure"), record.text("says"), record.text("measure"),
        record.whole("published") or 0, record.text("unit"), 10 if near is None else near,
        record.text("why"), provenance_of(record),
    )  # fmt: skip
