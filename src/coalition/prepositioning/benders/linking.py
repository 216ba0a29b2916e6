"""Which deliveries only an open site makes, though a closed one could buy in a rush: no best decision has them.

A site that is closed and delivers buys all of it in a rush. Where that alone costs more than opening the site
would, the decision that also opens it is better. The relaxation that knows this lies far nearer to whole
decisions.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Flags, Instance

MARGIN = 1.0 + 1e-6


def linked(instance: Instance, aim: Aim) -> Instance:
    """The instance in which such deliveries need their site open; the same where nothing is known of them.

    Nothing is known where limits bind sites or their number, or where some site reaches only some needs.
    """
    scenarios, sites = instance.scenarios, instance.sites
    free = len(instance.limits.low) == 0 and sites.most >= instance.site_count
    if not instance.holdings.filled or scenarios.rush_cost is None or not free:
        return instance
    needed = scenarios.need.max(axis=2) > 0
    usable = np.stack([instance.usable(s) for s in range(instance.scenario_count)])
    if (
        instance.commodity_count > 1
        or not usable[np.broadcast_to(needed[:, None, :], usable.shape)].all()
    ):
        return instance
    stocked = _dearer_than_opening(instance, aim) & needed[:, None, :]
    alone = bool((stocked.all(axis=1) & needed).any() and np.isinf(scenarios.unmet_cost).all())
    least = max(sites.least, 1) if alone else sites.least
    return replace(
        instance, sites=replace(sites, least=least), scenarios=replace(scenarios, stocked=stocked)
    )


def _dearer_than_opening(instance: Instance, aim: Aim) -> Flags:
    """(S, H, J) whether buying the delivery in a rush costs more than opening the site, which would save it."""
    scenarios, sites, site = instance.scenarios, instance.sites, instance.holdings.site
    size = sites.cost.argmin(axis=1)
    row = np.arange(instance.site_count)
    opening = sites.cost[row, size][site]
    room = (sites.capacity[row, size][site] / instance.holdings.space)[None, :] * scenarios.kept
    load = np.broadcast_to(
        scenarios.need[:, None, :, 0], (instance.scenario_count, len(site), instance.place_count)
    )
    if scenarios.draw is not None:
        load = load * scenarios.draw[None]
    saved = np.minimum(load, room[:, :, None]) * np.asarray(scenarios.rush_cost)[None, :, None]
    worth = aim.mean * scenarios.probability[:, None, None] * np.nan_to_num(saved, posinf=0.0)
    dearer: Flags = worth > MARGIN * opening[None, :, None]
    return dearer
