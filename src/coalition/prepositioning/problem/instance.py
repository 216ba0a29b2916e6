"""The neutral problem: where to hold how much of what, before one of many scenarios comes true.

Two-stage stochastic capacitated location with inventory, after Rawls and Turnquist 2010, "Pre-positioning of
emergency supplies for disaster response", Transportation Research Part B 44(4). It stands between whoever has a
question (a book, a published benchmark) and the solver, and knows neither nations nor law: what law, damage
or distance forbid has become `permitted` and `kept` before it comes here.

Letters of shapes: I sites, L sizes, H holdings, S scenarios, J places of need, K commodities, C crews, M
limits. A leading axis of scenarios may have length 1: then it holds in all of them. Money is any one
currency; the units of amounts and of space are the caller's, one for each. Not here: whether shapes agree
(`checks`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_T = TypeVar("_T", bound=np.generic)
MOST_SITES = 2**31


@dataclass(frozen=True, slots=True)
class Sites:
    """Candidate sites; each is opened in at most one size.

    `cost` (I, L) money to open, infinite where a size is not offered; `capacity` (I, L) space. From `least` to
    `most` sites are opened.
    """

    cost: Floats
    capacity: Floats
    least: int = 0
    most: int = MOST_SITES


@dataclass(frozen=True, slots=True)
class Holdings:
    """What may be held: one commodity at one site, of one owner where the caller tells owners apart.

    `site`, `commodity` (H,) numbers; `space` (H,) taken by a unit; `cost` (H,) money a unit held; `low`, `high`
    (H,) units; `whole` (H,) held in whole units (equipment sets). `filled`: only sites are decided; each
    holding has its site to itself and holds the whole capacity opened there.
    """

    site: Ints
    commodity: Ints
    space: Floats
    cost: Floats
    low: Floats
    high: Floats
    whole: Flags
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Scenarios:
    """What may come, and what can be done then.

    `probability` (S,) sums to 1; `need` (S, J, K) units; `unmet_cost` (S|1, J, K) money for a unit not met,
    infinite where it must be met; `arc_cost` (S|1, H, J) money for a unit delivered, its delay included;
    `permitted` (S|1, H, J) whether it may be delivered at all; `kept` (S|1, H) share of what is held that is
    left and may be released; `crews` (S|1, C) most units that each crew can man, infinite without a bound, and
    `crew_of` (H,) which crew mans a holding, -1 none; a crew mans one commodity;
    `outflow` (S|1, I) most space that leaves a site; `draw` (H, J) units drawn for a unit delivered;
    `rush_cost` (H,) money for a unit bought at the site when it is too late, infinite where it cannot be;
    `whole`: each need is met from one holding or not at all; `stocked` (S|1, H, J) deliveries that only an
    open site makes, whatever is bought there in a rush (sites `filled`). `group` (J,) numbers who shares with
    whom, and `uneven_cost` (K,) is money for each unit needed in a scenario, times the worst share unmet of any
    group.
    """

    probability: Floats
    need: Floats
    unmet_cost: Floats
    arc_cost: Floats
    permitted: Flags
    kept: Floats
    crews: Floats | None = None
    crew_of: Ints | None = None
    outflow: Floats | None = None
    draw: Floats | None = None
    rush_cost: Floats | None = None
    whole: bool = False
    group: Ints | None = None
    uneven_cost: Floats | None = None
    stocked: Flags | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows low <= stock . held + opening . opened <= high: budgets, fair shares, cover.

    `stock` (M, H), `opening` (M, I, L), `low`, `high` (M,), `names` of length M.
    """

    stock: Floats
    opening: Floats
    low: Floats
    high: Floats
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A chance constraint: with probability 1 - `excused`, of each commodity the `share` (K,) arrives in time.

    `in_time` (S|1, H, J) says which deliveries do. A share of 0 asks nothing.
    """

    in_time: Flags
    share: Floats
    excused: float = 0.0


@dataclass(frozen=True, slots=True)
class Instance:
    """The whole problem."""

    sites: Sites
    holdings: Holdings
    scenarios: Scenarios
    limits: Limits
    service: Service | None = None

    @property
    def site_count(self) -> int:
        """I."""
        return int(self.sites.cost.shape[0])

    @property
    def size_count(self) -> int:
        """L."""
        return int(self.sites.cost.shape[1])

    @property
    def holding_count(self) -> int:
        """H."""
        return int(self.holdings.site.shape[0])

    @property
    def scenario_count(self) -> int:
        """S."""
        return int(self.scenarios.probability.shape[0])

    @property
    def place_count(self) -> int:
        """J."""
        return int(self.scenarios.need.shape[1])

    @property
    def commodity_count(self) -> int:
        """K."""
        return int(self.scenarios.need.shape[2])

    def usable(self, scenario: int) -> Flags:
        """(H, J) deliveries that law, damage and distance leave open in the scenario."""
        open_arcs = at(self.scenarios.permitted, scenario)
        reachable = np.isfinite(at(self.scenarios.arc_cost, scenario))
        left = at(self.scenarios.kept, scenario) > 0
        if self.scenarios.rush_cost is not None:
            left = left | np.isfinite(self.scenarios.rush_cost)
        return open_arcs & reachable & left[:, None]


def at(values: NDArray[_T], scenario: int) -> NDArray[_T]:
    """The values of one scenario, where the first axis has one entry a scenario or one for all."""
    row: NDArray[_T] = values[scenario if values.shape[0] > 1 else 0]
    return row


def no_limits(sites: Sites, holding_count: int) -> Limits:
    """No limit at all."""
    none = np.zeros(0)
    return Limits(
        np.zeros((0, holding_count)), np.zeros((0, *sites.cost.shape)), none, none, ()
    )  # fmt: skip
