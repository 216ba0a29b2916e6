"""From a workbook to grids, one a sheet, with the row numbers the spreadsheet shows."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.schema.tables import TABLES
from coalition.formats.sheets.archive import open_safely
from coalition.formats.sheets.cell_text import text_of
from coalition.formats.source.grid import MOST_CELL, MOST_COLUMNS, MOST_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coalition.formats.faults import FaultLog

_LAST_ROW = 1_048_576
"""The last row a worksheet can have (ECMA-376)."""
UNREADABLE = (
    ParseError, DefusedXmlException, InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
    IndexError, OSError, EOFError, AssertionError, OverflowError, RecursionError, NotImplementedError,
)  # fmt: skip
"""What openpyxl raises on workbooks that are none: it checks little before it uses what it reads."""


def read_sheets(path: Path, log: FaultLog) -> dict[str, Grid]:
    """Table name -> grid of each sheet. Formulas, error cells and unknown sheets are logged."""
    stream = open_safely(path, log)
    if stream is None:
        return {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(stream, read_only=True, keep_links=False)
            return _grids(book, path.name, log)
    except UNREADABLE as error:
        log.add("bad-workbook", path.name, f"the workbook cannot be read ({type(error).__name__})")
        return {}


def read_first_sheet(path: Path, log: FaultLog) -> Grid | None:
    """The grid of the first sheet whatever it is called, or None when it has no head in row 1."""
    stream = open_safely(path, log)
    if stream is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book: Any = load_workbook(stream, read_only=True, keep_links=False)
            grid = _grid(book.worksheets[0], path.name, log)
    except UNREADABLE as error:
        log.add("bad-workbook", path.name, f"the workbook cannot be read ({type(error).__name__})")
        return None
    if not any(grid.heads):
        log.add("empty-table", grid.where(1), "the first sheet has no head in row 1")
        return None
    return grid


def _grids(book: Any, shown: str, log: FaultLog) -> dict[str, Grid]:
    grids = {}
    for sheet in book.worksheets:
        grid = _grid(sheet, f"{shown}[{sheet.title}]", log)
        if sheet.title in TABLES:
            if grid.heads:
                grids[sheet.title] = grid
        elif grid.heads or grid.rows:
            hint = did_you_mean(sheet.title, TABLES)
            log.add("unknown-sheet", grid.shown, f"no table is called {quote(sheet.title)}", hint)
    return grids


def _grid(sheet: Any, shown: str, log: FaultLog) -> Grid:
    """The grid of one sheet; formatting may reach far below the last filled row."""
    grid = Grid(shown, [], [])
    sheet.reset_dimensions()
    last: tuple[Any, ...] | None = None
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
    for number, cells in enumerate(rows, start=1):
        if cells is last and number <= _LAST_ROW:
            continue  # openpyxl hands out one and the same blank row for every row of a gap
        last = cells
        filled = any(cell.value is not None for cell in cells)
        if number > _LAST_ROW or (filled and number > MOST_ROWS):
            log.add(
                "too-many-rows", grid.where(number), f"the sheet has more than {MOST_ROWS:,} rows"
            )
            break
        if len(cells) > MOST_COLUMNS and cells[MOST_COLUMNS].value is not None:
            log.add("too-many-columns", grid.where(number), f"more than {MOST_COLUMNS} columns")
            break
        _take_row(grid, number, cells, log)
    return grid


def _take_row(grid: Grid, number: int, cells: tuple[Any, ...], log: FaultLog) -> None:
    texts = [
        _text(cell, place, number, grid, log) for place, cell in enumerate(cells[:MOST_COLUMNS])
    ]
    if number == 1:
        grid.heads = _heads(texts)
    elif any(text.strip() for text in texts):
        grid.rows.append((number, _fit(texts, len(grid.heads))))


def _text(cell: Any, place: int, number: int, grid: Grid, log: FaultLog) -> str:
    """The cell's text; formulas and errors are logged and read as blank."""
    if cell.value is None:
        return ""
    head = grid.heads[place] if number > 1 and place < len(grid.heads) else ""
    where = grid.where(number, head or get_column_letter(place + 1))
    if cell.data_type == "f" or (
        not isinstance(cell.value, str | int | float | bool) and not _is_time(cell)
    ):
        log.add("formula", where, "the cell holds a formula")
        return ""
    if cell.data_type == "e":
        log.add("formula", where, f"the cell holds the error {quote(cell.value)}")
        return ""
    text = text_of(cell.value)
    if len(text) > MOST_CELL:
        log.add("cell-too-long", where, f"{len(text):,} characters")
    return text


def _is_time(cell: Any) -> bool:
    return bool(cell.is_date) or type(cell.value).__module__ == "datetime"


def _heads(texts: list[str]) -> list[str]:
    while texts and not texts[-1].strip():
        texts.pop()
    return [text.strip() for text in texts]


def _fit(texts: list[str], width: int) -> list[str]:
    """As many cells as the head has; filled cells beyond it stay, so that they are found."""
    while len(texts) > width and not texts[-1].strip():
        texts.pop()
    return texts + [""] * (width - len(texts))
