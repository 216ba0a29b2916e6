from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from coalition.planning.spans import (
    Spans,
    covers,
    first_covering,
    first_in,
    intersect,
    outside,
    unite,
)

STRETCHES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)
MINUTES = range(-2, 44)


def held(spans: Spans) -> set[int]:
    return {at for at in MINUTES if any(opens <= at < closes for opens, closes in spans)}


@given(STRETCHES, STRETCHES)
def test_sets_of_minutes_are_united_intersected_and_turned_round(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    a, b = unite(one), unite(other)
    assert held(intersect(a, b)) == held(a) & held(b)
    assert held(outside(one)) == set(MINUTES) - held(a)
    assert all(x[1] < y[0] for x, y in itertools.pairwise(a))


@given(STRETCHES, st.integers(-2, 43))
def test_the_first_minute_inside_is_the_first_of_all(
    stretches: list[tuple[int, int]], at: int
) -> None:
    spans = unite(stretches)
    assert first_in(spans, at) == min((m for m in held(spans) if m >= at), default=None)


@given(STRETCHES, st.integers(-2, 43), st.integers(0, 12))
def test_a_length_of_time_lies_in_one_stretch(
    stretches: list[tuple[int, int]], at: int, length: int
) -> None:
    spans = unite(stretches)
    found = first_covering(spans, at, length)
    fits = [m for m in range(at, 60) if covers(spans, m, m + length)]
    assert found == min(fits, default=None)
