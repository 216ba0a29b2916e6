"""What many replications say: chances of being on time, quantiles, the fan of closure.

Intervals of probabilities are Wilson's (E. B. Wilson, "Probable inference, the law of succession, and
statistical inference", JASA 22, 1927), those of means are normal, both of 95 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from coalition.rehearsal.engine.state import Array
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.outcome import Outcome, lateness, on_time, undelivered

Z95 = 1.959963984540054
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_FAN_POINTS = 120


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Goal:
    """One requirement: when the plan closes it, how likely that is by RDD, and quantiles of closure (None:
    never).

    Minutes count from C-day.
    """

    name: str
    title: str
    weight: int
    rdd: int
    planned: int | None
    on_time: Estimate
    never: float
    closure: tuple[int | None, ...]
    late_minutes: float
    """Mean weighted minutes late."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Share of requirement weight closed by each minute: quantiles over replications, the plan, what is due."""

    at: tuple[int, ...]
    quantiles: tuple[tuple[float, ...], ...]
    """By quantile of `QUANTILES`, then by minute."""
    planned: tuple[float, ...]
    due: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole plan: weighted lateness in minutes, undelivered in millionths, share of weight on time."""

    replications: int
    lateness: Estimate
    lateness_quantiles: tuple[float, ...]
    undelivered: Estimate
    on_time: Estimate
    on_time_quantiles: tuple[float, ...]
    all_on_time: Estimate
    planned_lateness: int
    planned_undelivered: int
    planned_on_time: float


def totals_of(script: Script, outcome: Outcome, calm: Outcome) -> Totals:
    """The totals over all replications, beside those of a calm one."""
    late = lateness(script, outcome.closure)
    kept = on_time(script, outcome.closure)
    shares = weighted_share(script, kept)
    planned = on_time(script, calm.closure)
    return Totals(
        outcome.rows, mean_of(late), quantiles_of(late), mean_of(undelivered(script, outcome.delivered)),
        mean_of(shares), quantiles_of(shares), proportion(int(kept.all(axis=1).sum()), outcome.rows),
        int(lateness(script, calm.closure)[0]), int(undelivered(script, calm.delivered)[0]),
        float(weighted_share(script, planned)[0]),
    )  # fmt: skip


def goals_of(script: Script, outcome: Outcome, calm: Outcome) -> tuple[Goal, ...]:
    """Every requirement, in the book's order."""
    kept = on_time(script, outcome.closure)
    return tuple(
        _goal(script, number, (outcome.closure[:, number], kept[:, number]), int(calm.closure[0, number]))
        for number in range(len(script.goals.names))
    )  # fmt: skip


def _goal(script: Script, number: int, seen: tuple[Array, Array], planned: int) -> Goal:
    (closure, kept), goals = seen, script.goals
    rdd, weight = int(goals.rdd[number]), int(goals.weight[number])
    ends = np.minimum(closure, script.horizon).astype(np.int64)
    return Goal(
        goals.names[number], goals.titles[number], weight, rdd,
        planned if planned < NEVER else None,
        proportion(int(kept.sum()), len(kept)),
        float((closure > script.horizon).mean()),
        tuple(_closing(value) for value in np.quantile(closure, QUANTILES, method="inverted_cdf")),
        float(np.maximum(0, ends - rdd).mean() * weight),
    )  # fmt: skip


def _closing(value: float) -> int | None:
    return None if value >= NEVER else int(value)


def fan_of(script: Script, outcome: Outcome, calm: Outcome) -> Fan:
    """The fan of closure from C-day to the horizon's end."""
    at = np.linspace(0, script.horizon, _FAN_POINTS + 1).astype(np.int64)
    curves = np.stack([_curve(script, closure, at) for closure in outcome.closure])
    bands = np.quantile(curves, QUANTILES, axis=0)
    return Fan(
        tuple(int(one) for one in at),
        tuple(tuple(float(share) for share in band) for band in bands),
        tuple(float(share) for share in _curve(script, calm.closure[0], at)),
        tuple(float(share) for share in _curve(script, script.goals.rdd, at)),
    )


def _curve(script: Script, closure: Array, at: Array) -> Array:
    """Share of weight closed by each minute."""
    weight = script.goals.weight.astype(np.float64)
    order = np.argsort(closure, kind="stable")
    reached = np.concatenate([[0.0], weight[order].cumsum()]) / max(1.0, weight.sum())
    return np.asarray(reached[np.searchsorted(closure[order], at, side="right")])


def weighted_share(script: Script, kept: Array) -> Array:
    """[rows] share of requirement weight that is kept."""
    weight = script.goals.weight.astype(np.float64)
    return np.asarray(kept @ weight / max(1.0, weight.sum()))


def mean_of(values: Array) -> Estimate:
    """The mean with its normal interval."""
    mean = float(values.mean())
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    half = Z95 * spread / sqrt(len(values))
    return Estimate(mean, mean - half, mean + half)


def proportion(count: int, of: int) -> Estimate:
    """A probability with Wilson's interval."""
    if of == 0:
        return Estimate(0.0, 0.0, 1.0)
    share, z2 = count / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return Estimate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def quantiles_of(values: Array) -> tuple[float, ...]:
    """The quantiles of `QUANTILES`."""
    return tuple(float(value) for value in np.quantile(values, QUANTILES))
