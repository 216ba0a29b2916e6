"""The steps that build the data."""

from __future__ import annotations

import numpy as np
from scripts.network_build.outlines import dissolve, link, thin, unfold
from scripts.network_build.sea import GATES, cuts


def test_dissolving_removes_the_arc_two_shapes_share() -> None:
    arcs = [
        np.array(points, dtype=float)
        for points in ([[0, 0], [0, 1]], [[0, 1], [1, 0], [0, 0]], [[0, 1], [-1, 0], [0, 0]])
    ]
    united = dissolve([[0, 1], [~0, ~2]], arcs)
    assert len(united) == 1
    assert sorted(united[0]) == sorted([1, ~2])
    ring = link(united[0], arcs)
    assert ring[0].tolist() == ring[-1].tolist()


def test_thinning_keeps_corners_and_drops_what_is_straight() -> None:
    line = np.array([[0, 0], [1, 0.001], [2, 0], [2, 2]], dtype=float)
    assert thin(line, 0.01).tolist() == [0, 2, 3]


def test_a_ring_over_the_antimeridian_is_cut_in_two() -> None:
    ring = np.array([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]], dtype=float)
    pieces = unfold(ring)
    assert len(pieces) == 2
    assert all(np.abs(piece[:, 0]).max() <= 180 for piece in pieces)


def test_a_ring_round_the_pole_is_closed_along_it() -> None:
    ring = np.array([[lon, -70] for lon in (-180, -90, 0, 90, 180)], dtype=float)
    assert min(piece[:, 1].min() for piece in unfold(ring)) == -90


def test_a_gate_is_cut_across_and_not_along() -> None:
    belt = GATES[0]
    assert cuts(belt, (10.9, 55.6), (11.09, 55.05))
    assert not cuts(belt, (10.9, 55.6), (11.09, 55.4))
