"""Road and rail: nations in order, borders, gauges, avoidance."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from tests.network.atlas import EAST, NETWORK, TOWNS
from tests.network.test_network import way

from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.network.gauges import gauge_breaks
from coalition.network.land import LandNetwork
from coalition.network.network import load_network

LAND = {mode: LandNetwork(mode, drawn=False) for mode in (Mode.ROAD, Mode.RAIL)}
MAINLAND = ["ANTWERP", "BREMERHAVEN", "CINCU", "KYIV", "LONDON", "NARVIK", "POWIDZ", "TAPA", "ROTA"]


def test_the_short_way_to_lithuania_runs_through_kaliningrad_until_it_is_avoided() -> None:
    through, around = (
        way(Mode.ROAD, "BREMERHAVEN", "RUKLA"),
        way(Mode.ROAD, "BREMERHAVEN", "RUKLA", *EAST),
    )
    russian_m = sum(c.length_m for c in through.crossings if c.nation == "RUS")
    assert abs(through.length_m - 1_231_000) <= 0.03 * 1_231_000
    assert abs(around.length_m - 1_327_000) <= 0.03 * 1_327_000
    assert abs(russian_m - 188_000) <= 0.03 * 188_000
    assert not {"RUS", "BLR"} & {c.nation for c in around.crossings}


@pytest.mark.parametrize("mode", [Mode.ROAD, Mode.RAIL])
@pytest.mark.parametrize("town", MAINLAND)
def test_crossings_add_up_and_borders_lie_between_them(mode: Mode, town: str) -> None:
    found = way(mode, "ZUTENDAAL", town, *EAST)
    nations = [c.nation for c in found.crossings]
    assert sum(c.length_m for c in found.crossings) == found.length_m
    assert (nations[0], nations[-1]) == ("BEL", TOWNS[town][2])
    assert [(b.from_nation, b.to_nation) for b in found.borders] == list(pairwise(nations))


@pytest.mark.parametrize("mode", [Mode.ROAD, Mode.RAIL])
@pytest.mark.parametrize("town", sorted(TOWNS))
def test_towns_are_joined_just_where_a_way_is_found(mode: Mode, town: str) -> None:
    ends = (NETWORK.places[PlaceId("ZUTENDAAL")], NETWORK.places[PlaceId(town)])
    land = LAND[mode]
    assert land.joins(*ends) is (land.find_way(*ends, ()) is not None)


def test_a_border_point_lies_on_the_border() -> None:
    (border,) = way(Mode.ROAD, "BREMERHAVEN", "RZESZOW", *EAST).borders
    assert (border.from_nation, border.to_nation) == ("DEU", "POL")
    assert 50_800_000 < border.lat_udeg < 53_900_000
    assert 14_000_000 < border.lon_udeg < 15_100_000


@pytest.mark.parametrize("mode", [Mode.ROAD, Mode.RAIL])
@pytest.mark.parametrize("avoided", ["DEU", "POL", "CZE", "SVK"])
def test_avoiding_a_nation_never_shortens_the_way_nor_touches_it(mode: Mode, avoided: str) -> None:
    free = way(mode, "ANTWERP", "CINCU", *EAST)
    key = WayKey(mode, PlaceId("ANTWERP"), PlaceId("CINCU"), (*EAST, avoided))
    bound = NETWORK.find_way(key)
    assert bound is not None
    assert bound.length_m >= free.length_m
    assert avoided not in {c.nation for c in bound.crossings}


@pytest.mark.parametrize(
    ("origin", "destination", "pair", "gauges"),
    [
        ("ZARAGOZA", "PERPIGNAN", ("ESP", "FRA"), (1668, 1435)),
        ("SUWALKI", "KAUNAS", ("POL", "LTU"), (1435, 1520)),
        ("LULEA", "OULU", ("SWE", "FIN"), (1435, 1524)),
        ("RZESZOW", "KYIV", ("POL", "UKR"), (1435, 1520)),
    ],
)
def test_gauge_breaks_stand_where_the_gauge_changes(
    origin: str, destination: str, pair: tuple[str, str], gauges: tuple[int, ...]
) -> None:
    found = way(Mode.RAIL, origin, destination, *EAST)
    assert found.gauges_mm == gauges
    assert [(b.from_nation, b.to_nation) for b in gauge_breaks(found)] == [pair]


def test_tunnels_and_bridges_join_what_the_sea_parts() -> None:
    assert not way(Mode.RAIL, "LONDON", "ANTWERP").estimated
    assert not way(Mode.ROAD, "COPENHAGEN", "GOTHENBURG").estimated
    assert not way(Mode.RAIL, "ISTANBUL", "ANKARA").estimated


def test_limits_no_source_states_are_unknown_not_absent() -> None:
    found = way(Mode.ROAD, "BREMERHAVEN", "RZESZOW")
    assert found.mlc is None
    assert "mlc" in found.unknown


def test_the_line_for_maps_starts_and_ends_at_the_places_and_is_thin() -> None:
    line = way(Mode.ROAD, "BREMERHAVEN", "RZESZOW").line
    assert line[0] == (53_550_000, 8_580_000)
    assert line[-1] == (50_040_000, 22_000_000)
    assert len(line) < 200


def test_ways_grown_ahead_are_those_found_when_asked_for() -> None:
    ahead, plain = load_network(NETWORK.places), load_network(NETWORK.places)
    ahead.grow_ahead(("POL", "CHE"))
    ends = ["ANTWERP", "KAUNAS", "NARVIK", "PERPIGNAN", "CINCU", "GDYNIA"]
    for mode in (Mode.ROAD, Mode.RAIL):
        for one, other in permutations(map(PlaceId, ends), 2):
            for avoiding in ((), ("CHE", "POL")):
                key = WayKey(mode, one, other, avoiding)
                assert ahead.find_way(key) == plain.find_way(key)
