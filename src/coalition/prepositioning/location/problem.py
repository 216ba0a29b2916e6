"""Location alone: one scenario, one commodity, sites that hold all they can. What of an instance is that.

With room for everything at every site it is the median or the uncapacitated problem, else the capacitated one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coalition.prepositioning.problem.instance import Floats, Instance, Ints, at


@dataclass(frozen=True, slots=True)
class Location:
    """Sites m, needs n. `fixed` (m,) money to open; `cost` (m, n) money to meet all of a need from a site.

    `unmet` (n,) money to leave a need, infinite where it must be met; `capacity` (m,) infinite when it never
    binds; `need` (n,) units. From `least` to `most` sites are opened. `size` (m,) is the size each site would
    have, `place` (n,) the place each need is at. `step`: every total is a multiple of it, 0 when not known.
    """

    fixed: Floats
    cost: Floats
    unmet: Floats
    capacity: Floats
    need: Floats
    least: int
    most: int
    size: Ints
    site: Ints
    place: Ints
    step: float

    @property
    def roomy(self) -> bool:
        """Whether capacity never binds."""
        return bool(np.isinf(self.capacity).all())


def find_location(instance: Instance) -> Location | None:
    """The instance as location alone, or None when it is more than that."""
    if not _is_alone(instance):
        return None
    scenarios, holdings, sites = instance.scenarios, instance.holdings, instance.sites
    place = np.flatnonzero(scenarios.need[0, :, 0] > 0)
    need = scenarios.need[0, place, 0]
    unit = np.where(instance.usable(0), at(scenarios.arc_cost, 0), np.inf)[:, place]
    capacity = sites.capacity[holdings.site] / holdings.space[:, None]
    capacity = capacity * at(scenarios.kept, 0)[:, None]
    price = sites.cost[holdings.site]
    if instance.size_count > 1:
        enough = capacity >= need.sum()
        if not (enough | ~np.isfinite(price)).all():
            return None
    size = np.where(np.isfinite(price), price, np.inf).argmin(axis=1)
    row = np.arange(len(size))
    offered = np.isfinite(price[row, size])
    room = np.where(capacity[row, size] >= need.sum(), np.inf, capacity[row, size])
    found = Location(
        price[row, size][offered], (unit * need)[offered],
        at(scenarios.unmet_cost, 0)[place, 0] * need, room[offered], need,
        sites.least, min(sites.most, int(offered.sum())), size[offered], holdings.site[offered],
        place, 0.0,
    )  # fmt: skip
    return replace(found, step=_step(found))


def _is_alone(instance: Instance) -> bool:
    scenarios, holdings = instance.scenarios, instance.holdings
    plain = (
        scenarios.crews is None
        and scenarios.outflow is None
        and scenarios.draw is None
        and scenarios.rush_cost is None
        and scenarios.uneven_cost is None
        and not scenarios.whole
        and instance.service is None
        and not len(instance.limits.low)
    )
    single = instance.scenario_count == 1 and instance.commodity_count == 1
    apart = len(np.unique(holdings.site)) == len(holdings.site)
    return plain and single and holdings.filled and apart


def _step(location: Location) -> float:
    """1 when every total that can come about is whole: room for all and whole costs."""
    if not location.roomy:
        return 0.0
    numbers = [location.fixed, location.cost, location.unmet]
    whole = all(bool((n[np.isfinite(n)] == np.round(n[np.isfinite(n)])).all()) for n in numbers)
    return 1.0 if whole else 0.0
