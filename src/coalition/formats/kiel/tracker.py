"""Military allocations by donor and month, read from the Ukraine Support Tracker's published table.

`data_explorer.csv` of a release of the tracker (Kiel Institute for the World Economy) has a row for each
donor and month, in billions of euros. An allocation is a decision about money, not a delivery and not a
weight. Rows of donors without a three-letter code, as the institutions of the European Union, are left out.
Nothing of the tracker comes with the program.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, quote
from coalition.formats.source.text_file import read_clean_text

FILE = "data_explorer.csv"
ATTRIBUTION = "Data source: Kiel Institute for the World Economy - Ukraine Support Tracker"
_HEADS = ("iso", "year", "month", "military")
_CODE = re.compile(r"[A-Z]{3}")
_THOUSANDS_PER_BILLION = 1_000_000
_MOST_BILLIONS = 10_000
_MONTHS = 12

Allocations = Mapping[tuple[str, int], int]
"""Thousands of euros by donor and month; months are counted from January of the year 0."""


def month_number(year: int, month: int) -> int:
    """Months since January of the year 0; `month` counts from 1."""
    return year * _MONTHS + month - 1


def read_tracker(folder: Path) -> Allocations:
    """Military allocations of a folder that holds the tracker's table. Raises InputError with all faults."""
    log = FaultLog()
    path = folder / FILE
    if not path.is_file():
        log.add("missing-file", str(path), f"{quote(folder)} holds no {FILE} of the tracker")
        raise InputError(log.found)
    text = read_clean_text(path, FILE, log)
    table = csv.DictReader((text or "").splitlines())
    for head in _HEADS:
        if head not in (table.fieldnames or ()):
            log.add("missing-column", FILE, f"column {quote(head)} is not there")
    if log.found:
        raise InputError(log.found)
    found: dict[tuple[str, int], int] = {}
    for number, row in enumerate(table, start=2):
        _add(found, row, f"{FILE}:row {number}", log)
    if log.found:
        raise InputError(log.found)
    return found


def _add(
    found: dict[tuple[str, int], int], row: Mapping[str, str | None], at: str, log: FaultLog
) -> None:
    """Add what a row says. What was taken back in a month lowers nothing below none."""
    iso, year, month, military = ((row.get(head) or "").strip() for head in _HEADS)
    if not _CODE.fullmatch(iso):
        return
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= _MONTHS):
        log.add("bad-date", at, f"{quote(year)}, {quote(month)} is no year and month")
        return
    try:
        billions = Decimal(military or "0")
    except InvalidOperation:
        billions = Decimal("NaN")
    if not billions.is_finite() or abs(billions) > _MOST_BILLIONS:
        log.add("bad-number", at, f"{quote(military)} is no plausible sum")
        return
    key = iso, month_number(int(year), int(month))
    found[key] = max(0, found.get(key, 0) + round(billions * _THOUSANDS_PER_BILLION))
