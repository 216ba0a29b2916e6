"""Whether places stand where they can, and serve the modes that others count on."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from coalition.formats.faults import quote
from coalition.measure.geography import MICRO, great_circle_m

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Parsed
    from coalition.formats.parse.record import Record

_FAR_M = 1_500_000
"""Farther than this from the other places of its nation a place may be swapped."""
_NEAR_M = 700_000


def check_positions(parsed: Parsed, log: FaultLog) -> None:
    """Log positions that cannot be, and those that fit only with latitude and longitude exchanged."""
    places = [one for one in parsed.tables["places"] if _position(one) is not None]
    for record in places:
        if _position(record) == (0, 0):
            message = "latitude and longitude are both 0, which is open sea"
            log.add("bad-position", record.at("lat"), message, "write the real position")
        elif _looks_swapped(record, places):
            message = f"{quote(record.text('name'))} lies among the places of its nation only when exchanged"
            log.add("swapped-position", record.at("lat"), message)


def _position(record: Record) -> tuple[int, int] | None:
    lat, lon = record.whole("lat"), record.whole("lon")
    return None if lat is None or lon is None else (lat, lon)


def _looks_swapped(record: Record, places: list[Record]) -> bool:
    others = [
        one for one in places if one is not record and one.text("nation") == record.text("nation")
    ]
    here = _position(record)
    if not others or here is None or abs(here[1]) > 90 * MICRO:
        return False
    lats, lons = zip(*(at for one in others if (at := _position(one))), strict=True)
    middle = median_low(lats), median_low(lons)
    return (
        great_circle_m(*here, *middle) > _FAR_M
        and great_circle_m(here[1], here[0], *middle) < _NEAR_M
    )


def check_modes(parsed: Parsed, log: FaultLog) -> None:
    """Log ways and fleets whose places do not serve their mode."""
    served = {
        record.text("place"): set(record.texts("modes"))
        for record in parsed.tables["places"]
        if record.sound("place", "modes")
    }
    for table, columns in (("ways", ("from", "to")), ("lift", ("home",))):
        for record in parsed.tables[table]:
            for column in columns:
                _serves(record, column, served, log)
    for record in parsed.tables["ways"]:
        if record.text("from") and record.text("from") == record.text("to"):
            log.add("contradiction", record.at("to"), "the way ends where it begins")


def _serves(record: Record, column: str, served: dict[str, set[str]], log: FaultLog) -> None:
    place, mode = record.text(column), record.text("mode")
    if not mode or not record.sound("mode", column) or place not in served:
        return
    if mode not in served[place]:
        log.add("mode-not-served", record.at(column), f"{quote(place)} does not serve {mode}")
