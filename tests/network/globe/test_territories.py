"""Whose land a point is."""

from __future__ import annotations

import numpy as np
import pytest

from coalition.network.globe.arcs import length_m
from coalition.network.globe.territories import read_territories, widen


@pytest.mark.parametrize(
    ("place", "lat", "lon", "nation"),
    [
        ("Simferopol", 44.95, 34.10, "UKR"),
        ("Sevastopol", 44.62, 33.60, "UKR"),
        ("Kyrenia", 35.30, 33.40, "CYP"),
        ("Hargeisa", 9.56, 44.06, "SOM"),
        ("Pristina", 42.67, 21.17, "XKX"),
        ("Kaliningrad", 54.70, 20.50, "RUS"),
        ("Anadyr, beyond the antimeridian", 66.00, -172.00, "RUS"),
        ("Viti Levu", -17.80, 178.00, "FJI"),
        ("South Pole", -89.90, 10.00, "ATA"),
        ("Valletta", 35.90, 14.45, "MLT"),
        ("Lesotho inside South Africa", -29.50, 28.20, "LSO"),
        ("mid-Atlantic", 30.00, -40.00, None),
    ],
)
def test_points_lie_where_the_policy_says(
    place: str, lat: float, lon: float, nation: str | None
) -> None:
    point = round(lat * 1_000_000), round(lon * 1_000_000)
    assert read_territories().find_nation(point) == nation, place


def test_stretches_add_up_to_the_line() -> None:
    line = ((36_600_000, -6_350_000), (50_450_000, 30_520_000))
    stretches = read_territories().stretches(line)
    assert sum(stretch.length_m for stretch in stretches) == length_m(line)


def test_widening_adds_one_ring_of_cells() -> None:
    mask = np.zeros((5, 5), dtype=np.bool_)
    mask[2, 2] = True
    assert widen(mask).sum() == 9
