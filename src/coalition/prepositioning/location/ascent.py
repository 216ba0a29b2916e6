"""The best prices of needs: subgradient steps upward, shorter whenever they gain nothing.

Held, Wolfe and Crowder 1974, "Validation of subgradient optimization", Mathematical Programming 6;
directions keep some of the last one, which damps their swaying.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.location.price import Candidates, Priced, price_sites
from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.problem.instance import Floats

MEMORY = 0.6
AIM_ABOVE = 1.001


@dataclass(frozen=True, slots=True)
class Climb:
    """How long to climb: steps at most, steps without gain before they shorten, and where to stop.

    `enough`: a bound of which more is of no use.
    """

    steps: int
    patience: int
    length: float
    enough: float


@dataclass(frozen=True, slots=True)
class Peak:
    """The best prices found and what they say."""

    prices: Floats
    priced: Priced


def climb(
    location: Location, candidates: Candidates, prices: Floats, upper: float, how: Climb
) -> Peak:
    """The best prices met from those given; `upper` is the cost of the best solution known."""
    best = Peak(prices, price_sites(location, candidates, prices))
    priced, at, length, still = best.priced, prices, how.length, 0
    heading: Floats | None = None
    for _ in range(how.steps):
        if best.priced.bound >= how.enough or length < 1e-3:
            break
        heading = priced.surplus if heading is None else priced.surplus + MEMORY * heading
        size = float(heading @ heading)
        if size == 0:
            break
        step = length * max(upper * AIM_ABOVE - priced.bound, abs(upper) * 1e-6) / size
        at = np.minimum(at + step * heading, location.unmet)
        priced = price_sites(location, candidates, at)
        if priced.bound > best.priced.bound + 1e-7 * abs(best.priced.bound):
            best, still = Peak(at, priced), 0
            continue
        still += 1
        if still >= how.patience:
            length, still, heading = length / 1.6, 0, None
            at, priced = best.prices, best.priced
    return best
