"""Whether the arrays of an instance fit together; all faults at once, each by the name of its array."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coalition.errors import Fault, InputError
from coalition.prepositioning.problem.aim import Aim
from coalition.prepositioning.problem.instance import Instance

TOLERANCE = 1e-6
_CODE = "instance-shape"


def check_instance(instance: Instance, aim: Aim) -> None:
    """Raises InputError with everything that does not fit."""
    faults = [
        Fault(f"instance.{where}", _CODE, message, hint)
        for where, message, hint in (*_shapes(instance), *_numbers(instance), *_aims(instance, aim))
    ]
    if faults:
        raise InputError(faults)


_Complaint = tuple[str, str, str]


def _shapes(instance: Instance) -> Iterator[_Complaint]:
    sites, holdings, scenarios = instance.sites, instance.holdings, instance.scenarios
    i, h, s = instance.site_count, instance.holding_count, instance.scenario_count
    j, k = instance.place_count, instance.commodity_count
    wanted: list[tuple[str, NDArray[np.generic] | None, tuple[int, ...], bool]] = [
        ("sites.capacity", sites.capacity, sites.cost.shape, False),
        ("scenarios.need", scenarios.need, (s, j, k), False),
        ("scenarios.unmet_cost", scenarios.unmet_cost, (s, j, k), True),
        ("scenarios.arc_cost", scenarios.arc_cost, (s, h, j), True),
        ("scenarios.permitted", scenarios.permitted, (s, h, j), True),
        ("scenarios.kept", scenarios.kept, (s, h), True),
        ("scenarios.crews", scenarios.crews, (s, _crews(instance)), True),
        ("scenarios.crew_of", scenarios.crew_of, (h,), False),
        ("scenarios.outflow", scenarios.outflow, (s, i), True),
        ("scenarios.draw", scenarios.draw, (h, j), False),
        ("scenarios.stocked", scenarios.stocked, (s, h, j), True),
        ("scenarios.rush_cost", scenarios.rush_cost, (h,), False),
        ("scenarios.group", scenarios.group, (j,), False),
        ("scenarios.uneven_cost", scenarios.uneven_cost, (k,), False),
        ("limits.stock", instance.limits.stock, (len(instance.limits.low), h), False),
        ("limits.opening", instance.limits.opening, (len(instance.limits.low), *sites.cost.shape),
         False),
    ]  # fmt: skip
    wanted.extend(
        (f"holdings.{name}", getattr(holdings, name), (h,), False)
        for name in ("commodity", "space", "cost", "low", "high", "whole")
    )
    if instance.service is not None:
        wanted.append(("service.in_time", instance.service.in_time, (s, h, j), True))
        wanted.append(("service.share", instance.service.share, (k,), False))
    for name, array, shape, shared in wanted:
        if array is not None and array.shape != shape:
            alone = shared and array.shape == (1, *shape[1:])
            if not alone:
                yield name, f"has shape {array.shape}, not {shape}", "make the array of that shape"


def _crews(instance: Instance) -> int:
    """How many crews the first scenario that speaks of them has."""
    crews = instance.scenarios.crews
    return 0 if crews is None or crews.ndim != 2 else int(crews.shape[1])


def _numbers(instance: Instance) -> Iterator[_Complaint]:
    scenarios, holdings = instance.scenarios, instance.holdings
    if not np.isclose(scenarios.probability.sum(), 1.0, atol=TOLERANCE):
        yield "scenarios.probability", "does not sum to 1", "scale it"
    for name, array in (("probability", scenarios.probability), ("need", scenarios.need),
                        ("kept", scenarios.kept)):  # fmt: skip
        if not (array >= 0).all() or not np.isfinite(array).all():
            yield f"scenarios.{name}", "holds a number below zero or none at all", "mend it"
    if (holdings.low > holdings.high).any() or (holdings.low < 0).any():
        yield "holdings.low", "lies below zero or above `high`", "mend it"
    if holdings.filled and (holdings.space <= 0).any():
        yield "holdings.space", "is zero where a holding fills its site", "give each unit room"
    if holdings.filled and len(np.unique(holdings.site)) < instance.holding_count:
        yield "holdings.site", "two holdings fill one site", "give each a site of its own"
    yield from _crewed(instance)
    if scenarios.uneven_cost is not None and scenarios.group is None:
        yield "scenarios.group", "is missing though `uneven_cost` is given", "name the groups"


def _crewed(instance: Instance) -> Iterator[_Complaint]:
    crews, crew_of = instance.scenarios.crews, instance.scenarios.crew_of
    if (crews is None) != (crew_of is None):
        yield "scenarios.crew_of", "crews and who is manned by them come together", "give both"
    if crews is None or crew_of is None or crew_of.shape != (instance.holding_count,):
        return
    if crew_of.max(initial=-1) >= _crews(instance):
        yield "scenarios.crew_of", "names a crew that is not there", "mend it"
    for crew in np.unique(crew_of[crew_of >= 0]):
        if len(np.unique(instance.holdings.commodity[crew_of == crew])) > 1:
            yield "scenarios.crew_of", f"crew {crew} mans two commodities", "part it"


def _aims(instance: Instance, aim: Aim) -> Iterator[_Complaint]:
    if aim.tail < 0 or aim.loss < 0 or aim.tail + aim.loss > 1 or not 0 <= aim.level < 1:
        yield "aim", "weights lie outside 0 to 1", "tail + loss is at most 1, level below 1"
    if aim.loss > 0 and not aim.lost:
        yield "aim.lost", "names no site that may be lost", "name one"
    if instance.scenarios.stocked is not None and not instance.holdings.filled:
        yield "scenarios.stocked", "speaks of open sites, and sites are not filled", "leave it out"
    if instance.scenarios.whole and not instance.holdings.filled:
        yield "holdings.filled", "needs met whole want sites that are filled", "set it"
    if instance.scenarios.whole and (aim.loss > 0 or instance.service is not None):
        yield "aim", "needs met whole know no lost site and no service", "ask for neither"
