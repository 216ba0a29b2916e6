"""From a grid to the records of its table, each cell checked on its own."""

from __future__ import annotations

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
    from collections.abc import Callable

    from coalition.formats.faults import FaultLog
    from coalition.formats.source.grid import Grid
    from coalition.measure.instants import Minute

REPLACED = "\N{REPLACEMENT CHARACTER}"


def read_rows(grid: Grid, shape: Shape, c_day: Minute | None, log: FaultLog) -> list[Record]:
    """A record a row. Rows with too few or too many cells keep their id and nothing else."""
    heads = read_heads(grid, shape, log)
    lost = _columns_lost(grid, heads, shape)
    return [
        _read_row(grid, number, cells, heads, shape, lost, c_day, log)
        for number, cells in grid.rows
    ]


def _columns_lost(grid: Grid, heads: list[Head | None], shape: Shape) -> set[str]:
    """Columns of which nothing may be concluded because a head was not understood."""
    if all(heads) and len(heads) == len(grid.heads):
        known = {head.column.name for head in heads if head}
        return {
            column.name for column in shape.columns if column.required and column.name not in known
        }
    known = {head.column.name for head in heads if head}
    return {column.name for column in shape.columns if column.name not in known}


def _read_row(
    grid: Grid, number: int, cells: list[str], heads: list[Head | None], shape: Shape,
    lost: set[str], c_day: Minute | None, log: FaultLog,
) -> Record:  # fmt: skip
    written = {head.column.name: head.text for head in heads if head}
    record = Record(shape.name, _locator(grid, number, written), faulty=set(lost))
    extra = any(cell.strip() for cell in cells[len(heads) :])
    if len(cells) < len(heads) or extra:
        message = f"the row has {len(cells)} cells, the head {len(heads)}"
        log.add("ragged-row", grid.where(number), message)
        record.faulty.add("*")
    for head, cell in zip(heads, cells, strict=False):
        if head is not None and (record.sound() or head.column.kind is Kind.ID):
            read_cell(record, head, cell.strip(), c_day, log)
    return record


def _locator(grid: Grid, number: int, written: dict[str, str]) -> Callable[[str], str]:
    def where(name: str) -> str:
        return grid.where(number, written.get(name, name))

    return where


def read_cell(record: Record, head: Head, cell: str, c_day: Minute | None, log: FaultLog) -> None:
    """Put the cell's value into the record, or its fault into the log."""
    column = head.column
    try:
        _refuse_text(cell)
        if cell == "":
            _blank(record, column)
        elif cell == UNKNOWN and not _is_text(column):
            _unknown(record, column)
        else:
            record.values[column.name] = _value(head, cell, c_day)
    except ValueFault as fault:
        record.faulty.add(column.name)
        log.add(fault.code, record.at(column.name), fault.message, fault.hint)
        if column.kind is Kind.ID:
            record.values[column.name] = cell


def _refuse_text(cell: str) -> None:
    if len(cell) > MOST_CELL:
        raise ValueFault("cell-too-long", f"{len(cell):,} characters")
    if CONTROL.search(cell):
        raise ValueFault("control-character", f"{quote(cell)} holds a control character")
    refuse_formula(cell)


def _is_text(column: Column) -> bool:
    return column.kind is Kind.TEXT and not column.field and not column.required


def _blank(record: Record, column: Column) -> None:
    if column.required:
        raise ValueFault(
            "missing-value", f"`{column.name}` must be filled", f"fill it: {column.doc}"
        )
    record.values[column.name] = column.default


def _unknown(record: Record, column: Column) -> None:
    if not column.field:
        raise ValueFault("unknown-not-allowed", f"`?` cannot stand for `{column.name}`")
    record.unknown.add(column.name)


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
