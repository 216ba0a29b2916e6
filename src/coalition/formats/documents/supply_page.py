"""`docs/reference/supply.md`: every table of a book's `sustainment/` folder."""

from __future__ import annotations

from coalition.formats.documents.book_page import section
from coalition.formats.supply.tables import SUPPLY_TABLES

_HEAD = """\
# Supply

The tables of a book's `sustainment/` folder. All may be left out; a book that extends another takes over
those it does not have. Cells, units in heads, dates and provenance columns are as in [the book](book.md); `?`
stands where nobody knows, and a number that nobody knows never makes a green verdict. How the numbers are
used: [sustainment](../explanation/sustainment.md).

This page is made by `scripts/write_reference.py`. A star marks what must be filled.
"""


def supply_page() -> str:
    """The page."""
    parts = [section(table, f"sustainment/{name}.csv") for name, table in SUPPLY_TABLES.items()]
    return "\n".join((_HEAD, *parts))
