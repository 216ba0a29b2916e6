"""Decomposition against the extensive form, and what must always hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.prepositioning.small_instances import chanced, filled, plain, whole_needs

from coalition.errors import InputError
from coalition.prepositioning.answer import Route
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.changes import permitted_only, without_site
from coalition.prepositioning.problem.instance import Instance
from coalition.prepositioning.solve import solve, solve_reference

TIGHT = Effort(gap=1e-4)
EXACT = Effort(gap=1e-7)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_the_bound_never_passes_the_true_optimum_on_two_hundred_instances(batch: int) -> None:
    for seed in range(20 * batch, 20 * batch + 20):
        instance, aim = chanced(seed)
        best, found = solve_reference(instance, aim, EXACT), solve(instance, aim, TIGHT)
        assert found.feasible == best.feasible, seed
        if best.feasible:
            room = 1e-5 * max(1.0, abs(best.total))
            assert found.bound <= best.total + room, seed
            assert found.total == pytest.approx(best.total, rel=2e-4, abs=2e-4), seed


def test_what_is_held_fits_its_site_and_only_open_sites_hold() -> None:
    for seed in range(8):
        instance = plain(seed)
        answer = solve(instance, effort=TIGHT)
        space = np.bincount(
            instance.holdings.site, instance.holdings.space * answer.held, instance.site_count
        )
        room = np.where(
            answer.opened >= 0,
            instance.sites.capacity[np.arange(instance.site_count), answer.opened], 0.0,
        )  # fmt: skip
        assert (space <= room + 1e-6).all(), seed


@pytest.mark.parametrize("seed", range(6))
def test_one_more_permission_never_worsens(seed: int) -> None:
    instance = plain(seed)
    shut = instance.scenarios.permitted & (np.random.default_rng(seed).random(
        instance.scenarios.permitted.shape) < 0.6)  # fmt: skip
    before = solve(permitted_only(instance, shut), effort=TIGHT)
    after = solve(instance, effort=TIGHT)
    assert after.bound <= before.total * (1 + 1e-9)
    assert after.total <= before.total * (1 + 2e-4)


def test_forbidding_everything_leaves_all_unmet() -> None:
    instance = plain(3)
    nothing = permitted_only(instance, np.zeros((1, instance.holding_count, 4), bool))
    answer = solve(nothing, effort=TIGHT)
    need, price = instance.scenarios.need, instance.scenarios.unmet_cost
    unmet = np.einsum("s,sjk,sjk->", instance.scenarios.probability, need,
                      np.broadcast_to(price, need.shape))  # fmt: skip
    assert answer.held.sum() == 0
    assert (answer.opened == -1).all()
    assert answer.total == pytest.approx(unmet)


@pytest.mark.parametrize("seed", range(5))
def test_losing_a_site_never_improves(seed: int) -> None:
    instance = plain(seed)
    whole = solve(instance, effort=TIGHT)
    for site in range(instance.site_count):
        lesser = solve(without_site(instance, site), effort=TIGHT)
        assert lesser.total >= whole.bound * (1 - 1e-9)


def test_doubling_costs_and_prices_doubles_the_total() -> None:
    instance = plain(5)
    twice = replace(
        instance,
        sites=replace(instance.sites, cost=instance.sites.cost * 2),
        holdings=replace(instance.holdings, cost=instance.holdings.cost * 2),
        scenarios=replace(
            instance.scenarios, unmet_cost=instance.scenarios.unmet_cost * 2,
            arc_cost=instance.scenarios.arc_cost * 2,
        ),
    )  # fmt: skip
    assert solve(twice, effort=EXACT).total == pytest.approx(
        2 * solve(instance, effort=EXACT).total
    )


def test_a_scenario_told_twice_at_half_its_probability_changes_nothing() -> None:
    instance = plain(2)
    told = instance.scenarios
    again = np.array([0, 0, 1, 2, 3])
    weights = told.probability[again] * np.array([0.5, 0.5, 1, 1, 1])
    twice = replace(instance, scenarios=replace(
        told, probability=weights, need=told.need[again], arc_cost=told.arc_cost[again],
        permitted=told.permitted[again], kept=told.kept[again],
    ))  # fmt: skip
    assert solve(twice, effort=EXACT).total == pytest.approx(solve(instance, effort=EXACT).total)


def test_the_same_seed_gives_the_same_answer() -> None:
    instance, aim = chanced(11)
    first, second = solve(instance, aim, TIGHT), solve(instance, aim, TIGHT)
    assert first.total == second.total
    assert first.held.tolist() == second.held.tolist()


def test_the_tail_weighs_more_than_the_mean() -> None:
    instance = plain(4, scenarios=6)
    mean, wary = solve(instance, effort=TIGHT), solve(instance, Aim(0.9, 0.7), TIGHT)
    assert wary.costs.max() <= mean.costs.max() + 1e-6
    assert wary.first >= mean.first - 1e-6


def _everyone(instance: Instance) -> Aim:
    return Aim(loss=0.5, lost=tuple(range(instance.site_count)), level=0.9)


def test_robust_to_a_lost_site_costs_no_less_now_and_no_more_when_it_is_lost() -> None:
    instance = plain(6)
    aim = _everyone(instance)
    wary, mean = solve(instance, aim, TIGHT), solve(instance, effort=TIGHT)
    assert wary.total == pytest.approx(solve_reference(instance, aim, EXACT).total, rel=2e-4)
    assert wary.total >= mean.total * (1 - 2e-4)


def test_needs_met_whole_are_solved_as_the_extensive_form_does() -> None:
    for seed in range(4):
        instance = whole_needs(seed)
        found = solve(instance, effort=EXACT)
        assert found.route is Route.WHOLE
        best = solve_reference(instance, effort=EXACT)
        assert found.total == pytest.approx(best.total, rel=1e-5), seed
        assert found.bound <= best.total + 1e-5 * abs(best.total)


@pytest.mark.parametrize("seed", range(12))
def test_location_alone_is_solved_as_the_extensive_form_does(seed: int) -> None:
    instance = filled(seed)
    found = solve(instance, effort=EXACT)
    assert found.route is Route.LOCATION
    best = solve_reference(instance, effort=EXACT)
    assert found.feasible == best.feasible
    if best.feasible:
        assert found.total == pytest.approx(best.total, rel=1e-6)
        assert found.bound <= best.total * (1 + 1e-9)


def test_arrays_that_do_not_fit_are_all_named_at_once() -> None:
    instance = plain(0)
    wrong = replace(
        instance,
        scenarios=replace(
            instance.scenarios, probability=instance.scenarios.probability * 2,
            kept=np.ones((2, 3)),
        ),
    )  # fmt: skip
    with pytest.raises(InputError) as raised:
        solve(wrong)
    named = {fault.where for fault in raised.value.faults}
    assert named == {"instance.scenarios.probability", "instance.scenarios.kept"}
