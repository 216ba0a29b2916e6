"""Stochastic server location as an instance: clients met whole, overflow as capacity bought in a rush."""

from __future__ import annotations

import numpy as np

from coalition.formats.published.servers import OVERFLOW_COST, Servers
from coalition.prepositioning.problem.instance import (
    Holdings,
    Instance,
    Scenarios,
    Sites,
    no_limits,
)


def servers_instance(data: Servers) -> Instance:
    """Money is cost less revenue, so that totals are below zero where servers pay."""
    servers, clients = data.revenue.shape
    count = len(data.present)
    sites = Sites(data.fixed[:, None], np.full((servers, 1), data.capacity))
    holdings = Holdings(
        np.arange(servers), np.zeros(servers, np.int64), np.ones(servers), np.zeros(servers),
        np.zeros(servers), np.full(servers, np.inf), np.zeros(servers, bool), filled=True,
    )  # fmt: skip
    scenarios = Scenarios(
        np.full(count, 1 / count), data.present[:, :, None], np.full((1, clients, 1), np.inf),
        -data.revenue[None], np.ones((1, servers, clients), bool), np.ones((1, servers)),
        draw=data.demand, rush_cost=np.full(servers, OVERFLOW_COST), whole=True,
    )  # fmt: skip
    return Instance(sites, holdings, scenarios, no_limits(sites, servers))
