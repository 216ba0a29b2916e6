"""Track gauges."""

from __future__ import annotations

from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.ways import BorderPoint, Crossing, Way, WayKey
from coalition.network.gauges import breaks, gauge_breaks, gauges_met
from coalition.network.land import LandNetwork

UKR, POL = NationId("UKR"), NationId("POL")


def test_gauges_are_met_in_order_and_once_for_each_change() -> None:
    nations = ("ESP", "FRA", "DEU", "POL", "LTU")
    met = gauges_met([Crossing(NationId(nation), 1) for nation in nations])
    assert met == (1668, 1435, 1520)


def test_finnish_and_russian_gauges_run_through() -> None:
    assert not breaks(NationId("FIN"), NationId("RUS"))
    assert breaks(NationId("FIN"), NationId("SWE"))


def test_a_nation_without_known_gauge_breaks_nothing() -> None:
    assert not breaks(NationId("GHA"), NationId("FRA"))


def test_a_declared_line_of_one_gauge_runs_through_the_border() -> None:
    """The broad-gauge LHS leads from Ukraine deep into Poland."""
    key = WayKey(Mode.RAIL, PlaceId("A"), PlaceId("B"))
    border = BorderPoint(UKR, POL, 0, 0)
    broad = Way(key, 2, (Crossing(UKR, 1), Crossing(POL, 1)), (border,), gauges_mm=(1520,))
    assert gauge_breaks(broad) == ()


def test_every_nation_of_the_rail_graph_has_a_gauge() -> None:
    network = LandNetwork(Mode.RAIL)
    used = {network.nations[number] for number in set(network.node_nation.tolist())}
    assert len(gauges_met([Crossing(nation, 1) for nation in used])) > 0
    assert all(gauges_met([Crossing(nation, 1)]) for nation in used)
