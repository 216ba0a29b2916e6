"""From a CSV or XLSX table (first sheet, heads in row 1, one event a row) to events, all faults at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.formats.exercise.columns import recognise
from coalition.formats.exercise.mapping import read_mapping
from coalition.formats.exercise.nouns import RATINGS, Event, EventList
from coalition.formats.faults import quote
from coalition.formats.parse.values import ValueFault, read_instant
from coalition.formats.sheets.reader import read_first_sheet
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import CONTROL, read_clean_text

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.faults import FaultLog
    from coalition.formats.source.grid import Grid
    from coalition.measure.instants import Minute

_MOST_EVENTS = 5_000
_SECONDS = re.compile(r"(:\d{2}):00(?:\.0+)?(Z?)$")
_SPACED = re.compile(r"^(C[+-]\d+|\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})")


def read_event_list(
    path: Path, log: FaultLog, *, mapping: Path | None = None, c_day: Minute | None = None
) -> EventList | None:
    """The list of the file, or None when it has no usable head; what is wrong goes to the log.

    Without `c_day` an event whose time counts from C-day has none.
    """
    grid = _grid(path, log)
    if grid is None:
        return None
    given = {} if mapping is None else read_mapping(mapping, grid.heads, log)
    layout, known = recognise([head for head in grid.heads if head and head not in given])
    fields = _fields(grid, {**known, **given}, log)
    _check_heads(grid, fields, log)
    if len(grid.rows) > _MOST_EVENTS:
        log.add("too-many-rows", grid.where(grid.rows[_MOST_EVENTS][0]), f"over {_MOST_EVENTS:,}")
        grid.rows = grid.rows[:_MOST_EVENTS]
    rows = _Rows(grid, fields, c_day, log)
    events = tuple([rows.event(number, cells) for number, cells in grid.rows])
    heads = {name: grid.heads[place] for name, place in fields.items()}
    _check_numbers(grid, events, heads.get("event", "event"), log)
    unread = tuple(h for h in grid.heads if h and h not in heads.values() and h not in given)
    return EventList(grid.shown, layout, events, heads, unread)


def instant_of(text: str, c_day: Minute | None) -> Minute | None:
    """The instant of `C+3`, `C+3 06:00`, `2027-03-04T06:00Z` and what spreadsheets make of these.

    None when it counts from a C-day that is not known. Raises ValueFault.
    """
    shorter = _SECONDS.sub(r"\1\2", text.strip())
    return read_instant(_SPACED.sub(r"\1T\2", shorter), c_day)


def _grid(path: Path, log: FaultLog) -> Grid | None:
    if path.suffix.lower() == ".xlsx":
        return read_first_sheet(path, log)
    text = read_clean_text(path, path.name, log)
    grid = None if text is None else read_csv_grid(text, path.name, log)
    if grid is None:
        return None
    width = len(grid.heads)
    for number, cells in grid.rows:
        if len(cells) != width:
            log.add("ragged-row", grid.where(number), f"{len(cells)} cells under {width} heads")
    grid.rows = [(number, (cells + [""] * width)[:width]) for number, cells in grid.rows]
    return grid


def _fields(grid: Grid, known: dict[str, str], log: FaultLog) -> dict[str, int]:
    """Field -> place of its column."""
    fields: dict[str, int] = {}
    for place, head in enumerate(grid.heads):
        name = known.get(head, "")
        if not name:
            continue
        if name in fields:
            message = f"{quote(head)} and {quote(grid.heads[fields[name]])} are both `{name}`"
            log.add("duplicate-column", grid.where(1, head), message)
        fields.setdefault(name, place)
    return fields


def _check_heads(grid: Grid, fields: dict[str, int], log: FaultLog) -> None:
    hint = "name the column so, or say with --map which column it is"
    if not fields.keys() & {"time", "delivery"}:
        log.add("missing-column", grid.where(1), "no column says when an event is played", hint)
    if not fields.keys() & {"inject", "message"}:
        log.add("missing-column", grid.where(1), "no column says what is injected", hint)
    for place, head in enumerate(grid.heads):
        if not head and any(place < len(cells) and cells[place].strip() for _, cells in grid.rows):
            log.add("empty-head", grid.where(1), f"column {place + 1} has cells and no head")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Reads the rows of one table: knows which field stands in which place, and C-day."""

    grid: Grid
    fields: dict[str, int]
    c_day: Minute | None
    log: FaultLog

    def event(self, number: int, cells: list[str]) -> Event:
        """The event of a row; what is wrong with it goes to the log."""
        self._check_cells(number, cells)
        texts = {name: cells[place].strip() for name, place in self.fields.items()}
        extra = {
            head: cells[place] for place, head in enumerate(self.grid.heads)
            if head and place not in self.fields.values() and cells[place].strip()
        }  # fmt: skip
        if self._lacks(texts, "inject", "message"):
            self._add("missing-value", number, "", "nothing says what is injected")
        rating = texts.get("rating", "")
        if rating and rating.casefold() not in RATINGS:
            hint = "met, partly, not, P, S, M or U"
            self._add("bad-choice", number, "rating", f"{quote(rating)} is no rating", hint)
        at = self._at(number, texts)
        return Event(texts.get("event") or f"row {number}", number, at, texts, extra)

    def _at(self, number: int, texts: dict[str, str]) -> Minute | None:
        """When the event is played; a blank scenario time is that of its delivery."""
        if self._lacks(texts, "time", "delivery"):
            self._add("missing-value", number, "", "nothing says when the event is played")
        name = next((one for one in ("time", "delivery") if texts.get(one)), "")
        if not name:
            return None
        try:
            return instant_of(texts[name], self.c_day)
        except ValueFault as fault:
            self._add(fault.code, number, name, fault.message, fault.hint)
            return None

    def _check_cells(self, number: int, cells: list[str]) -> None:
        for head, cell in zip(self.grid.heads, cells, strict=False):
            if CONTROL.search(cell):
                where = self.grid.where(number, head)
                self.log.add("control-character", where, "the cell holds an invisible character")
        if any(cell.strip() for cell in cells[len(self.grid.heads) :]):
            self._add("ragged-row", number, "", "cells beyond the last head")

    def _lacks(self, texts: dict[str, str], *names: str) -> bool:
        """Whether all of these are blank though the table has a column for one."""
        return any(name in texts for name in names) and not any(texts.get(name) for name in names)

    def _add(self, code: str, number: int, name: str, message: str, hint: str = "") -> None:
        head = self.grid.heads[self.fields[name]] if name else ""
        self.log.add(code, self.grid.where(number, head), message, hint)


def _check_numbers(grid: Grid, events: tuple[Event, ...], head: str, log: FaultLog) -> None:
    seen: dict[str, int] = {}
    for event in events:
        first = seen.setdefault(event.number, event.row)
        if first != event.row:
            message = f"{quote(event.number)} is already the number of row {first}"
            log.add("duplicate-id", grid.where(event.row, head), message)
