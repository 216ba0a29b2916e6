"""Replications stand alone, agree with SimPy, and are the plan itself when nothing goes wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp
from tests.simulators.chance_books import chance_book
from tests.simulators.rehearsal_pieces import (
    assumed,
    by_chance,
    piece_of,
    play_of,
    small_north,
    small_script,
    world_of,
)
from tests.simulators.simpy_rehearsal import simulate

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.rehearsal.engine.play import play_out
from coalition.rehearsal.engine.reactions import ALL, NONE, Reactions
from coalition.rehearsal.engine.state import Play
from coalition.rehearsal.part import Part, calm_part, parts_of, play_part, played, rows_that_fit
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.outcome import joined
from coalition.rehearsal.world.rows import NOTHING

SEEDS = range(8)
ALONE = Reactions(substitute=False)
"""What the peer knows of: carriers do not help each other out."""


def times(play: Play) -> tuple[np.ndarray, np.ndarray]:
    rows = play.sizes.rows
    return play.record.begin.reshape(rows, -1), play.record.end.reshape(rows, -1)


@pytest.mark.parametrize("reactions", [ALL, NONE], ids=["reacting", "waiting"])
@pytest.mark.parametrize("seed", SEEDS)
def test_without_chance_every_visit_is_at_the_minute_of_the_plan(
    seed: int, reactions: Reactions
) -> None:
    script = by_chance(seed)[2]
    piece = piece_of(script, reactions=reactions)
    begin, end = times(played(piece, piece.register, calm_part()))
    assert np.array_equal(begin[0], script.visits.arrive)
    assert np.array_equal(end[0], script.visits.depart)


def test_a_plan_by_hand_is_followed_to_the_minute() -> None:
    script = small_script()
    piece = piece_of(script)
    begin, end = times(played(piece, piece.register, calm_part()))
    assert np.array_equal(begin[0], script.visits.arrive)
    assert np.array_equal(end[0], script.visits.depart)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_chance_requirements_close_when_the_judge_says(seed: int) -> None:
    book, plan, script = by_chance(seed)
    judged = judge(book, Authority(book), _network(seed), plan)
    outcome = play_part(piece_of(script), calm_part())
    closed = [
        None if at > script.horizon else at + script.origin for at in outcome.closure[0].tolist()
    ]
    assert closed == [one.closed_at for one in judged.closures]
    assert np.array_equal(outcome.closure[0], script.goals.planned)


def _network(seed: int):  # type: ignore[no-untyped-def]
    return chance_book(seed, requirements=12)[1]


@pytest.mark.parametrize("seed", [1, 4])
def test_a_replication_alone_is_the_one_of_the_batch(seed: int) -> None:
    book, _, script = by_chance(seed)
    piece = piece_of(script, assumed(book))
    batch = play_part(piece, Part(9, 0, 12))
    for number in (0, 5, 11):
        alone = play_part(piece, Part(9, number, 1))
        for name in ("closure", "delivered", "critical", "felt", "given_up"):
            assert np.array_equal(getattr(alone, name)[0], getattr(batch, name)[number]), name


def test_parts_joined_are_the_whole() -> None:
    book, _, script = by_chance(2)
    piece = piece_of(script, assumed(book))
    whole = play_part(piece, Part(3, 0, 10))
    pieces = joined([play_part(piece, part) for part in parts_of(3, 0, 10, most=4)])
    assert np.array_equal(whole.closure, pieces.closure)
    assert np.array_equal(whole.replication, pieces.replication)


def test_rows_are_picked_in_any_order_and_more_than_once() -> None:
    book, _, script = by_chance(2)
    piece = piece_of(script, assumed(book))
    whole = play_part(piece, Part(3, 0, 6))
    picked = play_part(piece, Part(3, 0, 6, ((4, NOTHING), (1, NOTHING), (4, NOTHING))))
    assert np.array_equal(picked.closure, whole.closure[[4, 1, 4]])


@pytest.mark.parametrize("seed", SEEDS)
def test_simpy_fed_the_same_draws_comes_to_the_same_minutes(seed: int) -> None:
    book, _, script = by_chance(seed)
    piece = piece_of(script, assumed(book), ALONE)
    world = world_of(piece, 6)
    begin, end = times(play_out(script, world, ALONE))
    for row in range(6):
        told = simulate(script, world, row, ALONE)
        assert np.array_equal(told.begin, begin[row])
        assert np.array_equal(told.end, end[row])


@pytest.mark.slow
def test_simpy_comes_to_the_same_minutes_on_a_reinforcement() -> None:
    frame, _, script = small_north(60)
    piece = piece_of(script, assumed(frame.book), ALONE)
    world = world_of(piece, 12)
    begin, end = times(play_out(script, world, ALONE))
    for row in range(12):
        told = simulate(script, world, row, ALONE)
        assert np.array_equal(told.begin, begin[row])
        assert np.array_equal(told.end, end[row])


@pytest.mark.slow
def test_simpy_fed_other_draws_comes_to_the_same_distribution() -> None:
    """Kolmogorov-Smirnov on the mean delay of visits: 200 replications here, 200 others there."""
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book), ALONE)
    begin, _ = times(play_of(piece, 200, seed=11))
    world = world_of(piece, 200, seed=12)
    peer = np.stack([simulate(script, world, row, ALONE).begin for row in range(200)])
    ours, theirs = (_mean_delay(script, one) for one in (begin, peer))
    assert ks_2samp(ours, theirs).pvalue > 0.01
    shifted = theirs + 3 * theirs.std()
    assert ks_2samp(ours, shifted).pvalue < 1e-6


def _mean_delay(script: Script, begin: np.ndarray) -> np.ndarray:
    late = np.where(begin < NEVER, begin - script.visits.arrive, 0)
    return np.asarray(late.mean(axis=1))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(SEEDS)), st.integers(0, 50), st.integers(0, 10_000),
    st.sampled_from(["slow", "work", "ready", "opens"]),
)  # fmt: skip
def test_who_only_waits_is_never_sooner_for_more_delay(
    seed: int, number: int, more: int, what: str
) -> None:
    """Work before freight that is late is begun so that it ends when that is there: the longer, the sooner."""
    book, _, script = by_chance(seed)
    gentle = _without_ends(assumed(book))
    piece = piece_of(script, gentle, NONE)
    world = world_of(piece, 1, first=number)
    begun, ended = times(play_out(script, world, NONE))
    begun_after, ended_after = times(play_out(script, _delayed(world, what, number, more), NONE))
    assert (ended_after >= ended).all()
    assert what == "work" or (begun_after >= begun).all()


def _without_ends(chances):  # type: ignore[no-untyped-def]
    """Chances without those that make a trip fall out: what falls out sets others free."""
    ends = {"consent-refused", "consent-withdrawn", "source-withdrawn", "airspace", "place-lost"}
    kept = tuple(
        replace(one, probability_ppm=0) if one.id.startswith("breakdown") else one
        for one in chances.chances
        if one.id not in ends
    )
    return replace(chances, chances=kept)


def _delayed(world, what: str, which: int, more: int):  # type: ignore[no-untyped-def]
    """The world with one thing in it later or longer."""
    carriers, work, sources = world.carriers, world.work, world.sources
    if what == "slow":
        slow = carriers.slow.copy()
        slow[:, which % max(1, slow.shape[1])] += more
        return replace(world, carriers=replace(carriers, slow=slow))
    if what == "opens":
        opens = carriers.opens.copy()
        opens[:, which % opens.shape[1]] = np.maximum(opens[:, which % opens.shape[1]], 0) + more
        return replace(world, carriers=replace(carriers, opens=opens))
    if what == "work":
        slower = work.more.copy()
        slower[:, which % slower.shape[1]] += more * 100
        return replace(world, work=replace(work, more=slower))
    later = np.maximum(sources.not_before, 0)
    later[:, which % later.shape[1]] += more
    later = np.where(sources.not_before > 0, np.maximum(later, sources.not_before), later)
    kept = np.where(np.arange(later.shape[1]) == which % later.shape[1], later, sources.not_before)
    return replace(world, sources=replace(sources, not_before=kept.astype(np.int32)))


def test_memory_bounds_rows() -> None:
    script = small_script()
    assert rows_that_fit(script, 0) == 1
    assert rows_that_fit(script, 10**9) > rows_that_fit(script, 10**8)
