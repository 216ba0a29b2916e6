"""The algebra of stretches of time, against sets of minutes."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from coalition.authority.steps.spans import (
    EVER,
    complement,
    intersect,
    intersect_all,
    subtract,
    union,
)
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute

minutes = st.integers(0, 40)
raw = st.lists(
    st.tuples(minutes, minutes).map(lambda p: Interval(Minute(p[0]), Minute(p[1]))), max_size=8
)


def held(spans: tuple[Interval, ...]) -> set[int]:
    return {m for m in range(-1, 42) if any(s.contains(Minute(m)) for s in spans)}


def tidy(spans: tuple[Interval, ...]) -> bool:
    ordered = all(a.closes < b.opens for a, b in itertools.pairwise(spans))
    return ordered and all(s.opens < s.closes for s in spans)


@given(raw)
def test_a_union_holds_the_same_minutes_and_is_disjoint(spans: list[Interval]) -> None:
    made = union(spans)
    assert held(made) == held(tuple(spans))
    assert tidy(made)


@given(raw, raw)
def test_intersection_and_subtraction_are_those_of_sets(
    a: list[Interval], b: list[Interval]
) -> None:
    left, right = union(a), union(b)
    assert held(intersect(left, right)) == held(left) & held(right)
    assert held(subtract(left, right)) == held(left) - held(right)
    assert tidy(intersect(left, right))


@given(raw)
def test_a_complement_is_what_is_left_of_all_time(spans: list[Interval]) -> None:
    made = union(spans)
    assert intersect(made, complement(made)) == ()
    assert union((*made, *complement(made))) == EVER


def test_nothing_to_meet_is_all_of_time() -> None:
    assert intersect_all(()) == EVER == (Interval(ALWAYS, FOREVER),)
