"""Causes in order of what they cost; hedges as paired differences of the same replications."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from tests.simulators.rehearsal_pieces import assumed, piece_of, small_north

from coalition.rehearsal.part import Part, play_part
from coalition.rehearsal.telling.causes import causes_of, hedges_of, trials_of
from coalition.rehearsal.telling.outcome import lateness

COUNT = 60


def test_the_heaviest_cause_comes_first() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    outcome = play_part(piece, Part(1, 0, COUNT))
    causes = causes_of(script, outcome, piece.register)
    assert [one.charged for one in causes] == sorted((one.charged for one in causes), reverse=True)
    assert len(causes) == len(piece.register.groups)
    first = causes[0]
    assert first.charged == pytest.approx(outcome.critical[:, first.group].mean())
    assert first.critical.value <= first.felt.value


def test_a_hedge_buys_what_all_replications_without_it_show() -> None:
    """Only struck replications are played again; the answer is that of playing all."""
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    outcome = play_part(piece, Part(1, 0, COUNT))
    causes = causes_of(script, outcome, piece.register)
    trials = trials_of(outcome, causes, most=4, each=COUNT)
    picked = tuple((row, trial.cause.group) for trial in trials for row in trial.rows)
    without = play_part(piece, Part(1, 0, COUNT, picked))
    found = {one.cause.group: one for one in hedges_of(script, outcome, trials, without)}
    for trial in trials:
        group = trial.cause.group
        whole = play_part(piece, Part(1, 0, COUNT, tuple((row, group) for row in range(COUNT))))
        saved = lateness(script, outcome.closure) - lateness(script, whole.closure)
        assert found[group].lateness.value == pytest.approx(saved.mean())
        assert found[group].replications == COUNT


def test_hedges_come_best_first() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    outcome = play_part(piece, Part(1, 0, COUNT))
    trials = trials_of(outcome, causes_of(script, outcome, piece.register), most=5, each=10)
    assert all(len(trial.rows) <= 10 for trial in trials)
    picked = tuple((row, trial.cause.group) for trial in trials for row in trial.rows)
    found = hedges_of(script, outcome, trials, play_part(piece, Part(1, 0, COUNT, picked)))
    values = [one.lateness.value for one in found]
    assert values == sorted(values, reverse=True)


def test_a_sensitivity_is_told_only_when_it_is_neither_rare_nor_within_chance() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    outcome = play_part(piece, Part(1, 0, 8 * COUNT))
    late = lateness(script, outcome.closure)
    told = 0
    for cause in causes_of(script, outcome, piece.register):
        felt = outcome.felt[:, cause.group]
        if felt.sum() < 5 or felt.sum() > 8 * COUNT - 5:
            assert cause.sensitivity is None
            continue
        apart = stats.ttest_ind(late[felt], late[~felt], equal_var=False)
        if cause.sensitivity is None:
            assert apart.pvalue > 0.03
        else:
            told += 1
            assert apart.pvalue < 0.2
            assert cause.sensitivity == pytest.approx(late[felt].mean() - late[~felt].mean())
    assert told
    assert np.isfinite(outcome.critical).all()
