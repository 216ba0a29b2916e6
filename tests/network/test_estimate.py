"""Ways by land where no graph reaches."""

from __future__ import annotations

import pytest
from tests.network.atlas import NETWORK, PLACES
from tests.network.test_network import way

from coalition.measure.geography import great_circle_m
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey


@pytest.mark.parametrize("mode", [Mode.ROAD, Mode.RAIL])
@pytest.mark.parametrize(("a", "b"), [("ACCRA", "MONROVIA"), ("REYKJAVIK", "AKUREYRI")])
def test_off_the_graph_a_way_is_an_estimate_and_says_so(mode: Mode, a: str, b: str) -> None:
    found = way(mode, a, b)
    start, end = PLACES[PlaceId(a)], PLACES[PlaceId(b)]
    straight = great_circle_m(start.lat_udeg, start.lon_udeg, end.lat_udeg, end.lon_udeg)
    assert found.estimated
    assert found.length_m >= 1.29 * straight


def test_on_the_graph_a_way_is_no_estimate() -> None:
    assert not way(Mode.ROAD, "ANTWERP", "KYIV").estimated


def test_an_estimate_names_the_nations_between() -> None:
    nations = [c.nation for c in way(Mode.ROAD, "ACCRA", "MONROVIA").crossings]
    assert nations == ["GHA", "CIV", "LBR"]


def test_an_estimate_goes_round_an_avoided_nation() -> None:
    free, round_about = (
        way(Mode.ROAD, "ACCRA", "MONROVIA"),
        way(Mode.ROAD, "ACCRA", "MONROVIA", "CIV"),
    )
    assert round_about.length_m > free.length_m
    assert "CIV" not in {c.nation for c in round_about.crossings}


@pytest.mark.parametrize(("a", "b"), [("VALLETTA", "CATANIA"), ("REYKJAVIK", "LONDON")])
def test_no_way_by_land_leads_over_the_sea(a: str, b: str) -> None:
    assert NETWORK.find_way(WayKey(Mode.ROAD, PlaceId(a), PlaceId(b))) is None


def test_an_estimate_is_the_same_both_ways() -> None:
    assert (
        way(Mode.ROAD, "ACCRA", "MONROVIA").length_m == way(Mode.ROAD, "MONROVIA", "ACCRA").length_m
    )
