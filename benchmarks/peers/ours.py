"""Our planner by the clock, and the priority dispatch it begins with."""

from __future__ import annotations

from time import perf_counter

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.planning.effort import NO_EFFORT, Effort, effort_within
from coalition.planning.planner import make_plan
from peers.answer import UNDELIVERED_WEIGHT, Answer, Task


def by_planner(task: Task) -> Answer:
    """Our planner, by the clock; it ends early when its bound is met."""
    return _plan(task, effort_within(task.book, seconds=task.seconds, work=None, gap=0.0))


def by_dispatch(task: Task) -> Answer:
    """Priority dispatch: requirements by priority and date, each as early as it can be; and the bound."""
    return _plan(task, NO_EFFORT)


def _plan(task: Task, effort: Effort) -> Answer:
    begun = perf_counter()
    plan = make_plan(task.book, task.law, task.ways, seed=task.seed, effort=effort)
    spent = perf_counter() - begun
    days = (task.book.crisis.horizon_end - task.book.crisis.activated) / MINUTES_PER_DAY
    bound = 0.0
    if plan.bound is not None:
        undelivered = plan.bound.undelivered / 1e6 * UNDELIVERED_WEIGHT * days
        bound = undelivered + plan.bound.lateness / MINUTES_PER_DAY
    return Answer(plan, 0.0, bound, None, spent, f"{len(plan.trips)} trips", "ended")
