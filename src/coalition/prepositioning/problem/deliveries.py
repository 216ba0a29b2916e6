"""What happens in one scenario under a decision: who is served from where, and who is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coalition.prepositioning.problem.instance import Floats, Instance, Ints
from coalition.prepositioning.recourse.blocks import Block, blocks_of
from coalition.prepositioning.solver import Linear, Outcome, solve_whole

LEAST = 1e-7
"""Amounts below are taken for none."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """`holding`, `place` (n,) numbers and `amount` (n,) units delivered; `unmet` (J, K) units."""

    holding: Ints
    place: Ints
    amount: Floats
    unmet: Floats
    cost: float

    @property
    def delivered(self) -> float:
        """Units in all."""
        return float(self.amount.sum())


def deliver(instance: Instance, held: Floats, scenario: int, *, due: bool = True) -> Deliveries:
    """The cheapest recourse of holding `held` (H,) in the scenario, with its service due or not."""
    holding: list[Ints] = []
    place: list[Ints] = []
    amount: list[Floats] = []
    need = instance.scenarios.need[scenario]
    unmet, cost = need.copy(), 0.0
    for block in blocks_of(instance, scenario):
        outcome = _solved(block, held, due=due)
        if outcome.x is None:
            raise ArithmeticError(f"recourse of scenario {scenario} did not solve")
        flow = outcome.x[block.first_arc : block.first_arc + len(block.arcs)]
        owner, to = block.holdings[block.arcs[:, 0]], block.arcs[:, 1]
        kind = instance.holdings.commodity[owner]
        units = flow * need[to, kind] if instance.scenarios.whole else flow
        np.subtract.at(unmet, (to, kind), units)
        kept = units > LEAST
        holding.append(owner[kept])
        place.append(to[kept])
        amount.append(units[kept])
        cost += outcome.value
    if not holding:
        none = np.zeros(0, int)
        return Deliveries(none, none, np.zeros(0), unmet, cost)
    return Deliveries(
        np.concatenate(holding), np.concatenate(place), np.concatenate(amount),
        np.where(unmet > LEAST, unmet, 0.0), cost,
    )  # fmt: skip


def _solved(block: Block, held: Floats, *, due: bool) -> Outcome:
    left = block.kept * held[block.holdings]
    fixed = np.append(left, float(due)) if block.due is not None else left
    model, count = block.model, len(fixed)
    low, high = model.low.copy(), model.high.copy()
    low[:count] = high[:count] = fixed
    fitted = replace(model, low=low, high=high)
    if model.whole is not None:
        return solve_whole(fitted, gap=1e-7)
    return Linear(fitted).solve()
