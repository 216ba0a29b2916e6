"""What a book declares of ways, and closures in time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.network.atlas import NETWORK, PLACES

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId, PlaceId, WayId
from coalition.model.places import Mode
from coalition.model.ways import Closure, DeclaredWay, WayKey
from coalition.network.declared import share_out
from coalition.network.network import load_network

A, B = PlaceId("BREMERHAVEN"), PlaceId("RZESZOW")
KEY = WayKey(Mode.ROAD, A, B)
BRIDGE = DeclaredWay(WayId("A2"), Mode.ROAD, A, B, mlc=60, carriers_per_day=240)
MAY = Interval(Minute(100), Minute(200))


def test_a_declared_way_states_limits_and_leaves_the_rest_to_the_graph() -> None:
    found, plain = load_network(PLACES, [BRIDGE]).find_way(KEY), NETWORK.find_way(KEY)
    assert found is not None
    assert plain is not None
    assert (found.mlc, found.carriers_per_day, found.unknown) == (60, 240, frozenset())
    assert (found.length_m, found.crossings) == (plain.length_m, plain.crossings)
    assert found.declared == "A2"


def test_a_declared_length_goes_before_the_graphs_and_the_crossings_follow() -> None:
    declared = DeclaredWay(WayId("X"), Mode.ROAD, A, B, length_m=1_300_000)
    found = load_network(PLACES, [declared]).find_way(KEY)
    assert found is not None
    assert found.length_m == sum(c.length_m for c in found.crossings) == 1_300_000


def test_a_declared_way_serves_both_directions_unless_one_way() -> None:
    back = WayKey(Mode.RAIL, B, A)
    nations = (NationId("DEU"), NationId("CZE"), NationId("POL"))
    declared = DeclaredWay(WayId("X"), Mode.RAIL, A, B, nations=nations)
    found = load_network(PLACES, [declared]).find_way(back)
    assert found is not None
    assert tuple(c.nation for c in found.crossings) == nations[::-1]
    single = DeclaredWay(WayId("X"), Mode.RAIL, A, B, one_way=True)
    found = load_network(PLACES, [single]).find_way(back)
    assert found is not None
    assert found.declared is None


def test_an_avoided_declared_way_gives_way_to_the_graph() -> None:
    network = load_network(PLACES, [BRIDGE])
    found = network.find_way(WayKey(Mode.ROAD, A, B, ("A2",)))
    assert found is not None
    assert found.declared is None


def test_a_declared_way_makes_a_way_where_the_graph_has_none() -> None:
    ferry = DeclaredWay(
        WayId("F"), Mode.ROAD, PlaceId("VALLETTA"), PlaceId("CATANIA"), length_m=210_000
    )
    found = load_network(PLACES, [ferry]).find_way(
        WayKey(Mode.ROAD, PlaceId("CATANIA"), PlaceId("VALLETTA"))
    )
    assert found is not None
    assert found.length_m == 210_000
    assert [c.nation for c in found.crossings] == ["ITA", "MLT"]


def test_a_declared_way_without_nations_does_not_jump_what_is_avoided() -> None:
    key = WayKey(Mode.ROAD, PlaceId("TAPA"), PlaceId("KAUNAS"))
    cut = WayKey(Mode.ROAD, key.origin, key.destination, ("LVA", "RUS"))
    silent = DeclaredWay(WayId("X"), Mode.ROAD, key.origin, key.destination, mlc=100)
    network = load_network(PLACES, [silent])
    assert network.find_way(key) is not None
    assert network.find_way(cut) is None
    spoken = DeclaredWay(
        WayId("F"), Mode.ROAD, key.origin, key.destination,
        nations=(NationId("EST"), NationId("LTU")), length_m=700_000,
    )  # fmt: skip
    assert load_network(PLACES, [spoken]).find_way(cut) is not None


def test_a_declared_gauge_goes_before_the_nations() -> None:
    key = WayKey(Mode.RAIL, PlaceId("RZESZOW"), PlaceId("KYIV"))
    broad = DeclaredWay(WayId("LHS"), Mode.RAIL, key.origin, key.destination, gauges_mm=(1520,))
    found = load_network(PLACES, [broad]).find_way(key)
    assert found is not None
    assert found.gauges_mm == (1520,)


def test_closures_shut_the_ways_that_cross_them_and_no_others() -> None:
    subjects = {
        "passage:suez": WayKey(Mode.SEA, PlaceId("DIEGO-GARCIA"), PlaceId("ROTA")),
        "nation:air:FRA": WayKey(Mode.AIR, PlaceId("ROTA"), PlaceId("KYIV")),
        "way:A2": KEY,
    }
    for subject, key in subjects.items():
        network = load_network(PLACES, [BRIDGE], [Closure(subject, MAY)])
        for other in subjects.values():
            found = network.find_way(other)
            assert found is not None
            assert found.closed == ((MAY,) if other == key else ())


def test_a_closed_airspace_leaves_the_roads_below_it_open() -> None:
    network = load_network(PLACES, (), [Closure("nation:air:POL", MAY)])
    found = network.find_way(KEY)
    assert found is not None
    assert found.closed == ()


@given(whole=st.integers(0, 10**8), weights=st.lists(st.integers(0, 10**7), min_size=1))
def test_shares_add_up_to_the_whole(whole: int, weights: list[int]) -> None:
    shares = share_out(whole, weights)
    assert sum(shares) == whole
    assert min(shares) >= 0


def test_a_declared_way_through_one_nation_is_the_same_drawn_or_not() -> None:
    ends = PlaceId("CONSTANTA"), PlaceId("CINCU")
    declared = DeclaredWay(
        WayId("X"), Mode.ROAD, *ends, length_m=400_000, nations=(NationId("ROU"),)
    )
    key = WayKey(Mode.ROAD, *ends)
    drawn = load_network(PLACES, [declared]).find_way(key)
    bare = load_network(PLACES, [declared], drawn=False).find_way(key)
    assert drawn is not None
    assert bare is not None
    assert replace(drawn, line=()) == replace(bare, line=())
