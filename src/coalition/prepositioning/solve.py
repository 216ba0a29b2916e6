"""Solves an instance by the way that fits it, and says how good the answer is.

Location alone goes to a tree of Lagrangian bounds, needs met whole to the integer L-shaped method, all
else to the L-shaped method. Not here: what a book is as an instance (`operations.preposition`).
"""

from __future__ import annotations

import numpy as np

from coalition.prepositioning.answer import Answer, Route
from coalition.prepositioning.benders.solve import solve_benders
from coalition.prepositioning.benders.whole import solve_whole_recourse
from coalition.prepositioning.effort import Effort, Listener, Watch, ignore
from coalition.prepositioning.extensive import solve_extensive
from coalition.prepositioning.first_stage import FirstStage, first_stage_of
from coalition.prepositioning.location.assign import assign
from coalition.prepositioning.location.problem import Location, find_location
from coalition.prepositioning.location.solve import solve_location
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.checks import check_instance
from coalition.prepositioning.problem.instance import Floats, Instance
from coalition.prepositioning.recourse.linear import Recourse

MEAN = Aim()


def solve(
    instance: Instance, aim: Aim = MEAN, effort: Effort | None = None, listen: Listener = ignore
) -> Answer:
    """The best decision found, with its bound. Raises InputError when the instance's arrays do not fit."""
    check_instance(instance, aim)
    watch = Watch(effort or Effort(), listen)
    alone = find_location(instance) if aim == MEAN else None
    if alone is not None:
        return _by_location(instance, alone, watch)
    if instance.scenarios.whole:
        return _by_whole(instance, aim, watch)
    return _by_cuts(instance, aim, watch)


def solve_reference(instance: Instance, aim: Aim = MEAN, effort: Effort | None = None) -> Answer:
    """The same by the extensive form, for comparison; it may run out of time or memory."""
    check_instance(instance, aim)
    watch = Watch(effort or Effort())
    outcome, stage = solve_extensive(
        instance, aim, gap=watch.effort.gap, seconds=watch.effort.seconds
    )
    if outcome.x is None:
        return _none(instance, Route.EXTENSIVE, watch, outcome.bound)
    x = outcome.x[: len(stage.cost)]
    due = 1.0 - np.round(x[stage.excused]) if len(stage.excused) else None
    costs = Recourse(instance).value(stage.held(x), due).value.sum(axis=1)
    return _answer(instance, (stage, x), (outcome.value, costs, outcome.bound), Route.EXTENSIVE,
                   (outcome.nodes, watch.spent))  # fmt: skip


def _by_cuts(instance: Instance, aim: Aim, watch: Watch) -> Answer:
    found = solve_benders(instance, aim, watch)
    if found.best is None:
        return _none(instance, Route.CUTS, watch, found.bound)
    best, stage = found.best, first_stage_of(instance)
    return _answer(instance, (stage, best.x), (best.total, best.costs[0], found.bound), Route.CUTS,
                   (found.rounds, watch.spent))  # fmt: skip


def _by_whole(instance: Instance, aim: Aim, watch: Watch) -> Answer:
    found = solve_whole_recourse(instance, aim, watch)
    if found.x is None:
        return _none(instance, Route.WHOLE, watch, found.bound)
    stage = first_stage_of(instance)
    return _answer(instance, (stage, found.x), (found.total, found.costs, found.bound),
                   Route.WHOLE, (found.rounds, watch.spent))  # fmt: skip


def _by_location(instance: Instance, alone: Location, watch: Watch) -> Answer:
    found = solve_location(alone, watch)
    if not np.isfinite(found.cost):
        return _none(instance, Route.LOCATION, watch, found.bound)
    stage = first_stage_of(instance)
    x = np.zeros(len(stage.cost))
    x[alone.site[found.chosen] * instance.size_count + alone.size[found.chosen]] = 1.0
    _, each = assign(alone, found.chosen)
    costs = np.array([each.sum()])
    return _answer(instance, (stage, x), (found.cost, costs, found.bound), Route.LOCATION,
                   (found.branches, watch.spent))  # fmt: skip


def _answer(
    instance: Instance,
    decision: tuple[FirstStage, Floats],
    worth: tuple[float, Floats, float],
    route: Route,
    work: tuple[int, float],
) -> Answer:
    stage, x = decision
    sizes = x[: stage.opened].reshape(instance.site_count, instance.size_count)
    opened = np.where(sizes.max(axis=1) > 0.5, sizes.argmax(axis=1), -1)
    excused = np.zeros(instance.scenario_count, bool)
    if len(stage.excused):
        excused = x[stage.excused] > 0.5
    total, costs, bound = worth
    return Answer(
        opened, stage.held(x), excused, total, float(stage.cost @ x), costs, bound, route,
        work[0], work[1],
    )  # fmt: skip


def _none(instance: Instance, route: Route, watch: Watch, bound: float) -> Answer:
    """No decision: there is none, or none was found in time."""
    return Answer(
        np.full(instance.site_count, -1), np.zeros(instance.holding_count),
        np.zeros(instance.scenario_count, bool), np.inf, np.inf,
        np.full(instance.scenario_count, np.inf), bound, route, 0, watch.spent,
    )  # fmt: skip
