from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.prepositioning.small_instances import filled, whole_needs

from coalition.prepositioning.benders.linking import linked
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Instance, Limits
from coalition.prepositioning.solve import solve_reference

EXACT = Effort(gap=1e-7)


def _cheap_rush(seed: int, price: float) -> Instance:
    instance = whole_needs(seed)
    rush = np.full(instance.holding_count, price)
    return replace(instance, scenarios=replace(instance.scenarios, rush_cost=rush))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("price", [1.0, 4.0, 100.0])
def test_what_is_ruled_out_is_in_no_best_decision(seed: int, price: float) -> None:
    instance = _cheap_rush(seed, price)
    narrowed = linked(instance, Aim())
    best = solve_reference(instance, effort=EXACT)
    assert solve_reference(narrowed, effort=EXACT).total == pytest.approx(best.total, abs=1e-4)


def test_the_dearer_a_rush_the_more_is_ruled_out() -> None:
    counts = []
    for price in (0.1, 4.0, 100.0):
        stocked = linked(_cheap_rush(1, price), Aim()).scenarios.stocked
        assert stocked is not None
        counts.append(int(stocked.sum()))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_nothing_is_known_where_limits_bind_sites_or_none_can_be_bought() -> None:
    instance = whole_needs(0)
    bound = Limits(
        np.zeros((1, instance.holding_count)), np.ones((1, *instance.sites.cost.shape)),
        np.zeros(1), np.full(1, 2.0), ("two sites",),
    )  # fmt: skip
    for other in (replace(instance, limits=bound), filled(0)):
        assert linked(other, Aim()) is other
    few = replace(instance, sites=replace(instance.sites, most=1))
    assert linked(few, Aim()) is few
