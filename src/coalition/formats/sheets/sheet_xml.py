"""The rows of a sheet as XML, and the table of the texts they share (ECMA-376 part 1, 18.3 and 18.4.9).

Written here because a plan has millions of cells: each distinct text is escaped once, and a cell is little more
than its place and the text's number. Not here: everything else of a workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape as escape_xml

from openpyxl.utils import get_column_letter

from coalition.formats.sheets.cell_text import escape
from coalition.formats.source.grid import MOST_COLUMNS

Cell = str | int | float | None
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROWS_A_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the formats of texts: plain or bold, and those that look like a formula."""

    text: int
    guarded: int
    bold: int
    bold_guarded: int


class CellEnds(dict[Cell, str]):
    """What follows a cell's place, by its value; empty for a cell that is left out.

    A text is numbered when it is first met. One with escapes is not shared but stands in its cell: openpyxl
    reads escapes of shared texts wrongly.
    """

    def __init__(self, styles: Styles) -> None:
        super().__init__({None: "", "": ""})
        self._styles, self._shared = styles, list[str]()

    def __missing__(self, value: Cell) -> str:
        """The end of a cell with a value met for the first time."""
        found = self[value] = self._end_of(value)
        return found

    def _end_of(self, value: Cell) -> str:
        if not isinstance(value, str):
            return f'" t="n"><v>{_digits(value)}</v></c>'
        style = self._styles.guarded if looks_like_formula(value) else self._styles.text
        if escape(value) != value:
            return f'" s="{style}" t="inlineStr"><is>{_text(value)}</is></c>'
        self._shared.append(value)
        return f'" s="{style}" t="s"><v>{len(self._shared) - 1}</v></c>'

    def xml(self) -> Iterator[bytes]:
        """The table of texts, piece by piece."""
        yield f'<sst xmlns="{_MAIN}" uniqueCount="{len(self._shared)}">'.encode()
        for piece in pieces(self._shared):
            yield "".join([f"<si>{_text(text)}</si>" for text in piece]).encode()
        yield b"</sst>"


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape_xml(escape(text))}</t>'


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if it were typed in."""
    return text.startswith(_LOOKS_LIKE_FORMULA)


def pieces(items: Iterable[str]) -> Iterator[list[str]]:
    """The items in lists that are worth encoding at once."""
    piece: list[str] = []
    for item in items:
        piece.append(item)
        if len(piece) == _ROWS_A_PIECE:
            yield piece
            piece = []
    yield piece


def rows_xml(
    heads: Sequence[str], rows: Iterable[Sequence[Cell] | None], ends: CellEnds, styles: Styles
) -> Iterator[bytes]:
    """The inside of `sheetData`, piece by piece: the heads in bold, then the rows."""
    yield _head(heads, styles).encode()
    begins = [f'<c r="{get_column_letter(place)}' for place in range(1, MOST_COLUMNS + 1)]
    for piece in pieces(_row(str(n), row, begins, ends) for n, row in enumerate(rows, 2)):
        yield "".join(piece).encode()


def _head(heads: Sequence[str], styles: Styles) -> str:
    cells = []
    for place, text in enumerate(heads, 1):
        style = styles.bold_guarded if looks_like_formula(text) else styles.bold
        if text:
            where = f"{get_column_letter(place)}1"
            cells.append(f'<c r="{where}" s="{style}" t="inlineStr"><is>{_text(text)}</is></c>')
    return f'<row r="1">{"".join(cells)}</row>'


def _row(number: str, row: Sequence[Cell] | None, begins: list[str], ends: CellEnds) -> str:
    cells = [
        begin + number + end
        for begin, end in zip(begins, [ends[value] for value in row or ()], strict=False)
        if end
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _digits(value: float | None) -> str:
    return str(value) if isinstance(value, int) else f"{value:.16g}"
