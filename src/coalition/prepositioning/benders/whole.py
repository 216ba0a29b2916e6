"""The integer L-shaped method: whole recourse, binary sites.

Relaxed cuts first, then whole decisions, each valued exactly and taught by Lagrangian cuts of its relaxed
slope and of slopes moved towards where they fail, and by the cut that more held never costs more: Laporte and
Louveaux 1993, "The integer L-shaped method for stochastic integer programs with complete recourse", Operations
Research Letters 13(3).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from coalition.prepositioning.benders.linking import linked
from coalition.prepositioning.benders.master import Cuts, Master
from coalition.prepositioning.effort import Progress, Watch
from coalition.prepositioning.first_stage import FirstStage, first_stage_of
from coalition.prepositioning.problem.aim import Aim, risk
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.linear import Recourse, Valuation
from coalition.prepositioning.recourse.whole import WholeRecourse
from coalition.prepositioning.solver import Ended, solve_whole

MOVES = 2
RELAXED_ROUNDS = 200
WHOLE_ROUNDS = 2_000


@dataclass(frozen=True, slots=True)
class WholeFound:
    """The best decision (None when there is none), its cost, each scenario's, and a bound."""

    x: Floats | None
    total: float
    costs: Floats
    bound: float
    rounds: int


@dataclass(slots=True)
class _Search:
    instance: Instance
    aim: Aim
    watch: Watch
    stage: FirstStage
    master: Master
    exact: WholeRecourse
    relaxed: Recourse
    least: Floats
    best: WholeFound = field(init=False)

    def __post_init__(self) -> None:
        self.best = WholeFound(None, np.inf, np.zeros(0), -np.inf, 0)


def solve_whole_recourse(instance: Instance, aim: Aim, watch: Watch) -> WholeFound:
    """The best sites when each need is met whole; the instance must be `filled` and lose no site."""
    instance = linked(instance, aim)
    stage = first_stage_of(instance)
    count = instance.scenario_count
    alone = np.ones((1, instance.holding_count))
    master = Master(instance, stage, aim, clusters=np.arange(count), masks=alone)
    exact = WholeRecourse(instance, stage)
    none = np.zeros(len(stage.cost))
    least = np.array([exact.line(s, none).constant for s in range(count)])
    master.bound_recourse(least[:, None])
    relaxed = Recourse(instance)
    search = _Search(instance, aim, watch, stage, master, exact, relaxed, least)
    _relax(search)
    return _decide(search)


def _relax(search: _Search) -> None:
    """Cuts of the relaxed recourse, until the master's optimum violates none."""
    master = search.master
    for _ in range(RELAXED_ROUNDS):
        outcome = master.solve_linear(search.watch.left)
        if outcome.x is None or search.watch.over:
            return
        found = search.relaxed.value(search.stage.held(outcome.x[: master.layout.first]))
        if not master.learn(master.cuts_of(0, found), outcome.x):
            return


def _slope(search: _Search, found: Valuation, scenario: int) -> Floats:
    """(n,) the relaxed cut's slope over the first stage's columns."""
    slope: Floats = search.stage.stock.T @ found.slope[scenario]
    return slope


def _move(
    search: _Search, scenario: int, start: tuple[Floats, Floats], reach: float,
    target: float | None = None,
) -> bool:  # fmt: skip
    """Lines for one scenario, moved towards `target` at the point; whether one lies above `reach` there."""
    point, slope = start
    above = False
    for _ in range(MOVES):
        line = search.exact.line(scenario, slope)
        value = line.constant + float(slope @ point)
        if value > reach + 1e-6 * max(1.0, abs(reach)):
            _learn(search, scenario, line.constant, slope)
            above = True
        apart = point - line.meets
        size = float(apart @ apart)
        wanted = value + max(5.0, 0.05 * abs(value)) if target is None else target
        if size < 1e-9 or wanted <= value + 1e-9:
            break
        slope = np.minimum(slope + (wanted - value) / size * apart, 0.0)
    return above


def _learn(search: _Search, scenario: int, constant: float, slope: Floats) -> None:
    """The cut theta >= p (constant + slope . x)."""
    weight = search.instance.scenarios.probability[scenario]
    theta = search.master.layout.theta[0, scenario, :1]
    search.master.learn(Cuts(-weight * slope[None, :], theta, np.array([weight * constant])))


def _decide(search: _Search) -> WholeFound:
    """Whole decisions, each valued exactly and then known, until none can be better."""
    master, watch = search.master, search.watch
    number, bound = 0, -np.inf
    for number in range(1, WHOLE_ROUNDS + 1):
        outcome = solve_whole(
            master.model(), gap=watch.effort.gap / 4, seconds=watch.left, seed=watch.effort.seed
        )
        if outcome.ended is Ended.INFEASIBLE:
            break
        bound = max(bound, outcome.bound)
        if outcome.x is not None:
            _value(search, np.round(outcome.x[: master.layout.first]))
        total = search.best.total
        left = (total - bound) / max(abs(total), 1e-9) if np.isfinite(total) else None
        watch.listen(Progress("sites", number, WHOLE_ROUNDS, left))
        if total - bound <= watch.effort.gap * abs(total) + 1e-9 or watch.over:
            break
    best = search.best
    return WholeFound(best.x, best.total, best.costs, min(bound, best.total), number)


def _value(search: _Search, x: Floats) -> None:
    """Value the decision exactly and teach the master what it costs."""
    held = search.stage.held(x)
    costs = search.exact.costs(held)
    weights = search.instance.scenarios.probability
    total = float(search.stage.cost @ x) + risk(search.aim, weights, costs[None, :])
    if total < search.best.total:
        search.best = WholeFound(x, total, costs, -np.inf, 0)
    found = search.relaxed.value(held)
    closed = (x < 0.5) & search.stage.whole
    for s, cost in enumerate(costs):
        fall = max(float(cost - search.least[s]), 0.0)
        _learn(search, s, float(cost), np.where(closed, -fall, 0.0))
        if not search.watch.over:
            _move(search, s, (x, _slope(search, found, s)), -np.inf, float(cost))
