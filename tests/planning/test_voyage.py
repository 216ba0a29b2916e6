from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coalition.planning.fit import with_rest
from coalition.planning.schedule.voyage import Moved, is_rested, rested_arrival

LEGS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900)), min_size=1, max_size=7)


def driven(legs: list[tuple[int, int]], duty: int) -> list[Moved]:
    """Each leg after a pause, arriving as early as the duty rule lets it."""
    trail: list[Moved] = []
    at = 0
    for pause, minutes in legs:
        leave = at + pause
        at = rested_arrival(trail, leave, minutes, duty)
        trail.append((leave, at, minutes))
    return trail


def keeps_the_rule(trail: list[Moved], duty: int) -> bool:
    """The rule as written: every run of legs."""
    return all(
        trail[j][1] - trail[i][0] >= with_rest(sum(leg[2] for leg in trail[i : j + 1]), duty)
        for i in range(len(trail))
        for j in range(i, len(trail))
    )


@given(LEGS, st.sampled_from((540, 600, 960, 1200)))
def test_the_earliest_arrivals_keep_the_rule_over_every_run(
    legs: list[tuple[int, int]], duty: int
) -> None:
    trail = driven(legs, duty)
    assert keeps_the_rule(trail, duty)
    assert is_rested(trail[:1], trail[1:], duty)


@given(LEGS, st.sampled_from((540, 960)))
def test_a_minute_earlier_breaks_it(legs: list[tuple[int, int]], duty: int) -> None:
    trail = driven(legs, duty)
    leave, arrive, minutes = trail[-1]
    if arrive - 1 >= leave + minutes:
        hasty = [*trail[:-1], (leave, arrive - 1, minutes)]
        assert not keeps_the_rule(hasty, duty)
        if keeps_the_rule(hasty[-1:], duty):
            assert not is_rested(hasty[:-1], hasty[-1:], duty)


def test_a_day_of_driving_takes_the_nights_between() -> None:
    assert with_rest(540, 540) == 540
    assert with_rest(541, 540) == 541 + 900
    assert with_rest(0, 540) == 0
