"""The command that follows requests to their receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.sustainment.reconciliation import Counted, Matched


def reconcile(book: Path, /, *, at: str | None = None, format: Format = "table") -> int:  # noqa: A002
    """Follow every request to its receipt, and hold counts against the books.

    Example: `coalition reconcile cases/northern-sustainment --at 2027-03-13`. Exit code 1 when something is
    short, over, overdue or cannot be matched.

    Parameters
    ----------
    book
        The folder of the book.
    at
        The day on which it is asked; default the horizon's end.
    format
        How to write the tables.

    """
    from coalition.operations.sustain.reconcile_book import reconcile_book
    from coalition.sustainment.reconciliation import Outcome

    found = reconcile_book(book, at)
    sheets = [
        Sheet("requests", "From request to receipt", (
            "request", "outcome", "place", "nation", "item", "asked_kg", "sent_kg", "received_kg",
            "difference_kg",
        ), tuple(map(_request, found.requests))),
        Sheet("counts", "Counts against the books", (
            "line", "place", "nation", "item", "counted_kg", "booked_kg", "difference_kg",
        ), tuple(map(_count, found.counts))),
    ]  # fmt: skip
    loose = [one for one in found.requests if one.outcome is not Outcome.COMPLETE]
    off = [one for one in found.counts if one.difference_kg]
    note = (
        f"{len(found.requests) - len(loose)} of {len(found.requests)} requests reconciled; "
        f"{len(off)} of {len(found.counts)} counts differ from the books"
    )
    write_sheets(sheets, format, notes=[note])
    return 1 if loose or off else 0


def _request(one: Matched) -> tuple[Cell, ...]:
    return (
        one.request, str(one.outcome), one.store.place, one.store.nation, one.store.item,
        one.asked_kg, one.sent_kg, one.received_kg, one.difference_kg,
    )  # fmt: skip


def _count(one: Counted) -> tuple[Cell, ...]:
    return (
        one.line, one.store.place, one.store.nation, one.store.item, one.counted_kg, one.booked_kg,
        one.difference_kg,
    )  # fmt: skip
