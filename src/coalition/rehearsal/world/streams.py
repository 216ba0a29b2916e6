"""Named streams of chance: a draw is a function of seed, name and replication, and of nothing else.

Counter-based (Philox 4x64, ten rounds: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2,
3", SC 2011): the key is made of seed and name, the counter is the replication. So a replication replays alone,
the order of work does not matter, and two plans meet the same world (common random numbers: Glasserman and Yao,
"Some guidelines and guarantees for common random numbers", Management Science 38(6), 1992).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from coalition.model.chance.chances import Spread

Draws = NDArray[np.float64]
_A_BLOCK = 4
"""Numbers that one count of Philox gives."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams of one seed for the replications `first` to `first + count - 1`."""

    seed: int
    first: int
    count: int

    def uniform(self, name: str, numbers: int = 1) -> Draws:
        """Draws in (0, 1) of the named stream, [count, numbers]."""
        blocks = -(-numbers // _A_BLOCK)
        key = np.frombuffer(
            blake2b(f"{self.seed}\0{name}".encode(), digest_size=16).digest(), dtype=np.uint64
        )
        counter = np.array([self.first * blocks, 0, 0, 0], dtype=np.uint64)
        generator = np.random.Generator(np.random.Philox(key=key, counter=counter))
        drawn = generator.random(self.count * blocks * _A_BLOCK)
        # 2**-54 away from nought, so that a quantile of it is finite
        return drawn.reshape(self.count, -1)[:, :numbers] + 2.0**-54

    def normal(self, name: str) -> Draws:
        """One standard normal a replication, [count]."""
        return np.asarray(ndtri(self.uniform(name)[:, 0]))


def correlate(own: Draws, factor: Draws, share_ppm: int) -> Draws:
    """Uniform draws of which the factor (standard normal) explains the share of the variation.

    Each by itself stays uniform (one-factor Gaussian copula).
    """
    if share_ppm <= 0:
        return own
    share = min(share_ppm, _MILLION) / _MILLION
    mixed = np.sqrt(share) * factor + np.sqrt(1.0 - share) * ndtri(own)
    return np.asarray(ndtr(mixed))


def triangular(spread: Spread, at: Draws) -> NDArray[np.int64]:
    """The quantiles of a triangular amount, rounded to whole units."""
    low, mode, high = float(spread.least), float(spread.likely), float(spread.most)
    if high <= low:
        return np.full(at.shape, spread.likely, dtype=np.int64)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(at * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - at) * (high - low) * (high - mode))
    return np.asarray(np.rint(np.where(at < turn, rising, falling)), dtype=np.int64)


def exponential(mean: int, at: Draws) -> Draws:
    """The quantiles of an exponential time of that mean."""
    return np.asarray(-mean * np.log1p(-at))
