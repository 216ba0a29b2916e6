"""What a set of open sites costs: each need from its nearest where there is room, else a transport problem."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from coalition.prepositioning.location.problem import Location
from coalition.prepositioning.problem.instance import Floats, Ints
from coalition.prepositioning.solver import INFINITE, Ended, Linear, Model


def assign(location: Location, open_sites: Ints) -> tuple[float, Floats]:
    """Total cost, infinite when a need cannot be met, and (n,) cost of each need."""
    fixed = float(location.fixed[open_sites].sum())
    if not len(open_sites):
        each = location.unmet
    elif location.roomy:
        each = np.minimum(location.cost[open_sites].min(axis=0), location.unmet)
    else:
        each = _transport(location, open_sites)
    return fixed + float(each.sum()), each


def _transport(location: Location, open_sites: Ints) -> Floats:
    cost, need = location.cost[open_sites], location.need
    count, needs = cost.shape
    holder, to = np.nonzero(np.isfinite(cost))
    may = np.flatnonzero(np.isfinite(location.unmet))
    flows, width = np.arange(len(holder)), len(holder) + len(may)
    rows = np.concatenate([to, needs + holder, may])
    columns = np.concatenate([flows, flows, len(holder) + np.arange(len(may))])
    values = np.concatenate([np.ones(len(holder)), need[to], np.ones(len(may))])
    matrix = csr_array(coo_array((values, (rows, columns)), shape=(needs + count, width)))
    price = np.concatenate([cost[holder, to], location.unmet[may]])
    model = Model(
        price, np.zeros(width), np.full(width, INFINITE), matrix,
        np.concatenate([np.ones(needs), np.full(count, -INFINITE)]),
        np.concatenate([np.ones(needs), location.capacity[open_sites]]),
    )  # fmt: skip
    outcome = Linear(model, presolve=True).solve()
    if outcome.ended is not Ended.OPTIMAL or outcome.x is None:
        return np.full(needs, np.inf)
    at = np.concatenate([to, may])
    return np.asarray(np.bincount(at, price * outcome.x, minlength=needs), dtype=np.float64)
