"""Trade-offs: what the best plan comes to when budgets, the price of delay and lack, or the weight of the
tail are others.

Together they trace the frontier of cost against response time against risk; a plan that another beats in all of
them is marked. What is asked of service is left out here: it bounds the same three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from coalition.formats.placed.content import WorthRow
from coalition.model.supply.placing import Placing
from coalition.operations.preposition.appraised import TAIL_LEVEL, appraise
from coalition.operations.preposition.instance_of import Framed
from coalition.prepositioning.effort import Effort, Listener, Progress, ignore
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Instance
from coalition.prepositioning.solve import solve

BUDGETS = (40, 70, 150)
DEARNESS = (0.25, 3.0)
TAILS = (0.3, 0.6, 0.9)


@dataclass(frozen=True, slots=True)
class Trade:
    """A plan under other terms: what was asked, what it comes to, its gap, whether another beats it."""

    asked: str
    worth: WorthRow
    gap: float
    beaten: bool = False


def trade_offs(
    framed: Framed, placing: Placing, effort: Effort, listen: Listener = ignore
) -> tuple[Trade, ...]:
    """The plans of all terms tried, cheapest now first."""
    asked = list(_asked(framed, placing))
    found: list[Trade] = []
    for number, (words, instance, aim) in enumerate(asked, start=1):
        answer = solve(instance, aim, effort)
        listen(Progress("trade-offs", number, len(asked)))
        if answer.feasible:
            worth = appraise(framed, answer.held, answer.first).worth
            found.append(Trade(words, worth, answer.gap))
    marked = [replace(one, beaten=any(_beats(other, one) for other in found)) for one in found]
    return tuple(sorted(marked, key=lambda one: (one.worth.now, one.worth.total)))


def _asked(framed: Framed, placing: Placing) -> Iterator[tuple[str, Instance, Aim]]:
    instance = framed.instance
    yield "as the book has it, on average", instance, Aim()
    if placing.budgets:
        own = np.array([name.startswith("budget of ") for name in instance.limits.names])
        for percent in BUDGETS:
            high = np.where(own, instance.limits.high * percent / 100, instance.limits.high)
            limits = replace(instance.limits, high=high)
            yield f"budgets at {percent} %", replace(instance, limits=limits), Aim()
    for factor in DEARNESS:
        words = f"delay and lack {factor:g} times as dear"
        yield words, _dearer(framed, placing, factor), Aim()
    for tail in TAILS:
        yield f"the worst tenth weighs {tail:.0%}", instance, Aim(tail, TAIL_LEVEL)


def _dearer(framed: Framed, placing: Placing, factor: float) -> Instance:
    """The instance when delay and lack cost so many times as much, and carriage what it does."""
    instance = framed.instance
    scenarios, uneven = instance.scenarios, instance.scenarios.uneven_cost
    delay = np.array([
        float(placing.commodities[placing.choices[int(choice)].commodity].delay_cost)
        for choice in framed.choice
    ])  # fmt: skip
    hours = np.where(np.isfinite(framed.hours), framed.hours, 0.0)
    return replace(instance, scenarios=replace(
        scenarios,
        arc_cost=scenarios.arc_cost + (factor - 1.0) * delay[None, :, None] * hours,
        unmet_cost=scenarios.unmet_cost * factor,
        uneven_cost=None if uneven is None else uneven * factor,
    ))  # fmt: skip


def _measures(one: Trade) -> tuple[float, float, float, float]:
    worth = one.worth
    return worth.now, worth.hours, worth.tail, worth.unmet


def _beats(one: Trade, other: Trade) -> bool:
    """Whether it is no worse in money now, hours, tail and share unmet, and better in one by a thousandth."""
    pairs = list(zip(_measures(one), _measures(other), strict=True))
    if not all(a <= b * 1.0005 + 1e-9 for a, b in pairs):
        return False
    return any(a < b * 0.999 - 1e-9 for a, b in pairs)
