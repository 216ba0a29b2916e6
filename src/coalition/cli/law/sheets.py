"""How answers of the law look: as tables for a person, as CSV or JSON for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console

Format = Literal["table", "csv", "json"]
"""How to write an answer."""
Cell = str | int | bool | None | Sequence[str]
"""What stands in a field: a list of texts is joined in tables and CSV."""
_PIPED_WIDTH = 140
"""Characters of a line where nobody says how wide the window is."""
_MOST_NAMES = 3
_LEAST_WIDE = 12
_KEPT_WHOLE = 17
"""Characters of a date with its time; what is no longer is never broken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under heads. In a terminal, only `shown` heads stand (empty: all), and the first may repeat."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: tuple[str, ...] = ()

    @property
    def records(self) -> Iterator[dict[str, Cell]]:
        """The rows by head."""
        return (dict(zip(self.heads, row, strict=True)) for row in self.rows)


def write_sheets(
    sheets: Sequence[Sheet],
    form: Format,
    *,
    head: Mapping[str, Cell] | None = None,
    notes: Iterable[str] = (),
) -> None:
    """Print the sheets. JSON holds head, sheets by name and notes; CSV the sheets one after the other."""
    wide = None if Console().is_terminal else _PIPED_WIDTH
    console = Console(soft_wrap=form != "table", highlight=False, width=wide)
    told = list(notes)
    if form == "json":
        whole = {**(head or {}), **{s.name: list(s.records) for s in sheets}, "notes": told}
        console.print(json.dumps(whole, indent=1, ensure_ascii=False), markup=False)
        return
    if form == "csv":
        console.print("\n".join(map(_as_csv, sheets)), markup=False, end="")
        return
    for sheet in sheets:
        _draw(console, sheet)
    for line in told:
        console.print(line, markup=False, soft_wrap=True)


def _as_csv(sheet: Sheet) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(sheet.heads)
    writer.writerows([_flat(cell) for cell in row] for row in sheet.rows)
    return lines.getvalue()


def _flat(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str | int):
        return str(cell)
    return "; ".join(cell)


def _draw(console: Console, sheet: Sheet) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    if not sheet.rows:
        console.print(f"{sheet.title}: none", markup=False)
        return
    table = Table(
        title=escape(sheet.title), title_justify="left", title_style="bold", box=SIMPLE_HEAD
    )
    heads = sheet.shown or sheet.heads
    cells = [[escape(_short(record[head])) for head in heads] for record in sheet.records]
    for place, head in enumerate(heads):
        short = max(len(row[place]) for row in cells) <= _KEPT_WHOLE
        table.add_column(
            head.replace("_", " "),
            overflow="fold",
            no_wrap=short,
            min_width=None if short else _LEAST_WIDE,
        )
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _short(cell: Cell) -> str:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return f"{cell:,}"
    if cell is None or isinstance(cell, str | bool):
        return _flat(cell)
    more = f" and {len(cell) - _MOST_NAMES} more" if len(cell) > _MOST_NAMES else ""
    return "; ".join(cell[:_MOST_NAMES]) + more
