"""Ways the book declares over the graph's, and closures in time: `ways.csv` and `closures.csv`.

The standard-gauge line from the Polish border to Kaunas is a fact the graph does not hold (1435 mm track
beside the broad gauge, in use since 2015); trains a day, bridge classes and closures are invented.
"""

from __future__ import annotations

from coalition.generation.tables import Row
from coalition.generation.theatre.frame import Frame

_STANDARD_TRACK = "1435 mm track to Kaunas, public since 2015; length and trains a day invented"
_INVENTED = {"source": "invented for the case", "confidence": "fictional"}

_RAIL_ORIGINS = ("suwalki", "orzysz", "powidz", "drawsko", "gdynia", "bremerhaven", "duelmen")
"""Railheads from which trains run through to Kaunas without changing gauge."""


def ways(frame: Frame) -> list[Row]:
    """The rows of `ways.csv`, of places the book has."""
    known = {site.id for site in frame.sites}
    rows: list[Row] = [
        {
            "way": f"rail-{origin}-kaunas", "mode": "rail", "from": origin, "to": "kaunas",
            "gauges_mm": 1435, "carriers_per_day": 2 + frame.scaled(6),
            "source": _STANDARD_TRACK, "confidence": "fictional",
        }
        for origin in _RAIL_ORIGINS if origin in known
    ]  # fmt: skip
    for origin, destination, mlc in (("kaunas", "adazi", 100), ("kaunas", "rukla", 120),
                                     ("suwalki", "rukla", 100), ("boden", "rovaniemi", 80)):  # fmt: skip
        if {origin, destination} <= known:
            rows.append({
                "way": f"road-{origin}-{destination}", "mode": "road", "from": origin,
                "to": destination, "mlc": mlc, "carriers_per_day": 4 + frame.scaled(12), **_INVENTED,
            })  # fmt: skip
    return rows


def closures(frame: Frame) -> list[Row]:
    """The rows of `closures.csv`: a canal, a bridge, an airfield, a railway line."""
    short = [
        ("place:siauliai", "C+6", "C+9", "runway repair"),
        ("way:road-kaunas-rukla", "C+5", "C+8", "bridge works"),
    ]
    long = [
        ("passage:kiel-canal", "C+20", "C+27", "lock gate damaged"),
        ("way:road-kaunas-adazi", "C+14", "C+21", "bridge works on the only heavy crossing"),
        ("place:amari", "C+18", "C+24", "runway repair"),
        ("way:rail-suwalki-kaunas", "C+30", "C+33", "track possession"),
    ]
    return [
        {
            "subject": subject,
            "closed_from": begin,
            "closed_until": end,
            "reason": reason,
            **_INVENTED,
        }
        for subject, begin, end, reason in (short if frame.small else long)
    ]
