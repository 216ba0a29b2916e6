"""Rows of a world: which replication each is, and which group of chances is taken out of it.

A row is one replication in one variant. Rows of the same replication meet the same draws, whatever is taken
out: so what a hedge buys is the difference of two rows (common random numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.rehearsal.script.instants import Flags, Indices
from coalition.rehearsal.world.streams import Draws, Streams, exponential, triangular
from coalition.rehearsal.world.strikes import Strike, severity

NOTHING = -1
"""The group that is taken out of a row from which nothing is."""
EVERYTHING = -2
"""Of a calm row."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class RowPlan:
    """Rows out of the replications `first` to `first + count - 1` of a seed.

    `picks` [rows]: how many after the first each row's replication is; `without` [rows]: the group that is
    taken out of it, or `NOTHING`, or `EVERYTHING`.
    """

    seed: int
    first: int
    count: int
    picks: Indices
    without: Indices

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.picks)

    @property
    def streams(self) -> Streams:
        """The streams of its replications."""
        return Streams(self.seed, self.first, self.count)

    @property
    def replication(self) -> Indices:
        """[rows] the number of each row's replication."""
        return np.asarray(self.picks + self.first, dtype=np.int32)

    def spread(self, drawn: NDArray[Any]) -> NDArray[Any]:
        """[count, ...] laid out by row."""
        return drawn if self._is_plain else np.asarray(drawn[self.picks])

    def holds(self, strike: Strike) -> Flags:
        """[rows] whether the strike's group is left in."""
        return np.asarray((self.without != strike.group) & (self.without != EVERYTHING))

    @property
    def _is_plain(self) -> bool:
        return self.rows == self.count and bool((self.picks == np.arange(self.count)).all())


def each_once(seed: int, first: int, count: int, without: int = NOTHING) -> RowPlan:
    """Every replication once."""
    picks = np.arange(count, dtype=np.int32)
    return RowPlan(seed, first, count, picks, np.full(count, without, dtype=np.int32))


@dataclass(slots=True)
class Dice:
    """Throws the dice of one plan of rows."""

    plan: RowPlan

    def throw(self, strike: Strike, numbers: int = 1) -> Draws:
        """[rows, numbers] how badly it goes."""
        return self.plan.spread(severity(strike, self.plan.streams, numbers))

    def happens(self, strike: Strike, at: Draws) -> Flags:
        """[rows] whether a thing of the chance's probability happens and is not taken out."""
        likely = (strike.chance.probability_ppm or 0) / _MILLION
        return np.asarray((at > 1.0 - likely) & self.plan.holds(strike))

    def lasts(self, strike: Strike, at: Draws) -> NDArray[np.int64]:
        """How long it lasts, in minutes."""
        if strike.chance.lasts is None:
            raise ValueError(f"`{strike.chance.id}` lasts for good")
        return triangular(strike.chance.lasts, at)

    def gaps(self, strike: Strike, at: Draws) -> NDArray[np.int64]:
        """Times between two, in minutes: the worse it goes the shorter."""
        mean = strike.chance.every or 1
        return np.asarray(np.rint(exponential(mean, 1.0 - at)), dtype=np.int64) + 1
