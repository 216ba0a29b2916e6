"""Prices on the scarce minutes of pools: a Lagrangian relaxation whose every price gives a bound.

A row (like lines of one movement) chooses the stretch of time in which it closes. It pays its part of the
weight for the time, and for what it must at the least use of each pool to close by then (`works`) the lowest
price that stands anywhere between its leaving and its closing. What the pools have at the prices is given back.

Each price over time is a sum of prices of stretches, one for every rise. In a stretch carriers have no more
than their number times its length, and the pool's slack. So what is given back is `price x capacity` summed
over time, and `slack x rises` (Abel summation). Any prices of nought or more give a bound, so the steps of the
search (Polyak 1969, with the level of Goffin and Kiwiel 1999) may be as rough as they like.

A requirement closes no sooner than any mean over its rows, which is what parts its weight among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """R rows that choose among I stretches of time.

    `costs`: R x (I + 1), weighted minutes of each choice, the last is never. `amounts`: units of each pool's
    measure, R x S. `route`: R, into `uses` (routes x S x I): minutes in each pool. `window`: R, into
    `opens` (W) and `closes` (W x I): the first and last bucket between leaving and closing.
    """

    costs: Floats
    amounts: Floats
    route: Numbers
    uses: Floats
    window: Numbers
    opens: Numbers
    closes: Numbers


@dataclass(frozen=True, slots=True)
class Supply:
    """What S pools have by bucket: unit-minutes, S x B, and the slack of all their carriers, S."""

    capacity: Floats
    slack: Floats


@dataclass(frozen=True, slots=True)
class Round:
    """What one set of prices gives: the bound's value and its slope, S x B."""

    value: float
    slope: Floats


class Prices:
    """The relaxation over some rows and what the pools have."""

    def __init__(self, rows: Rows, supply: Supply) -> None:
        self._rows, self._supply = rows, supply
        pairs = np.stack([rows.route, rows.window], axis=1)
        self._pairs, self._pair = np.unique(pairs, axis=0, return_inverse=True)

    @cached_property
    def _measures(self) -> list[tuple[Numbers, Floats]]:
        """Pools that count the same amounts of every row, and these amounts."""
        amounts = self._rows.amounts
        kinds, which = np.unique(amounts, axis=1, return_inverse=True)
        return [(np.flatnonzero(which == k), kinds[:, k]) for k in range(kinds.shape[1])]

    def search(self, prices: Floats, rounds: int, *, share: float = 0.05) -> tuple[float, Floats]:
        """The best value of so many rounds from the prices on, and its prices."""
        best, chosen, gain = -np.inf, prices, share
        for _ in range(rounds):
            found = self.price(prices)
            if found.value > best:
                if found.value < best + 0.1 * gain * abs(best):
                    gain *= 0.9
                best, chosen = found.value, prices
            else:
                gain *= 0.8
            slope = np.where((found.slope < 0) & (prices <= 0), 0.0, found.slope)
            size = float((slope * slope).sum())
            if size <= 0 or not (slope > 0).any():
                break
            target = best + gain * max(1.0, abs(best))
            prices = np.maximum(0.0, prices + (target - found.value) / size * slope)
        return best, chosen

    def price(self, prices: Floats) -> Round:
        """Each row takes its cheapest choice under the prices."""
        rows, supply = self._rows, self._supply
        least, where = self._lowest(prices)
        table = rows.costs.copy()
        for pools, amounts in self._measures:
            paid = np.einsum(
                "psi,psi->pi",
                rows.uses[self._pairs[:, 0]][:, pools],
                least[self._pairs[:, 1]][:, pools],
            )
            table[:, :-1] += amounts[:, None] * paid[self._pair]
        chosen = table.argmin(axis=1)
        value = float(table[np.arange(len(table)), chosen].sum())
        rises = np.diff(prices, axis=1, prepend=0.0)
        value -= float((prices * supply.capacity).sum())
        value -= float((np.maximum(0.0, rises) * supply.slack[:, None]).sum())
        slope = self._used(chosen, where) - supply.capacity
        up = (rises > 0) * supply.slack[:, None]
        slope -= up
        slope[:, :-1] += up[:, 1:]
        return Round(value, slope)

    def _lowest(self, prices: Floats) -> tuple[Floats, Numbers]:
        """The lowest price in each window up to each choice's end, and its bucket: W x S x I."""
        rows = self._rows
        least = np.empty((len(rows.opens), len(prices), rows.closes.shape[1]))
        where = np.empty(least.shape, dtype=np.int64)
        for w, (first, lasts) in enumerate(zip(rows.opens.tolist(), rows.closes, strict=True)):
            ahead = prices[:, first:]
            low = np.minimum.accumulate(ahead, axis=1)
            spots = np.maximum.accumulate(
                np.where(ahead <= low, np.arange(ahead.shape[1]), 0), axis=1
            )
            least[w], where[w] = low[:, lasts - first], spots[:, lasts - first] + first
        return least, where

    def _used(self, chosen: Numbers, where: Numbers) -> Floats:
        """Unit-minutes used by pool and bucket."""
        rows, shape = self._rows, self._supply.capacity.shape
        moving = np.flatnonzero(chosen < rows.closes.shape[1])
        choice, route, window = chosen[moving], rows.route[moving], rows.window[moving]
        used = np.zeros(shape)
        for s in range(shape[0]):
            amount = rows.amounts[moving, s] * rows.uses[route, s, choice]
            used[s] = np.bincount(where[window, s, choice], amount, minlength=shape[1])
        return used
