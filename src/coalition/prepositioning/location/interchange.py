"""A good set of sites where there is room for all: one by one, then the best exchange as long as it gains.

Teitz and Bart 1968, "Heuristic methods for estimating the generalized vertex median of a weighted graph",
Operations Research 16(5); all exchanges are valued at once as in Resende and Werneck 2007, "A fast
swap-based local search procedure for location problems", Annals of Operations Research 150.
"""

from __future__ import annotations

import numpy as np

from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.problem.instance import Floats, Ints

EXCHANGES_MOST = 10_000


def add_greedily(location: Location) -> Ints:
    """Sites added one by one, each the one that saves most, while needed or while it pays."""
    finite = location.cost[np.isfinite(location.cost)]
    served = np.where(np.isfinite(location.unmet), location.unmet, finite.max(initial=0.0) * 2)
    chosen: list[int] = []
    while len(chosen) < location.most:
        saved = np.maximum(served - location.cost, 0.0).sum(axis=1) - location.fixed
        saved[chosen] = -np.inf
        best = int(saved.argmax())
        if saved[best] <= 0 and len(chosen) >= max(location.least, 1):
            break
        chosen.append(best)
        served = np.minimum(served, location.cost[best])
    return np.array(sorted(chosen))


def exchange(location: Location, chosen: Ints) -> Ints:
    """The set after the best exchange, addition or removal, again and again until none gains."""
    now = list(chosen)
    for _ in range(EXCHANGES_MOST):
        move = _best_move(location, np.array(now))
        if move is None:
            break
        into, out = move
        if out is not None:
            now.pop(out)
        if into is not None:
            now.append(into)
    return np.array(sorted(now))


def _best_move(location: Location, chosen: Ints) -> tuple[int | None, int | None] | None:
    """(site in, position out) of the move that gains most, or None when none gains."""
    gain, loss, extra = _values(location, chosen)
    count = len(chosen)
    moves: list[tuple[float, int | None, int | None]] = []
    swap = gain[:, None] - loss[None, :] + extra
    into, out = divmod(int(swap.argmax()), count)
    moves.append((float(swap[into, out]), into, out))
    if count < location.most:
        moves.append((float(gain.max()), int(gain.argmax()), None))
    if count > max(location.least, 1):
        moves.append((-float(loss.min()), None, int(loss.argmin())))
    best = max(moves, key=lambda move: move[0])
    return None if best[0] <= 1e-9 * max(1.0, float(abs(loss).max())) else best[1:]


def _values(location: Location, chosen: Ints) -> tuple[Floats, Floats, Floats]:
    """What each site saves when added (m,), what each chosen costs when dropped (p,), what a swap saves
    besides.
    """
    own = np.minimum(location.cost[chosen], location.unmet)
    needs, count = own.shape[1], len(chosen)
    first = own.argmin(axis=0)
    nearest = own[first, np.arange(needs)]
    second = location.unmet
    if count > 1:
        second = np.partition(own, 1, axis=0)[1]
    second = np.where(np.isfinite(second), second, _far(location))
    nearest = np.where(np.isfinite(nearest), nearest, _far(location))
    gain = np.maximum(nearest - location.cost, 0.0).sum(axis=1) - location.fixed
    gain[chosen] = -np.inf
    loss = np.bincount(first, second - nearest, minlength=count) - location.fixed[chosen]
    more = np.maximum(second - np.maximum(nearest, location.cost), 0.0)
    member = np.zeros((needs, count))
    member[np.arange(needs), first] = 1.0
    return gain, loss, more @ member


def _far(location: Location) -> float:
    """A cost beyond all others, for needs that nobody would serve."""
    finite = location.cost[np.isfinite(location.cost)]
    return float(finite.max(initial=0.0)) * (len(location.need) + 1.0)
