"""What is decided before anything is known, as columns and rows of a linear program.

Columns, in order: y[i, l] whether site i is opened in size l; r[h] what is held (absent when `filled`); b[s]
whether scenario s is excused from the service asked (absent without one). `stock` maps columns to what is held
in each holding, so that whoever values it need not know how it was decided. Not here: what it is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array

from coalition.prepositioning.problem.instance import Flags, Floats, Instance, Ints, at


@dataclass(frozen=True, slots=True)
class FirstStage:
    """Columns (n,) with cost, bounds and wholeness; rows; `stock` (H, n); and where excuses stand.

    `excused` (S,) column numbers, empty without a service asked.
    """

    cost: Floats
    low: Floats
    high: Floats
    whole: Flags
    rows: csr_array
    row_low: Floats
    row_high: Floats
    stock: csr_array
    excused: Ints
    opened: int
    """How many columns open sites: I * L."""

    def held(self, x: Floats) -> Floats:
        """(H,) units held under the decision."""
        units: Floats = np.maximum(self.stock @ x, 0.0)
        return units


def first_stage_of(instance: Instance) -> FirstStage:
    """The first stage of the instance."""
    sites, holdings = instance.sites, instance.holdings
    opened = instance.site_count * instance.size_count
    offered = np.isfinite(sites.cost).ravel()
    stocks = 0 if holdings.filled else instance.holding_count
    excuses = instance.scenario_count if instance.service is not None else 0
    most = useful_most(instance)
    cost = [np.where(offered, sites.cost.ravel(), 0.0)]
    low, high, whole = [np.zeros(opened)], [offered.astype(float)], [np.ones(opened, bool)]
    if stocks:
        cost.append(holdings.cost)
        low.append(holdings.low)
        high.append(most)
        whole.append(holdings.whole)
    if excuses:
        cost.append(np.zeros(excuses))
        low.append(np.zeros(excuses))
        high.append(np.ones(excuses))
        whole.append(np.ones(excuses, bool))
    width = opened + stocks + excuses
    stock = _stock(instance, opened, width)
    rows, row_low, row_high = _rows(instance, stock, most, width)
    return FirstStage(
        np.concatenate(cost), np.concatenate(low), np.concatenate(high), np.concatenate(whole),
        rows, row_low, row_high, stock, np.arange(width - excuses, width), opened,
    )  # fmt: skip


def useful_most(instance: Instance) -> Floats:
    """(H,) the most units of each holding that could ever be used, never below what must be held.

    What is beyond every scenario's reachable need, or beyond the largest size of the site, serves nobody.
    """
    holdings, scenarios = instance.holdings, instance.scenarios
    largest = np.where(np.isfinite(instance.sites.cost), instance.sites.capacity, 0.0).max(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(holdings.space > 0, largest[holdings.site] / holdings.space, np.inf)
    wanted = np.zeros(instance.holding_count)
    for s in range(instance.scenario_count):
        need = scenarios.need[s][:, holdings.commodity].T
        if scenarios.draw is not None:
            need = need * scenarios.draw
        reach = np.where(instance.usable(s), need, 0.0).sum(axis=1)
        kept = at(scenarios.kept, s)
        wanted = np.maximum(wanted, np.where(kept > 0, reach / np.maximum(kept, 1e-12), 0.0))
    wanted = np.where(holdings.whole, np.ceil(wanted - 1e-9), wanted)
    wanted = np.where(_asked_for_itself(instance), np.inf, wanted)
    return np.maximum(np.minimum(np.minimum(holdings.high, room), wanted), holdings.low)


def _asked_for_itself(instance: Instance) -> Flags:
    """(H,) whether holding more may satisfy a limit, though it serve nobody."""
    limits = instance.limits
    below = ((limits.stock > 0) & np.isfinite(limits.low)[:, None]).any(axis=0)
    above = ((limits.stock < 0) & np.isfinite(limits.high)[:, None]).any(axis=0)
    return np.asarray(below | above)


def _stock(instance: Instance, opened: int, width: int) -> csr_array:
    holdings, sizes = instance.holdings, instance.size_count
    count = instance.holding_count
    if not holdings.filled:
        entries = (np.ones(count), (np.arange(count), opened + np.arange(count)))
        return csr_array(coo_array(entries, shape=(count, width)))
    row = np.repeat(np.arange(count), sizes)
    column = (holdings.site[:, None] * sizes + np.arange(sizes)).ravel()
    amount = (instance.sites.capacity[holdings.site] / holdings.space[:, None]).ravel()
    return csr_array(coo_array((amount, (row, column)), shape=(count, width)))


def _rows(
    instance: Instance, stock: csr_array, most: Floats, width: int
) -> tuple[csr_array, Floats, Floats]:
    """One size a site, how many sites, room at each site, limits, and how many scenarios are excused."""
    sites, sizes, count = instance.sites, instance.size_count, instance.site_count
    opened = count * sizes
    one = csr_array(
        coo_array(
            (np.ones(opened), (np.repeat(np.arange(count), sizes), np.arange(opened))),
            shape=(count, width),
        )
    )
    parts = [(one, np.zeros(count), np.ones(count))]
    bounded = (sites.least > 0) or (sites.most < count)
    if bounded:
        total = csr_array(one.sum(axis=0)[None, :])
        parts.append((total, np.array([float(sites.least)]), np.array([float(sites.most)])))
    if not instance.holdings.filled:
        parts += _room(instance, one, most, width)
    limits = instance.limits
    if len(limits.low):
        opening = csr_array(limits.opening.reshape(len(limits.low), opened))
        wide = csr_array((opening.data, opening.indices, opening.indptr), (len(limits.low), width))
        parts.append((csr_array(wide + csr_array(limits.stock) @ stock), limits.low, limits.high))
    if instance.service is not None:
        excused = np.zeros(width)
        excused[-instance.scenario_count :] = instance.scenarios.probability
        top = np.array([instance.service.excused + 1e-9])
        parts.append((csr_array(excused[None, :]), np.zeros(1), top))
    rows = csr_array(block_array([[part[0]] for part in parts]))
    return rows, np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])


def _room(
    instance: Instance, one: csr_array, most: Floats, width: int
) -> list[tuple[csr_array, Floats, Floats]]:
    """What is held at a site fits into it, and nothing is held at a site that is not opened."""
    sites, holdings, sizes = instance.sites, instance.holdings, instance.size_count
    count, opened = instance.site_count, instance.site_count * instance.size_count
    capacity = np.where(np.isfinite(sites.cost), sites.capacity, 0.0).ravel()
    column = opened + np.arange(instance.holding_count)
    data = np.concatenate([holdings.space, -capacity])
    row = np.concatenate([holdings.site, np.repeat(np.arange(count), sizes)])
    columns = np.concatenate([column, np.arange(opened)])
    room = csr_array(coo_array((data, (row, columns)), shape=(count, width)))
    held = csr_array(
        coo_array(
            (np.ones(len(column)), (np.arange(len(column)), column)), shape=(len(column), width)
        )
    )
    linked = np.isfinite(most)
    opens = csr_array(one[holdings.site].multiply(np.where(linked, most, 0.0)[:, None]))
    link = csr_array(held - opens)[linked]
    minus = np.full(count, -np.inf)
    return [
        (room, minus, np.zeros(count)),
        (link, np.full(int(linked.sum()), -np.inf), np.zeros(int(linked.sum()))),
    ]
