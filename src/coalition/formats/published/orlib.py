"""Location problems of the OR-Library: capacitated warehouses (`cap*`) and p-medians (`pmed*`).

Beasley 1990, "OR-Library: distributing test problems by electronic mail", Journal of the Operational Research
Society 41(11). Warehouses: m and n; capacity and fixed cost of each of m; then of each of n its demand and what
serving all of it costs from each warehouse. In the large files the word `capacity` stands where the reader puts
a number. Medians: vertices, edges, p; then an edge a line, of which a later one replaces an earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.published.words import Numbers, read_text

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Warehouses:
    """`capacity`, `fixed` (m,); `demand` (n,); `cost` (m, n) of all of a demand."""

    capacity: Floats
    fixed: Floats
    demand: Floats
    cost: Floats


@dataclass(frozen=True, slots=True)
class MedianGraph:
    """Undirected edges: `ends` (e, 2) vertices from 0, `length` (e,); `count` is p."""

    vertices: int
    ends: NDArray[np.int64]
    length: Floats
    count: int


def read_warehouses(path: Path, capacity: float | None = None) -> Warehouses:
    """The problem of the file, every warehouse of `capacity` when it is given. Raises InputError."""
    text = read_text(path)
    if "capacity" in text:
        if capacity is None:
            log = FaultLog()
            message = "the file leaves the capacity open"
            log.add("missing-value", path.name, message, "say which capacity every warehouse has")
            raise InputError(log.found)
        text = text.replace("capacity", str(capacity))
    numbers = Numbers(text, path.name)
    count, customers = numbers.whole(), numbers.whole()
    sites = numbers.take(2 * count).reshape(count, 2)
    rows = numbers.take(customers * (count + 1)).reshape(customers, count + 1)
    room = sites[:, 0] if capacity is None else np.full(count, float(capacity))
    return Warehouses(room, sites[:, 1], rows[:, 0], rows[:, 1:].T.copy())


def read_median_graph(path: Path) -> MedianGraph:
    """The graph of the file. Raises InputError."""
    numbers = Numbers(read_text(path), path.name)
    vertices, edges, count = numbers.whole(), numbers.whole(), numbers.whole()
    rows = numbers.take(3 * edges).reshape(edges, 3)
    ends = rows[:, :2].astype(np.int64) - 1
    if edges and (ends.min() < 0 or ends.max() >= vertices):
        log = FaultLog()
        log.add("unknown-reference", path.name, "an edge ends at a vertex that is not there")
        raise InputError(log.found)
    last = {
        tuple(sorted(pair)): float(cost)
        for pair, cost in zip(ends.tolist(), rows[:, 2], strict=True)
    }
    return MedianGraph(
        vertices, np.array(list(last), dtype=np.int64).reshape(-1, 2), np.array(list(last.values())), count
    )  # fmt: skip
