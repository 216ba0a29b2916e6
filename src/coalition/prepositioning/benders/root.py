"""The relaxation solved by cuts: nothing need be whole, so every point between two decisions is one as well.

Points are tried between the master's optimum and the best decision so far (in-out: Ben-Ameur and Neto 2007,
"Acceleration of cutting-plane and column generation algorithms", Networks 49(1)), which keeps the search from
leaping about; a point that teaches nothing moves the next one outward.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.prepositioning.benders.appraise import Appraisal, Appraiser
from coalition.prepositioning.benders.master import Master
from coalition.prepositioning.effort import Progress, Watch
from coalition.prepositioning.problem.instance import Floats
from coalition.prepositioning.solver import Ended

OUTWARD_FIRST = 0.5
CUTS_MOST = 6_000


@dataclass(frozen=True, slots=True)
class Root:
    """The relaxation's bound, the best fractional decision met, and rounds taken."""

    bound: float
    best: Appraisal | None
    rounds: int


@dataclass(frozen=True, slots=True)
class Patience:
    """When the relaxation is solved well enough: within a relative gap, or after so many rounds."""

    gap: float
    rounds: int = 500


def teach(
    master: Master, appraiser: Appraiser, point: Floats, against: Floats | None = None
) -> tuple[Appraisal, int]:
    """The worth of the point, and how many cuts it taught that `against` (the master's optimum) violates."""
    found = appraiser.appraise(point)
    learnt = 0
    for future, valuation in enumerate(found.valuations):
        learnt += master.learn(master.cuts_of(future, valuation), against)
    if found.lack is not None:
        learnt += master.learn(master.service_cuts(found.lack), against)
    return found, learnt


def solve_root(
    master: Master,
    appraiser: Appraiser,
    watch: Watch,
    *,
    patience: Patience,
    inside: Appraisal | None = None,
) -> Root:
    """Cuts until bound and best decision of the relaxation lie within the gap, or time is up."""
    best, bound, outward, number = inside, -np.inf, OUTWARD_FIRST, 0
    for number in range(1, patience.rounds + 1):
        outcome = master.solve_linear(watch.left)
        if outcome.ended is not Ended.OPTIMAL or outcome.x is None:
            break
        bound = max(bound, outcome.value)
        outer = outcome.x[: master.layout.first]
        point = outer if best is None else outward * outer + (1 - outward) * best.x
        tried, learnt = teach(master, appraiser, point, outcome.x)
        if not tried.lacking and (best is None or tried.total < best.total):
            best = tried
        watch.listen(Progress("relaxation", number, patience.rounds, gap_of(best, bound)))
        if gap_of(best, bound) <= patience.gap or watch.over:
            break
        if not learnt and (best is None or outward >= 1.0):
            break
        outward = OUTWARD_FIRST if learnt else min(1.0, outward + 0.25)
        master.forget(CUTS_MOST)
    return Root(bound, best, number)


def gap_of(best: Appraisal | None, bound: float) -> float:
    """Relative distance of the best decision from the bound; infinite without a decision."""
    if best is None:
        return np.inf
    return max(best.total - bound, 0.0) / max(abs(best.total), 1e-9)
