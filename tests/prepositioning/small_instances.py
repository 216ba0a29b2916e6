"""Small random instances of every kind, from a seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import (
    Holdings,
    Instance,
    Limits,
    Scenarios,
    Service,
    Sites,
    no_limits,
)

Random = np.random.Generator


def plain(seed: int, *, sites: int = 4, places: int = 4, scenarios: int = 4) -> Instance:
    """Two sizes, two commodities, nothing but cost, damage and permissions."""
    random = np.random.default_rng(seed)
    kinds, sizes = 2, 2
    holdings = sites * kinds
    own = Holdings(
        np.repeat(np.arange(sites), kinds), np.tile(np.arange(kinds), sites),
        np.tile(random.uniform(0.5, 2.0, kinds), sites), random.uniform(1.0, 4.0, holdings),
        np.zeros(holdings), np.full(holdings, np.inf), np.zeros(holdings, bool),
    )  # fmt: skip
    site = Sites(
        np.sort(random.uniform(20, 120, (sites, sizes))),
        np.sort(random.uniform(20, 90, (sites, sizes))),
    )
    weights = random.uniform(0.2, 1.0, scenarios)
    chance = Scenarios(
        weights / weights.sum(),
        np.where(random.random((scenarios, places, kinds)) < 0.7,
                 random.uniform(1, 30, (scenarios, places, kinds)), 0.0).round(1),
        random.uniform(20, 40, (1, places, kinds)),
        random.uniform(0.5, 9.0, (scenarios, holdings, places)),
        random.random((scenarios, holdings, places)) < 0.85,
        np.where(random.random((scenarios, holdings)) < 0.8, 1.0, random.random((scenarios, holdings))),
    )  # fmt: skip
    return Instance(site, own, chance, no_limits(site, holdings))


def chanced(seed: int) -> tuple[Instance, Aim]:
    """An instance with some of everything, and an aim; what it has varies with the seed."""
    random = np.random.default_rng([7, seed])
    instance = plain(
        seed, sites=int(random.integers(2, 4)), places=int(random.integers(2, 5)),
        scenarios=int(random.integers(1, 5)),
    )  # fmt: skip
    for change in (_crews, _outflow, _rush, _uneven, _budget, _whole, _service, _least, _draw):
        if random.random() < 0.3:
            instance = change(instance, random)
    return instance, _aim(instance, random)


def _aim(instance: Instance, random: Random) -> Aim:
    kind = random.integers(0, 4)
    sites = tuple(range(instance.site_count))
    tail, loss = (0.4 if kind in (1, 3) else 0.0), (0.3 if kind in (2, 3) else 0.0)
    return Aim(tail, 0.6, loss, sites if loss else ())


def _crews(instance: Instance, random: Random) -> Instance:
    """Two crews of the first commodity, one of the second."""
    most = random.uniform(5, 60, (instance.scenario_count, 3))
    most[random.random(most.shape) < 0.3] = np.inf
    kind = instance.holdings.commodity
    crew = np.where(kind == 0, instance.holdings.site % 2, np.where(kind == 1, 2, -1))
    scenarios = replace(instance.scenarios, crews=most, crew_of=crew)
    return replace(instance, scenarios=scenarios)


def _outflow(instance: Instance, random: Random) -> Instance:
    most = random.uniform(10, 60, (1, instance.site_count))
    return replace(instance, scenarios=replace(instance.scenarios, outflow=most))


def _rush(instance: Instance, random: Random) -> Instance:
    price = random.uniform(8, 20, instance.holding_count)
    price[random.random(instance.holding_count) < 0.5] = np.inf
    return replace(instance, scenarios=replace(instance.scenarios, rush_cost=price))


def _uneven(instance: Instance, random: Random) -> Instance:
    group = random.integers(0, 2, instance.place_count)
    price = random.uniform(1, 10, instance.commodity_count)
    return replace(instance, scenarios=replace(instance.scenarios, group=group, uneven_cost=price))


def _draw(instance: Instance, random: Random) -> Instance:
    draw = random.uniform(0.8, 1.6, (instance.holding_count, instance.place_count))
    return replace(instance, scenarios=replace(instance.scenarios, draw=draw))


def _budget(instance: Instance, random: Random) -> Instance:
    opening = np.where(np.isfinite(instance.sites.cost), instance.sites.cost, 0.0)[None]
    limits = Limits(
        instance.holdings.cost[None], opening, np.array([-np.inf]),
        np.array([float(random.uniform(60, 400))]), ("budget",),
    )  # fmt: skip
    return replace(instance, limits=limits)


def _least(instance: Instance, random: Random) -> Instance:
    """Something must be held of the first commodity, whether it serves or not."""
    stock = (instance.holdings.commodity == 0).astype(float)[None]
    limits = instance.limits
    wanted = np.array([float(random.uniform(1, 12))])
    return replace(instance, limits=Limits(
        np.concatenate([limits.stock, stock]),
        np.concatenate([limits.opening, np.zeros((1, *instance.sites.cost.shape))]),
        np.concatenate([limits.low, wanted]), np.concatenate([limits.high, [np.inf]]),
        (*limits.names, "least"),
    ))  # fmt: skip


def _whole(instance: Instance, random: Random) -> Instance:
    whole = random.random(instance.holding_count) < 0.6
    return replace(instance, holdings=replace(instance.holdings, whole=whole))


def _service(instance: Instance, random: Random) -> Instance:
    shape = instance.scenarios.arc_cost.shape
    asked = Service(
        random.random(shape) < 0.7, np.array([float(random.uniform(0.2, 0.9)), 0.0]),
        float(random.choice([0.0, 0.3, 0.6])),
    )  # fmt: skip
    return replace(instance, service=asked)


def filled(seed: int) -> Instance:
    """Location alone: one scenario, one commodity; roomy, equal or unequal capacities by the seed."""
    random = np.random.default_rng([11, seed])
    sites, places = int(random.integers(3, 8)), int(random.integers(3, 12))
    need = random.integers(1, 20, places).astype(float)
    kind = seed % 4
    room = {
        0: np.full(sites, need.sum()), 1: np.full(sites, np.ceil(need.sum() / 2.3)),
        2: random.uniform(0.2, 0.8, sites) * need.sum(), 3: np.full(sites, need.sum()),
    }[kind]  # fmt: skip
    site = Sites(random.uniform(10, 60, (sites, 1)), room[:, None], *((2, 2) if kind == 3 else ()))
    leave = 30.0 if kind == 2 or seed % 3 == 0 else np.inf
    numbers, ones = np.arange(sites), np.ones(sites)
    own = Holdings(
        numbers, np.zeros(sites, int), ones, np.zeros(sites), np.zeros(sites),
        np.full(sites, np.inf), np.zeros(sites, bool), True,
    )  # fmt: skip
    permitted = random.random((1, sites, places)) < (1.0 if np.isinf(leave) else 0.8)
    chance = Scenarios(
        np.ones(1), need[None, :, None], np.full((1, places, 1), leave),
        random.uniform(1, 12, (1, sites, places)), permitted, np.ones((1, sites)),
    )  # fmt: skip
    return Instance(site, own, chance, no_limits(site, sites))


def whole_needs(seed: int) -> Instance:
    """Each need met whole from one site, or by buying in a rush, as in stochastic server location."""
    random = np.random.default_rng([13, seed])
    sites, places, scenarios = 3, 6, 3
    draw = random.integers(1, 12, (sites, places)).astype(float)
    site = Sites(random.uniform(4, 15, (sites, 1)), np.full((sites, 1), 22.0))
    own = Holdings(
        np.arange(sites), np.zeros(sites, int), np.ones(sites), np.zeros(sites), np.zeros(sites),
        np.full(sites, np.inf), np.zeros(sites, bool), True,
    )  # fmt: skip
    chance = Scenarios(
        np.full(scenarios, 1 / scenarios),
        (random.random((scenarios, places, 1)) < 0.6).astype(float),
        np.full((1, places, 1), np.inf), -draw[None], np.ones((1, sites, places), bool),
        np.ones((1, sites)), draw=draw, rush_cost=np.full(sites, 100.0), whole=True,
    )  # fmt: skip
    return Instance(site, own, chance, no_limits(site, sites))
