"""What places can handle: `places.csv`. Working places, rates and storage are invented.

The rates lie in the range of public throughput figures (a roll-on berth some hundred tonnes an hour; an
aircraft of 60 t in under two hours, AFPAM 10-1403 ground times) and are no statement about a real place.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.generation.chance import Chance
from coalition.generation.tables import Row, listed
from coalition.generation.theatre.frame import Frame
from coalition.generation.theatre.geography import SOURCES, Site

MODES = {"a": "air", "s": "sea", "r": "rail", "d": "road"}


@dataclass(frozen=True, slots=True)
class Handling:
    """Of one size of place: working places by mode at 1,000 requirements."""

    mog: int
    berths: int
    tracks: int
    docks: int


_BY_SIZE = {1: Handling(3, 2, 2, 6), 2: Handling(5, 3, 4, 12), 3: Handling(8, 5, 6, 20)}
_PORT_T_PER_H, _AIR_T_PER_H, _LAND_T_PER_H = 300, 40, 120
_STORAGE_T = {1: 2_000, 2: 6_000, 3: 15_000}


def places(frame: Frame) -> list[Row]:
    """The rows of `places.csv`; `frame.unknowns` of their working figures read `?`."""
    rows = [_place(frame, site) for site in frame.sites]
    chance = Chance(frame.seed, "unknowns")
    asked = [(row, cell) for row in rows for cell in ("mog", "berths", "tracks") if row.get(cell)]
    for _ in range(min(frame.unknowns, len(asked))):
        row, cell = asked.pop(chance.below(len(asked)))
        row[cell] = "?"
    return list(rows)


def _place(frame: Frame, site: Site) -> dict[str, str | int]:
    opens, _, closes = site.hours.partition("-")
    row: dict[str, str | int] = {
        "place": site.id, "name": site.name, "nation": site.nation, "lat": site.lat, "lon": site.lon,
        "modes": listed(MODES[letter] for letter in site.modes),
        "runway_ft": site.runway_ft or "", "paved": "yes" if site.runway_ft else "",
    }  # fmt: skip
    slots = _BY_SIZE[site.size]
    counts = {"a": ("mog", slots.mog), "s": ("berths", slots.berths), "r": ("tracks", slots.tracks)}
    for letter, (cell, count) in counts.items():
        row[cell] = frame.scaled(count) if letter in site.modes else ""
    row |= {
        "docks": frame.scaled(slots.docks) if "d" in site.modes else "", "draught_m": site.draught_m or "",
        "gauges_mm": site.gauges, "rate_t_per_h": _rate(site), "pax_per_h": 100 * site.size,
        "storage_t": _STORAGE_T[site.size] * max(1, frame.scaled(4)) // 4,
        "storage_pax": 500 * site.size * max(1, frame.scaled(4)) // 4,
        "opens": opens, "closes": closes,
        "source": SOURCES[site.source], "confidence": "fictional",
    }  # fmt: skip
    return row


def _rate(site: Site) -> int:
    if "s" in site.modes:
        return _PORT_T_PER_H
    return _AIR_T_PER_H if "a" in site.modes and "r" not in site.modes else _LAND_T_PER_H
