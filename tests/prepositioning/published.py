"""Published data beside the project, and the mends that the copies at hand need to be what was published.

Compared with the published optima, two files differ from what Beasley distributed:

- `cap41` to `cap44` and `cap51` state two demands without their last digits: 549 and 129, where every other
  file with the same customers and costs has 5495 and 12912.
- `capa`: every `300` has become `1000` (no other three digits are missing). A decimal part with six digits is
  mended at sight. Where an integer part holds `1000`, squared unit costs tell: they have rank four, as squared
  distances in a plane have, and of the two readings the nearer one is taken.

With these mends every published optimum comes out to the last digit.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.formats.published.orlib import Warehouses, read_warehouses

BENCH = Path(__file__).parents[2] / "../shared/bench"
DATA = Path(__file__).parents[2] / "../shared/data"
CAPA = (8_000, 10_000, 12_000, 14_000)
SHORT_DEMANDS = ("cap41", "cap42", "cap43", "cap44", "cap51")
WAREHOUSES = (
    *SHORT_DEMANDS, "cap61", "cap62", "cap63", "cap64", "cap71", "cap72", "cap73", "cap74", "cap81",
    "cap82", "cap83", "cap84", "cap91", "cap92", "cap93", "cap94", "cap101", "cap102", "cap103",
    "cap104",
)  # fmt: skip
MEDIANS = tuple(range(1, 40, 2))
SERVERS = {
    "sslp_5_25_50": -121.6, "sslp_15_45_5": -262.4, "sslp_15_45_10": -260.5, "sslp_15_45_15": -253.6
}  # fmt: skip
"""Optima as in Ahmed and others 2015, SIPLIB."""
_SHORT = {549.0: 5495.0, 129.0: 12912.0}
_RANK, _ROUNDS = 4, 30


def optima() -> dict[str, float]:
    """Published optima by name: `cap41`, `capa_8000`, `pmed1`."""
    text = (BENCH / "orlib_cap" / "bounds_cap_and_pmed.txt").read_text()
    return {line.split()[0]: float(line.split()[1]) for line in text.splitlines() if line.strip()}


def warehouses(name: str) -> Warehouses:
    """A problem `cap41` to `cap104` as published."""
    data = read_warehouses(BENCH / "orlib_cap" / f"{name}.txt")
    if name not in SHORT_DEMANDS:
        return data
    demand = np.array([_SHORT.get(float(one), float(one)) for one in data.demand])
    return replace(data, demand=demand)


def large_warehouses(capacity: int) -> Warehouses:
    """Problem set A with the capacity, as published."""
    path = BENCH / "orlib_cap" / "capa.txt"
    data = read_warehouses(path, capacity)
    count, customers = data.cost.shape
    words = np.array(path.read_text().split()[2 + 2 * count :]).reshape(customers, count + 1)
    cost, doubtful = _restored(words[:, 1:])
    fitted = _fit(cost / data.demand[:, None], doubtful) * data.demand[:, None]
    for (customer, site), (kept, mended) in doubtful.items():
        near = [abs(np.log(fitted[customer, site] / reading)) for reading in (kept, mended)]
        cost[customer, site] = kept if near[0] < near[1] else mended
    return replace(data, cost=cost.T.copy())


Doubtful = dict[tuple[int, int], tuple[float, float]]


def _restored(words: NDArray[np.str_]) -> tuple[NDArray[np.float64], Doubtful]:
    """Costs with their decimals restored, and the two readings of each doubtful integer part."""
    cost, doubtful = np.zeros(words.shape), {}
    for place in np.ndindex(words.shape):
        whole, _, part = str(words[place]).partition(".")
        if len(part) == 6:
            part = part.replace("1000", "300", 1)
        cost[place] = float(f"{whole}.{part}")
        if "1000" in whole:
            mended = whole.replace("1000", "300", 1)
            doubtful[place[0], place[1]] = (cost[place], float(f"{mended}.{part}"))
    return cost, doubtful


def _fit(unit_cost: NDArray[np.float64], doubtful: Doubtful) -> NDArray[np.float64]:
    """Unit costs as a low-rank fit of their squares tells them, doubtful ones left out."""
    known = np.ones(unit_cost.shape, bool)
    for place in doubtful:
        known[place] = False
    square = unit_cost**2
    column = np.nanmean(np.where(known, square, np.nan), axis=0)
    filled = np.where(known, square, column[None, :])
    fitted = filled
    for _ in range(_ROUNDS):
        left, size, right = np.linalg.svd(filled, full_matrices=False)
        fitted = (left[:, :_RANK] * size[:_RANK]) @ right[:_RANK]
        filled = np.where(known, square, fitted)
    return np.sqrt(np.maximum(fitted, 1.0))
