"""Points along great circles."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.measure.geography import great_circle_m
from coalition.network.globe.arcs import length_m, part_way, refine

POINTS = st.tuples(st.integers(-85_000_000, 85_000_000), st.integers(-179_000_000, 179_000_000))


@settings(deadline=None)
@given(a=POINTS, b=POINTS)
def test_the_middle_lies_half_way(a: tuple[int, int], b: tuple[int, int]) -> None:
    whole = great_circle_m(*a, *b)
    if whole < 19_000_000:
        middle = part_way(a, b, 0.5)
        assert abs(great_circle_m(*a, *middle) - whole / 2) <= 2


@settings(deadline=None)
@given(a=POINTS, b=POINTS)
def test_refining_keeps_the_length_and_bounds_the_steps(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    if great_circle_m(*a, *b) < 19_000_000:
        fine = refine([a, b], 100_000)
        assert abs(length_m(fine) - length_m([a, b])) <= len(fine)
        assert all(great_circle_m(*p, *q) <= 100_001 for p, q in pairwise(fine))
