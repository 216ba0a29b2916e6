"""Great circles as points: lines, their length, and the points along them.

A point is (latitude, longitude) in micro-degrees; arrays hold degrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import EARTH_RADIUS_M, MICRO, great_circle_m
from coalition.model.places import Place

Point = tuple[int, int]
Line = tuple[Point, ...]
Degrees = NDArray[np.float64]


def point_of(place: Place) -> Point:
    """Where the place lies."""
    return place.lat_udeg, place.lon_udeg


def length_m(line: Iterable[Point]) -> int:
    """Metres along the great circles that join the points."""
    return sum(great_circle_m(*a, *b) for a, b in pairwise(line))


def distances_m(lat: Degrees, lon: Degrees, point: Point) -> Degrees:
    """Metres from each place (arrays in degrees) to the point."""
    phi, psi = np.radians(lat), np.radians(point[0] / MICRO)
    half_lambda = np.radians(lon - point[1] / MICRO) / 2
    chord = np.sin((phi - psi) / 2) ** 2 + np.cos(phi) * np.cos(psi) * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def pieces(a: Point, b: Point, step_m: int) -> tuple[Degrees, Degrees]:
    """Latitudes and longitudes of the middles of equal pieces, at least two, none over `step_m`."""
    count = max(ceil(great_circle_m(*a, *b) / step_m), 2)
    return between(a, b, (np.arange(count) + 0.5) / count)


def between(a: Point, b: Point, shares: Degrees) -> tuple[Degrees, Degrees]:
    """Points of the great circle from a to b at the shares of its length (spherical interpolation)."""
    start, end = _vector(a), _vector(b)
    angle = np.arccos(np.clip(start @ end, -1, 1))
    sine = np.sin(angle)
    if sine < 1e-9:
        weights = (1 - shares, shares)
    else:
        weights = (np.sin((1 - shares) * angle) / sine, np.sin(shares * angle) / sine)
    x, y, z = weights[0] * start[:, None] + weights[1] * end[:, None]
    return np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))


def part_way(a: Point, b: Point, share: float) -> Point:
    """The point at the share of the great circle from a to b."""
    lat, lon = between(a, b, np.array([share]))
    return round(float(lat[0]) * MICRO), round(float(lon[0]) * MICRO)


def refine(line: Sequence[Point], step_m: int) -> list[Point]:
    """The line with points added so that no two neighbours lie further apart than `step_m`."""
    fine = [line[0]]
    for a, b in pairwise(line):
        count = max(ceil(great_circle_m(*a, *b) / step_m), 1)
        lat, lon = between(a, b, np.arange(1, count) / count)
        fine += [(round(y * MICRO), round(x * MICRO)) for y, x in zip(lat, lon, strict=True)]
        fine.append(b)
    return fine


def _vector(point: Point) -> Degrees:
    """Unit vector of the point."""
    phi, lam = np.radians(point[0] / MICRO), np.radians(point[1] / MICRO)
    return np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
