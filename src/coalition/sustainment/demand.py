"""What forces use up: each unit's demand for each item, by the narrowest factor that fits.

A nation's own factor goes before a general one, then one for the unit or its capability, then one for the
activity. A unit in an activity for which a class of supply that factors speak of has no factor, or only
an unknown one, has an unknown demand: it is named, and nothing that rests on it is green.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coalition.measure.instants import Interval
from coalition.model.book import Book
from coalition.model.cargo import Category
from coalition.model.forces import Unit
from coalition.model.identity import NationId, PlaceId, UnitId
from coalition.model.supply.consumption import Activity, Factor, Per
from coalition.model.supply.items import ItemId, SupplyClass
from coalition.model.supply.supplies import Supplies


@dataclass(frozen=True, slots=True)
class Demand:
    """So many grams of an item a day, used up by a unit at a place in a stretch of time."""

    unit: UnitId
    nation: NationId
    place: PlaceId
    item: ItemId
    grams_per_day: int
    span: Interval


@dataclass(frozen=True, slots=True)
class UnknownDemand:
    """A demand nobody can put a number to, and why."""

    unit: UnitId
    place: PlaceId
    supply_class: SupplyClass
    activity: str
    why: str


@dataclass(frozen=True, slots=True)
class Demands:
    """All demands that have a number, and those that have none."""

    known: tuple[Demand, ...]
    unknown: tuple[UnknownDemand, ...]


def demands_of(book: Book, supplies: Supplies, activities: Iterable[Activity]) -> Demands:
    """The demands of every activity, in the order of the activities and then of items."""
    known: list[Demand] = []
    unknown: list[UnknownDemand] = []
    for activity in activities:
        if activity.span.opens >= activity.span.closes:
            continue
        unit = book.units[activity.unit]
        fitting = _fitting(supplies, unit, activity.activity)
        known += _numbers(unit, activity, fitting)
        unknown += _gaps(supplies, unit, activity, fitting)
    return Demands(tuple(known), tuple(unknown))


def count_of(unit: Unit, per: Per) -> int:
    """How many persons, units or vehicles (pieces that are no persons) a unit is."""
    if per is Per.UNIT:
        return 1
    persons = per is Per.PERSON
    return sum(one.pieces for one in unit.lines if (one.category is Category.PAX) == persons)


def _fitting(supplies: Supplies, unit: Unit, activity: str) -> dict[tuple[ItemId, Per], Factor]:
    """The narrowest factor that fits, by item and by what it counts; of like ones the last."""
    found: dict[tuple[ItemId, Per], Factor] = {}
    for factor in supplies.factors:
        fits = (
            factor.nation in (None, unit.nation)
            and factor.element in ("", unit.id, unit.capability)
            and factor.activity in ("", activity)
        )
        key = (factor.item, factor.per)
        if fits and (key not in found or factor.narrowness >= found[key].narrowness):
            found[key] = factor
    return found


def _numbers(
    unit: Unit, activity: Activity, fitting: dict[tuple[ItemId, Per], Factor]
) -> list[Demand]:
    grams: dict[ItemId, int] = {}
    for (item, per), factor in sorted(fitting.items()):
        if factor.grams_per_day is not None:
            grams[item] = grams.get(item, 0) + factor.grams_per_day * count_of(unit, per)
    return [
        Demand(unit.id, unit.nation, activity.place, item, rate, activity.span)
        for item, rate in grams.items()
        if rate
    ]


def _gaps(
    supplies: Supplies, unit: Unit, activity: Activity, fitting: dict[tuple[ItemId, Per], Factor]
) -> list[UnknownDemand]:
    wanted = {supplies.items[factor.item].supply_class for factor in supplies.factors}
    given = {
        supplies.items[item].supply_class
        for (item, _), factor in fitting.items()
        if factor.grams_per_day is not None
    }
    unstated = {
        supplies.items[item].supply_class: factor
        for (item, _), factor in fitting.items()
        if factor.grams_per_day is None
    }
    return [
        UnknownDemand(
            unit.id, activity.place, kind, activity.activity,
            f"the factor for {unstated[kind].item} is not known" if kind in unstated
            else f"no factor of class {kind} fits {unit.nation}'s {unit.id} in `{activity.activity}`",
        )
        for kind in sorted({*unstated, *(wanted - given)})
    ]  # fmt: skip
