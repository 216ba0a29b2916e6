"""How a place meets the graph."""

from __future__ import annotations

import numpy as np

from coalition.network.access import (
    LEG_M_MAX,
    PLACE_RADIUS_M,
    edges_around,
    find_access,
    foot_of,
    on_foot,
)
from coalition.network.globe.graph import Graph, read_arrays

EQUATOR = Graph(
    np.array([0.0, 0.0, 0.0]),
    np.array([0.0, 1.0, 2.0]),
    np.array([[0, 1], [1, 2], [120_000, 120_000]]),
)
ALL = np.array([True, True])


def test_a_place_on_an_edge_is_near_both_its_ends() -> None:
    access = find_access(EQUATOR, (0, 250_000), alive=ALL, home=ALL)
    assert access is not None
    assert access.edge == 0
    assert {hold.node: hold.length_m for hold in access.footholds}[1] == 90_000


def test_a_place_far_from_every_edge_is_off_the_graph() -> None:
    assert find_access(EQUATOR, (300_000, 500_000), alive=ALL, home=ALL) is None


def test_an_edge_at_home_goes_before_a_nearer_one_abroad() -> None:
    at_home = np.array([False, True])
    access = find_access(EQUATOR, (0, 950_000), alive=ALL, home=at_home)
    assert access is not None
    assert access.edge == 1


def test_an_edge_avoided_gives_no_access() -> None:
    assert find_access(EQUATOR, (0, 250_000), alive=np.array([False, True]), home=ALL) is None


def test_a_place_reaches_as_far_as_its_radius() -> None:
    assert on_foot(PLACE_RADIUS_M) == 0
    assert on_foot(PLACE_RADIUS_M + 10_000) == 12_000


def test_the_edges_around_a_place_are_all_that_pass_near_it() -> None:
    stored = read_arrays("roads.npz")
    ends = np.stack([stored[f"edge_{name}"] for name in ("u", "v", "length_m")]).astype(np.int64)
    graph = Graph(stored["node_lat_mdeg"] / 1000, stored["node_lon_mdeg"] / 1000, ends)
    everywhere = np.arange(len(graph.u))
    for lat, lon in (
        (68.4, 17.4),
        (51.2, 4.4),
        (38.7, -9.1),
        (60.2, 24.9),
        (45.9, 24.8),
        (71.1, 25.7),
    ):
        point = round(lat * 1e6), round(lon * 1e6)
        near = edges_around(graph, point)
        passing = near[foot_of(graph, near, point)[0] <= LEG_M_MAX]
        met = foot_of(graph, everywhere, point)[0] <= LEG_M_MAX
        within = np.abs(graph.lat[graph.u] - lat) < 3
        assert np.array_equal(passing, everywhere[met & within])
