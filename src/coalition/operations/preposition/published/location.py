"""OR-Library warehouses and medians as instances: one scenario, one commodity, sites that hold all they can."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from coalition.formats.published.orlib import MedianGraph, Warehouses
from coalition.prepositioning.problem.instance import (
    Floats,
    Holdings,
    Instance,
    Scenarios,
    Sites,
    no_limits,
)


def warehouses_instance(data: Warehouses) -> Instance:
    """Every demand is met, from as many warehouses as like; customers without demand are left out."""
    wanted = data.demand > 0
    sites = Sites(data.fixed[:, None], data.capacity[:, None])
    return _alone(sites, data.demand[wanted], data.cost[:, wanted] / data.demand[wanted])


def median_instance(graph: MedianGraph) -> Instance:
    """Open p vertices, each vertex served from its nearest, at the length of the shortest way."""
    count = graph.vertices
    ends = np.concatenate([graph.ends, graph.ends[:, ::-1]])
    length = np.concatenate([graph.length, graph.length])
    edges = csr_array(coo_array((length, (ends[:, 0], ends[:, 1])), shape=(count, count)))
    apart = np.asarray(dijkstra(edges), dtype=np.float64)
    sites = Sites(np.zeros((count, 1)), np.full((count, 1), float(count)), graph.count, graph.count)
    return _alone(sites, np.ones(count), apart)


def _alone(sites: Sites, need: Floats, unit_cost: Floats) -> Instance:
    """Sites filled with one commodity, and needs that must be met; `unit_cost` (m, n) a unit."""
    count, places = unit_cost.shape
    numbers = np.arange(count)
    holdings = Holdings(
        numbers, np.zeros(count, np.int64), np.ones(count), np.zeros(count), np.zeros(count),
        np.full(count, np.inf), np.zeros(count, bool), filled=True,
    )  # fmt: skip
    scenarios = Scenarios(
        np.ones(1), need[None, :, None], np.full((1, places, 1), np.inf), unit_cost[None],
        np.isfinite(unit_cost)[None], np.ones((1, count)),
    )  # fmt: skip
    return Instance(sites, holdings, scenarios, no_limits(sites, count))
