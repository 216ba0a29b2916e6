"""Which causes matter: how often felt, how often on the causal chain, how much worse it goes when they
strike, and what taking them out would buy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from coalition.rehearsal.engine.state import Array
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.figures import Z95, Estimate, mean_of, proportion, weighted_share
from coalition.rehearsal.telling.outcome import Outcome, lateness, on_time, undelivered
from coalition.rehearsal.world.strikes import Register

_FEW = 5
"""Fewer replications on one side than this tell nothing of the difference."""


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """One group of chances.

    `felt`, `critical`: in how many replications it held anything, and lay on the causal chain of something
    late. `charged`: mean weighted minutes it added there. `sensitivity`: mean weighted lateness when it was
    felt less that when it was not; None when one side is too rare, or the difference within its 95 % interval
    of nothing.
    """

    group: int
    name: str
    cause: str
    member: str
    felt: Estimate
    critical: Estimate
    charged: float
    sensitivity: float | None


@dataclass(frozen=True, slots=True)
class HedgeFigures:
    """What taking a group out buys: paired differences of the same replications (common random numbers)."""

    cause: CauseFigures
    lateness: Estimate
    undelivered: Estimate
    on_time: Estimate
    replications: int


def causes_of(script: Script, outcome: Outcome, register: Register) -> tuple[CauseFigures, ...]:
    """Every group, by the weighted minutes it is charged with, largest first."""
    late = lateness(script, outcome.closure)
    rows = outcome.rows
    found = []
    for number, group in enumerate(register.groups):
        felt, charged = outcome.felt[:, number], outcome.critical[:, number]
        found.append(
            CauseFigures(
                number,
                group.name,
                group.cause,
                group.member,
                proportion(int(felt.sum()), rows),
                proportion(int((charged > 0).sum()), rows),
                float(charged.mean()),
                _sensitivity(late, felt),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.charged, one.name)))


def _sensitivity(late: Array, felt: Array) -> float | None:
    if felt.sum() < _FEW or (~felt).sum() < _FEW:
        return None
    with_it, without = late[felt], late[~felt]
    error = sqrt(with_it.var(ddof=1) / len(with_it) + without.var(ddof=1) / len(without))
    difference = float(with_it.mean() - without.mean())
    return difference if abs(difference) > Z95 * error else None


@dataclass(frozen=True, slots=True)
class Trial:
    """A cause to be taken out of the replications `rows`; of the first `among` the others were not struck by
    it.
    """

    cause: CauseFigures
    rows: tuple[int, ...]
    among: int


def trials_of(
    outcome: Outcome, causes: tuple[CauseFigures, ...], *, most: int, each: int
) -> tuple[Trial, ...]:
    """The heaviest causes, each with the first replications in which it struck, `each` at most."""
    heavy = [one for one in causes if one.charged > 0][:most]
    found = []
    for cause in heavy:
        rows = np.nonzero(outcome.struck[:, cause.group])[0]
        among = outcome.rows if len(rows) <= each else int(rows[each])
        found.append(Trial(cause, tuple(rows[:each].tolist()), among))
    return tuple(found)


def hedges_of(
    script: Script, outcome: Outcome, trials: tuple[Trial, ...], without: Outcome
) -> tuple[HedgeFigures, ...]:
    """What each cause taken out buys, best first; `without` holds the rows of the trials one by one."""
    found, at = [], 0
    for trial in trials:
        rows = np.arange(at, at + len(trial.rows))
        found.append(_hedge(script, trial, outcome.at(np.arange(trial.among)), without.at(rows)))
        at += len(trial.rows)
    return tuple(
        sorted(found, key=lambda one: (-one.lateness.value, -one.undelivered.value, one.cause.name))
    )


def _hedge(script: Script, trial: Trial, base: Outcome, without: Outcome) -> HedgeFigures:
    """Paired differences; in replications that the cause did not strike there is none."""
    differences = []
    for measure in (_late, _missing, _kept):
        difference = np.zeros(base.rows, dtype=np.float64)
        rows = list(trial.rows)
        difference[rows] = measure(script, base)[rows] - measure(script, without)
        differences.append(difference)
    late, missing, kept = differences
    return HedgeFigures(trial.cause, mean_of(late), mean_of(missing), mean_of(-kept), base.rows)


def _late(script: Script, outcome: Outcome) -> Array:
    return lateness(script, outcome.closure)


def _missing(script: Script, outcome: Outcome) -> Array:
    return undelivered(script, outcome.delivered)


def _kept(script: Script, outcome: Outcome) -> Array:
    return weighted_share(script, on_time(script, outcome.closure))
