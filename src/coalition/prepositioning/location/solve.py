"""Location alone from end to end: a first set of sites, then the tree."""

from __future__ import annotations

import numpy as np

from coalition.prepositioning.effort import Watch
from coalition.prepositioning.location.interchange import add_greedily, exchange
from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.location.tree import Sited, Tree


def solve_location(location: Location, watch: Watch) -> Sited:
    """The best sites with a bound."""
    first = add_greedily(location)
    first = exchange(location, first) if location.roomy else _with_room(location, first)
    return Tree(location, watch, first).search()


def _with_room(location: Location, chosen: np.ndarray) -> np.ndarray:
    """The set with more sites, cheapest for their room first, until all needs fit."""
    now = list(chosen)
    order = np.argsort(location.fixed / location.capacity)
    for site in order:
        if location.capacity[now].sum() >= location.need.sum() or len(now) >= location.most:
            break
        if site not in now:
            now.append(int(site))
    return np.array(sorted(now))
