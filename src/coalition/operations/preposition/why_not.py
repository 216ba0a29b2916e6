"""Why no decision keeps to what is asked, as far as a limit or a scenario alone can tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coalition.model.supply.placing import Placing
from coalition.operations.preposition.instance_of import Framed
from coalition.prepositioning.problem.instance import at

_SHOWN = 3


def why_not(placing: Placing, framed: Framed) -> str:
    """A sentence: the limit nobody can meet, the scenarios that cannot be served in time, or that neither alone
    explains it.
    """
    limits, most = framed.instance.limits, framed.instance.holdings.high
    for row, low, name in zip(limits.stock, limits.low, limits.names, strict=True):
        reach = float(np.where(row > 0, row * most, 0.0).sum())
        if np.isfinite(low) and reach < low - 1e-6:
            return f"no decision gives the {name}: {reach:,.0f} of {low:,.0f} could be had at most"
    terms = placing.terms
    if terms.within_hours is not None:
        beyond = list(_beyond(placing, framed))
        weights = framed.instance.scenarios.probability
        chance = float(sum(weights[s] for s in {one[0] for one in beyond}))
        if chance > terms.excused_percent / 100 + 1e-9:
            worst = sorted(beyond, key=lambda one: (-weights[one[0]], one[2]))[:_SHOWN]
            told = "; ".join(
                f"{placing.scenarios[s].id} can have {share:.0%} of its {commodity}"
                for s, commodity, share in worst
            )
            return (
                f"{terms.share_percent} % within {terms.within_hours} h is out of reach, whatever is spent, "
                f"in scenarios with a chance of {chance:.0%}: {told}"
            )
        return (
            f"no decision serves {terms.share_percent} % within {terms.within_hours} h as often as asked and "
            "keeps to budgets, room and what else is asked"
        )
    return "no decision keeps to budgets, fair shares, cover and what must be held, all together"


def _beyond(placing: Placing, framed: Framed) -> Iterator[tuple[int, str, float]]:
    """Scenario, commodity and the largest share that could come in time, where that is less than asked."""
    instance, service = framed.instance, framed.instance.service
    if service is None:
        return
    holdings, scenarios = instance.holdings, instance.scenarios
    for s in range(instance.scenario_count):
        early = at(service.in_time, s) & instance.usable(s)
        for k, commodity in enumerate(framed.commodities):
            need = scenarios.need[s, :, k]
            if need.sum() == 0:
                continue
            own = early & (holdings.commodity == k)[:, None] & (need > 0)[None, :]
            stock = float((holdings.high * at(scenarios.kept, s))[own.any(axis=1)].sum())
            share = min(float(need[own.any(axis=0)].sum()), stock) / float(need.sum())
            if share < service.share[k] - 1e-9:
                yield s, placing.commodities[commodity].id, share
