"""From rows of texts and numbers to the bytes of a workbook; the same rows give the same bytes.

Texts are written as strings whatever they begin with, never as formulas. openpyxl makes the workbook with its
sheets and styles; the cells are put into it here (`sheet_xml`).
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from coalition.formats.sheets.sheet_xml import CellEnds, Styles, rows_xml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.formats.sheets.sheet_xml import Cell

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED_STAMP = rb"\g<1>1980-01-01T00:00:00Z"
_TEXT_FORMAT = "@"
_WIDEST = 48
_ROWS_MEASURED = 5_000
"""Column widths follow the first rows."""
_LARGE = 8_000_000
"""Parts of more bytes are packed faster and less tightly."""
_TEXTS = "xl/sharedStrings.xml"
_OFFICE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_ADDED = {
    "[Content_Types].xml": (
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b" />' % _OFFICE,
    ),
    "xl/_rels/workbook.xml.rels": (
        b"</Relationships>",
        b'<Relationship Id="rIdTexts" Target="/xl/sharedStrings.xml" Type="%b" />' % _RELATION,
    ),
}
"""By part: before which end tag what is added, so that the shared texts are found."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written: its heads and rows; a row of None is left blank."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell] | None]


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook of the sheets, in order."""
    frame, styles = _frame(sheets)
    ends = CellEnds(styles)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(frame)) as old, zipfile.ZipFile(stream, "w") as new:
        sheet_parts = {f"xl/worksheets/sheet{n}.xml": one for n, one in enumerate(sheets, 1)}
        for part in old.namelist():
            content, sheet = old.read(part), sheet_parts.get(part)
            if sheet is not None:
                before, _, after = content.partition(_EMPTY_ROW)
                rows = rows_xml(sheet.heads, sheet.rows, ends, styles)
                content = b"".join((before, *rows, after))
            _put(new, part, _with_texts(part, content))
        _put(new, _TEXTS, b"".join(ends.xml()))
    return stream.getvalue()


_EMPTY_ROW = b'<row r="1"></row>'


def _frame(sheets: Sequence[Sheet]) -> tuple[bytes, Styles]:
    """The workbook with an empty row in each sheet, and the styles of its texts."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        for place, width in enumerate(_widths(sheet), start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        page.append([])
    first = book.worksheets[0] if sheets else book.create_sheet()
    kinds = [(bold, guarded) for bold in (False, True) for guarded in (False, True)]
    styles = Styles(*(_style(first, bold=bold, guarded=guarded) for bold, guarded in kinds))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), styles


def _style(page: Any, *, bold: bool, guarded: bool) -> int:
    """The number of a format of texts, entered into the workbook."""
    cell = WriteOnlyCell(page, "")
    cell.number_format = _TEXT_FORMAT
    if guarded:
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return int(cell.style_id)


def _widths(sheet: Sheet) -> list[int]:
    widths = [len(head) for head in sheet.heads]
    for row in islice(sheet.rows, _ROWS_MEASURED):
        for place, value in enumerate((row or ())[: len(widths)]):
            widths[place] = max(widths[place], len(str(value)) if value is not None else 0)
    return [min(width + 2, _WIDEST) for width in widths]


def _with_texts(part: str, content: bytes) -> bytes:
    """The part with one fixed date, and where the shared texts stand."""
    if part == "docProps/core.xml":
        return _STAMP.sub(_FIXED_STAMP, content)
    if part not in _ADDED:
        return content
    end, added = _ADDED[part]
    return content.replace(end, added + end)


def _put(archive: zipfile.ZipFile, part: str, content: bytes) -> None:
    """Write a part with one fixed time stamp."""
    info = zipfile.ZipInfo(part, _FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, content, compresslevel=1 if len(content) > _LARGE else None)
