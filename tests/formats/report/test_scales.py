from __future__ import annotations

from itertools import pairwise

import pytest

from coalition.formats.report.drawing.axes import TimeFrame, time_axis, whole_days
from coalition.formats.report.drawing.scales import LinearScale, day_ticks, round_ticks
from coalition.measure.instants import MINUTES_PER_DAY, Minute, parse_instant

C_DAY = parse_instant("2031-03-03")


def test_a_scale_maps_its_ends_and_holds_what_lies_outside() -> None:
    scale = LinearScale(10, 20, 100, 300)
    assert (scale.at(10), scale.at(15), scale.at(20)) == (100, 200, 300)
    assert (scale.held(5), scale.held(99)) == (100, 300)
    assert LinearScale(4, 4, 7, 9).at(4) == 7


@pytest.mark.parametrize("high", [0, 0.4, 1, 7, 99, 100, 101, 12_345, 8e6])
def test_amount_ticks_are_round_whole_and_reach_the_top(high: float) -> None:
    ticks = round_ticks(high)
    assert ticks[0] == 0
    assert ticks[-1] >= high
    assert len(ticks) <= 6
    assert all(t == int(t) for t in ticks)


@pytest.mark.parametrize(("days", "gap"), [(5, 1), (14, 1), (20, 2), (60, 7), (150, 14)])
def test_date_ticks_are_iso_days_evenly_apart(days: int, gap: int) -> None:
    ticks = day_ticks(C_DAY, Minute(C_DAY + days * MINUTES_PER_DAY))
    assert ticks[0].label == "2031-03-03"
    assert {b.value - a.value for a, b in pairwise(ticks)} == {gap * MINUTES_PER_DAY}


@pytest.mark.parametrize("days", [300, 2_000, 20_000])
def test_a_long_scale_is_marked_by_first_days_of_months(days: int) -> None:
    ticks = day_ticks(C_DAY, Minute(C_DAY + days * MINUTES_PER_DAY), most=10)
    assert 1 < len(ticks) <= 10
    assert all(t.label.endswith("-01") for t in ticks)


def test_a_frame_is_widened_to_whole_days() -> None:
    frame = whole_days(Minute(C_DAY + 5), Minute(C_DAY + 6), C_DAY)
    assert (frame.begins, frame.ends) == (C_DAY, C_DAY + MINUTES_PER_DAY)


def test_no_date_label_reaches_past_the_room_spared_for_it() -> None:
    frame = TimeFrame(C_DAY, Minute(C_DAY + 42 * MINUTES_PER_DAY), C_DAY)
    parts = time_axis(frame, frame.scale(0, 800), 40, 100, spare=10)
    assert any("2031-03-03" in part for part in parts)
    assert not any("2031-04-14" in part for part in parts)
