"""Technical stops of a flight beyond its range."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tests.network.atlas import NETWORK, place

from coalition.model.identity import PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import WayKey
from coalition.network.network import Network, load_network
from coalition.network.stops import Reach

ATLANTIC = WayKey(Mode.AIR, PlaceId("NORFOLK"), PlaceId("ANKARA"))
FIELDS = ("NORFOLK", "ANKARA", "LAJES", "ROTA", "CATANIA", "REYKJAVIK")


def field_network(*changed: Place) -> Network:
    places = {PlaceId(name): place(name) for name in FIELDS}
    return load_network(places | {field.id: field for field in changed})


def test_no_stop_is_made_within_range() -> None:
    assert NETWORK.find_stops(ATLANTIC, Reach(range_m=10_000_000)) == ()


def test_the_fewest_stops_are_made() -> None:
    stops = field_network().find_stops(ATLANTIC, Reach(range_m=5_000_000))
    assert stops in {("LAJES",), ("REYKJAVIK",)}


def test_every_leg_is_within_range() -> None:
    reach = Reach(range_m=4_600_000)
    stops = NETWORK.find_stops(ATLANTIC, reach)
    assert stops
    legs = [ATLANTIC.origin, *stops, ATLANTIC.destination]
    for start, end in pairwise(legs):
        way = NETWORK.find_way(WayKey(Mode.AIR, start, end))
        assert way is not None
        assert way.length_m <= reach.range_m


def test_a_short_or_unknown_runway_serves_no_stop() -> None:
    short = place("LAJES", runway_m=1500)
    unsaid = replace(place("REYKJAVIK", runway_m=None), unknown=frozenset({"runway_m"}))
    network = field_network(short, unsaid)
    reach = Reach(range_m=5_000_000, runway_m=2400)
    assert network.find_stops(ATLANTIC, reach) is None


def test_a_stop_is_not_made_in_a_nation_avoided() -> None:
    network = field_network()
    key = replace(ATLANTIC, avoiding=("PRT",))
    stops = network.find_stops(key, Reach(range_m=5_600_000))
    assert stops == ("REYKJAVIK",)


def test_beyond_all_fields_there_is_no_sequence() -> None:
    assert NETWORK.find_stops(ATLANTIC, Reach(range_m=500_000)) is None
