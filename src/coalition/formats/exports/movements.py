"""The movement list: one row a load of a leg, as movement control reads it.

Columns: ULN, movement, line, nation of the load, carrier, mode, from, to, depart, arrive (UTC), pieces,
category, kg, pax. A leg without loads (positioning) has one row without a movement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.exports.legs import Leg, Manifest, legs_of
from coalition.formats.exports.safe_text import safe_text
from coalition.formats.source.grid import write_csv
from coalition.measure.instants import write_instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.judging.verdict import JudgedPlan
    from coalition.model.book import Book
    from coalition.model.plan import Load

HEADS = (
    "uln", "movement", "line", "nation", "carrier", "mode", "from", "to", "depart", "arrive", "pieces",
    "category", "kg", "pax",
)  # fmt: skip
Row = tuple[str | int, ...]


def write_movements(book: Book, judged: JudgedPlan) -> str:
    """The movement list as CSV text (RFC 4180, LF)."""
    return write_csv([HEADS, *movement_rows(book, judged)])


def movement_rows(book: Book, judged: JudgedPlan) -> Iterator[Row]:
    """The rows of the movement list, trip by trip; texts are safe for spreadsheets."""
    manifest = Manifest(book, judged.plan)
    for leg in legs_of(judged.plan):
        for load in leg.aboard or (None,):
            yield tuple(
                safe_text(cell) if isinstance(cell, str) else cell
                for cell in _row(manifest, leg, load)
            )


def _row(manifest: Manifest, leg: Leg, load: Load | None) -> Row:
    fleet = manifest.find_fleet(leg.trip)
    journey = (
        leg.trip.carrier, str(fleet.mode) if fleet else "", leg.start.place, leg.end.place,
        write_instant(leg.start.depart), write_instant(leg.end.arrive),
    )  # fmt: skip
    if load is None:
        return ("", "", "", "", *journey, 0, "", 0, 0)
    movement, line = manifest.movements.get(load.movement), manifest.find_line(load)
    return (
        movement.requirement if movement else "", load.movement, load.line,
        movement.nation if movement else "", *journey, load.pieces, str(line.category) if line else "",
        manifest.kg(load), manifest.pax(load),
    )  # fmt: skip
