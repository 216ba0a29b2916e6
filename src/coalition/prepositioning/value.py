"""What it is worth to think of chance, and what it would be worth to know.

The value of the stochastic solution (VSS) is what the plan for the mean scenario costs more; the expected
value of perfect information (EVPI) is what planning after the fact would cost less: Birge and Louveaux
2011, "Introduction to Stochastic Programming", 2nd edition, chapter 4. Both as bounds where a part is
only known within a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.benders.appraise import Appraiser
from coalition.prepositioning.effort import Effort, Listener, Progress, Watch, ignore
from coalition.prepositioning.first_stage import first_stage_of
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.changes import expected, only
from coalition.prepositioning.problem.instance import Floats, Instance, Ints
from coalition.prepositioning.solve import solve


@dataclass(frozen=True, slots=True)
class ChanceValue:
    """`here_and_now` the plan's cost; `mean_plan` what the plan for the mean scenario costs in truth
    (infinite when it breaks the service asked); `wait_and_see` what planning after the fact costs, at
    least and at most.
    """

    here_and_now: float
    bound: float
    mean_plan: float
    wait_and_see: tuple[float, float]

    @property
    def vss(self) -> float:
        """The value of the stochastic solution."""
        return self.mean_plan - self.here_and_now

    @property
    def evpi(self) -> tuple[float, float]:
        """The expected value of perfect information lies between these."""
        least, most = self.wait_and_see
        return max(self.bound - most, 0.0), max(self.here_and_now - least, 0.0)


def value_of_chance(
    instance: Instance, found: tuple[float, float], effort: Effort, listen: Listener = ignore
) -> ChanceValue:
    """VSS and EVPI of an instance whose best plan costs `found` (total, bound), both on average.

    Each scenario is solved alone within the effort's gap; `seconds` are for all of it.
    """
    total, bound = found
    watch = Watch(effort, listen)
    mean = _mean_plan(instance, effort)
    least = most = 0.0
    for s in range(instance.scenario_count):
        alone = only(instance, np.array([s]))
        left = watch.left
        part = Effort(effort.gap, None if left is None else left, effort.seed)
        answer = solve(alone, effort=part)
        weight = float(instance.scenarios.probability[s])
        least += weight * answer.bound
        most += weight * answer.total
        listen(Progress("scenarios alone", s + 1, instance.scenario_count))
    return ChanceValue(total, bound, mean, (least, most))


def _mean_plan(instance: Instance, effort: Effort) -> float:
    """What the plan made for the mean scenario costs over all of them."""
    planned = solve(expected(instance), effort=effort)
    if not planned.feasible:
        return np.inf
    return worth_of(instance, planned.opened, planned.held)


def worth_of(instance: Instance, opened: Ints, held: Floats, aim: Aim | None = None) -> float:
    """What a decision given from outside costs under the aim (None: on average); no scenario is excused."""
    stage = first_stage_of(instance)
    x = np.zeros(len(stage.cost))
    sites = np.flatnonzero(opened >= 0)
    x[sites * instance.size_count + opened[sites].astype(int)] = 1.0
    if not instance.holdings.filled:
        x[stage.opened : stage.opened + instance.holding_count] = held
    appraisal = Appraiser(instance, stage, aim or Aim()).appraise(x)
    return np.inf if appraisal.lacking else appraisal.total
