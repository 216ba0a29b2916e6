"""A Lagrangian relaxation of carrier-minutes (Held and Karp 1971): prices on what pools can do by a date.

For every pool and date the carrier-minutes spent on whatever is delivered by then are at most what the
pool has had by then (`lift`). With prices on these limits each line of each requirement takes, alone,
the cheapest of: arrive in some span of time by the cheapest chain of carriers, paying lateness and prices; or
never arrive. The sum, less what the limits are worth, is a bound for any prices, so steps of a subgradient
search may be as rough as they like: only the best value found counts.

A requirement is as late as any part of it, so it is at least as late as any mean over its lines.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.cargo import CargoLine
from coalition.model.identity import RequirementId
from coalition.planning.bound.lengths import trace
from coalition.planning.bound.lift import Pool

Floats = NDArray[np.float64]
Segments = tuple[tuple[int, int], ...]
"""Legs a line must make, as pairs of place numbers."""

_FIRST_STEP = 1.2
_STEP_SHRINK = 0.7


@dataclass(frozen=True, slots=True)
class Want:
    """One line of one requirement: its part of the weight, its legs, earliest arrival and date."""

    requirement: RequirementId
    line: CargoLine
    segments: Segments
    weight: float
    earliest: int
    rdd: int
    floor: int
    """Minutes the requirement is late in every right plan."""

    def late(self, begins: int) -> int:
        """Minutes late at the least when it arrives no earlier than `begins`."""
        return max(self.floor, max(begins, self.earliest) - self.rdd, 0)


@dataclass(frozen=True, slots=True)
class Round:
    """What one set of prices gives: the bound's value, and carrier-minutes used by pool and date."""

    value: float
    used: Floats


class Prices:
    """The relaxation over some wants, pools and dates; `ends` are the dates, the last is the horizon."""

    def __init__(self, wants: list[Want], pools: list[Pool], ends: list[int]) -> None:
        self._pools, self._ends = pools, ends
        self._limits = np.array([[pool.minutes_by(end) for end in ends] for pool in pools])
        groups: dict[tuple[float | None, ...], list[Want]] = defaultdict(list)
        for want in wants:
            groups[tuple(pool.share(want.line) for pool in pools)].append(want)
        self._groups = list(groups.items())

    def search(self, rounds: int, target: float) -> float:
        """The best value of so many rounds of a subgradient search towards `target` (Polyak 1969)."""
        prices = np.zeros_like(self._limits)
        best, scale = -np.inf, _FIRST_STEP
        for _ in range(rounds):
            found = self._price(prices)
            if found.value <= best:
                scale *= _STEP_SHRINK
            best = max(best, found.value)
            slope = found.used - self._limits
            slope[(slope < 0) & (prices <= 0)] = 0.0
            size = float((slope * slope).sum())
            if size <= 0 or target <= found.value:
                break
            prices = np.maximum(0.0, prices + scale * (target - found.value) / size * slope)
        return best

    def _price(self, prices: Floats) -> Round:
        """Each want takes its cheapest choice under the prices."""
        by_end = np.cumsum(prices[:, ::-1], axis=1)[:, ::-1]
        used = np.zeros_like(self._limits)
        value = -float((prices * self._limits).sum())
        for shares, wants in self._groups:
            value += self._price_group(shares, wants, by_end, used)
        return Round(value, np.cumsum(used, axis=1))

    def _price_group(
        self, shares: tuple[float | None, ...], wants: list[Want], by_end: Floats, used: Floats
    ) -> float:
        """Wants of like pieces: chains of carriers cost the same for all of them."""
        never = np.array([w.weight * w.late(self._ends[-1]) for w in wants])
        costs = [never]
        chains = []
        begins = 0
        for number, end in enumerate(self._ends):
            chain = _Chain(shares, self._pools, by_end[:, number])
            chains.append(chain)
            late = np.array([w.weight * w.late(begins) for w in wants])
            ways = np.array([w.line.pieces * chain.cost(w.segments) for w in wants])
            shut = np.array([w.earliest > end for w in wants])
            costs.append(np.where(shut, np.inf, late + ways))
            begins = end
        table = np.array(costs)
        chosen = table.argmin(axis=0)
        for want, choice in zip(wants, chosen.tolist(), strict=True):
            if choice:
                chains[choice - 1].add_use(want, used[:, choice - 1])
        return float(table.min(axis=0).sum())


class _Chain:
    """Cheapest chains of carriers for pieces of one kind at the prices of one date."""

    def __init__(self, shares: tuple[float | None, ...], pools: list[Pool], prices: Floats) -> None:
        self._usable = [n for n, share in enumerate(shares) if share is not None]
        self._shares, self._pools = shares, pools
        self._free = not prices[self._usable].any()
        if self._free or not self._usable:
            return
        legs = np.array(
            [_leg_costs(pools[n], (shares[n] or 0.0) * prices[n]) for n in self._usable]
        )
        self._best = legs.argmin(axis=0)
        weights = legs.min(axis=0)
        np.fill_diagonal(weights, 0.0)
        self._cost, self._before = trace(weights)

    def cost(self, segments: Segments) -> float:
        """What one piece costs over its legs; nothing where no price stands."""
        if self._free or not self._usable:
            return 0.0
        return float(sum(self._cost[a, b] for a, b in segments))

    def add_use(self, want: Want, used: Floats) -> None:
        """Add the carrier-minutes of all the line's pieces to its pools."""
        if self._free:
            self._add_cheapest(want, used)
            return
        for start, end in want.segments if self._usable else ():
            node = end
            while node != start:
                before = int(self._before[start, node])
                if before < 0:
                    break
                self._add(want, used, self._usable[int(self._best[before, node])], (before, node))
                node = before

    def _add_cheapest(self, want: Want, used: Floats) -> None:
        """Without prices every chain is free; count the pool that goes straight with least of itself."""
        for start, end in want.segments:
            straight = [
                ((self._shares[n] or 0.0) * float(self._pools[n].use[start, end]), n)
                for n in self._usable
            ]
            if straight and np.isfinite(min(straight)[0]):
                self._add(want, used, min(straight)[1], (start, end))

    def _add(self, want: Want, used: Floats, pool: int, leg: tuple[int, int]) -> None:
        used[pool] += want.line.pieces * (self._shares[pool] or 0.0) * self._pools[pool].use[leg]


def _leg_costs(pool: Pool, price: float) -> Floats:
    """The price of each leg for one piece; infinite where the pool has no way, whatever the price."""
    way = np.isfinite(pool.use)
    return np.where(way, price * np.where(way, pool.use, 0.0), np.inf)


def date_ends(start: int, end: int, closings: list[int], count: int) -> list[int]:
    """Dates that cut the time between the first closing and the horizon, about `count`, whole days."""
    first = min(closings, default=start)
    span = max(1, end - first)
    cuts = [first + span * n // count for n in range(1, count)]
    days = sorted({cut // MINUTES_PER_DAY * MINUTES_PER_DAY for cut in cuts if start < cut < end})
    return [*(day for day in days if day > start), end]


def segments_of(numbers: list[int]) -> Segments:
    """Legs between the numbered places a line must pass in order."""
    return tuple(pairwise(numbers))
