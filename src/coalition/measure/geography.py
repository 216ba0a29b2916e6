"""Distances on the sphere, in whole metres between micro-degree coordinates."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_009
"""Mean radius of the Earth, IUGG (Moritz 2000, Geodetic Reference System 1980)."""

MICRO = 1_000_000


def great_circle_m(lat_a: int, lon_a: int, lat_b: int, lon_b: int) -> int:
    """Metres along the great circle between two points in micro-degrees (haversine formula)."""
    phi_a, phi_b = radians(lat_a / MICRO), radians(lat_b / MICRO)
    half_phi = (phi_b - phi_a) / 2
    half_lambda = radians((lon_b - lon_a) / MICRO) / 2
    chord = sin(half_phi) ** 2 + cos(phi_a) * cos(phi_b) * sin(half_lambda) ** 2
    return round(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord))))
