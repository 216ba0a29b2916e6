"""Which sites open, proven: branches on single sites, each bounded by prices and rid of sites it can decide.

A site whose opening (or whose absence) alone lifts the bound above the best solution is decided by that.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from coalition.prepositioning.effort import Progress, Watch
from coalition.prepositioning.location.ascent import Climb, Peak, climb
from coalition.prepositioning.location.assign import assign
from coalition.prepositioning.location.interchange import exchange
from coalition.prepositioning.location.price import Candidates, bounds_if
from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.problem.instance import Floats, Ints

ROOT = Climb(1_500, 20, 1.5, np.inf)
BRANCH = Climb(60, 6, 0.4, np.inf)


@dataclass(frozen=True, slots=True)
class Sited:
    """The sites opened (positions in the location), what they cost, and a bound nothing lies below."""

    chosen: Ints
    cost: float
    bound: float
    branches: int


@dataclass(order=True, slots=True)
class _Branch:
    bound: float
    number: int
    candidates: Candidates = field(compare=False)
    prices: Floats = field(compare=False)


class Tree:
    """The search; `best` so far, and the bound of all that was given up."""

    def __init__(self, location: Location, watch: Watch, first: Ints) -> None:
        self.location, self.watch = location, watch
        self.best = first
        self.cost, each = assign(location, first)
        self._prices = each if np.isfinite(self.cost) else location.cost.min(axis=0)
        self._seen: set[bytes] = set()
        self._given_up = np.inf
        self._numbers = count()

    def search(self) -> Sited:
        """The best set of sites within the effort's gap, or when time is up."""
        location = self.location
        whole = Candidates(
            np.arange(len(location.fixed)), np.zeros(len(location.fixed), bool),
            _least(location), location.most,
        )  # fmt: skip
        heap: list[_Branch] = []
        self._grow(heap, whole, self._prices, ROOT)
        done = 1
        while heap and not self.watch.over:
            branch = heapq.heappop(heap)
            if self._settled(branch.bound):
                self._given_up = min(self._given_up, branch.bound)
                continue
            done += 1
            self._part(heap, branch)
            self._tell(done, heap)
        bound = min([self.cost, self._given_up, *(branch.bound for branch in heap)])
        return Sited(self.best, self.cost, self._rounded(bound), done)

    def _rounded(self, bound: float) -> float:
        """No total lies between two steps."""
        if self.location.step <= 0 or not np.isfinite(bound):
            return bound
        step = self.location.step
        return min(self.cost, float(np.ceil(bound / step - 1e-6) * step))

    def _goal(self) -> float:
        """A branch whose bound reaches this is of no use."""
        gap = self.watch.effort.gap * abs(self.cost)
        return self.cost - max(gap, self.location.step - 1e-6, 1e-9 * abs(self.cost))

    def _settled(self, bound: float) -> bool:
        return bound >= self._goal()

    def _grow(
        self, heap: list[_Branch], candidates: Candidates, prices: Floats, how: Climb
    ) -> None:
        """Bound a branch, try what its prices choose, decide sites, and keep it if it may still gain."""
        aim = Climb(how.steps, how.patience, how.length, self._goal())
        peak = climb(self.location, candidates, prices, self.cost, aim)
        self._try(candidates.rows[peak.priced.chosen])
        if self._settled(peak.priced.bound):
            self._given_up = min(self._given_up, peak.priced.bound)
            return
        left = self._decide(candidates, peak)
        if left is None:
            self._given_up = min(self._given_up, self._goal())
            return
        heapq.heappush(heap, _Branch(peak.priced.bound, next(self._numbers), left, peak.prices))

    def _decide(self, candidates: Candidates, peak: Peak) -> Candidates | None:
        """The candidates without those that cannot open, and with those that must; None when none can be."""
        inside, outside = bounds_if(candidates, peak.priced)
        goal = self._goal()
        gone = ~candidates.sure & (inside >= goal)
        must = ~candidates.sure & (outside >= goal)
        if (gone & must).any():
            return None
        kept = ~gone
        sure = (candidates.sure | must)[kept]
        if sure.sum() > candidates.most or kept.sum() < candidates.least:
            return None
        return Candidates(candidates.rows[kept], sure, candidates.least, candidates.most)

    def _part(self, heap: list[_Branch], branch: _Branch) -> None:
        """Two branches: with the site that the prices like best among those open to question, and without."""
        candidates = branch.candidates
        peak = climb(self.location, candidates, branch.prices, self.cost, Climb(0, 1, 1.0, np.inf))
        free = np.flatnonzero(~candidates.sure)
        low, high = candidates.span
        if not len(free) or high == 0:
            self._leaf(candidates.rows[candidates.sure], branch.bound)
            return
        if low == len(free):
            self._leaf(candidates.rows, branch.bound)
            return
        site = int(free[peak.priced.worth[free].argmin()])
        sure = candidates.sure.copy()
        sure[site] = True
        with_it = Candidates(candidates.rows, sure, candidates.least, candidates.most)
        kept = np.arange(len(candidates.rows)) != site
        without = Candidates(
            candidates.rows[kept], candidates.sure[kept], candidates.least, candidates.most
        )
        self._grow(heap, with_it, branch.prices, BRANCH)
        self._grow(heap, without, branch.prices, BRANCH)

    def _leaf(self, chosen: Ints, bound: float) -> None:
        """All is decided: what it costs is exact."""
        cost, _ = self._try(chosen, improve=False)
        self._given_up = min(self._given_up, max(bound, min(cost, self.cost)))

    def _try(self, chosen: Ints, *, improve: bool = True) -> tuple[float, Ints]:
        """What the set costs, bettered by exchanges where that is cheap; the best is kept."""
        key = np.sort(chosen).tobytes()
        if key in self._seen:
            return np.inf, chosen
        self._seen.add(key)
        if improve and self.location.roomy and len(chosen):
            chosen = exchange(self.location, chosen)
        cost, _ = assign(self.location, chosen)
        if cost < self.cost:
            self.cost, self.best = cost, np.sort(chosen)
        return cost, chosen

    def _tell(self, done: int, heap: list[_Branch]) -> None:
        bound = min([self.cost, self._given_up, *(branch.bound for branch in heap[:1])])
        left = (self.cost - bound) / max(abs(self.cost), 1e-9)
        self.watch.listen(Progress("branches", done, done + len(heap), left))


def _least(location: Location) -> int:
    """The fewest sites that can hold what must be met."""
    if location.roomy or np.isfinite(location.unmet).any():
        return location.least
    room = np.cumsum(-np.sort(-location.capacity))
    return max(location.least, int(np.searchsorted(room, location.need.sum() - 1e-9)) + 1)
