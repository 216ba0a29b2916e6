"""Lambert azimuthal equal-area projection fitted to a plan, and clipping to the picture.

Formulas: J. P. Snyder 1987, "Map Projections: A Working Manual", USGS Professional Paper 1395,
equations 24-2 to 24-4, on the sphere. Scale is true at the centre.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import acos, asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.drawing.svg import Point
from coalition.measure.geography import EARTH_RADIUS_M, MICRO

Position = tuple[int, int]
"""Latitude and longitude in micro-degrees."""
_FARTHEST = (2 * sin(radians(150) / 2)) ** 2
"""Square of the distance on the unit map of what lies 150 degrees from the centre."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Projects positions to px around a centre (radians); one px is `metres_per_px` at the centre."""

    lat: float
    lon: float
    metres_per_px: float
    middle: Point

    def at(self, position: Position) -> Point:
        """The point of a position."""
        return self._scaled(_unscaled(self.lat, self.lon, position))

    def ring(self, ring: Sequence[Position]) -> list[Point]:
        """The points of a ring, without those near the antipode, where the projection tears."""
        points = (_unscaled(self.lat, self.lon, p) for p in ring)
        return [self._scaled(p) for p in points if p[0] * p[0] + p[1] * p[1] < _FARTHEST]

    def _scaled(self, point: Point) -> Point:
        size = EARTH_RADIUS_M / self.metres_per_px
        return self.middle[0] + point[0] * size, self.middle[1] - point[1] * size


def fit_projection(
    positions: Iterable[Position], frame: Box, *, least_m: float = 120_000
) -> Projection:
    """The projection that shows every position inside the frame; at least `least_m` wide.

    No positions at all give the Atlantic at world scale.
    """
    known = list(positions) or [(60 * MICRO, -60 * MICRO), (-20 * MICRO, 40 * MICRO)]
    lat, lon = _centre(known)
    for _ in range(3):
        points = [_unscaled(lat, lon, p) for p in known]
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        low, high = min(p[1] for p in points), max(p[1] for p in points)
        lat, lon = _inverse(lat, lon, (left + right) / 2, (low + high) / 2)
    width, height = max(right - left, 1e-9), max(high - low, 1e-9)
    least = least_m / EARTH_RADIUS_M
    per_px = max(
        width / (frame.right - frame.left), height / (frame.bottom - frame.top),
        least / (frame.right - frame.left),
    )  # fmt: skip
    middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
    return Projection(lat, lon, per_px * EARTH_RADIUS_M, middle)


def clip_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring inside a box (Sutherland & Hodgman 1974, "Reentrant polygon clipping")."""
    points = list(ring)
    for axis, bound, keep_above in (
        (0, box.left, True), (0, box.right, False), (1, box.top, True), (1, box.bottom, False),
    ):  # fmt: skip
        points = _clip_side(points, axis, bound, keep_above=keep_above)
    return points


def great_circle(start: Position, end: Position, *, pieces: int = 48) -> list[Position]:
    """Positions along the great circle (Snyder 1987, chapter 5; slerp of unit vectors)."""
    a, b = _vector(start), _vector(end)
    angle = acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    if start == end or angle < 1e-9:
        return [start, end]
    found = []
    for n in range(pieces + 1):
        f, g = sin((1 - n / pieces) * angle), sin(n / pieces * angle)
        x, y, z = ((f * p + g * q) / sin(angle) for p, q in zip(a, b, strict=True))
        found.append(
            (round(degrees(atan2(z, hypot(x, y))) * MICRO), round(degrees(atan2(y, x)) * MICRO))
        )
    return found


def _centre(known: Sequence[Position]) -> tuple[float, float]:
    vectors = [_vector(p) for p in known]
    x, y, z = (sum(v[i] for v in vectors) for i in range(3))
    return atan2(z, hypot(x, y)), atan2(y, x)


def _vector(position: Position) -> tuple[float, float, float]:
    phi, lam = radians(position[0] / MICRO), radians(position[1] / MICRO)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def _unscaled(lat: float, lon: float, position: Position) -> Point:
    phi, turn = radians(position[0] / MICRO), radians(position[1] / MICRO) - lon
    sin_phi, cos_phi, cos_turn = sin(phi), cos(phi), cos(turn)
    sin_lat, cos_lat = sin(lat), cos(lat)
    k = sqrt(2 / max(1 + sin_lat * sin_phi + cos_lat * cos_phi * cos_turn, 1e-6))
    return k * cos_phi * sin(turn), k * (cos_lat * sin_phi - sin_lat * cos_phi * cos_turn)


def _inverse(lat: float, lon: float, x: float, y: float) -> tuple[float, float]:
    rho = hypot(x, y)
    if rho < 1e-12:
        return lat, lon
    c = 2 * asin(min(1.0, rho / 2))
    phi = asin(max(-1.0, min(1.0, cos(c) * sin(lat) + y * sin(c) * cos(lat) / rho)))
    return phi, lon + atan2(x * sin(c), rho * cos(lat) * cos(c) - y * sin(lat) * sin(c))


def _clip_side(points: list[Point], axis: int, bound: float, *, keep_above: bool) -> list[Point]:
    def kept(p: Point) -> bool:
        return p[axis] >= bound if keep_above else p[axis] <= bound

    clipped: list[Point] = []
    for before, here in zip(points[-1:] + points[:-1], points, strict=True):
        if kept(here) != kept(before):
            share = (bound - before[axis]) / (here[axis] - before[axis])
            clipped.append(
                (
                    before[0] + share * (here[0] - before[0]),
                    before[1] + share * (here[1] - before[1]),
                )
            )
        if kept(here):
            clipped.append(here)
    return clipped
