"""What opening each site would be worth at given prices of needs: the inner problem of the Lagrangian.

The needs' equations are relaxed with a price each; then every site takes what pays, within its room (a
continuous knapsack), and the cheapest admissible sites open. Beasley 1988, "An algorithm for solving
large capacitated warehouse location problems", European Journal of Operational Research 33(3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.problem.instance import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sites still to be thought of: `rows` (r,) numbers; `sure` (r,) opened already; how many open in all."""

    rows: Ints
    sure: Flags
    least: int
    most: int

    @property
    def span(self) -> tuple[int, int]:
        """How many of those not sure may open, from and to."""
        sure = int(self.sure.sum())
        return max(self.least - sure, 0), min(self.most, len(self.rows)) - sure


@dataclass(frozen=True, slots=True)
class Priced:
    """At one vector of prices: `bound` nothing lies below; `worth` (r,) of opening each site.

    `chosen` are positions in `rows` of the sites opened; `surplus` (n,) how much of each need they leave
    open (1), or meet twice (-1).
    """

    bound: float
    worth: Floats
    chosen: Ints
    surplus: Floats


def price_sites(location: Location, candidates: Candidates, prices: Floats) -> Priced:
    """The Lagrangian at the prices over the candidates."""
    rows = candidates.rows
    reduced = location.cost[rows] - prices
    if location.roomy:
        share: Floats | Flags = reduced < 0
    else:
        share = _knapsacks(location, rows, reduced)
    worth = location.fixed[rows] + (np.where(share > 0, reduced, 0.0) * share).sum(axis=1)
    order = np.argsort(np.where(candidates.sure, -np.inf, worth), kind="stable")
    free = worth[order[int(candidates.sure.sum()) :]]
    low, high = candidates.span
    count = int(candidates.sure.sum()) + min(max(int((free < 0).sum()), low), high)
    chosen = order[:count]
    bound = float(prices.sum() + worth[chosen].sum())
    return Priced(bound, worth, chosen, 1.0 - share[chosen].sum(axis=0))


def bounds_if(candidates: Candidates, priced: Priced) -> tuple[Floats, Floats]:
    """(r,) bounds when each site must open, and when it must not; of those that are sure nothing is asked."""
    free = np.flatnonzero(~candidates.sure)
    order = free[np.argsort(priced.worth[free], kind="stable")]
    worth = priced.worth[order]
    prefix = np.concatenate([[0.0], np.cumsum(worth)])
    low, high = candidates.span
    paying = int((worth < 0).sum())
    now = min(max(paying, low), high)
    inside, outside = (np.full(len(candidates.rows), priced.bound) for _ in range(2))
    rank = np.arange(len(order))
    fewer = min(max(paying, low - 1), high - 1)
    beyond = rank >= now
    gain = prefix[max(fewer, 0)] - prefix[now] + worth
    inside[order[beyond]] += gain[beyond] if high > 0 else np.inf
    wanted = np.clip(paying - (worth < 0), low, high)
    can = wanted + 1 <= len(order)
    without = np.where(can, prefix[np.minimum(wanted + 1, len(order))] - worth, np.inf)
    without = np.where((wanted == 0), 0.0, without)
    outside[order[~beyond]] += (without - prefix[now])[~beyond]
    return inside, outside


def _knapsacks(location: Location, rows: Ints, reduced: Floats) -> Floats:
    """(r, n) share of each need that each site takes within its room, what pays most a unit first."""
    need = location.need
    order = np.argsort(reduced / need, axis=1)
    sizes = need[order]
    before = np.cumsum(sizes, axis=1) - sizes
    share = np.clip((location.capacity[rows][:, None] - before) / sizes, 0.0, 1.0)
    share[np.take_along_axis(reduced, order, 1) >= 0] = 0.0
    taken = np.zeros(reduced.shape)
    np.put_along_axis(taken, order, share, 1)
    return taken
