"""Follow the requests of a book's stock record to their receipt."""

from __future__ import annotations

from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.supply.reader import read_supplies
from coalition.measure.instants import parse_instant
from coalition.sustainment.reconciliation import Reconciliation, reconcile


def reconcile_book(folder: Path, at: str | None) -> Reconciliation:
    """The record as it stands at a date (None: the horizon's end). Raises InputError."""
    book = read_book(folder)
    supplies = read_supplies(folder, book)
    if at is None:
        return reconcile(supplies, book.crisis.horizon_end)
    try:
        return reconcile(supplies, parse_instant(at))
    except ValueError as error:
        raise InputError([Fault("--at", "bad-date", str(error), "write YYYY-MM-DD")]) from error
