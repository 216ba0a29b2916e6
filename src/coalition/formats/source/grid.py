"""A table as cell texts with the row numbers a spreadsheet shows: the head is row 1.

Here CSV becomes a grid (RFC 4180, comma, UTF-8); `sheets.reader` makes one of a worksheet.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coalition.formats.faults import FaultLog

_NEEDS_QUOTES = re.compile(r'["\r\n]')
MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CELL = 32_767
"""Longest cell in characters: what a spreadsheet cell can hold."""


@dataclass(slots=True)
class Grid:
    """Heads and numbered rows of one table; `whole` is False when part of the file was unreadable."""

    shown: str
    heads: list[str]
    rows: list[tuple[int, list[str]]]
    whole: bool = True

    def where(self, row: int, head: str = "") -> str:
        """`file:row N, column NAME`."""
        return f"{self.shown}:row {row}" + (f", column {head}" if head else "")


def read_csv_grid(text: str, shown: str, log: FaultLog) -> Grid | None:
    """The grid of a CSV text, or None when it has no usable head."""
    rows, whole = _records(text, shown, log)
    if not rows or not any(cell.strip() for cell in rows[0][1]) or rows[0][0] != 1:
        if whole:
            log.add("empty-table", f"{shown}:row 1", "the table has no head in row 1")
        return None
    heads = [cell.strip() for cell in rows[0][1]]
    if len(heads) == 1 and (";" in heads[0] or "\t" in heads[0]):
        log.add("wrong-delimiter", f"{shown}:row 1", "the head has no comma")
        return None
    if len(heads) > MOST_COLUMNS:
        log.add("too-many-columns", f"{shown}:row 1", f"{len(heads)} columns")
        return None
    filled = [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]
    return Grid(shown, heads, filled, whole)


def write_csv(rows: Iterable[Sequence[object]]) -> str:
    """CSV text (RFC 4180, but LF) that reads back as the same cells; None is an empty cell.

    Not left to `csv.writer`, which before Python 3.13 does not quote a carriage return.
    """
    return "".join([_csv_row(row) for row in rows])


def _csv_row(row: Sequence[object]) -> str:
    cells = ["" if cell is None else str(cell) for cell in row]
    plain = ",".join(cells)
    if plain.count(",") >= len(cells) or _NEEDS_QUOTES.search(plain):
        return ",".join([_quoted(cell) for cell in cells]) + "\n"
    return plain + "\n"


def _quoted(text: str) -> str:
    special = "," in text or _NEEDS_QUOTES.search(text)
    return '"' + text.replace('"', '""') + '"' if special else text


def _records(text: str, shown: str, log: FaultLog) -> tuple[list[tuple[int, list[str]]], bool]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    number, whole = 0, True
    while True:
        number += 1
        if number > MOST_ROWS:
            log.add("too-many-rows", f"{shown}:row {number}", f"more than {MOST_ROWS:,} rows")
            return rows, False
        try:
            rows.append((number, next(reader)))
        except StopIteration:
            return rows, whole
        except csv.Error as error:
            log.add("bad-csv", f"{shown}:row {number}", f"the row cannot be read: {error}")
            whole = False
