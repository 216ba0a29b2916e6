"""Bounds of rest say what the rule of duty says, and no more of them than are needed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.rehearsal.script.rest import bounds_of, least


@settings(max_examples=200)
@given(
    st.lists(st.integers(1, 700), min_size=1, max_size=7), st.integers(60, 900),
    st.lists(st.integers(0, 400), min_size=7, max_size=7),
)  # fmt: skip
def test_who_keeps_the_bounds_rests_enough_in_every_run(
    moving: list[int], duty: int, waits: list[int]
) -> None:
    departs: list[int] = []
    arrives: list[int] = []
    for leg, bounds in enumerate(bounds_of(moving, duty)):
        departs.append((arrives[-1] if arrives else 0) + waits[leg])
        arrives.append(max(departs[leg - back] + need for back, need in bounds))
    for first in range(len(moving)):
        for last in range(first, len(moving)):
            total = sum(moving[first : last + 1])
            if total <= 4 * duty:
                assert arrives[last] - departs[first] >= least(total, duty)


def test_who_never_tires_needs_only_to_move() -> None:
    assert bounds_of([500, 900], 1440) == [[(0, 500)], [(0, 900)]]


def test_a_day_of_duty_asks_for_a_night() -> None:
    assert least(600, 600) == 600
    assert least(601, 600) == 601 + 840
