"""Probabilities, quantiles and means with their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from tests.simulators.rehearsal_pieces import assumed, piece_of, small_north

from coalition.rehearsal.part import Part, calm_part, play_part
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.telling.figures import (
    fan_of,
    goals_of,
    mean_of,
    proportion,
    totals_of,
    weighted_share,
)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_probability_has_the_interval_of_wilson(of: int, count: int) -> None:
    count = min(count, of)
    found = proportion(count, of)
    reference = binomtest(count, of).proportion_ci(method="wilson")
    assert found.low == pytest.approx(reference.low, abs=1e-9)
    assert found.high == pytest.approx(reference.high, abs=1e-9)
    assert found.low <= found.value <= found.high


def test_of_nothing_nothing_is_known() -> None:
    assert (proportion(0, 0).low, proportion(0, 0).high) == (0.0, 1.0)


def test_a_mean_of_one_has_no_width() -> None:
    assert mean_of(np.array([5.0])).half_width == 0


def test_the_interval_of_a_mean_covers_it_nineteen_times_in_twenty() -> None:
    drawn = np.random.Generator(np.random.Philox(1)).exponential(10, (2000, 200))
    covered = [(one := mean_of(row)).low <= 10 <= one.high for row in drawn]
    assert 0.92 < np.mean(covered) < 0.97


def test_totals_and_goals_of_a_calm_rehearsal_are_the_plan() -> None:
    script = small_north()[2]
    calm = play_part(piece_of(script), calm_part())
    totals = totals_of(script, calm, calm)
    assert totals.lateness.value == totals.planned_lateness
    assert totals.undelivered.value == totals.planned_undelivered
    assert totals.on_time.value == pytest.approx(totals.planned_on_time)
    for goal in goals_of(script, calm, calm):
        assert set(goal.closure) == {goal.planned}


def test_a_goal_tells_how_often_it_was_on_time_and_never() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    outcome = play_part(piece, Part(1, 0, 60))
    found = goals_of(script, outcome, play_part(piece, calm_part()))
    for number, goal in enumerate(found):
        closure = outcome.closure[:, number]
        assert goal.on_time.value == pytest.approx((closure <= script.goals.rdd[number]).mean())
        known = [NEVER if at is None else at for at in goal.closure]
        assert known == sorted(known)


def test_the_fan_rises_and_its_bands_do_not_cross() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    fan = fan_of(script, play_part(piece, Part(1, 0, 40)), play_part(piece, calm_part()))
    bands = np.array(fan.quantiles)
    assert (np.diff(bands, axis=1) >= 0).all()
    assert (np.diff(bands, axis=0) >= 0).all()
    assert fan.planned[-1] <= 1
    assert fan.due[-1] == pytest.approx(1)


def test_shares_are_weighed() -> None:
    script = small_north()[2]
    heaviest = int(script.goals.weight.argmax())
    kept = np.zeros((1, len(script.goals.weight)), dtype=bool)
    kept[0, heaviest] = True
    expected = script.goals.weight[heaviest] / script.goals.weight.sum()
    assert weighted_share(script, kept)[0] == pytest.approx(expected)
