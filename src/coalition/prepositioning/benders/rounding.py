"""A first whole decision from the relaxation: the sites it uses most, in sizes that hold what they would.

The cuts learnt so far value each set of sites in a linear program; the best is where the search of whole
decisions begins.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coalition.prepositioning.benders.master import Master
from coalition.prepositioning.benders.root import Root
from coalition.prepositioning.effort import Watch
from coalition.prepositioning.problem.instance import Floats
from coalition.prepositioning.solver import Ended

SETS_MOST = 12
TRIES_MOST = 60
WHOLE = 1e-6


def round_sites(master: Master, watch: Watch, root: Root) -> Floats | None:
    """(width,) the best of some whole decisions at the master, or None when none of them is admissible.

    After the first sets, single sites of the best are closed or given another size as long as that gains.
    """
    if root.best is None:
        return None
    tried = _Tried(master, watch)
    for opened in _sets(master, root.best.x):
        tried.value(opened)
    while tried.best is not None and not tried.over:
        before = tried.cost
        for opened in _neighbours(master, tried.opened):
            if tried.value(opened):
                break
        if tried.cost >= before:
            break
    master.free(tried.columns)
    return tried.best


class _Tried:
    """Sets valued at the master so far."""

    def __init__(self, master: Master, watch: Watch) -> None:
        self._master, self._watch, self._left = master, watch, TRIES_MOST
        self.columns = np.arange(master.stage.opened)
        self.best: Floats | None = None
        self.opened = np.zeros(master.stage.opened)
        self.cost = np.inf

    @property
    def over(self) -> bool:
        """Whether enough was tried."""
        return self._left <= 0 or self._watch.over

    def value(self, opened: Floats) -> bool:
        """Value a set; whether it is whole and the best so far by more than a trifle."""
        if self.over:
            return False
        self._left -= 1
        master = self._master
        master.fix(self.columns, opened)
        outcome = master.solve_linear(self._watch.left)
        if outcome.ended is not Ended.OPTIMAL or outcome.x is None:
            return False
        own = outcome.x[: master.layout.first][master.stage.whole]
        whole = bool((np.abs(own - np.round(own)) < WHOLE).all())
        if not whole or outcome.value >= self.cost - 1e-6 * abs(outcome.value):
            return False
        self.best, self.cost, self.opened = outcome.x, outcome.value, opened
        return True


def _neighbours(master: Master, opened: Floats) -> Iterator[Floats]:
    """Sets in which one opened site is closed or has another size."""
    instance = master.instance
    sizes = opened.reshape(instance.site_count, instance.size_count)
    offered = np.isfinite(instance.sites.cost)
    for site in np.flatnonzero(sizes.max(axis=1) > WHOLE):
        for size in (-1, *np.flatnonzero(offered[site] & (sizes[site] < WHOLE))):
            other = sizes.copy()
            other[site] = 0.0
            if size >= 0:
                other[site, size] = 1.0
            yield other.ravel()


def _sets(master: Master, x: Floats) -> list[Floats]:
    """Opening columns (I * L,) of the sets tried: the most used sites, few and many, of fitting sizes."""
    instance = master.instance
    sites, sizes = instance.sites, instance.size_count
    held = master.stage.held(x)
    used = np.bincount(instance.holdings.site, instance.holdings.space * held, instance.site_count)
    order = np.argsort(-used, kind="stable")
    filled = int((used > used.sum() * 1e-4).sum())
    if filled == 0:
        return [np.zeros(instance.site_count * sizes)]
    counts = np.unique(np.linspace(1, filled, min(filled, SETS_MOST)).round().astype(int))
    found = []
    for count in counts:
        chosen = order[:count]
        wanted = used[chosen] * used.sum() / max(used[chosen].sum(), 1e-9)
        opened = np.zeros((instance.site_count, sizes))
        for site, space in zip(chosen, wanted, strict=True):
            offered = np.isfinite(sites.cost[site])
            enough = offered & (sites.capacity[site] >= space - 1e-9)
            if enough.any():
                size = np.where(enough, sites.cost[site], np.inf).argmin()
            else:
                size = np.where(offered, sites.capacity[site], -1.0).argmax()
            opened[site, size] = 1.0
        found.append(opened.ravel())
    return found
