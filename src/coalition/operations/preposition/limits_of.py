"""Limits on what is decided before: budgets, the least to be held, fair shares of cost, cover of each nation.

Fair share: no nation pays more than its part of the whole and the tolerance. Cover: of each commodity, what may
be released and is within reach of a nation in need, on average over the scenarios in which it needs some, is at
least the percent asked of its mean need. A stock within reach of two nations covers both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coalition.model.identity import NationId
from coalition.model.supply.placing import Placing
from coalition.prepositioning.problem.instance import Floats, Ints, Limits, Scenarios

if TYPE_CHECKING:
    from coalition.operations.preposition.instance_of import Shape

Row = tuple[Floats, Floats, float, float, str]
Reach = tuple[Floats, Scenarios, Ints, tuple[NationId, ...]]
"""Hours (S, H, J), the scenarios, the nation of each place, and the nations' names."""


def limits_of(placing: Placing, shape: Shape, reach: Reach) -> Limits:
    """All limits of the question."""
    rows = [*_budgets(placing, shape), *_least(placing, shape)]
    if placing.terms.fair_percent is not None:
        rows += _fair(placing, shape)
    if placing.terms.cover_percent is not None:
        rows += _cover(placing, shape, reach)
    holdings, sites = len(shape.choice), (len(shape.sites), len(shape.sizes))
    return Limits(
        np.array([row[0] for row in rows]).reshape(len(rows), holdings),
        np.array([row[1] for row in rows]).reshape(len(rows), *sites),
        np.array([row[2] for row in rows], dtype=float),
        np.array([row[3] for row in rows], dtype=float), tuple(row[4] for row in rows),
    )  # fmt: skip


def spending(placing: Placing, shape: Shape, nation: NationId) -> tuple[Floats, Floats]:
    """What a unit of each holding (H,) and each size of each site (I, L) costs the nation."""
    stock = np.zeros(len(shape.choice))
    for number, new in enumerate(shape.new):
        choice = placing.choices[shape.choice[number]]
        if new and choice.nation == nation:
            stock[number] = choice.unit_cost
    opening = np.zeros((len(shape.sites), len(shape.sizes)))
    for one in placing.sites:
        if one.payer == nation:
            opening[shape.sites.index(one.place), shape.sizes.index(one.size)] = one.cost
    return stock, opening


def payers(placing: Placing) -> tuple[NationId, ...]:
    """Every nation that may pay for something, in order of their codes."""
    named = {one.nation for one in placing.choices} | {one.payer for one in placing.sites}
    return tuple(sorted(named))


def _budgets(placing: Placing, shape: Shape) -> list[Row]:
    return [
        (*spending(placing, shape, nation), -np.inf, float(money), f"budget of {nation}")
        for nation, money in sorted(placing.budgets.items())
    ]


def _least(placing: Placing, shape: Shape) -> list[Row]:
    """What must be held of a choice, of what stays and what is new together."""
    none = np.zeros((len(shape.sites), len(shape.sizes)))
    return [
        ((shape.choice == number).astype(float), none, float(one.low), np.inf,
         f"{one.nation} {one.commodity} at {one.place}")
        for number, one in enumerate(placing.choices)
        if one.low
    ]  # fmt: skip


def _fair(placing: Placing, shape: Shape) -> list[Row]:
    tolerance = 1 + (placing.terms.fair_percent or 0) / 100
    parts = {nation: float(share) for nation, share in placing.shares.items() if share > 0}
    total = sum(parts.values())
    all_stock = np.zeros(len(shape.choice))
    all_opening = np.zeros((len(shape.sites), len(shape.sizes)))
    for nation in payers(placing):
        stock, opening = spending(placing, shape, nation)
        all_stock, all_opening = all_stock + stock, all_opening + opening
    rows: list[Row] = []
    for nation in sorted(parts):
        part = tolerance * parts[nation] / total
        if part < 1:
            stock, opening = spending(placing, shape, nation)
            rows.append((stock - part * all_stock, opening - part * all_opening, -np.inf, 0.0,
                         f"fair share of {nation}"))  # fmt: skip
    return rows


def _cover(placing: Placing, shape: Shape, reach: Reach) -> list[Row]:
    hours, scenarios, nation, nations = reach
    share = (placing.terms.cover_percent or 0) / 100
    near = hours <= placing.terms.cover_hours
    none = np.zeros((len(shape.sites), len(shape.sizes)))
    rows: list[Row] = []
    for number, name in enumerate(nations):
        mine = nation == number
        for kind, commodity in enumerate(placing.commodities):
            need = scenarios.need[:, mine, kind].sum(axis=1)
            if not (need > 0).any():
                continue
            weight = scenarios.probability * (need > 0)
            reached = near[:, :, mine].any(axis=2) * scenarios.kept
            stock = (weight @ reached) * (shape.commodity == kind)
            wanted = share * float(weight @ need)
            rows.append((stock, none, wanted, np.inf, f"{commodity} near {name}"))
    return rows
