"""Stochastic server location (SSLP) of SIPLIB, as the AMPL data files in which it is passed on.

Ntaimo and Sen 2005, "The million-variable march for stochastic combinatorial optimization", Journal of
Global Optimization 32. A folder holds `Scenario1.dat` and so on; each states servers, clients, capacity, fixed
costs, revenue and demand by client and server, and which clients are present. Scenarios are equally
likely.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.published.words import Numbers, read_text

Floats = NDArray[np.float64]
OVERFLOW_COST = 1000.0
"""What a unit beyond a server's capacity costs, in every instance of the suite."""
_PARAM = re.compile(r"param\s+(\w+)[^:=]*(?::[^:=]*)?:=([^;]*);")
_SCENARIO = re.compile(r"Scenario(\d+)\.dat")


@dataclass(frozen=True, slots=True)
class Servers:
    """`fixed` (m,); `capacity` of each server; `revenue`, `demand` (m, n); `present` (S, n) clients."""

    fixed: Floats
    capacity: float
    revenue: Floats
    demand: Floats
    present: Floats


def read_servers(folder: Path) -> Servers:
    """The instance of the folder. Raises InputError when it holds no scenario, or one that cannot be read."""
    files = sorted(
        (int(found[1]), path)
        for path in folder.glob("Scenario*.dat")
        if (found := _SCENARIO.fullmatch(path.name))
    )
    if not files:
        log = FaultLog()
        log.add("missing-file", folder.name, "the folder holds no `Scenario1.dat`")
        raise InputError(log.found)
    told = [_params(path) for _, path in files]
    first, where = told[0], files[0][1].name
    servers = Numbers(first.get("NumServers", ""), where).whole()
    clients = Numbers(first.get("NumClients", ""), where).whole()

    def table(of: dict[str, str], name: str, rows: int, columns: int) -> Floats:
        given = Numbers(of.get(name, ""), f"{where}: {name}")
        return given.take(rows * (columns + 1)).reshape(rows, columns + 1)[:, 1:]

    present = np.array([table(one, "ClientPresent", clients, 1)[:, 0] for one in told])
    return Servers(
        table(first, "FixedCost", servers, 1)[:, 0],
        float(Numbers(first.get("Capacity", ""), where).take(1)[0]),
        table(first, "Revenue", clients, servers).T.copy(),
        table(first, "Demand", clients, servers).T.copy(), present,
    )  # fmt: skip


def _params(path: Path) -> dict[str, str]:
    return {found[1]: found[2] for found in _PARAM.finditer(read_text(path))}
