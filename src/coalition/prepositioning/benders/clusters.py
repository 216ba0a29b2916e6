"""Which scenarios share a cut: those whose needs look alike, so that a line for their sum bends where they do.

Adaptive multi-cut: Trukhanov, Ntaimo and Schaefer 2010, "Adaptive multicut aggregation for two-stage stochastic
linear programs with recourse", European Journal of Operational Research 206(2).
"""

from __future__ import annotations

import numpy as np
from scipy.cluster.vq import kmeans2

from coalition.prepositioning.problem.instance import Instance, Ints


def cluster(instance: Instance, most: int, seed: int) -> Ints:
    """(S,) numbers of clusters, 0 first without gaps; every scenario its own when there are few."""
    count = instance.scenario_count
    if count <= most:
        return np.arange(count)
    need = instance.scenarios.need.reshape(count, -1)
    scale = need.max(axis=0)
    looks = np.sqrt(need / np.where(scale > 0, scale, 1.0))
    _, label = kmeans2(looks, most, minit="++", rng=np.random.default_rng(seed))
    numbers: Ints = np.unique(label, return_inverse=True)[1].astype(int)
    return numbers
