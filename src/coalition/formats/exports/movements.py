"""The movement list: one row a load of a leg, as movement control reads it.

Columns: ULN, movement, line, nation of the load, carrier, mode, from, to, depart, arrive (UTC), pieces,
category, kg, pax. A leg without loads (positioning) has one row without a movement.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from coalition.formats.exports.legs import Leg, Manifest, legs_of
from coalition.formats.exports.safe_text import safe_text
from coalition.formats.source.grid import write_csv
from coalition.measure.instants import write_instant
from coalition.model.plan import Load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.judging.verdict import JudgedPlan
    from coalition.model.book import Book
    from coalition.model.identity import LineId, MovementId

HEADS = (
    "uln", "movement", "line", "nation", "carrier", "mode", "from", "to", "depart", "arrive", "pieces",
    "category", "kg", "pax",
)  # fmt: skip
Row = tuple[str | int, ...]


def write_movements(book: Book, judged: JudgedPlan) -> str:
    """The movement list as CSV text (RFC 4180, LF)."""
    return movements_text(movement_rows(book, judged))


def movements_text(rows: Iterable[Row]) -> str:
    """The same of rows at hand."""
    return write_csv(chain((HEADS,), rows))


def movement_rows(book: Book, judged: JudgedPlan) -> Iterator[Row]:
    """The rows of the movement list, trip by trip; texts are safe for spreadsheets."""
    manifest = Manifest(book, judged.plan)
    known: dict[tuple[MovementId, LineId], _Known] = {}
    for leg in legs_of(judged.plan):
        journey = _journey(manifest, leg)
        if not leg.aboard:
            yield ("", "", "", "", *journey, 0, "", 0, 0)
        for load in leg.aboard:
            key = (load.movement, load.line)
            about = known.get(key) or known.setdefault(key, _about(manifest, load))
            head, category, kg, pax = about
            yield (*head, *journey, load.pieces, category, kg * load.pieces, pax * load.pieces)


_Known = tuple[tuple[str, str, str, str], str, int, int]
"""ULN, movement, line and nation of a load; its category; kg and passengers of a piece."""


def _journey(manifest: Manifest, leg: Leg) -> tuple[str, str, str, str, str, str]:
    fleet = manifest.find_fleet(leg.trip)
    return (
        safe_text(leg.trip.carrier), str(fleet.mode) if fleet else "", safe_text(leg.start.place),
        safe_text(leg.end.place), write_instant(leg.start.depart), write_instant(leg.end.arrive),
    )  # fmt: skip


def _about(manifest: Manifest, load: Load) -> _Known:
    movement, line = manifest.movements.get(load.movement), manifest.find_line(load)
    one = Load(load.movement, load.line, 1)
    head = (
        safe_text(movement.requirement) if movement else "", safe_text(load.movement),
        safe_text(load.line), safe_text(movement.nation) if movement else "",
    )  # fmt: skip
    return head, str(line.category) if line else "", manifest.kg(one), manifest.pax(one)
