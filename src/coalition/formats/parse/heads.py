"""Which column each head of a table is, and in which unit it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.measure.units import UNITS, Unit

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.schema.column import Column, Shape
    from coalition.formats.source.grid import Grid


@dataclass(frozen=True, slots=True)
class Head:
    """A head understood: its column and unit (None for columns without one)."""

    text: str
    column: Column
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class HeadFault:
    """A head not understood; `meant` is the column it was surely meant to be, if any."""

    code: str
    message: str
    hint: str = ""
    meant: tuple[str, ...] = ()


def read_heads(grid: Grid, shape: Shape, log: FaultLog) -> list[Head | None]:
    """The head of each position (None: not understood, already logged); missing columns are logged."""
    heads: list[Head | None] = []
    given: set[str] = set()
    for place, text in enumerate(grid.heads):
        found = understand(text, shape)
        if isinstance(found, HeadFault):
            given.update(found.meant)
            if text or any(place < len(cells) and cells[place].strip() for _, cells in grid.rows):
                log.add(
                    found.code, grid.where(1, text or f"#{place + 1}"), found.message, found.hint
                )
            heads.append(None)
        elif found.column.name in given:
            log.add(
                "duplicate-column", grid.where(1, text), f"{quote(text)} is given more than once"
            )
            heads.append(None)
        else:
            given.add(found.column.name)
            heads.append(found)
    for column in shape.columns:
        if column.required and column.name not in given:
            message = f"`{shape.name}` needs a column `{column.written}`"
            log.add("missing-column", grid.where(1, column.name), message, f"add it: {column.doc}")
    return heads


def understand(text: str, shape: Shape) -> Head | HeadFault:
    """The column and unit a head names, or what is wrong with it."""
    if not text:
        return HeadFault("empty-head", "a column with cells has no head")
    plain = shape.find(text)
    if plain is not None and not plain.dimensions:
        return Head(text, plain)
    matches = [(column, found[1]) for column in shape.columns if (found := _matched(column, text))]
    for column, symbol in matches:
        unit = column.units().get(symbol or "")
        if unit is not None:
            return Head(text, column, unit)
    named = [pair for pair in matches if _names_unit(pair[1])] or [
        pair for pair in matches if not pair[1]
    ]
    return _unit_fault(text, named) if named else _unknown(text, shape, matches)


def _matched(column: Column, text: str) -> re.Match[str] | None:
    """Matches `payload`, `payload_t`, `payload_tons` for the column `payload_{}`; group 1 is the unit."""
    if not column.dimensions:
        return None
    before, _, after = column.pattern.partition("_{}")
    return re.fullmatch(f"{re.escape(before)}(?:_([A-Za-z0-9]+))?{re.escape(after)}", text)


def _names_unit(symbol: str | None) -> bool:
    return symbol in UNITS


def _unit_fault(text: str, matches: list[tuple[Column, str | None]]) -> HeadFault:
    meant = tuple(column.name for column, _ in matches)
    choices = [column.pattern.format(symbol) for column, _ in matches for symbol in column.units()]
    hint = "write one of " + ", ".join(dict.fromkeys(choices))
    symbol = matches[0][1]
    if symbol is None:
        return HeadFault("missing-unit", f"{quote(text)} does not say its unit", hint, meant)
    dimension = UNITS[symbol].dimension
    return HeadFault("wrong-dimension", f"{quote(text)} names a unit of {dimension}", hint, meant)


def _unknown(text: str, shape: Shape, matches: list[tuple[Column, str | None]]) -> HeadFault:
    known = [head for column in shape.columns for head in _spellings(column)]
    near = did_you_mean(text, known)
    if matches:
        choices = [column.pattern.format(unit) for column, _ in matches for unit in column.units()]
        hint = "write one of " + ", ".join(dict.fromkeys(choices))
        message = f"{quote(text)} names the unit {quote(matches[0][1])}, which is not known"
        return HeadFault("unknown-unit", message, hint, tuple(column.name for column, _ in matches))
    hint = near or "columns are " + ", ".join(column.written for column in shape.columns)
    meant = _meant(near, shape)
    return HeadFault("unknown-column", f"`{shape.name}` has no column {quote(text)}", hint, meant)


def _spellings(column: Column) -> list[str]:
    if not column.dimensions:
        return [column.name]
    return [column.pattern.format(symbol) for symbol in column.units()]


def _meant(near: str, shape: Shape) -> tuple[str, ...]:
    """The column a misspelt head was surely meant to be, so that it is not also called missing."""
    word = near.removeprefix("did you mean `").removesuffix("`?")
    return tuple(column.name for column in shape.columns if word and word in _spellings(column))
