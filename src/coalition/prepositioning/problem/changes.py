"""Instances made from instances: one scenario alone, the mean of all, a site lost, holdings taken away.

Each is a plain function that returns a new instance and leaves the old one as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from coalition.prepositioning.problem.instance import (
    Flags,
    Floats,
    Instance,
    Ints,
    Scenarios,
    Service,
    at,
)

_T = TypeVar("_T", bound=np.generic)


def only(instance: Instance, chosen: Ints, probability: Floats | None = None) -> Instance:
    """The chosen scenarios alone, with their probabilities scaled to 1 or those given."""
    scenarios = instance.scenarios
    weights = scenarios.probability[chosen] if probability is None else probability
    picked = replace(
        scenarios,
        probability=weights / weights.sum(),
        need=scenarios.need[chosen],
        unmet_cost=_pick(scenarios.unmet_cost, chosen),
        arc_cost=_pick(scenarios.arc_cost, chosen),
        permitted=_pick(scenarios.permitted, chosen),
        kept=_pick(scenarios.kept, chosen),
        crews=None if scenarios.crews is None else _pick(scenarios.crews, chosen),
        outflow=None if scenarios.outflow is None else _pick(scenarios.outflow, chosen),
        stocked=None if scenarios.stocked is None else _pick(scenarios.stocked, chosen),
    )
    service = instance.service
    if service is not None:
        service = Service(_pick(service.in_time, chosen), service.share, service.excused)
    return replace(instance, scenarios=picked, service=service)


def expected(instance: Instance) -> Instance:
    """One scenario: the mean of all. A delivery permitted in some is permitted at the price it has there.

    What is left of a holding is its mean share; the share of scenarios in which a delivery is not permitted
    does not show, so that the mean is more hopeful than what may come. No service is asked.
    """
    scenarios, weights = instance.scenarios, instance.scenarios.probability
    count = instance.scenario_count
    open_arcs = np.stack([instance.usable(s) for s in range(count)])
    price = np.stack([at(scenarios.arc_cost, s) for s in range(count)])
    counted = weights[:, None, None] * open_arcs
    total = counted.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_price = np.where(open_arcs, price, 0.0) * weights[:, None, None]
        mean_price = np.where(total > 0, mean_price.sum(axis=0) / total, np.inf)
    met = Scenarios(
        np.ones(1),
        np.tensordot(weights, scenarios.need, axes=1)[None],
        _mean(scenarios.unmet_cost, weights),
        mean_price[None],
        (total > 0)[None],
        _mean(scenarios.kept, weights),
        None if scenarios.crews is None else _mean(scenarios.crews, weights),
        scenarios.crew_of,
        None if scenarios.outflow is None else _mean(scenarios.outflow, weights),
        scenarios.draw, scenarios.rush_cost, scenarios.whole, scenarios.group, scenarios.uneven_cost,
    )  # fmt: skip
    return replace(instance, scenarios=met, service=None)


def without_site(instance: Instance, site: int) -> Instance:
    """The site gives nothing in any scenario."""
    left = instance.scenarios.kept.copy()
    left[:, instance.holdings.site == site] = 0.0
    return replace(instance, scenarios=replace(instance.scenarios, kept=left))


def permitted_only(instance: Instance, permitted: Flags) -> Instance:
    """The same with other permissions (S|1, H, J)."""
    return replace(instance, scenarios=replace(instance.scenarios, permitted=permitted))


def _pick(values: NDArray[_T], chosen: Ints) -> NDArray[_T]:
    return values[chosen] if values.shape[0] > 1 else values


def _mean(values: Floats, weights: Floats) -> Floats:
    if values.shape[0] == 1:
        return values
    return np.tensordot(weights, values, axes=1)[None]
