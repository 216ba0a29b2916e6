"""Whole decisions: the master is solved as a mixed-integer program, its decision appraised, and cuts learnt.

With the sites of a decision fixed, the relaxation finds how much is best held there, and learns where it
matters. The bound is the master's: no decision costs less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.benders.appraise import Appraisal, Appraiser
from coalition.prepositioning.benders.master import Master
from coalition.prepositioning.benders.root import Patience, Root, gap_of, solve_root, teach
from coalition.prepositioning.benders.rounding import round_sites
from coalition.prepositioning.effort import Progress, Watch
from coalition.prepositioning.problem.instance import Floats
from coalition.prepositioning.solver import Ended, solve_whole

ROUNDS_MOST = 1_000
POLISH_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """The best decision, a bound nothing lies below, and rounds taken; without a decision none is feasible."""

    best: Appraisal | None
    bound: float
    rounds: int
    proven: bool


def solve_branch(master: Master, appraiser: Appraiser, watch: Watch, root: Root) -> Found:
    """The best whole decision within the effort's gap, or when time is up."""
    best: Appraisal | None = None
    bound, goal, number = root.bound, watch.effort.gap, 0
    first = round_sites(master, watch, root)
    if first is not None:
        best = _better(None, _candidates(master, appraiser, watch, first, bound))
    while gap_of(best, bound) > goal and not watch.over and number < ROUNDS_MOST:
        number += 1
        tolerance = max(goal / 2, min(gap_of(best, bound) / 5, 0.02))
        start = first if best is None else master.complete(best)
        outcome = solve_whole(
            master.model(), gap=tolerance, seconds=watch.left, start=start, seed=watch.effort.seed
        )
        if outcome.ended is Ended.INFEASIBLE:
            return Found(best, bound if best else np.inf, number, proven=True)
        bound = max(bound, outcome.bound)
        if outcome.x is not None:
            best = _better(best, _candidates(master, appraiser, watch, outcome.x, bound))
        watch.listen(Progress("sites", number, ROUNDS_MOST, gap_of(best, bound)))
    return Found(
        best, min(bound, best.total) if best else bound, number, gap_of(best, bound) <= goal
    )


def _better(best: Appraisal | None, tried: list[Appraisal]) -> Appraisal | None:
    """The cheapest of them that lacks no service."""
    for one in tried:
        if not one.lacking and (best is None or one.total < best.total):
            best = one
    return best


def _candidates(
    master: Master, appraiser: Appraiser, watch: Watch, x: Floats, bound: float
) -> list[Appraisal]:
    """The decision as the master has it, and with the best amounts for its sites."""
    first = x[: master.layout.first].copy()
    whole = master.stage.whole
    first[whole] = np.round(first[whole])
    tried, _ = teach(master, appraiser, first, None)
    found = [tried]
    enough = not tried.lacking and gap_of(tried, bound) <= watch.effort.gap
    if enough or watch.over or whole.all():
        return found
    fixed = np.flatnonzero(whole)
    master.fix(fixed, first[fixed])
    inside = None if tried.lacking else tried
    patience = Patience(watch.effort.gap / 4, POLISH_ROUNDS)
    polished = solve_root(master, appraiser, watch, patience=patience, inside=inside)
    master.free(fixed)
    if polished.best is not None and polished.best is not tried:
        found.append(polished.best)
    return found
