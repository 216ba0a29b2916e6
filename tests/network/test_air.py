"""Flights: great circles, and lawful lines round closed airspace."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.network.atlas import NETWORK, PLACES
from tests.network.test_network import way

from coalition.measure.geography import great_circle_m
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.network.globe.arcs import pieces
from coalition.network.globe.territories import read_territories

CLOSED = [
    ("ANTWERP", "ANKARA", ("AUT", "CHE")),
    ("ANTWERP", "TOKYO", ("BLR", "RUS")),
    ("HELSINKI", "ANKARA", ("BLR", "RUS", "UKR")),
    ("NORFOLK", "RZESZOW", ("DEU", "FRA", "GBR")),
    ("DIEGO-GARCIA", "KYIV", ("IRN", "IRQ", "SYR")),
]


def test_an_open_sky_is_flown_along_the_great_circle() -> None:
    norfolk, rota = PLACES[PlaceId("NORFOLK")], PLACES[PlaceId("ROTA")]
    straight = great_circle_m(norfolk.lat_udeg, norfolk.lon_udeg, rota.lat_udeg, rota.lon_udeg)
    assert way(Mode.AIR, "NORFOLK", "ROTA").length_m == straight


def test_a_flight_names_the_nations_it_crosses_first_and_last_its_ends() -> None:
    nations = [c.nation for c in way(Mode.AIR, "ROTA", "KYIV").crossings]
    assert (nations[0], nations[-1]) == ("ESP", "UKR")
    assert {"FRA", "ITA", "HUN"} <= set(nations)


@pytest.mark.parametrize(("origin", "destination", "closed"), CLOSED)
def test_a_flight_round_closed_airspace_is_longer_and_touches_none_of_it(
    origin: str, destination: str, closed: tuple[str, ...]
) -> None:
    free, bound = way(Mode.AIR, origin, destination), way(Mode.AIR, origin, destination, *closed)
    mask = read_territories().mask(closed)
    assert any(c.nation in closed for c in free.crossings)
    assert free.length_m < bound.length_m < 1.5 * free.length_m
    for a, b in pairwise(bound.line):
        lat, lon = pieces(a, b, 1_000)
        rows = ((90 - lat) * 10).astype(int)
        columns = ((lon + 180) * 10).astype(int) % 3600
        assert not mask[rows, columns].any()


@pytest.mark.parametrize(("origin", "destination", "closed"), CLOSED)
def test_the_flight_back_is_as_long(origin: str, destination: str, closed: tuple[str, ...]) -> None:
    out = way(Mode.AIR, origin, destination, *closed)
    assert out.length_m == way(Mode.AIR, destination, origin, *closed).length_m


def test_closing_an_airspace_not_crossed_changes_nothing() -> None:
    assert (
        way(Mode.AIR, "NORFOLK", "ROTA", "RUS").length_m
        == way(Mode.AIR, "NORFOLK", "ROTA").length_m
    )


def test_no_flight_leaves_a_land_whose_neighbours_are_all_closed() -> None:
    around = ("AUT", "HRV", "HUN", "ROU", "SRB", "SVK", "SVN", "UKR", "POL", "CZE", "DEU")
    key = WayKey(Mode.AIR, PlaceId("CINCU"), PlaceId("ROTA"), around)
    assert NETWORK.find_way(key) is None


def test_a_passage_avoided_does_not_bend_a_flight() -> None:
    assert (
        way(Mode.AIR, "ROTA", "JEDDAH", "suez").length_m == way(Mode.AIR, "ROTA", "JEDDAH").length_m
    )
