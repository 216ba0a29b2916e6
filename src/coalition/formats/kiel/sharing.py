"""How a case shares a published flow among donors: `sharing/flows.csv` and `sharing/donors.csv` of its folder.

A flow is a year's published number of carriers of a mode and what each carries; a donor's row says how much of
what it sends goes by that mode, from where to where. The shares are the case's own, marked as judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.faults import FaultLog
from coalition.formats.parse.record import Record
from coalition.formats.parse.rows import read_rows
from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.kinds import PROVENANCE, choice, quantity, text, whole
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import read_clean_text
from coalition.measure.units import Dimension
from coalition.model.cargo import Category
from coalition.model.places import Mode

FOLDER = "sharing"
_MOST = 1_000_000
_MOST_KG = 100_000_000
_MODE = choice("mode", Mode, "by what it moves", required=True)
FLOWS = Shape("flows", "Published flows a case shares among donors", (
    _MODE,
    text("task", "task of the requirements made from it", required=True),
    whole("year", 2000, 2100, "the year it fills, in twelve months", required=True),
    whole("carriers", 1, _MOST, "loads of a carrier in the year", required=True),
    quantity("load", Dimension.MASS, 1, _MOST_KG, "what a carrier carries", required=True),
    quantity("piece", Dimension.MASS, 1, _MOST_KG, "smallest piece of it", required=True),
    choice("category", Category, "cargo category", required=True),
    *PROVENANCE,
))  # fmt: skip
DONORS = Shape("donors", "What donors send, by mode", (
    Column("donor", Kind.TEXT, "who sends", required=True),
    whole("share_percent", 0, 100, "its share of all that is sent", required=True),
    _MODE,
    whole("affinity_percent", 0, 100, "how much of what it sends goes by that mode", required=True),
    text("origin", "where it starts", required=True),
    text("destination", "where it is handed over", required=True),
    text("nature", "what it is in law", required=True),
    *PROVENANCE,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """A year's carriers of a mode, and what each carries."""

    mode: str
    task: str
    year: int
    carriers: int
    load_kg: int
    piece_kg: int
    category: str
    source: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a donor sends by a mode."""

    donor: str
    share_percent: int
    mode: str
    affinity_percent: int
    origin: str
    destination: str
    nature: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The flows of a case and who sends them."""

    flows: tuple[Flow, ...]
    donors: tuple[Sent, ...]


def read_sharing(folder: Path) -> Sharing:
    """How a case shares its flow. Raises InputError when it has no such files, or with all their faults."""
    inside = folder / FOLDER
    if not inside.is_dir():
        message = f"`{folder.name}` does not share a flow among donors"
        hint = "cases with a folder `sharing` can be scaled by the tracker"
        raise InputError([Fault(FOLDER, "missing-file", message, hint)])
    log = FaultLog()
    flows = _read(inside / "flows.csv", FLOWS, log)
    donors = _read(inside / "donors.csv", DONORS, log)
    if log.found:
        raise InputError(log.found)
    return Sharing(tuple(map(_flow, flows)), tuple(map(_sent, donors)))


def _read(path: Path, shape: Shape, log: FaultLog) -> list[Record]:
    shown = f"{FOLDER}/{path.name}"
    if not path.is_file():
        log.add("missing-file", shown, f"`{shown}` is not there")
        return []
    found = read_clean_text(path, shown, log)
    grid = None if found is None else read_csv_grid(found, shown, log)
    return [] if grid is None else read_rows(grid, shape, None, log)


def _flow(record: Record) -> Flow:
    return Flow(
        record.text("mode"), record.text("task"), record.whole("year") or 0,
        record.whole("carriers") or 0, record.whole("load") or 0, record.whole("piece") or 0,
        record.text("category"), record.text("source"),
    )  # fmt: skip


def _sent(record: Record) -> Sent:
    return Sent(
        record.text("donor"), record.whole("share_percent") or 0, record.text("mode"),
        record.whole("affinity_percent") or 0, record.text("origin"), record.text("destination"),
        record.text("nature"),
    )  # fmt: skip
