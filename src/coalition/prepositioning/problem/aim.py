"""What is minimised: money now, and what scenarios cost later, on average, in the tail, and with a site lost.

Conditional value at risk: Rockafellar and Uryasev 2000, "Optimization of conditional value-at-risk", Journal of
Risk 2(3). Losing a site zeroes what is held there; the worst site to lose is what counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.problem.instance import Floats, Instance


@dataclass(frozen=True, slots=True)
class Aim:
    """Weights of recourse: `tail` on the mean of the worst 1 - `level`, `loss` on the worst site lost.

    What is left of 1 goes to the mean. `lost` are the sites that may be lost, none when `loss` is 0.
    """

    tail: float = 0.0
    level: float = 0.9
    loss: float = 0.0
    lost: tuple[int, ...] = ()

    @property
    def mean(self) -> float:
        """Weight of the mean."""
        return 1.0 - self.tail - self.loss


def masks(instance: Instance, aim: Aim) -> Floats:
    """(F, H) what is left of each holding in each future: first nothing lost, then each site that may be."""
    lost = aim.lost if aim.loss > 0 else ()
    left = np.ones((1 + len(lost), instance.holding_count))
    for row, site in enumerate(lost, start=1):
        left[row, instance.holdings.site == site] = 0.0
    return left


def risk(aim: Aim, probability: Floats, costs: Floats) -> float:
    """The worth of recourse `costs` (F, S) under the aim."""
    total = aim.mean * float(costs[0] @ probability)
    if aim.tail > 0:
        total += aim.tail * tail_mean(costs[0], probability, aim.level)
    if aim.loss > 0 and len(costs) > 1:
        total += aim.loss * float((costs[1:] @ probability).max())
    return total


def tail_mean(costs: Floats, probability: Floats, level: float) -> float:
    """Mean of the worst 1 - level of the costs (S,): their conditional value at risk."""
    order = np.argsort(-costs, kind="stable")
    left = 1.0 - level
    if left <= 0:
        return float(costs.max())
    before = np.concatenate([[0.0], np.cumsum(probability[order])[:-1]])
    share = np.clip(left - before, 0.0, probability[order])
    return float(share @ costs[order] / share.sum())
