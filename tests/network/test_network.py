"""The door of the network: the check distances, both directions, and what has no way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from tests.network.atlas import EAST, NETWORK, PLACES, place

from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.network.network import load_network

CHECKED_KM = [
    ("BREMERHAVEN", "RZESZOW", Mode.ROAD, 1147),
    ("BREMERHAVEN", "RZESZOW", Mode.RAIL, 1167),
    ("ZARAGOZA", "SUWALKI", Mode.ROAD, 2705),
    ("ZARAGOZA", "SUWALKI", Mode.RAIL, 3039),
    ("ZUTENDAAL", "POWIDZ", Mode.ROAD, 972),
    ("ZUTENDAAL", "POWIDZ", Mode.RAIL, 1034),
    ("CONSTANTA", "CINCU", Mode.ROAD, 403),
    ("CONSTANTA", "CINCU", Mode.RAIL, 457),
    ("RZESZOW", "KYIV", Mode.ROAD, 707),
    ("RZESZOW", "KYIV", Mode.RAIL, 744),
    ("GOTHENBURG", "NARVIK", Mode.ROAD, 1603),
    ("BREMERHAVEN", "TAPA", Mode.ROAD, 1868),
    ("BREMERHAVEN", "RUKLA", Mode.ROAD, 1327),
    ("NORFOLK", "BREMERHAVEN", Mode.SEA, 6721),
    ("BEAUMONT", "ANTWERP", Mode.SEA, 9222),
    ("NORFOLK", "ALEXANDROUPOLI", Mode.SEA, 9353),
    ("NORFOLK", "MONROVIA", Mode.SEA, 7844),
    ("DIEGO-GARCIA", "ROTA", Mode.SEA, 10240),
]


def way(mode: Mode, origin: str, destination: str, *avoiding: str) -> Way:
    found = NETWORK.find_way(WayKey(mode, PlaceId(origin), PlaceId(destination), avoiding))
    assert found is not None
    return found


@pytest.mark.parametrize(("origin", "destination", "mode", "km"), CHECKED_KM)
def test_checked_distances_hold_within_three_percent(
    origin: str, destination: str, mode: Mode, km: int
) -> None:
    length_m = way(mode, origin, destination, *EAST).length_m
    assert abs(length_m / 1000 - km) <= 0.03 * km


@pytest.mark.parametrize(("origin", "destination", "mode"), [row[:3] for row in CHECKED_KM])
def test_the_way_back_is_as_long_and_crosses_the_same_nations(
    origin: str, destination: str, mode: Mode
) -> None:
    out, back = way(mode, origin, destination, *EAST), way(mode, destination, origin, *EAST)
    assert out.length_m == back.length_m
    assert {c.nation for c in out.crossings} == {c.nation for c in back.crossings}


def test_one_to_many_answers_as_one_by_one() -> None:
    names = [PlaceId(name) for name in ("RZESZOW", "POWIDZ", "RUKLA")]
    many = NETWORK.find_ways_from(PlaceId("ANTWERP"), Mode.RAIL, names, EAST)
    alone = load_network(PLACES)
    for name in names:
        assert many[name] == alone.find_way(WayKey(Mode.RAIL, PlaceId("ANTWERP"), name, EAST))


def test_ways_that_are_not_drawn_lack_their_points_and_nothing_else() -> None:
    bare = load_network(PLACES, drawn=False)
    for origin, destination, mode, _ in CHECKED_KM:
        key = WayKey(mode, PlaceId(origin), PlaceId(destination), EAST)
        found, drawn = bare.find_way(key), NETWORK.find_way(key)
        assert drawn is not None
        assert found == replace(drawn, line=())


def test_the_order_of_what_is_avoided_does_not_matter() -> None:
    one = way(Mode.ROAD, "BREMERHAVEN", "RUKLA", "RUS", "BLR")
    assert one.key.avoiding == ("BLR", "RUS")
    assert one == way(Mode.ROAD, "BREMERHAVEN", "RUKLA", "BLR", "RUS", "RUS")


def test_there_is_no_way_to_where_one_is() -> None:
    rota = PlaceId("ROTA")
    assert NETWORK.find_way(WayKey(Mode.ROAD, rota, rota)) is None


def test_a_place_without_the_mode_is_not_reached_by_it() -> None:
    places = {**PLACES, PlaceId("ROTA"): place("ROTA", modes=frozenset({Mode.AIR}))}
    key = WayKey(Mode.SEA, PlaceId("NORFOLK"), PlaceId("ROTA"))
    assert load_network(places).find_way(key) is None


@pytest.mark.parametrize("mode", list(Mode))
def test_a_place_in_an_avoided_nation_is_not_reached(mode: Mode) -> None:
    key = WayKey(mode, PlaceId("ANTWERP"), PlaceId("GDYNIA"), ("POL",))
    assert NETWORK.find_way(key) is None


def test_importing_the_network_does_not_import_scipy() -> None:
    """A command that needs no way does not pay for the solver libraries."""
    code = "import sys, coalition.network.network; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
