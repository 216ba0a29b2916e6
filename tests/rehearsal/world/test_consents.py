"""Locks open when the authority says, unless a procedure takes longer, is late, refused or withdrawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.rehearsal_pieces import (
    DAY,
    by_chance,
    chance,
    piece_of,
    small_north,
    small_script,
    under,
    world_of,
)

from coalition.authority.calendars import end_of
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.chance.chances import ChanceKind
from coalition.model.law import TimeUnit
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.script.law import likely_end
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.world.consents import _join, _working_days

CERTAIN = 1_000_000


def locks_of(script: Script, *chances: object) -> tuple[np.ndarray, np.ndarray]:
    consents = world_of(piece_of(script, under(*chances)), 3).consents  # type: ignore[arg-type]
    return consents.opens, consents.closes


@pytest.mark.parametrize("seed", range(6))
def test_without_chance_locks_open_as_the_plan_estimates(seed: int) -> None:
    script = by_chance(seed)[2]
    opens, closes = locks_of(script)
    for lock, windows in enumerate(script.laws.locks):
        said = {(one.opens, one.closes) for one in windows if one.opens < one.closes}
        drawn = set(zip(opens[0, lock].tolist(), closes[0, lock].tolist(), strict=True))
        covered = {at for begins, ends in drawn if begins < ends for at in (begins, ends)}
        assert {at for pair in said for at in pair} >= covered
        assert min((at for at, _ in said), default=NEVER) == min(opens[0, lock].tolist())


def test_the_trees_of_needs_end_when_the_authority_estimates() -> None:
    script = small_north()[2]
    for windows in script.laws.locks:
        for one in windows:
            likely = likely_end(one.need, script.laws.steps)
            assert likely in (LONG_AGO, one.opens) or likely <= one.opens


def test_what_is_refused_never_opens() -> None:
    script = small_script()
    refused = chance(ChanceKind.CONSENT_REFUSED, probability_ppm=CERTAIN)
    opens, _ = locks_of(script, refused)
    undecided = [
        lock
        for lock, windows in enumerate(script.laws.locks)
        if windows and all(one.need.parts for one in windows)
    ]
    assert undecided
    assert (opens[:, undecided] >= NEVER).all()


def test_what_is_late_opens_so_much_later() -> None:
    script = small_script()
    late = chance(ChanceKind.CONSENT_LATE, probability_ppm=CERTAIN, lasts_h=(48, 48, 48))
    calm, _ = locks_of(script)
    opens, _ = locks_of(script, late)
    later = (opens - calm)[0, :, 0]
    assert set(later.tolist()) <= {0, 2 * DAY}
    assert (later == 2 * DAY).any()


def test_what_is_withdrawn_closes() -> None:
    script = small_script()
    _, calm = locks_of(script)
    _, closes = locks_of(script, chance(ChanceKind.CONSENT_WITHDRAWN, probability_ppm=CERTAIN))
    hung = [
        lock for lock, windows in enumerate(script.laws.locks) if any(w.need.parts for w in windows)
    ]
    assert (closes[:, hung] < calm[:, hung]).all()


def test_procedures_take_no_less_than_their_least_and_no_more_than_their_most() -> None:
    script = small_script()
    piece = piece_of(script, under(chance(ChanceKind.PROCEDURE_TIME)))
    drawn = world_of(piece, 400).consents
    calm = world_of(piece_of(script), 1).consents
    moved = (drawn.opens[:, :, 0] - calm.opens[0, :, 0])[:, calm.opens[0, :, 0] < NEVER]
    assert -12 * 60 <= moved.min() < -10 * 60
    assert 10 * 60 < moved.max() <= 12 * 60


@settings(max_examples=60)
@given(st.integers(0, 300), st.integers(1, 30), st.sampled_from(["DEU", "POL", ""]))
def test_working_days_end_as_on_the_calendar(day: int, length: int, country: str) -> None:
    origin = 20_700
    following = np.array(
        [
            end_of(Minute((origin + d) * MINUTES_PER_DAY), 1, TimeUnit.WORKING_DAYS, country)
            // MINUTES_PER_DAY - 1 - origin
            for d in range(400)
        ],
        dtype=np.int32,
    )  # fmt: skip
    last = _working_days(following, np.array([day]), np.array([length]))
    ends = end_of(Minute((origin + day) * MINUTES_PER_DAY), length, TimeUnit.WORKING_DAYS, country)
    assert int(last[0]) == ends // MINUTES_PER_DAY - 1 - origin


def test_windows_that_touch_reach_as_far_as_together() -> None:
    opens = np.array([[10, 20, 90]], dtype=np.int32)
    closes = np.array([[20, 50, 99]], dtype=np.int32)
    _join(opens, closes)
    assert opens.tolist() == [[10, 10, 90]]
    assert closes.tolist() == [[50, 50, 99]]


def test_the_last_lock_is_blamed() -> None:
    script = small_script()
    late = chance(ChanceKind.CONSENT_LATE, probability_ppm=CERTAIN, lasts_h=(48, 48, 48))
    consents = world_of(piece_of(script, under(late)), 1).consents
    calm = world_of(piece_of(script), 1).consents
    later = consents.opens[0, :, 0] > calm.opens[0, :, 0]
    assert (consents.blame[0, later] >= 0).all()
    assert (consents.blame[0, ~later] < 0).all()


def test_a_decision_that_was_taken_takes_no_time() -> None:
    script = small_north()[2]
    decided = [n for n, step in enumerate(script.laws.steps) if step.decided]
    assert decided
    steps = script.laws.steps
    assert replace(steps[decided[0]]).begins <= steps[decided[0]].ends
