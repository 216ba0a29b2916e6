"""From a grid to the records of its table: column by column, each distinct text of a column once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from coalition.formats.faults import quote
from coalition.formats.parse.heads import Head, read_heads
from coalition.formats.parse.record import Record
from coalition.formats.parse.values import (
    MOST_ITEMS,
    UNKNOWN,
    ValueFault,
    parse_value,
    read_id,
    read_nation_id,
    refuse_formula,
)
from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.source.grid import MOST_CELL
from coalition.formats.source.text_file import CONTROL

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.source.grid import Grid
    from coalition.measure.instants import Minute

REPLACED = "\N{REPLACEMENT CHARACTER}"
_NOBODY_KNOWS = object()
"""What `?` in a cell is read as."""


def read_rows(grid: Grid, shape: Shape, c_day: Minute | None, log: FaultLog) -> list[Record]:
    """A record a row. Rows with too few or too many cells keep their id and nothing else."""
    heads = read_heads(grid, shape, log)
    texts = list(zip(*(_fit_row(grid, row, heads, log) for row in grid.rows), strict=False))
    columns = [_Column(head, c_day) for head in heads if head]
    places = [place for place, head in enumerate(heads) if head]
    read = [
        [column[cell] for cell in texts[place]] if texts else []
        for place, column in zip(places, columns, strict=True)
    ]
    records = _records(grid, shape, heads, read)
    for column, found in zip(columns, read, strict=True):
        if column.odd:
            _mark(records, column.head.column, found, log)
    _mark_ragged(records, grid, heads)
    return records


def _records(
    grid: Grid, shape: Shape, heads: list[Head | None], read: list[list[object]]
) -> list[Record]:
    """The records of what was read column by column."""
    written = {head.column.name: head.text for head in heads if head}
    lost = frozenset(_columns_lost(grid, heads, shape))
    rows = zip(*read, strict=True) if read else iter([()] * len(grid.rows))
    return [
        Record(
            shape.name, partial(_where, grid, written, number),
            dict(zip(written, values, strict=True)), faulty=lost,
        )
        for (number, _), values in zip(grid.rows, rows, strict=True)
    ]  # fmt: skip


def _columns_lost(grid: Grid, heads: list[Head | None], shape: Shape) -> set[str]:
    """Columns of which nothing may be concluded because a head was not understood."""
    if all(heads) and len(heads) == len(grid.heads):
        known = {head.column.name for head in heads if head}
        return {
            column.name for column in shape.columns if column.required and column.name not in known
        }
    known = {head.column.name for head in heads if head}
    return {column.name for column in shape.columns if column.name not in known}


def _where(grid: Grid, written: dict[str, str], number: int, name: str) -> str:
    return grid.where(number, written.get(name, name))


def _is_ragged(cells: list[str], heads: list[Head | None]) -> bool:
    """Whether the row has fewer cells than the head, or filled ones beyond it."""
    here, there = len(cells), len(heads)
    return here < there or (here > there and any(cell.strip() for cell in cells[there:]))


def _fit_row(
    grid: Grid, row: tuple[int, list[str]], heads: list[Head | None], log: FaultLog
) -> list[str | None]:
    """The row's cells, at least as many as heads; of a ragged row the id alone."""
    number, cells = row
    if not _is_ragged(cells, heads):
        return [*cells]
    message = f"the row has {len(cells)} cells, the head {len(heads)}"
    log.add("ragged-row", grid.where(number), message)
    own: list[str | None] = [None] * len(heads)
    for place, (head, cell) in enumerate(zip(heads, cells, strict=False)):
        if head and head.column.kind is Kind.ID:
            own[place] = cell
    return own


def _mark_ragged(records: list[Record], grid: Grid, heads: list[Head | None]) -> None:
    for record, (_, cells) in zip(records, grid.rows, strict=True):
        if _is_ragged(cells, heads):
            record.blame("*")


def _mark(records: list[Record], column: Column, read: list[object], log: FaultLog) -> None:
    """Take what is unknown and what is faulty out of the values again, and log the faults."""
    for record, found in zip(records, read, strict=True):
        if found is _NOBODY_KNOWS:
            del record.values[column.name]
            record.admit_unknown(column.name)
        elif isinstance(found, _Refused):
            record.values[column.name] = found.cell if column.kind is Kind.ID else None
            record.blame(column.name)
            fault = found.fault
            log.add(fault.code, record.at(column.name), fault.message, fault.hint)


@dataclass(frozen=True, slots=True)
class _Refused:
    """A cell that cannot be used, and why."""

    cell: str
    fault: ValueFault


class _Column(dict[str | None, object]):
    """What each text of one column says, read when first met; a cell that is not there says nothing.

    `odd` is whether some text was `?` or could not be used.
    """

    def __init__(self, head: Head, c_day: Minute | None) -> None:
        super().__init__({None: None})
        self.head, self.odd, self._c_day = head, False, c_day

    def __missing__(self, cell: str) -> object:
        """Read a text met for the first time."""
        found = self[cell] = self._read(cell.strip())
        self.odd = self.odd or found is _NOBODY_KNOWS or isinstance(found, _Refused)
        return found

    def _read(self, cell: str) -> object:
        try:
            return read_cell(self.head, cell, self._c_day)
        except ValueFault as fault:
            return _Refused(cell, fault.with_traceback(None))


def read_cell(head: Head, cell: str, c_day: Minute | None) -> object:
    """The value of a cell, or that nobody knows it. Raises ValueFault."""
    _refuse_text(cell)
    if cell == "":
        return _blank(head.column)
    if cell == UNKNOWN and not _is_text(head.column):
        return _unknown(head.column)
    return _value(head, cell, c_day)


def _refuse_text(cell: str) -> None:
    if len(cell) > MOST_CELL:
        raise ValueFault("cell-too-long", f"{len(cell):,} characters")
    if CONTROL.search(cell):
        raise ValueFault("control-character", f"{quote(cell)} holds a control character")
    refuse_formula(cell)


def _is_text(column: Column) -> bool:
    return column.kind is Kind.TEXT and not column.field and not column.required


def _blank(column: Column) -> object:
    if column.required:
        raise ValueFault(
            "missing-value", f"`{column.name}` must be filled", f"fill it: {column.doc}"
        )
    return column.default


def _unknown(column: Column) -> object:
    if not column.field:
        raise ValueFault("unknown-not-allowed", f"`?` cannot stand for `{column.name}`")
    return _NOBODY_KNOWS


def _value(head: Head, cell: str, c_day: Minute | None) -> object:
    if not head.column.many:
        return _one(head, cell, c_day)
    items = [item.strip() for item in cell.split(";") if item.strip()]
    if len(items) > MOST_ITEMS:
        raise ValueFault("absurd-value", f"a list of {len(items):,} items")
    values = tuple(_one(head, item, c_day) for item in items)
    if len(set(values)) < len(values) and head.column.name != "nations":
        raise ValueFault("duplicate-item", f"{quote(cell)} names the same twice")
    return values


def _one(head: Head, text: str, c_day: Minute | None) -> object:
    column = head.column
    if column.kind is Kind.ID:
        return read_nation_id(text) if column.name == "nation" else read_id(text)
    if column.kind is Kind.REF and REPLACED not in text:
        return read_id(text, full=column.of == "provision")
    return parse_value(column, text, head.unit, c_day)
