"""Rehearse a plan: play its replications, stop when it is enough, count, and try what hedges would buy."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from time import perf_counter

from coalition.operations.rehearse.piece import Staged
from coalition.operations.rehearse.runners import Listener, open_runner, play_all, workers_of
from coalition.rehearsal.part import Part, calm_part, parts_of, play_part, rows_that_fit
from coalition.rehearsal.telling.causes import (
    CauseFigures,
    HedgeFigures,
    causes_of,
    hedges_of,
    trials_of,
)
from coalition.rehearsal.telling.compare import Paired, compare
from coalition.rehearsal.telling.figures import (
    Fan,
    Goal,
    Totals,
    fan_of,
    goals_of,
    totals_of,
)
from coalition.rehearsal.telling.outcome import Outcome, joined, lateness
from coalition.rehearsal.telling.stopping import ROUND, is_enough
from coalition.rehearsal.world.strikes import Register

_PART_BYTES = 400_000_000
_HEDGE_REPLICATIONS = 100
"""A cause is taken out of so many replications at most, of those in which it struck."""


@dataclass(frozen=True, slots=True)
class RehearsalAsked:
    """What is asked of a rehearsal.

    With `precision`, a percentage, it stops as soon as the mean weighted lateness is known so well, at
    `replications` at the latest.
    """

    replications: int = 1000
    seed: int = 0
    hedges: int = 10
    precision: float | None = None
    runner: str = "here"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal found. `calm` is the replication in which nothing goes wrong; when it is not the plan,
    the plan cannot be carried out as written (`as_planned`).
    """

    staged: Staged
    asked: RehearsalAsked
    outcome: Outcome
    calm: Outcome
    register: Register
    totals: Totals
    goals: tuple[Goal, ...]
    fan: Fan
    causes: tuple[CauseFigures, ...]
    hedges: tuple[HedgeFigures, ...]
    seconds: float
    """Spent playing the replications, hedges apart."""

    @property
    def as_planned(self) -> bool:
        """Whether a calm replication closes every requirement when the plan says."""
        return bool((self.calm.closure[0] == self.staged.piece.script.goals.planned).all())


def rehearse(staged: Staged, asked: RehearsalAsked, listener: Listener = None) -> Rehearsed:
    """The rehearsal. Raises InputError when the runner cannot be had."""
    with open_runner(asked.runner) as executor:
        begun = perf_counter()
        outcome = _play(executor, staged, asked, listener)
        seconds = perf_counter() - begun
        piece, register = staged.piece, staged.piece.register
        calm = play_part(piece, calm_part())
        causes = causes_of(piece.script, outcome, register)
        hedges = _hedges(executor, (staged, asked), outcome, causes)
    script = piece.script
    return Rehearsed(
        staged, asked, outcome, calm, register, totals_of(script, outcome, calm),
        goals_of(script, outcome, calm), fan_of(script, outcome, calm), causes, hedges, seconds,
    )  # fmt: skip


def compare_plans(first: Rehearsed, second: Staged, listener: Listener = None) -> Paired:
    """The first plan less the second, in the same replications."""
    asked = first.asked
    with open_runner(asked.runner) as executor:
        parts = _parts(second, asked, 0, first.outcome.rows)
        other = joined(play_all(executor, second.piece, parts, listener))
    return compare(first.staged.piece.script, first.outcome, other)


def _play(
    executor: Executor | None, staged: Staged, asked: RehearsalAsked, listener: Listener
) -> Outcome:
    if asked.precision is None:
        parts = _parts(staged, asked, 0, asked.replications)
        return joined(play_all(executor, staged.piece, parts, listener))
    found: list[Outcome] = []
    played = 0
    while played < asked.replications:
        count = min(ROUND, asked.replications - played)
        found += play_all(executor, staged.piece, _parts(staged, asked, played, count))
        played += count
        if listener is not None:
            listener(played, asked.replications)
        whole = joined(found)
        if is_enough(lateness(staged.piece.script, whole.closure), asked.precision):
            break
    return joined(found)


def _parts(staged: Staged, asked: RehearsalAsked, first: int, count: int) -> list[Part]:
    """Equal parts, one a worker, or smaller ones where memory asks for it."""
    even = -(-count // workers_of(asked.runner))
    most = max(1, min(even, rows_that_fit(staged.piece.script, _PART_BYTES)))
    return parts_of(asked.seed, first, count, most=most)


def _hedges(
    executor: Executor | None,
    work: tuple[Staged, RehearsalAsked],
    outcome: Outcome,
    causes: tuple[CauseFigures, ...],
) -> tuple[HedgeFigures, ...]:
    """Replications again, each time with one of the heaviest causes taken out."""
    staged, asked = work
    if not asked.hedges:
        return ()
    each, most = _HEDGE_REPLICATIONS, asked.hedges + asked.hedges // 2
    trials = trials_of(outcome, causes, most=most, each=each)
    picked = [(row, trial.cause.group) for trial in trials for row in trial.rows]
    if not picked:
        return ()
    script, workers = staged.piece.script, workers_of(asked.runner)
    share = max(1, min(rows_that_fit(script, _PART_BYTES), -(-len(picked) // workers)))
    parts = [
        Part(asked.seed, 0, outcome.rows, tuple(picked[place : place + share]))
        for place in range(0, len(picked), share)
    ]
    without = joined(play_all(executor, staged.piece, parts))
    return hedges_of(script, outcome, trials, without)[: asked.hedges]
