"""What a decision comes to: in every scenario who is served from where and when, and what that costs.

Units of different commodities are added up by what their lack would cost, so that a hospital weighs more than a
day's rations; shares unmet and mean hours are meant so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.formats.placed.content import WorthRow
from coalition.operations.preposition.instance_of import Framed
from coalition.prepositioning.problem.aim import tail_mean
from coalition.prepositioning.problem.deliveries import Deliveries, deliver
from coalition.prepositioning.problem.instance import Flags, Floats, Instance

TAIL_LEVEL = 0.9
"""The tail is the worst tenth."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """`costs` (S,) money later; `told` deliveries by scenario; `unmet`, `hours` (S,) as this room weighs them.

    `hours` is not a number where nothing is delivered; `served`, `wanted` (S,) are weighed units.
    """

    now: float
    costs: Floats
    told: tuple[Deliveries, ...]
    unmet: Floats
    hours: Floats
    served: Floats
    wanted: Floats
    weights: Floats

    @property
    def worth(self) -> WorthRow:
        """The whole, over the scenarios."""
        served, wanted = float(self.weights @ self.served), float(self.weights @ self.wanted)
        spent = float(self.weights @ np.nan_to_num(self.hours * self.served))
        tail = float(tail_mean(self.costs, self.weights, TAIL_LEVEL))
        return WorthRow(
            float(self.now), float(self.weights @ self.costs), tail,
            1.0 - served / wanted if wanted > 0 else 0.0, spent / served if served > 0 else 0.0,
        )  # fmt: skip


def appraise(
    framed: Framed, held: Floats, now: float, *, excused: Flags | None = None
) -> Appraised:
    """What holding `held` (H,) comes to when `now` is spent on it, and the service asked kept to."""
    instance = framed.instance
    due = np.ones(instance.scenario_count, bool) if excused is None else ~excused
    told = tuple(
        deliver(instance, held, s, due=bool(due[s])) for s in range(instance.scenario_count)
    )
    lack = _lack(instance)
    weighed = instance.scenarios.need * lack
    unmet = np.array([float((one.unmet * lack).sum()) for one in told])
    wanted = weighed.sum(axis=(1, 2))
    hours, served = np.full(len(told), np.nan), np.zeros(len(told))
    for s, one in enumerate(told):
        kind = instance.holdings.commodity[one.holding]
        value = one.amount * lack[0, one.place, kind]
        served[s] = value.sum()
        if served[s] > 0:
            hours[s] = value @ framed.hours[s, one.holding, one.place] / served[s]
    share = np.where(wanted > 0, unmet / np.maximum(wanted, 1e-9), 0.0)
    costs = np.array([one.cost for one in told])
    return Appraised(now, costs, told, share, hours, served, wanted, instance.scenarios.probability)


def _lack(instance: Instance) -> Floats:
    """(1, J, K) what a unit's lack costs."""
    return instance.scenarios.unmet_cost[:1]
