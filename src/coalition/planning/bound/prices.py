"""Prices on the scarce minutes of pools: a Lagrangian relaxation whose every price gives a bound.

A row (like lines of one movement) chooses the stretch of time in which it closes. It pays its part of the
weight for the time, and for what it must at the least use of each pool to close by then (`works`) the prices
of all stretches that hold its whole journey. In a stretch a pool has no more than its carriers times its
length, and its slack; at its price that is given back. Any prices of nought or more give a bound, so the steps
of the search (Polyak 1969, with the level of Goffin and Kiwiel 1999) may be as rough as they like. For one
machine and one start this is the mean busy time relaxation of scheduling (Goemans 1997).

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
    `opens` (W) and `closes` (W x I): how many starts lie before its journey, and the first end after it.
    """

    costs: Floats
    amounts: Floats
    route: Numbers
    uses: Floats
    window: Numbers
    opens: Numbers
    closes: Numbers


@dataclass(frozen=True, slots=True)
class Round:
    """What one set of prices gives: the bound's value and its slope, A x S x B."""

    value: float
    slope: Floats


class Prices:
    """The relaxation over some rows.

    `supply` is what the S pools have between each of A starts and B ends, A x S x B; so are prices.
    """

    def __init__(self, rows: Rows, supply: Floats) -> None:
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
        rows, paid = self._rows, self._paid(prices)
        table = rows.costs.copy()
        for pools, amounts in self._measures:
            each = np.einsum(
                "psi,psi->pi",
                rows.uses[self._pairs[:, 0]][:, pools],
                paid[self._pairs[:, 1]][:, pools],
            )
            table[:, :-1] += amounts[:, None] * each[self._pair]
        chosen = table.argmin(axis=1)
        value = float(table[np.arange(len(table)), chosen].sum())
        value -= float((prices * self._supply).sum())
        return Round(value, self._used(chosen) - self._supply)

    def _paid(self, prices: Floats) -> Floats:
        """What a unit-minute costs by window, pool and choice: all stretches that hold it, W x S x I."""
        rows = self._rows
        held = np.cumsum(np.cumsum(prices[:, :, ::-1], axis=2)[:, :, ::-1], axis=0)
        none = np.zeros((1, *held.shape[1:]))
        by_window = np.concatenate([none, held])[rows.opens]
        return np.take_along_axis(by_window, rows.closes[:, None, :], axis=2)

    def _used(self, chosen: Numbers) -> Floats:
        """Unit-minutes used in each stretch."""
        rows, (starts, pools, ends) = self._rows, self._supply.shape
        moving = np.flatnonzero((chosen < rows.closes.shape[1]) & (rows.opens[rows.window] > 0))
        choice, route, window = chosen[moving], rows.route[moving], rows.window[moving]
        spot = (rows.opens[window] - 1) * ends + rows.closes[window, choice]
        used = np.zeros((starts, pools, ends))
        for s in range(pools):
            amount = rows.amounts[moving, s] * rows.uses[route, s, choice]
            used[:, s] = np.bincount(spot, amount, minlength=starts * ends).reshape(starts, ends)
        return np.cumsum(np.cumsum(used, axis=2)[::-1], axis=0)[::-1]
