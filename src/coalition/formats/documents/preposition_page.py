"""`docs/reference/preposition.md`: every table of a book's `preposition/` folder, and its terms."""

from __future__ import annotations

from coalition.formats.documents.book_page import section
from coalition.formats.placing.tables import NEEDED, PLACING_TABLES, TERMS

_HEAD = f"""\
# Pre-positioning

The tables of a book's `preposition/` folder, read by `coalition preposition`
([how to](../how-to/place-stocks.md), [how it works](../explanation/prepositioning.md)).
Needed are {", ".join(f"`{name}`" for name in NEEDED)}; the others may be left out.
A book that extends another takes over those it does not have. Cells, units in heads and provenance columns
are as in [the book](book.md).

What is answered has a [JSON Schema](schemas/preposition.json), the terms [theirs](schemas/terms.json).
This page is made by `scripts/write_reference.py`. A star marks what must be filled.
"""


def preposition_page() -> str:
    """The page."""
    parts = [section(table, f"preposition/{name}.csv") for name, table in PLACING_TABLES.items()]
    return "\n".join((_HEAD, *parts, section(TERMS, "preposition/terms.toml")))
