"""Closures, shares delivered and scores of rows agree with the judge and with each other."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import (
    assumed,
    chance,
    piece_of,
    play_of,
    small_north,
    small_script,
    under,
)

from coalition.judging.judge import judge
from coalition.model.chance.chances import ChanceKind
from coalition.model.plan import PPM
from coalition.rehearsal.part import Part, calm_part, play_part
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.telling.outcome import joined, lateness, on_time, outcome_of, undelivered


def test_a_calm_score_is_the_score_of_the_judge() -> None:
    frame, plan, script = small_north()
    judged = judge(frame.book, frame.authority, frame.network, plan)
    calm = play_part(piece_of(script), calm_part())
    assert lateness(script, calm.closure)[0] == judged.score.lateness
    assert undelivered(script, calm.delivered)[0] == pytest.approx(
        judged.score.undelivered, abs=2000
    )


def test_what_never_closes_counts_to_the_horizons_end() -> None:
    script = small_script()
    closure = np.full((1, len(script.goals.names)), NEVER)
    expected = ((script.horizon - script.goals.rdd.astype(int)) * script.goals.weight).sum()
    assert lateness(script, closure)[0] == expected
    assert not on_time(script, closure).any()


def test_what_is_not_delivered_weighs_by_its_share() -> None:
    script = small_script()
    delivered = np.full((1, len(script.goals.names)), PPM // 2)
    assert undelivered(script, delivered)[0] == script.goals.weight.sum() * PPM // 2


def test_a_load_that_has_outgrown_its_trips_does_not_close_and_is_delivered_in_part() -> None:
    script = small_script()
    grows = chance(ChanceKind.DEMAND_GROWS, probability_ppm=PPM, more_percent=(900, 900, 900))
    piece = piece_of(script, under(grows))
    outcome = outcome_of(play_of(piece, 1), piece.register)
    short = [n for n, name in enumerate(script.goals.names) if name in {"ADV", "VEH"}]
    assert (outcome.closure[0, short] == NEVER).all()
    assert (outcome.delivered[0, short] > 0).all()
    assert (outcome.delivered[0, short] < PPM // 5).all()
    assert (outcome.critical.sum(axis=1) > 0).all()


def test_rows_are_chosen_and_joined_whole() -> None:
    frame, _, script = small_north()
    outcome = play_part(piece_of(script, assumed(frame.book)), Part(1, 0, 6))
    halves = joined([outcome.at(np.arange(3)), outcome.at(np.arange(3, 6))])
    assert np.array_equal(halves.closure, outcome.closure)
    assert halves.rows == 6
