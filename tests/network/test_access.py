"""How a place meets the graph."""

from __future__ import annotations

import numpy as np

from coalition.network.access import PLACE_RADIUS_M, find_access, on_foot
from coalition.network.globe.graph import Graph

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
