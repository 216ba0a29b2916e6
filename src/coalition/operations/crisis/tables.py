"""Rows of a list as a table for spreadsheets, with the marking above and below; texts are made safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from coalition.formats.exports.safe_text import safe_text
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.formats.source.grid import write_csv
from coalition.operations.crisis.rows.shown import LabelShown
from coalition.operations.crisis.stated.wire import to_wire

Cell = str | int
_LEFT_OUT = frozenset(
    {"state", "now", "standing", "opening", "provisions", "bars", "steps", "windows"}
)


def heads_of(shape: type) -> list[str]:
    """The columns of a table: every field that is no structure of its own."""
    return [one.name for one in fields(shape) if one.name not in _LEFT_OUT]


def cells_of(row: Any, heads: Iterable[str], language: str = "en") -> list[Cell]:
    """The cells of a row, its marking in the language."""
    told = to_wire(type(row), row)
    return [_cell(getattr(row, name), told[name], language) for name in heads]


def _cell(value: Any, told: Any, language: str) -> Cell:
    if isinstance(value, LabelShown):
        return safe_text(value.marking_fr if language == "fr" else value.marking)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and isinstance(told, int):
        return told
    if isinstance(told, list):
        return safe_text("; ".join(map(_flat, told)))
    return "" if told is None else safe_text(_flat(told))


def _flat(told: Any) -> str:
    if isinstance(told, dict):
        return ", ".join(
            f"{key} {_flat(item)}" for key, item in told.items() if item not in ("", None)
        )
    return str(told)


def write_table_csv(
    shape: type, rows: Sequence[Any], marking: str, *, language: str = "en"
) -> bytes:
    """The table as CSV (RFC 4180, UTF-8), the marking in the first and the last row."""
    heads = heads_of(shape)
    lines: list[Sequence[Cell]] = [[safe_text(marking)], heads]
    lines += [cells_of(row, heads, language) for row in rows]
    lines.append([safe_text(marking)])
    return write_csv(lines).encode()


def write_table_xlsx(
    shape: type, rows: Sequence[Any], marking: str, *, language: str = "en"
) -> bytes:
    """The table as a workbook, the marking in the first and the last row; equal tables are equal bytes."""
    heads = heads_of(shape)
    lines: list[Sequence[Cell]] = [heads]
    lines += [cells_of(row, heads, language) for row in rows]
    lines.append([marking])
    return workbook_bytes([Sheet("table", [marking], lines)])
