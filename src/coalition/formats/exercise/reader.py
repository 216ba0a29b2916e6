"""From a CSV or XLSX table (first sheet, heads in row 1, one event a row) to events, all faults at once."""

from __future__ import annotations

import re
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
    events = tuple([_event(grid, row, fields, c_day, log) for row in grid.rows])
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


def _event(
    grid: Grid,
    row: tuple[int, list[str]],
    fields: dict[str, int],
    c_day: Minute | None,
    log: FaultLog,
) -> Event:
    number, cells = row
    for place, cell in enumerate(cells[: len(grid.heads)]):
        if CONTROL.search(cell):
            where = grid.where(number, grid.heads[place])
            log.add("control-character", where, "the cell holds an invisible character")
    texts = {name: cells[place].strip() for name, place in fields.items()}
    extra = {
        head: cells[place] for place, head in enumerate(grid.heads)
        if head and place not in fields.values() and cells[place].strip()
    }  # fmt: skip
    if not (texts.get("inject") or texts.get("message")) and fields.keys() & {"inject", "message"}:
        log.add("missing-value", grid.where(number), "nothing says what is injected")
    rating = texts.get("rating", "")
    if rating and rating.casefold() not in RATINGS:
        where = grid.where(number, grid.heads[fields["rating"]])
        log.add(
            "bad-choice", where, f"{quote(rating)} is no rating", "met, partly, not, P, S, M or U"
        )
    at = _at(grid, number, fields, texts, c_day, log)
    return Event(texts.get("event") or f"row {number}", number, at, texts, extra)


def _at(
    grid: Grid, number: int, fields: dict[str, int], texts: dict[str, str], c_day: Minute | None,
    log: FaultLog,
) -> Minute | None:  # fmt: skip
    """When the event is played; a blank scenario time is that of its delivery."""
    name = next((one for one in ("time", "delivery") if texts.get(one)), "")
    if not name:
        if fields.keys() & {"time", "delivery"}:
            log.add("missing-value", grid.where(number), "nothing says when the event is played")
        return None
    try:
        return instant_of(texts[name], c_day)
    except ValueFault as fault:
        where = grid.where(number, grid.heads[fields[name]])
        log.add(fault.code, where, fault.message, fault.hint)
        return None


def _check_numbers(grid: Grid, events: tuple[Event, ...], head: str, log: FaultLog) -> None:
    seen: dict[str, int] = {}
    for event in events:
        first = seen.setdefault(event.number, event.row)
        if first != event.row:
            message = f"{quote(event.number)} is already the number of row {first}"
            log.add("duplicate-id", grid.where(event.row, head), message)
