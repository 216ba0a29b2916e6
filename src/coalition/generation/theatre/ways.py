"""Ways the book declares over the graph's, and closures in time: `ways.csv` and `closures.csv`.

The graph states no bridge class, height or trains a day, and what nobody states makes a plan amber; so
the case declares its land ways with invented limits. Lengths come from the graph, except on lines the
graph lacks or breaks: there they are added up from `_LINES`, public line lengths rounded by judgement.
The standard-gauge track from the Polish border to Kaunas is a fact (1435 mm, in use since 2015).
"""

from __future__ import annotations

from itertools import combinations

from coalition.generation.tables import Row, listed
from coalition.generation.theatre.frame import Frame
from coalition.generation.theatre.geography import Site
from coalition.measure.geography import great_circle_m

_INVENTED = {"source": "limits invented for the case", "confidence": "fictional"}
_ROUNDED = {
    "source": "length rounded from public line lengths; limits invented",
    "confidence": "fictional",
}

_LINES = """\
1520 klaipeda siauliai 160
1520 siauliai rukla 130
1520 rukla kaunas 35
1520 rukla pabrade 150
1520 kaunas pabrade 155
1520 siauliai riga 130
1520 siauliai daugavpils 220
1520 liepaja riga 225
1520 riga adazi 25
1520 riga daugavpils 220
1520 riga tapa 365
1520 tapa muuga 75
1520 tapa paldiski 125
1520 muuga paldiski 70
1524 hanko kouvola 280
1524 hanko kokkola 570
1524 kokkola rovaniemi 420
1524 kouvola rovaniemi 855
1435 powidz orzysz 430
1435 gdynia orzysz 330
1435 drawsko gdynia 220
1435 orzysz suwalki 100
1435 suwalki kaunas 135
"""
"""Gauge in mm, two stations, kilometres."""

_ROAD_KM_MAX, _RAIL_KM_MAX = 1500, 2600
"""Straight distance up to which the case declares a way by road or rail."""
_BROAD = {"LTU": 1520, "LVA": 1520, "EST": 1520, "FIN": 1524}


def ways(frame: Frame) -> list[Row]:
    """The rows of `ways.csv`, of places the book has: each pair once, and a few detours."""
    lined = _lined_rail(frame)
    taken = {(row["from"], row["to"]) for row in lined}
    rail = [
        {**_head("rail", a, b), "height_m": "4.3", **_INVENTED}
        for a, b in combinations(frame.sites, 2)
        if _share_rail(a, b)
        and _km(a, b) <= _RAIL_KM_MAX
        and not {(a.id, b.id), (b.id, a.id)} & taken
    ]
    return [*lined, *rail, *_through_trains(frame), *_roads(frame)]


def _lined_rail(frame: Frame) -> list[Row]:
    """Rail ways along `_LINES`, by the shortest sum; trains a day limit the single track to Kaunas."""
    sites = {site.id: site for site in frame.sites}
    rows: list[Row] = []
    for (a, b), (km, gauge, route) in _line_sums().items():
        if a not in sites or b not in sites:
            continue
        row = {**_head("rail", sites[a], sites[b]), "length_km": km, "gauges_mm": gauge}
        row["nations"] = listed(dict.fromkeys(_LINE_NATIONS[stop] for stop in route))
        row["carriers_per_day"] = (
            2 + frame.scaled(8) if "kaunas" in (a, b) and gauge == 1435 else ""
        )
        rows.append({**row, "height_m": "4.3", **_ROUNDED})
    return rows


_THROUGH = (
    "antwerp", "bremerhaven", "duelmen", "eygelshoven", "grafenwoehr", "mannheim", "mourmelon",
    "szczecin",
)  # fmt: skip


def _through_trains(frame: Frame) -> list[Row]:
    """Standard-gauge trains that run to Kaunas without changing gauge; lengths are the graph's."""
    sites = {site.id: site for site in frame.sites}
    return [
        {
            **_head("rail", sites[origin], sites["kaunas"]), "gauges_mm": 1435,
            "carriers_per_day": 1 + frame.scaled(3), "height_m": "4.3", **_INVENTED,
        }
        for origin in _THROUGH if origin in sites
    ]  # fmt: skip


Sum = tuple[int, int, tuple[str, ...]]
"""Kilometres, gauge, stations on the way."""


def _line_sums() -> dict[tuple[str, str], Sum]:
    """Shortest sum of lines between every two stations of one gauge (Floyd 1962, algorithm 97)."""
    best: dict[tuple[str, str], Sum] = {}
    for line in _LINES.splitlines():
        gauge, a, b, length = line.split()
        best[a, b] = (int(length), int(gauge), (a, b))
        best[b, a] = (int(length), int(gauge), (b, a))
    stations = sorted({station for pair in best for station in pair})
    for middle in stations:
        for a in stations:
            for b in stations:
                first, second = best.get((a, middle)), best.get((middle, b))
                if a == b or not first or not second or first[1] != second[1]:
                    continue
                km = first[0] + second[0]
                if (a, b) not in best or km < best[a, b][0]:
                    best[a, b] = (km, first[1], first[2] + second[2][1:])
    return {pair: best[pair] for pair in sorted(best) if pair[0] < pair[1]}


_LINE_NATIONS = {
    "klaipeda": "LTU", "siauliai": "LTU", "rukla": "LTU", "kaunas": "LTU", "pabrade": "LTU",
    "liepaja": "LVA", "riga": "LVA", "adazi": "LVA", "daugavpils": "LVA", "tapa": "EST",
    "muuga": "EST", "paldiski": "EST", "hanko": "FIN", "kouvola": "FIN", "kokkola": "FIN",
    "rovaniemi": "FIN", "powidz": "POL", "orzysz": "POL", "gdynia": "POL", "drawsko": "POL",
    "suwalki": "POL",
}  # fmt: skip


def _roads(frame: Frame) -> list[Row]:
    """Road ways with an invented bridge class; a few are narrow or weak."""
    rows: list[Row] = []
    for a, b in combinations(frame.sites, 2):
        if "d" not in a.modes or "d" not in b.modes or _apart(a, b) or _km(a, b) > _ROAD_KM_MAX:
            continue
        row = {
            **_head("road", a, b),
            "mlc": 100 if min(a.size, b.size) > 1 else 80,
            "height_m": "4.5",
        }
        row["carriers_per_day"] = 4 + frame.scaled(12) if (a.id, b.id) in _NARROW else ""
        row["length_km"] = _ROAD_KM.get((a.id, b.id), "")
        rows.append({**row, **_INVENTED})
    return [*rows, *_detours(frame)]


def _detours(frame: Frame) -> list[Row]:
    """Longer roads beside those that `closures` shuts, so that a detour rests on stated limits too."""
    sites = {site.id: site for site in frame.sites}
    return [
        {
            **_head("road", sites[a], sites[b]), "way": f"road-{a}-{b}-detour", "length_km": km,
            "nations": nations, "mlc": 80, "height_m": "4.5", **_INVENTED,
        }
        for a, b, km, nations in (
            ("kaunas", "rukla", 60, "LTU"), ("kaunas", "adazi", 340, "LTU;LVA")
        )
        if a in sites and b in sites
    ]  # fmt: skip


_ROAD_KM = {("boden", "rovaniemi"): 290, ("paldiski", "amari"): 25}
"""Roads of which the graph lacks a part; rounded."""
_NARROW = (("kaunas", "adazi"), ("kaunas", "rukla"), ("suwalki", "kaunas"), ("boden", "rovaniemi"))


def _head(mode: str, a: Site, b: Site) -> dict[str, str | int]:
    return {"way": f"{mode}-{a.id}-{b.id}", "mode": mode, "from": a.id, "to": b.id}


def _apart(a: Site, b: Site) -> bool:
    """Whether one lies in Finland and the other on the southern shore: a ship's way, not a road's."""
    return (a.nation == "FIN") != (b.nation == "FIN") and not {a.nation, b.nation} & {"SWE", "NOR"}


def _share_rail(a: Site, b: Site) -> bool:
    if "r" not in a.modes or "r" not in b.modes:
        return False
    return _BROAD.get(a.nation, 1435) == _BROAD.get(b.nation, 1435)


def _km(a: Site, b: Site) -> int:
    ends = (a.lat, a.lon, b.lat, b.lon)
    return great_circle_m(*(_microdegrees(text) for text in ends)) // 1000


def _microdegrees(text: str) -> int:
    """Millionths of a degree of a decimal with at most six places."""
    whole, _, part = text.lstrip("-").partition(".")
    size = int(whole) * 1_000_000 + int(part.ljust(6, "0"))
    return -size if text.startswith("-") else size


def closures(frame: Frame) -> list[Row]:
    """The rows of `closures.csv`: a canal, a bridge, an airfield, a railway line."""
    short = [
        ("place:siauliai", "C+6", "C+9", "runway repair"),
        ("way:road-kaunas-rukla", "C+5", "C+8", "bridge works"),
    ]
    long = [
        ("passage:kiel-canal", "C+20", "C+27", "lock gate damaged"),
        ("way:road-kaunas-adazi", "C+14", "C+21", "bridge works on the heavy crossing"),
        ("place:amari", "C+18", "C+24", "runway repair"),
        ("way:rail-kaunas-suwalki", "C+30", "C+33", "track possession"),
    ]
    return [
        {
            "subject": subject, "closed_from": begin, "closed_until": end, "reason": reason,
            "source": "invented for the case", "confidence": "fictional",
        }
        for subject, begin, end, reason in (short if frame.small else long)
    ]  # fmt: skip
