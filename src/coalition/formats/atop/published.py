"""The published files: which ones a folder must hold, their columns, and their rows as plain text.

Values are left as written, but for a decimal end of a whole number (`200.0` is `200`).
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.atop.words import INSTITUTIONS
from coalition.formats.faults import FaultLog
from coalition.formats.source.text_file import read_clean_text

if TYPE_CHECKING:
    from _csv import Reader

PUBLISHED = "published at http://www.atopdata.org (once http://atop.rice.edu)"
FLAGS = {
    "defense": (
        "defcoadv", "defcoloc", "defcocon", "defconum", "defcodem", "defconpr",
    ),
    "offense": ("offcoadv", "offcoloc", "offcocon", "offconum", "offcodem"),
    "neutral": (
        "neucoadv", "neucoloc", "neucocon", "neuconum", "neucodem", "neuconpr", "neucoatt",
    ),
    "nonagg": (),
    "consul": ("concoadv", "concoloc", "concocon", "concoreq"),
}  # fmt: skip
"""Each kind of obligation with the columns that mark a condition of it."""
_DATES = ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "ineffect")
MEMBER_COLUMNS = (
    "atopid", "member", *_DATES, "phase", *FLAGS, *(one for many in FLAGS.values() for one in many),
    "olimob", "obvary", "specthrt", "statthr1", "statthr2",
)  # fmt: skip
ALLIANCE_COLUMNS = ("atopid", "begyr", "begmo", "begday", "bilat", *FLAGS)
DYAD_COLUMNS = ("ccode1", "ccode2", "year", *(f"atop_{kind}" for kind in FLAGS))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: where it stands, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Kind:
    """A file of the data: what it holds, the names it is published under, its columns.

    `columns` must be there; `others` are read when they are. All others are left aside.
    """

    holds: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    others: tuple[str, ...] = ()


MEMBERS = Kind(
    "ATOP members of each treaty",
    ("atop-member-level.csv", "atop4_01m.csv", "atop5_1m.csv", "atop5_0m.csv"),
    MEMBER_COLUMNS,
    ("cowid", "cowsys", "version", *INSTITUTIONS),
)
ALLIANCES = Kind(
    "ATOP treaties",
    ("atop-alliance-level.csv", "atop4_01a.csv", "atop5_1a.csv", "atop5_0a.csv"),
    ALLIANCE_COLUMNS,
)
DYADS = Kind("ATOP dyad-years", ("atop_dyad_year.csv", "atop_dyad_year.csv.gz"), DYAD_COLUMNS)


def read_tables(folder: Path) -> tuple[list[Row], list[Row]]:
    """The rows of the member and the treaty file. Raises InputError naming every file or column missing."""
    log = FaultLog()
    found = [_table(folder, kind, log) for kind in (MEMBERS, ALLIANCES)]
    if log.found:
        raise InputError(log.found)
    return found[0], found[1]


def find_file(folder: Path, kind: Kind) -> Path | None:
    """The first of the kind's published names that the folder holds."""
    return next((folder / name for name in kind.names if (folder / name).is_file()), None)


def read_dyads(path: Path, numbers: frozenset[str] | None = None) -> Iterator[Sequence[str]]:
    """The dyad-year rows one by one, each (first, second, year, five flags), values as written.

    `numbers` leaves out, early, most pairs that are not both of these states. Raises InputError when the
    file cannot be read or a column is missing.
    """
    log = FaultLog()
    try:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as stream:
            lines = stream.read().splitlines()
        head = next(csv.reader(lines[:1]), [])
        if _check_head(path, head, DYAD_COLUMNS, log):
            rows = csv.reader(_near(lines[1:], head, numbers))
            yield from map(itemgetter(*map(head.index, DYAD_COLUMNS)), rows)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, IndexError) as error:
        hint = f"fetch it anew, {PUBLISHED}, or remove it"
        log.add("missing-file", str(path), f"cannot be read: {error}", hint)
    if log.found:
        raise InputError(log.found)


def _near(lines: list[str], head: list[str], numbers: frozenset[str] | None) -> list[str]:
    """The lines whose first two cells are among the numbers, where the file has its pairs there."""
    if numbers is None or tuple(head[:2]) != DYAD_COLUMNS[:2]:
        return lines
    known = numbers | {f"{number}.0" for number in numbers}
    return [
        line
        for line, (first, second, *_) in ((line, line.split(",", 2)) for line in lines if line)
        if first in known and second in known
    ]


def _table(folder: Path, kind: Kind, log: FaultLog) -> list[Row]:
    path = find_file(folder, kind)
    if path is None:
        hint = f"one of {', '.join(kind.names)} must be there; it is {PUBLISHED}"
        log.add("missing-file", f"{folder / kind.names[0]}", f"no file with the {kind.holds}", hint)
        return []
    text = read_clean_text(path, path.name, log) or ""
    rows = csv.reader(io.StringIO(text))
    try:
        return _rows(path, rows, kind, log)
    except csv.Error as error:
        log.add("bad-csv", f"{path.name}:{rows.line_num}", f"{error}")
        return []


def _rows(path: Path, rows: Reader, kind: Kind, log: FaultLog) -> list[Row]:
    head = next(rows, [])
    if not _check_head(path, head, kind.columns, log):
        return []
    kept = [place for place, name in enumerate(head) if name in kind.columns + kind.others]
    return [
        Row(path.name, rows.line_num, {head[n]: _plain(cells[n]) for n in kept if n < len(cells)})
        for cells in rows
        if any(cells)
    ]


def _check_head(path: Path, head: list[str], wanted: tuple[str, ...], log: FaultLog) -> bool:
    missing = [name for name in wanted if name not in head]
    if missing:
        hint = f"take the file as {PUBLISHED}"
        log.add("missing-column", path.name, f"lacks {', '.join(missing)}", hint)
    return not missing


def _plain(cell: str) -> str:
    return cell.strip().removesuffix(".0")
