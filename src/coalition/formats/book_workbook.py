"""The CSV tables of a book in one XLSX workbook, one sheet a table, and back, without loss.

TOML files stay where they are: a workbook holds tables only. Numbers go out as numbers where a spreadsheet
shows them exactly as written, everything else as text. Row numbers stay what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.parse.heads import HeadFault, understand
from coalition.formats.schema.column import Kind
from coalition.formats.schema.tables import TABLES
from coalition.formats.sheets.cell_text import number_of
from coalition.formats.sheets.reader import read_sheets
from coalition.formats.sheets.sheet_xml import Cell
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.formats.source.book_folder import find_files
from coalition.formats.source.grid import Grid, read_csv_grid, write_csv
from coalition.formats.source.text_file import read_clean_text
from coalition.formats.whole_write import write_file, write_files

if TYPE_CHECKING:
    from pathlib import Path

_NUMBERS = (Kind.WHOLE, Kind.QUANTITY, Kind.DEGREES)


def book_to_workbook(folder: Path, xlsx_path: Path) -> None:
    """Write every table of the book, inherited ones among them, into one workbook.

    Raises InputError when a table cannot be read as a table, or the workbook cannot be written.
    """
    log = FaultLog()
    files = find_files(folder, log)
    sheets = []
    for name in TABLES:
        if f"{name}.csv" not in files:
            continue
        path, shown = files[f"{name}.csv"]
        text = read_clean_text(path, shown, log)
        grid = None if text is None else read_csv_grid(text, shown, log)
        if grid is not None:
            sheets.append(_sheet(name, grid))
    if log.found:
        raise InputError(log.found)
    write_file(xlsx_path, workbook_bytes(sheets))


def _sheet(name: str, grid: Grid) -> Sheet:
    numbers = [_is_number(name, head) for head in grid.heads]
    by_row = dict(grid.rows)
    last = max(by_row, default=1)
    rows: list[list[Cell] | None] = [
        [
            _typed(text, place < len(numbers) and numbers[place])
            for place, text in enumerate(by_row[row])
        ]
        if row in by_row
        else None
        for row in range(2, last + 1)
    ]
    return Sheet(name, grid.heads, rows)


def _is_number(table: str, head: str) -> bool:
    found = understand(head, TABLES[table])
    return (
        not isinstance(found, HeadFault) and found.column.kind in _NUMBERS and not found.column.many
    )


def _typed(text: str, number: bool) -> Cell:
    value = number_of(text) if number else None
    return text if value is None else value


def workbook_to_book(xlsx_path: Path, folder: Path) -> tuple[Path, ...]:
    """Write each sheet as the CSV table of the folder (made when missing); the files written, in order.

    Other files of the folder stay. All files are prepared before the first is put in place.
    Raises InputError with every formula, unknown sheet or unsafe part; then nothing is written.
    """
    log = FaultLog()
    grids = read_sheets(xlsx_path, log)
    if not grids and not log.found:
        log.add("bad-workbook", xlsx_path.name, "the workbook has no sheet named like a table",
                "name sheets " + ", ".join(TABLES))  # fmt: skip
    if log.found:
        raise InputError(log.found)
    return write_files(
        folder, {f"{name}.csv": csv_text(grids[name]).encode() for name in TABLES if name in grids}
    )


def csv_text(grid: Grid) -> str:
    """The grid as CSV text (RFC 4180, LF), blank rows kept."""
    by_row = dict(grid.rows)
    blank = [""] * len(grid.heads)
    numbers = range(2, max(by_row, default=1) + 1)
    return write_csv([grid.heads, *(by_row.get(number, blank) for number in numbers)])
