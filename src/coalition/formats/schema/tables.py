"""All CSV tables of a book, in the order they are read and shown."""

from __future__ import annotations

from coalition.formats.schema.demand import DECISIONS, REQUIREMENTS, TIMELINE
from coalition.formats.schema.forces import CARGO, LIFT, STOCKS, UNITS_TABLE
from coalition.formats.schema.geography import CLOSURES, NATIONS, PLACES, WAYS

TABLES = {
    table.name: table
    for table in (
        NATIONS,
        PLACES,
        WAYS,
        CLOSURES,
        UNITS_TABLE,
        CARGO,
        STOCKS,
        LIFT,
        REQUIREMENTS,
        DECISIONS,
        TIMELINE,
    )
}
"""Table name -> its columns; the file is `NAME.csv`, the sheet `NAME`."""

NEEDED_TABLES = ("nations", "places")
"""Tables no book can do without."""

WHAT_TABLES_DECLARE = {
    "nation": "nations",
    "place": "places",
    "way": "ways",
    "unit": "units",
    "stock": "stocks",
    "fleet": "lift",
    "requirement": "requirements",
    "decision": "decisions",
}
"""What a reference speaks of -> the table whose ids it must be among."""
