"""Places lie where they are said to lie, and runways are as long as the airfields table says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coalition.generation.theatre.geography import NATIONS, SITES, SMALL_SITES, Site
from coalition.measure.geography import great_circle_m
from coalition.network.globe.territories import read_territories

AIRFIELDS = Path(__file__).parents[2] / "../shared/data/airfields/airfields_min2500ft.csv"
CODES = {
    "dover": "KDOV", "trenton": "CYTR", "gander": "CYQX", "brize": "EGVN", "istres": "LFMI",
    "orleans": "LFOJ", "eindhoven": "EHEH", "ramstein": "ETAR", "leipzig": "EDDP",
    "wunstorf": "ETNW", "powidz": "EPPW", "poznan": "EPPO", "evenes": "ENEV", "bardufoss": "ENDU",
    "tampere": "EFTP", "rovaniemi": "EFRO", "siauliai": "EYSA", "vilnius": "EYVI",
    "rigaair": "EVRA", "lielvarde": "EVGA", "amari": "EEEI", "tallinnair": "EETN",
}  # fmt: skip
CELL_UDEG = 100_000
CELLS_OFF = {"lapallice": 2, "evenes": 1, "eygelshoven": 1}
"""Places on an island, a headland or a border that the raster of tenths of a degree draws away."""


def point(site: Site) -> tuple[int, int]:
    return round(float(site.lat) * 1_000_000), round(float(site.lon) * 1_000_000)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)
def test_a_place_lies_in_its_nation(site: Site) -> None:
    lat, lon = point(site)
    off = CELLS_OFF.get(site.id, 1 if "s" in site.modes else 0)
    steps = [CELL_UDEG * cells for cells in range(-off, off + 1)]
    near = {read_territories().find_nation((lat + dy, lon + dx)) for dy in steps for dx in steps}
    assert site.nation in near


def test_airfields_stand_as_in_the_airfields_table() -> None:
    if not AIRFIELDS.exists():
        pytest.skip(f"{AIRFIELDS} is not here")
    rows = {row["icao"]: row for row in csv.DictReader(AIRFIELDS.open(encoding="utf-8"))}
    fields = {site.id: site for site in SITES if site.runway_ft}
    assert set(fields) == set(CODES)
    for name, site in fields.items():
        row = rows[CODES[name]]
        assert site.runway_ft == int(float(row["length_ft"])), name
        there = round(float(row["lat"]) * 1_000_000), round(float(row["lon"]) * 1_000_000)
        assert great_circle_m(*point(site), *there) < 100, name


def test_places_are_named_once_and_the_nations_have_names() -> None:
    assert len({site.id for site in SITES}) == len(SITES)
    assert {site.nation for site in SITES} <= set(NATIONS)
    assert set(SMALL_SITES) <= {site.id for site in SITES}
    assert 55 <= len(SITES) <= 75
