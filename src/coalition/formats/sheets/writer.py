"""From rows of texts and numbers to the bytes of a workbook; the same rows give the same bytes.

Texts are written as strings whatever they begin with, never as formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from coalition.formats.sheets.cell_text import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | None
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED_STAMP = rb"\g<1>1980-01-01T00:00:00Z"
_TEXT_FORMAT = "@"
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written: its heads and rows; a row of None is left blank."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell] | None]


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook of the sheets, in order."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for place, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.append([_cell(page, head, bold=True) for head in sheet.heads])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row or ()])


def _cell(page: Any, value: Cell, *, bold: bool = False) -> Any:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page)
    cell.value = escape(value)
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    if value.startswith(_LOOKS_LIKE_FORMULA):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(sheet: Sheet) -> list[int]:
    widths = [len(head) for head in sheet.heads]
    for row in sheet.rows:
        for place, value in enumerate((row or ())[: len(widths)]):
            widths[place] = max(widths[place], len(str(value)) if value is not None else 0)
    return [min(width + 2, _WIDEST) for width in widths]


def _without_clock(data: bytes) -> bytes:
    """The archive with every time stamp set to one fixed date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _STAMP.sub(_FIXED_STAMP, content)
            info = zipfile.ZipInfo(part.filename, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return stream.getvalue()
