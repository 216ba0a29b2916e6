"""The frontier of cost, response time and risk: plans none of which another beats in all three.

Each plan is the best for one weighing: how dear an hour of delay is, and how much the tail counts.
Weighted sums find plans on the convex hull of the frontier only. Not here: what an hour is in an instance
(the caller scales it).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.answer import Answer
from coalition.prepositioning.effort import Effort, Listener, Progress, ignore
from coalition.prepositioning.problem.aim import Aim, tail_mean
from coalition.prepositioning.problem.instance import Instance
from coalition.prepositioning.recourse.linear import Recourse
from coalition.prepositioning.solve import solve


@dataclass(frozen=True, slots=True)
class Weighing:
    """One question: how many times dearer an hour is than in the plan, and the weight of the tail."""

    hours: float
    tail: float


@dataclass(frozen=True, slots=True)
class Point:
    """A plan on the frontier: money spent before, mean hours of response, mean of the worst, share unmet."""

    weighing: Weighing
    answer: Answer
    money: float
    hours: float
    tail: float
    unmet: float


WEIGHINGS = tuple(
    Weighing(hours, tail) for tail in (0.0, 0.6) for hours in (0.1, 0.5, 1.0, 3.0, 10.0)
)

Measured = tuple[float, float]
"""Mean hours of response, and share of the need unmet."""


def trace_frontier(
    scaled: Callable[[float], Instance],
    measure: Callable[[Answer], Measured],
    how: tuple[Effort, Aim],
    *,
    weighings: Sequence[Weighing] = WEIGHINGS,
    listen: Listener = ignore,
) -> tuple[Point, ...]:
    """The plans of the weighings that no other beats in money, hours and tail, cheapest first.

    `scaled(f)` is the instance with hours f times as dear; `measure` tells what a plan means in hours and
    cover, on the instance as it is. The tail is that of the instance as it is, too.
    """
    effort, aim = how
    plain = scaled(1.0)
    points: list[Point] = []
    for number, weighing in enumerate(weighings, start=1):
        own = Aim(weighing.tail, aim.level, aim.loss, aim.lost) if weighing.tail else aim
        answer = solve(scaled(weighing.hours), own, effort)
        listen(Progress("frontier", number, len(weighings)))
        if answer.feasible:
            points.append(_point(plain, weighing, answer, measure))
    return _undominated(points)


def _point(
    plain: Instance, weighing: Weighing, answer: Answer, measure: Callable[[Answer], Measured]
) -> Point:
    due = 1.0 - answer.excused.astype(np.float64) if plain.service is not None else None
    costs = Recourse(plain).value(answer.held, due).value.sum(axis=1)
    hours, unmet = measure(answer)
    tail = tail_mean(costs, plain.scenarios.probability, 0.9)
    return Point(weighing, answer, answer.first, hours, tail, unmet)


def _undominated(points: list[Point]) -> tuple[Point, ...]:
    kept = [p for p in points if not any(_beats(other, p) for other in points)]
    found: dict[tuple[float, ...], Point] = {}
    for point in kept:
        key = tuple(np.round([point.money, point.hours, point.tail, point.unmet], 3))
        found.setdefault(key, point)
    return tuple(sorted(found.values(), key=lambda p: (p.money, p.hours)))


def _beats(a: Point, b: Point) -> bool:
    ours, theirs = (a.money, a.hours, a.tail, a.unmet), (b.money, b.hours, b.tail, b.unmet)
    close = [x <= y + 1e-9 * max(1.0, abs(y)) for x, y in zip(ours, theirs, strict=True)]
    better = [x < y - 1e-6 * max(1.0, abs(y)) for x, y in zip(ours, theirs, strict=True)]
    return all(close) and any(better)
