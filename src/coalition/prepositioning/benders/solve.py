"""The L-shaped method from end to end: clusters, a warm start, the relaxation, whole decisions."""

from __future__ import annotations

import numpy as np

from coalition.prepositioning.benders.appraise import Appraisal, Appraiser
from coalition.prepositioning.benders.branch import Found, solve_branch
from coalition.prepositioning.benders.clusters import cluster
from coalition.prepositioning.benders.master import Master
from coalition.prepositioning.benders.root import Patience, solve_root, teach
from coalition.prepositioning.effort import Watch
from coalition.prepositioning.extensive import extensive_model
from coalition.prepositioning.first_stage import first_stage_of
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.changes import expected
from coalition.prepositioning.problem.instance import Instance
from coalition.prepositioning.recourse.linear import least_cost
from coalition.prepositioning.solver import Linear


def solve_benders(instance: Instance, aim: Aim, watch: Watch) -> Found:
    """The best decision with its bound."""
    stage = first_stage_of(instance)
    appraiser = Appraiser(instance, stage, aim)
    effort = watch.effort
    if aim.tail > 0:
        clusters = np.arange(instance.scenario_count)
    else:
        clusters = cluster(instance, effort.cluster_most, effort.seed)
    master = Master(instance, stage, aim, clusters=clusters, masks=appraiser.masks)
    master.bound_recourse(least_cost(instance))
    inside = _warm(instance, master, appraiser)
    root = solve_root(master, appraiser, watch, patience=Patience(effort.gap / 3), inside=inside)
    return solve_branch(master, appraiser, watch, root)


def _warm(instance: Instance, master: Master, appraiser: Appraiser) -> Appraisal | None:
    """The decision that the mean scenario would have, as a place to begin; None when it is no decision."""
    mean = expected(instance)
    outcome = Linear(extensive_model(mean, Aim()), presolve=True).solve()
    if outcome.x is None:
        return None
    stage = appraiser.stage
    point = np.zeros(len(stage.cost))
    decided = len(stage.cost) - len(stage.excused)
    point[:decided] = np.clip(outcome.x[:decided], stage.low[:decided], stage.high[:decided])
    found, _ = teach(master, appraiser, point)
    return None if found.lacking else found
