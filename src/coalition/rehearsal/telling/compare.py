"""Two plans in the same worlds: what one has over the other, with intervals of paired differences.

Because both meet the same draws, what they share cancels out; `gain` says how many times more replications
would be needed without (variance of independent differences over that of paired ones).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.rehearsal.engine.state import Array
from coalition.rehearsal.script.script import Script
from coalition.rehearsal.telling.figures import Estimate, mean_of, proportion, weighted_share
from coalition.rehearsal.telling.outcome import Outcome, lateness, on_time, undelivered


@dataclass(frozen=True, slots=True)
class Paired:
    """The first plan less the second, replication by replication.

    Lateness in weighted minutes, undelivered in millionths, on time as a share of weight. `better`: how likely
    the first is better (undelivered, then lateness); ties count half.
    """

    replications: int
    lateness: Estimate
    undelivered: Estimate
    on_time: Estimate
    better: Estimate
    gain: float | None


def compare(script: Script, first: Outcome, second: Outcome) -> Paired:
    """The comparison; both must be of the same replications.

    Raises ValueError when they are not.
    """
    if not np.array_equal(first.replication, second.replication):
        raise ValueError("the two plans were not rehearsed in the same replications")
    late = [lateness(script, one.closure).astype(np.float64) for one in (first, second)]
    missing = [undelivered(script, one.delivered) for one in (first, second)]
    kept = [weighted_share(script, on_time(script, one.closure)) for one in (first, second)]
    wins = _wins(missing[0] - missing[1], late[0] - late[1])
    return Paired(
        first.rows, mean_of(late[0] - late[1]), mean_of(missing[0] - missing[1]),
        mean_of(kept[0] - kept[1]), _better(wins), _gain(late[0], late[1]),
    )  # fmt: skip


def _wins(missing: Array, late: Array) -> Array:
    """One where the first plan is better, a half where they are alike."""
    sign = np.where(missing != 0, np.sign(missing), np.sign(late))
    return np.asarray((1 - sign) / 2)


def _better(wins: Array) -> Estimate:
    near = proportion(round(float(wins.sum())), len(wins))
    return Estimate(float(wins.mean()), near.low, near.high)


def _gain(first: Array, second: Array) -> float | None:
    paired = float((first - second).var(ddof=1)) if len(first) > 1 else 0.0
    return float(first.var(ddof=1) + second.var(ddof=1)) / paired if paired > 0 else None
