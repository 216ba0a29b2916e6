"""Reads a CSV of dates and numbers into a series at equal steps.

A cumulative series, reported now and then, is read off its line between reports at each step; what it grew by
is the step's value. A series of counts is summed by step. Dates may be ISO (2014-10-01) or month/day/year.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, did_you_mean, quote
from coalition.formats.source.text_file import read_clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_ROWS = 1_000_000


def read_series(
    path: Path, *, value: str, dated: str | None, every_days: int, cumulative: bool
) -> tuple[date, NDArray[np.float64]]:
    """The first step's first day, and the values. `dated` None takes the first column.

    Raises InputError naming every row that cannot be read.
    """
    log = FaultLog()
    text = read_clean_text(path, path.name, log)
    rows = [] if text is None else list(csv.reader(text.splitlines()))
    if log.found or len(rows) < 2:
        if not log.found:
            log.add("empty-table", path.name, "a head and rows are needed")
        raise InputError(log.found)
    columns = _columns(rows[0], (dated or rows[0][0], value), path.name, log)
    if log.found:
        raise InputError(log.found)
    points = _points(rows[1 : _MOST_ROWS + 1], columns, path.name, log)
    if log.found:
        raise InputError(log.found)
    days = np.array([point[0].toordinal() for point in points])
    numbers = np.array([point[1] for point in points])
    if cumulative:
        return points[0][0], _grown(days, numbers, every_days)
    steps = (days - days[0]) // every_days
    return points[0][0], np.bincount(steps, weights=numbers).astype(np.float64)


def _columns(
    heads: Sequence[str], wanted: tuple[str, str], file: str, log: FaultLog
) -> tuple[int, int]:
    places = []
    for name in wanted:
        if name in heads:
            places.append(heads.index(name))
            continue
        log.add(
            "missing-column", file, f"no column is called {quote(name)}", did_you_mean(name, heads)
        )
        places.append(0)
    return places[0], places[1]


def _points(
    rows: Sequence[Sequence[str]], columns: tuple[int, int], file: str, log: FaultLog
) -> list[tuple[date, float]]:
    """Date and number of every row that has one, sorted; of one date the greatest."""
    found: dict[date, float] = {}
    for number, row in enumerate(rows, start=2):
        where = f"{file}:row {number}"
        if max(columns) >= len(row) or not row[columns[1]].strip():
            continue
        day, amount = _date(row[columns[0]].strip()), _number(row[columns[1]].strip())
        if day is None:
            log.add(
                "bad-date", where, f"{quote(row[columns[0]])} is not a date", "write 2014-10-01"
            )
        if amount is None:
            log.add(
                "bad-number", where, f"{quote(row[columns[1]])} is not a number of nought or more"
            )
        if day is not None and amount is not None:
            found[day] = max(amount, found.get(day, 0.0))
    if not found and not log.found:
        log.add("empty-table", file, "no row has a number")
    return sorted(found.items())


def _date(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%dT%H:%M"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _grown(days: NDArray[np.int64], totals: NDArray[np.float64], every: int) -> NDArray[np.float64]:
    """What a running total grew by in each step; a total that was corrected downward grew by nothing."""
    steady = np.maximum.accumulate(totals)
    grid = np.arange(days[0], days[-1] + 1, every)
    return np.asarray(np.diff(np.interp(grid, days, steady)), dtype=np.float64)
