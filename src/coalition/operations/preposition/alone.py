"""What each nation would do alone: its own stocks, its own budget, its own needs, beside the common plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.supply.placing import Placing
from coalition.operations.preposition.instance_of import Framed
from coalition.operations.preposition.limits_of import payers
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.deliveries import deliver
from coalition.prepositioning.problem.instance import Floats, Instance, Limits
from coalition.prepositioning.recourse.linear import Recourse
from coalition.prepositioning.solve import solve


@dataclass(frozen=True, slots=True)
class Alone:
    """A nation alone: money now and expected later for its own needs, and (H,) what it would hold."""

    nation: NationId
    now: float
    later: float
    held: Floats


def alone_of(book: Book, placing: Placing, framed: Framed, effort: Effort) -> tuple[Alone, ...]:
    """Every nation that pays or is in need, by code.

    Alone it pays for every site it opens, and nobody else's stock or leave to hold it is there for it; the
    least that must be held and fair shares are the coalition's and do not bind it.
    """
    needy = {book.places[place].nation for place in framed.places}
    return tuple(
        _alone(placing, framed, nation, effort) for nation in sorted({*payers(placing), *needy})
    )


def _alone(placing: Placing, framed: Framed, nation: NationId, effort: Effort) -> Alone:
    instance = own_needs(framed, nation)
    owner = [placing.choices[int(choice)].nation for choice in framed.choice]
    own = np.array([one == nation for one in owner])
    high = np.where(own, instance.holdings.high, 0.0)
    limits = _budget(placing, instance, nation)
    narrowed = replace(instance, holdings=replace(instance.holdings, high=high), limits=limits)
    if instance.scenarios.need.sum() == 0:
        return Alone(nation, 0.0, 0.0, np.zeros(len(own)))
    answer = solve(narrowed, Aim(), effort)
    later = float(instance.scenarios.probability @ answer.costs)
    return Alone(nation, answer.first, later, answer.held)


def own_needs(framed: Framed, nation: NationId) -> Instance:
    """The instance in which only the needs of the nation are there; without crews, service and evenness."""
    mine = np.array([framed.nations[int(number)] == nation for number in framed.nation])
    instance = framed.instance
    need = instance.scenarios.need * mine[None, :, None]
    scenarios = replace(instance.scenarios, need=need, group=None, uneven_cost=None)
    return replace(instance, scenarios=scenarios, service=None)


def later_of(framed: Framed, nation: NationId, held: Floats) -> tuple[float, float | None]:
    """Money later for the needs of the nation, were they the only ones, and the share of them unmet.

    None when it needs nothing.
    """
    instance = own_needs(framed, nation)
    weights, need = instance.scenarios.probability, instance.scenarios.need
    if need.sum() == 0:
        return 0.0, None
    costs = Recourse(instance).value(held).value.sum(axis=1)
    unmet = unmet_share(instance, held)
    return float(weights @ costs), unmet


def unmet_share(instance: Instance, held: Floats) -> float:
    """Expected share unmet, units weighed by what their lack costs."""
    weights, lack = instance.scenarios.probability, instance.scenarios.unmet_cost[0]
    missing = [
        float((deliver(instance, held, s).unmet * lack).sum())
        for s in range(instance.scenario_count)
    ]
    wanted = (instance.scenarios.need * lack).sum(axis=(1, 2))
    return float(weights @ np.array(missing) / max(float(weights @ wanted), 1e-9))


def _budget(placing: Placing, instance: Instance, nation: NationId) -> Limits:
    """The nation's own budget over all that is spent; none when it states none."""
    sites, holdings = instance.sites, instance.holdings
    rows = 1 if nation in placing.budgets else 0
    opening = np.where(np.isfinite(sites.cost), sites.cost, 0.0)
    money = float(placing.budgets.get(nation, 0))
    return Limits(
        np.tile(holdings.cost, (rows, 1)), np.tile(opening, (rows, 1, 1)),
        np.full(rows, -np.inf), np.full(rows, money), (f"budget of {nation}",) * rows,
    )  # fmt: skip
