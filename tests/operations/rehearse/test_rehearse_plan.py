"""A rehearsal from book and plan to figures: enough replications, hedges, comparison, stories."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import assumed, small_north

from coalition.model.chance.chances import CALM
from coalition.operations.rehearse.piece import Staged, staged
from coalition.operations.rehearse.rehearse_plan import (
    RehearsalAsked,
    Rehearsed,
    compare_plans,
    rehearse,
)
from coalition.operations.rehearse.replay import replay
from coalition.rehearsal.telling.outcome import lateness

COUNT = 40


@cache
def at_hand() -> Staged:
    frame, plan, _ = small_north()
    return staged(frame, plan, assumed(frame.book))


@cache
def rehearsed() -> Rehearsed:
    return rehearse(at_hand(), RehearsalAsked(COUNT, 3, 4))


def test_it_says_what_happened_in_so_many_replications() -> None:
    found = rehearsed()
    assert found.outcome.rows == found.totals.replications == COUNT
    assert found.as_planned
    assert 0 < len(found.hedges) <= 4
    assert found.totals.lateness.value >= found.totals.planned_lateness
    assert found.seconds > 0


def test_parts_do_not_change_the_answer() -> None:
    other = rehearse(at_hand(), RehearsalAsked(COUNT, 3, 4, None, "processes:2"))
    assert np.array_equal(other.outcome.closure, rehearsed().outcome.closure)
    assert other.hedges == rehearsed().hedges
    assert other.totals == rehearsed().totals


def test_it_stops_when_the_mean_is_known_well_enough() -> None:
    frame, plan, _ = small_north()
    calm = rehearse(staged(frame, plan, CALM), RehearsalAsked(5000, 3, 0, 5.0))
    assert calm.outcome.rows == 200
    assert calm.hedges == ()


def test_a_plan_against_itself_is_alike() -> None:
    paired = compare_plans(rehearsed(), at_hand())
    assert paired.lateness.value == 0
    assert paired.better.value == 0.5


@pytest.mark.parametrize("number", [0, 17])
def test_a_replication_replayed_is_the_one_of_the_batch(number: int) -> None:
    told = replay(at_hand(), 3, number)
    script = at_hand().piece.script
    assert told.lateness == lateness(script, rehearsed().outcome.closure)[number]
    assert told.events
