"""One scenario's recourse as linear programs: what is delivered from where to whom, and what stays unmet.

Commodities that share nothing (no outflow of sites) part into blocks of their own. A block's columns: what is
held (fixed to what the decision leaves), whether service is due (fixed), then deliveries, unmet needs, rush
purchases, the worst share unmet, and what lacks of the service. What is fixed has a reduced cost, and that is
the slope of the cut: Benders 1962, "Partitioning procedures for solving mixed-variables programming problems",
Numerische Mathematik 4; Van Slyke and Wets 1969, "L-shaped linear programs", SIAM J. Applied Mathematics 17.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from coalition.prepositioning.problem.instance import Flags, Floats, Instance, Ints, at
from coalition.prepositioning.solver import INFINITE, Model


@dataclass(frozen=True, slots=True)
class Block:
    """One linear program of one scenario.

    `holdings` (h,) are the numbers of the holdings it draws on, the first columns of the model; `kept` (h,) the
    share of each that is left. Column `due` is 1 when the service is due, None without one. `arcs` (a, 2) are
    (position in `holdings`, place) of the deliveries, which stand from `first_arc` on. `lacking` are the
    columns of what lacks of the service.
    """

    scenario: int
    commodities: tuple[int, ...]
    holdings: Ints
    kept: Floats
    model: Model
    due: int | None
    arcs: Ints
    first_arc: int
    unmet: Ints
    """(u, 2) place and commodity of unmet needs, which stand right after the deliveries."""
    lacking: Ints


def blocks_of(instance: Instance, scenario: int) -> list[Block]:
    """The blocks of a scenario; commodities nobody needs in it have none."""
    needed = instance.scenarios.need[scenario].sum(axis=0) > 0
    kinds = [k for k in range(instance.commodity_count) if needed[k]]
    if instance.scenarios.outflow is not None:
        return [_block(instance, scenario, tuple(kinds))] if kinds else []
    return [_block(instance, scenario, (k,)) for k in kinds]


class _Builder:
    """Gathers columns and rows."""

    def __init__(self) -> None:
        self.cost: list[Floats] = []
        self.high: list[Floats] = []
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.low: list[Floats] = []
        self.top: list[Floats] = []
        self.width = self.height = 0

    def columns(self, cost: Floats, high: float = INFINITE) -> Ints:
        """Numbers of new columns from 0 to `high`."""
        self.cost.append(cost)
        self.high.append(np.full(len(cost), high))
        self.width += len(cost)
        return np.arange(self.width - len(cost), self.width)

    def rows(self, low: Floats, top: Floats) -> Ints:
        """Numbers of new rows."""
        self.low.append(low)
        self.top.append(top)
        self.height += len(low)
        return np.arange(self.height - len(low), self.height)

    def put(self, rows: Ints, columns: Ints, values: Floats | float) -> None:
        """Entries of the matrix."""
        self.entries.append((rows, columns, np.broadcast_to(np.asarray(values, float), rows.shape)))

    def model(self, whole: Flags | None = None) -> Model:
        """The model of what was gathered."""
        rows, columns, values = (
            np.concatenate(part) for part in zip(*self.entries, strict=True)
        )  # fmt: skip
        matrix = csr_array(coo_array((values, (rows, columns)), shape=(self.height, self.width)))
        return Model(
            np.concatenate(self.cost), np.zeros(self.width), np.concatenate(self.high), matrix,
            np.concatenate(self.low), np.concatenate(self.top), whole,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Needs:
    """The needs of a block: place, commodity, amount."""

    place: Ints
    commodity: Ints
    amount: Floats


def _block(instance: Instance, scenario: int, kinds: tuple[int, ...]) -> Block:
    scenarios, own = instance.scenarios, instance.holdings
    usable = instance.usable(scenario)
    need = scenarios.need[scenario]
    place, kind = np.nonzero(need[:, kinds] > 0)
    commodity = np.array(kinds)[kind]
    needs = _Needs(place, commodity, need[place, commodity])
    row_of = np.full(need.shape, -1)
    row_of[place, commodity] = np.arange(len(place))
    serving = np.isin(own.commodity, kinds)
    wanted = row_of[:, own.commodity].T >= 0
    drawn = usable & wanted & serving[:, None]
    holdings = np.flatnonzero(drawn.any(axis=1))
    build = _Builder()
    held = build.columns(np.zeros(len(holdings)))
    due = build.columns(np.zeros(1), 1.0) if _asks(instance, kinds) else None
    arcs = np.argwhere(drawn[holdings])
    holder, to = holdings[arcs[:, 0]], arcs[:, 1]
    demand = row_of[to, own.commodity[holder]]
    load = needs.amount[demand] if scenarios.whole else np.ones(len(demand))
    flows = build.columns(at(scenarios.arc_cost, scenario)[holder, to] * load)
    _supply(build, instance, held, (flows, arcs, holder, load))
    _link(build, instance, scenario, (flows, arcs, holder, held))
    unmet = _meet(build, instance, scenario, needs, (flows, demand))
    _man(build, instance, scenario, (flows, holder))
    _share(build, instance, needs, unmet)
    _outflow(build, instance, scenario, (flows, holder))
    lacking = np.zeros(0, int)
    if due is not None:
        lacking = _serve(build, instance, scenario, needs, (flows, arcs, holder, due))
    whole = None
    if scenarios.whole:
        whole = np.zeros(build.width, bool)
        whole[flows] = True
        whole[unmet[unmet >= 0]] = True
    finite = np.flatnonzero(unmet >= 0)
    return Block(
        scenario, kinds, holdings, at(scenarios.kept, scenario)[holdings], build.model(whole),
        None if due is None else int(due[0]), arcs, int(flows[0]) if len(flows) else build.width,
        np.stack([place[finite], commodity[finite]], axis=1), lacking,
    )  # fmt: skip


def _asks(instance: Instance, kinds: tuple[int, ...]) -> bool:
    return instance.service is not None and bool((instance.service.share[list(kinds)] > 0).any())


def _supply(
    build: _Builder, instance: Instance, held: Ints, flows: tuple[Ints, Ints, Ints, Floats]
) -> None:
    """What leaves a holding is at most what is held there, and what is bought in a rush."""
    columns, arcs, holder, load = flows
    rows = build.rows(np.full(len(held), -INFINITE), np.zeros(len(held)))
    draw = load
    if instance.scenarios.draw is not None:
        draw = load * instance.scenarios.draw[holder, arcs[:, 1]]
    build.put(rows[arcs[:, 0]], columns, draw)
    build.put(rows, held, -1.0)
    if instance.scenarios.rush_cost is not None and len(held):
        number = np.unique(holder)
        price = instance.scenarios.rush_cost[number]
        can = np.isfinite(price)
        build.put(rows[can], build.columns(price[can]), -1.0)


def _link(
    build: _Builder, instance: Instance, scenario: int, flows: tuple[Ints, Ints, Ints, Ints]
) -> None:
    """Where only an open site delivers: no delivery is larger than the share of the site that is open."""
    columns, arcs, holder, held = flows
    stocked = instance.scenarios.stocked
    if stocked is None or not len(columns):
        return
    own = np.flatnonzero(at(stocked, scenario)[holder, arcs[:, 1]])
    sites, holdings = instance.sites, instance.holdings
    offered = np.where(np.isfinite(sites.cost), sites.capacity, np.inf).min(axis=1)
    least = (offered[holdings.site] / holdings.space)[holder[own]]
    left = np.maximum(at(instance.scenarios.kept, scenario)[holder[own]], 1e-9)
    rows = build.rows(np.full(len(own), -INFINITE), np.zeros(len(own)))
    build.put(rows, columns[own], 1.0)
    build.put(rows, held[arcs[own, 0]], -1.0 / (least * left))


def _meet(
    build: _Builder, instance: Instance, scenario: int, needs: _Needs, flows: tuple[Ints, Ints]
) -> Ints:
    """Each need is met or not; the columns of what is unmet, -1 where that may not be."""
    columns, demand = flows
    price = at(instance.scenarios.unmet_cost, scenario)[needs.place, needs.commodity]
    amount = needs.amount
    if instance.scenarios.whole:
        price, amount = price * amount, np.ones(len(amount))
    rows = build.rows(amount, amount)
    build.put(rows[demand], columns, 1.0)
    may = np.isfinite(price)
    unmet = np.full(len(price), -1)
    unmet[may] = build.columns(price[may])
    build.put(rows[may], unmet[may], 1.0)
    return unmet


def _man(build: _Builder, instance: Instance, scenario: int, flows: tuple[Ints, Ints]) -> None:
    """No crew mans more than it can."""
    columns, holder = flows
    crews, crew_of = instance.scenarios.crews, instance.scenarios.crew_of
    if crews is None or crew_of is None:
        return
    most = at(crews, scenario)
    for crew in np.unique(crew_of[holder]):
        if crew >= 0 and np.isfinite(most[crew]):
            own = columns[crew_of[holder] == crew]
            row = build.rows(np.full(1, -INFINITE), most[[crew]])
            build.put(np.full(len(own), row[0]), own, 1.0)


def _share(build: _Builder, instance: Instance, needs: _Needs, unmet: Ints) -> None:
    """The worst share unmet of any group, for each commodity in which it has a price."""
    price = instance.scenarios.uneven_cost
    for k in np.unique(needs.commodity):
        if price is not None and price[k] > 0:
            _uneven(build, instance, needs, (int(k), unmet))


def _uneven(build: _Builder, instance: Instance, needs: _Needs, kind: tuple[int, Ints]) -> None:
    k, unmet = kind
    group, price = instance.scenarios.group, instance.scenarios.uneven_cost
    own = (needs.commodity == k) & (unmet >= 0)
    if group is None or price is None or not own.any():
        return
    groups, member = np.unique(group[needs.place[own]], return_inverse=True)
    amount = np.asarray(np.bincount(member, needs.amount[own]), dtype=np.float64)
    worst = build.columns(np.array([price[k] * needs.amount[own].sum()]))
    rows = build.rows(np.full(len(groups), -INFINITE), np.zeros(len(groups)))
    build.put(rows[member], unmet[own], 1.0)
    build.put(rows, np.full(len(groups), worst[0]), -amount)


def _outflow(build: _Builder, instance: Instance, scenario: int, flows: tuple[Ints, Ints]) -> None:
    """What leaves a site takes no more space than can leave it."""
    columns, holder = flows
    if instance.scenarios.outflow is None or not len(columns):
        return
    most = at(instance.scenarios.outflow, scenario)
    sites, member = np.unique(instance.holdings.site[holder], return_inverse=True)
    bound = np.isfinite(most[sites])
    rows = build.rows(np.full(len(sites), -INFINITE), np.where(bound, most[sites], INFINITE))
    build.put(rows[member], columns, instance.holdings.space[holder])


def _serve(
    build: _Builder, instance: Instance, scenario: int, needs: _Needs,
    flows: tuple[Ints, Ints, Ints, Ints],
) -> Ints:  # fmt: skip
    """Of each commodity the share due arrives in time; the columns of what lacks."""
    columns, arcs, holder, due = flows
    service = instance.service
    lacking: list[Ints] = []
    for k in np.unique(needs.commodity):
        if service is None or service.share[k] <= 0:
            continue
        early = at(service.in_time, scenario)[holder, arcs[:, 1]]
        early &= instance.holdings.commodity[holder] == k
        total = needs.amount[needs.commodity == k].sum()
        lack = build.columns(np.array([lack_cost(instance)]))
        row = build.rows(np.zeros(1), np.full(1, INFINITE))
        build.put(np.full(int(early.sum()), row[0]), columns[early], 1.0)
        build.put(row, due, -service.share[k] * total)
        build.put(row, lack, 1.0)
        lacking.append(lack)
    return np.concatenate(lacking) if lacking else np.zeros(0, int)


def lack_cost(instance: Instance) -> float:
    """Money for a unit that lacks of the service: far above what any unit can cost otherwise.

    A decision that lacks anything is no decision; the price only leads the search away from it.
    """
    scenarios = instance.scenarios
    costs = [scenarios.unmet_cost, scenarios.arc_cost]
    largest = max(float(np.abs(c[np.isfinite(c)]).max(initial=0.0)) for c in costs)
    return 10.0 * (largest + 1.0)
