"""Lawful lines on a small world of our own."""

from __future__ import annotations

import numpy as np

from coalition.network.globe.arcs import length_m
from coalition.network.globe.lattice import REACHES_M, Lattice

WEST, EAST = (0, -20_000_000), (0, 20_000_000)


def world(*, north: int = 600, south: int = 1200) -> Lattice:
    """A globe with one closed wall on the zero meridian between two rows."""
    cells = np.ones((1800, 3600), dtype=np.bool_)
    cells[north:south, 1795:1805] = False
    return Lattice(cells, cells, 1.0)


def test_in_the_open_the_line_is_straight() -> None:
    assert world(north=0, south=0).find_line(WEST, EAST) == (WEST, EAST)


def test_round_a_wall_the_line_is_near_the_shortest() -> None:
    found = world(north=600, south=1100).find_line(WEST, EAST)
    assert found is not None
    corner = (-20_000_000, 0)
    shortest = length_m((WEST, corner, EAST))
    assert shortest * 0.99 <= length_m(found) <= shortest * 1.03


def test_the_antimeridian_is_a_meridian_like_any_other() -> None:
    cells = np.ones((1800, 3600), dtype=np.bool_)
    cells[600:1100, [*range(5), *range(3595, 3600)]] = False
    found = Lattice(cells, cells, 1.0).find_line((0, 160_000_000), (0, -160_000_000))
    here = world(north=600, south=1100).find_line(WEST, EAST)
    assert found is not None
    assert here is not None
    assert abs(length_m(found) - length_m(here)) <= 0.01 * length_m(here)


def test_behind_closed_walls_there_is_no_line() -> None:
    cells = np.ones((1800, 3600), dtype=np.bool_)
    cells[:, 1795:1805] = False
    cells[:, 0:10] = False
    assert Lattice(cells, cells, 1.0).find_line(WEST, EAST) is None


def test_the_line_back_is_the_line_reversed() -> None:
    lattice = world()
    out, back = lattice.find_line(WEST, EAST), lattice.find_line(EAST, WEST)
    assert out is not None
    assert back == out[::-1]


def test_a_way_round_the_globe_is_found_when_none_is_near() -> None:
    cells = np.ones((1800, 3600), dtype=np.bool_)
    cells[:, 1795:1805] = False
    found = Lattice(cells, cells, 1.0).find_line(WEST, EAST)
    assert found is not None
    assert length_m(found) > REACHES_M[0]
