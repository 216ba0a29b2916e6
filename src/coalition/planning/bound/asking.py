"""Which ways the network is asked for: those by land that the earliest closures rest upon.

A great circle is below every way, but a road is a fifth to a half longer. To ask for all is dear, so the chains
on which requirements could close earliest are looked at, the weightiest legs asked for, and again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np

from coalition.model.places import Mode
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.kinds import Kinds, Minutes
from coalition.planning.bound.loads import Route, points_of
from coalition.planning.bound.routes import Weights, time_weights

Leg = tuple[Mode, int, int]
Grown = tuple[Mode, int]
"""A place from which the network has looked for ways of the mode."""


def ask_network(earliest: Earliest, limit: int, known: Counter[Grown]) -> int:
    """How many ways were asked for, `limit` at most, the weightiest first; `known` counts from where.

    The network grows a tree of ways from where one begins, so each is asked for from the end that more share.
    """
    legs, lengths = weighty_legs(earliest), earliest.lengths
    unknown = sorted((-weight, leg) for leg, weight in legs.items() if not lengths.is_known(*leg))
    chosen = [leg for _, leg in unknown[:limit]]
    shared = Counter((leg[0], end) for leg in chosen for end in leg[1:])
    for mode, here, there in chosen:
        ends = sorted((here, there), key=lambda end: (-known[mode, end], -shared[mode, end], end))
        known[mode, ends[0]] += 1
        lengths.ask(mode, ends[0], ends[1])
    return len(chosen)


def weighty_legs(earliest: Earliest) -> dict[Leg, float]:
    """Legs of the quickest chains of the rows that hold their requirements back, with their weights."""
    legs: defaultdict[Leg, float] = defaultdict(float)
    routes = list(earliest.loads.routes)
    chains: dict[int, _Chains] = {}
    masks = list(earliest.loads.masks)
    for number, weight in _route_weights(earliest).items():
        route = routes[number]
        if route[0] not in chains:
            chains[route[0]] = _Chains(earliest.kinds, np.flatnonzero(masks[route[0]]))
        for leg in chains[route[0]].legs(route):
            legs[leg] += weight
    return dict(legs)


def _route_weights(earliest: Earliest) -> dict[int, float]:
    """Weight of the requirements whose earliest closing rests upon each route."""
    rows, wanted = earliest.loads.columns, earliest.loads.requirements
    closings = [earliest.closings[r.id] for r in wanted]
    ends = np.array([np.nan if end is None else end for end in closings], dtype=np.float64)
    weight = np.array([r.weight for r in wanted], dtype=np.float64)
    owner = np.array(rows.owner, dtype=np.int64)[np.array(rows.movement, dtype=np.int64)]
    holds = earliest.lasts == ends[owner]
    sums = np.bincount(np.array(rows.route, dtype=np.int64), holds * weight[owner])
    return {int(n): float(sums[n]) for n in np.flatnonzero(sums)}


class _Chains:
    """Quickest chains of the carriers of one mask."""

    def __init__(self, kinds: Kinds, chosen: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        every = time_weights(kinds)
        weights = Weights(every.load[chosen], every.moving[chosen], every.unload[chosen])
        self._modes = [kinds.fleets[k][0].mode for k in chosen.tolist()]
        begun = weights.moving + weights.unload[:, None, None]
        self._first, self._first_kind = begun.min(axis=0), begun.argmin(axis=0)
        whole = begun + weights.load[:, None, None]
        self._leg, self._kind = weights.leg(), whole.argmin(axis=0)
        self._between: Minutes = weights.between()

    def legs(self, route: Route) -> list[Leg]:
        """The legs of the quickest chain of the route."""
        found: list[Leg] = []
        for here, there in pairwise(points_of(route)):
            ends = self._first[here] + self._between[:, there]
            at = int(ends.argmin())
            if not np.isfinite(ends[at]):
                return []
            found.append((self._modes[int(self._first_kind[here, at])], here, at))
            found += self._onward(at, there)
        return found

    def _onward(self, at: int, there: int) -> list[Leg]:
        found: list[Leg] = []
        while at != there and len(found) < len(self._leg):
            onward = self._leg[at] + self._between[:, there]
            onward[at] = np.inf
            step = int(onward.argmin())
            found.append((self._modes[int(self._kind[at, step])], at, step))
            at = step
        return found
