"""The sea: PyPI `searoute` 1.6.0's graph (Apache-2.0) with passages marked by gates, and the Kiel Canal.

A gate is a line across a strait; every edge that cuts it belongs to the passage, so a closed passage
leaks nowhere. Where the source's own marks are exact (canals, the Turkish straits) they are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_M = 6_371_009
Point = tuple[float, float]
"""Longitude, latitude in degrees."""


@dataclass(frozen=True)
class Gate:
    """A line across a strait and the passages an edge belongs to that cuts it."""

    passages: tuple[str, ...]
    a: Point
    b: Point


GATES = (
    Gate(("danish-straits", "great-belt"), (10.75, 55.33), (11.2, 55.33)),
    Gate(("danish-straits", "little-belt"), (9.6, 55.5), (10.0, 55.5)),
    Gate(("danish-straits", "little-belt"), (9.5, 54.95), (10.5, 55.0)),
    Gate(("danish-straits", "the-sound"), (12.5, 56.03), (12.9, 56.03)),
    Gate(("gibraltar",), (-5.5, 36.3), (-5.5, 35.6)),
    Gate(("bab-el-mandeb",), (43.0, 12.2), (43.75, 13.0)),
    Gate(("hormuz",), (56.45, 25.9), (56.45, 27.3)),
    Gate(("malacca",), (98.5, 3.0), (101.5, 4.8)),
    Gate(("sunda",), (105.0, -5.4), (106.3, -6.5)),
    Gate(("cape-of-good-hope",), (20.0, -34.0), (20.0, -75.0)),
    Gate(("cape-horn",), (-67.3, -55.2), (-67.3, -66.5)),
    Gate(("bering",), (-172.5, 66.0), (-166.0, 65.4)),
)
OWN_MARKS = {
    "suez": ("suez",),
    "panama": ("panama",),
    "gibraltar": ("gibraltar",),
    "sunda": ("sunda",),
    "bosporus": ("turkish-straits", "bosporus"),
    "dardanelles": ("turkish-straits", "dardanelles"),
    "malacca": ("malacca",),
    "ormuz": ("hormuz",),
    "babalmandab": ("bab-el-mandeb",),
    "northwest": ("northwest",),
    "bering": ("bering",),
    "south_africa": ("cape-of-good-hope",),
}
"""The source's marks and our names; `chili` is split below into the strait and the cape."""
CANAL_LAT = {"suez": (29.6, 31.3), "panama": (8.8, 9.5)}
"""The Gulfs of Suez and Panama, which the source marks too, stay open when the canals are closed."""
MAGELLAN_NORTH_LAT = -54.5

BRUNSBUETTEL, HOLTENAU = (9.143, 53.888), (10.157, 54.372)
KIEL_CANAL_M = 98_600
"""Length lock to lock (Federal Waterways and Shipping Administration, "The Kiel Canal")."""
OWN_EDGES = (
    (BRUNSBUETTEL, HOLTENAU, KIEL_CANAL_M, ("kiel-canal",)),
    (BRUNSBUETTEL, (9.041942, 53.874321), None, ()),
    (BRUNSBUETTEL, (9.227347, 53.877053), None, ()),
    (HOLTENAU, (10.310669, 54.454073), None, ()),
)


def build_sea() -> dict[str, NDArray[Any]]:
    """The arrays of `sea.npz`; bit i of `edge_passages` stands for the passage `passages[i]`."""
    edges: dict[tuple[Point, Point], tuple[int, set[str]]] = {}
    for start, others in import_module("searoute.data.marnet_dict").edge_list.items():
        for end, facts in others.items():
            add(edges, wrap(start), wrap(end), None, own_mark(start, end, facts.get("passage")))
    for start, end, metres, passages in OWN_EDGES:
        add(edges, start, end, metres, passages)
    return pack(edges)


def wrap(point: Point) -> Point:
    """The point with its longitude in [-180, 180), rounded to a micro-degree."""
    return (round((point[0] + 180) % 360 - 180, 6), round(point[1], 6))


def own_mark(start: Point, end: Point, mark: str | None) -> tuple[str, ...]:
    """Our passages for an edge the source marks."""
    if mark == "chili":
        return ("magellan",) if min(start[1], end[1]) > MAGELLAN_NORTH_LAT else ("cape-horn",)
    if mark in CANAL_LAT and not all(within(CANAL_LAT[mark], point[1]) for point in (start, end)):
        return ()
    return OWN_MARKS.get(mark or "", ())


def within(bounds: tuple[float, float], value: float) -> bool:
    """Whether the value lies between the bounds."""
    return bounds[0] <= value <= bounds[1]


def add(
    edges: dict[tuple[Point, Point], tuple[int, set[str]]],
    start: Point,
    end: Point,
    metres: int | None,
    passages: tuple[str, ...],
) -> None:
    """Note the edge once, with the passages of its marks and of the gates it cuts."""
    if start == end:
        return
    key = (min(start, end), max(start, end))
    cut = {name for gate in GATES if cuts(gate, *key) for name in gate.passages}
    length, known = edges.get(key, (metres or max(great_circle_m(*key), 1), set()))
    edges[key] = (length, known | cut | set(passages))


def cuts(gate: Gate, start: Point, end: Point) -> bool:
    """Whether the edge and the gate cross, as straight lines on the plate carree."""
    if abs(start[0] - end[0]) > 180:
        return False
    sides = [_side(gate.a, gate.b, point) for point in (start, end)]
    others = [_side(start, end, point) for point in (gate.a, gate.b)]
    return sides[0] * sides[1] <= 0 and others[0] * others[1] <= 0 and hypot(*sides) > 0


def _side(a: Point, b: Point, point: Point) -> float:
    """Positive on the left of the line from a to b, negative on its right."""
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def great_circle_m(start: Point, end: Point) -> int:
    """Metres along the great circle (haversine formula)."""
    phi, psi = radians(start[1]), radians(end[1])
    lam = radians(end[0] - start[0])
    chord = sin((psi - phi) / 2) ** 2 + cos(phi) * cos(psi) * sin(lam / 2) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord))))


def pack(edges: dict[tuple[Point, Point], tuple[int, set[str]]]) -> dict[str, NDArray[Any]]:
    """Arrays as stored, nodes and edges in order of place."""
    nodes = sorted({point for key in edges for point in key})
    number = {point: i for i, point in enumerate(nodes)}
    passages = sorted({name for _, names in edges.values() for name in names})
    rows = sorted((number[u], number[v], *value) for (u, v), value in edges.items())
    bits = [sum(1 << passages.index(name) for name in names) for *_, names in rows]
    place = np.rint(np.array(nodes) * 1_000_000).astype(np.int32)
    return {
        "passages": np.array(passages),
        "node_lat_udeg": place[:, 1],
        "node_lon_udeg": place[:, 0],
        "edge_u": np.array([row[0] for row in rows], dtype=np.int32),
        "edge_v": np.array([row[1] for row in rows], dtype=np.int32),
        "edge_length_m": np.array([row[2] for row in rows], dtype=np.int32),
        "edge_passages": np.array(bits, dtype=np.uint32),
    }
