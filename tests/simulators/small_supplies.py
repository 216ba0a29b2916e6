"""Small supplies: three nations at two places, fuel of two standards, rations; and laws of sharing as fakes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.identity import NationId, PlaceId, UnitId
from coalition.model.supply.inventory import Holding, Objective, Store
from coalition.model.supply.items import Interchange, Item, ItemId, SupplyClass
from coalition.model.supply.standards import Conformity, Level
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.demand import Demand
from coalition.sustainment.stores.keeping import Delivery

DAY = 1440
NATIONS = tuple(map(NationId, ("DEU", "FRA", "POL")))
PLACES = tuple(map(PlaceId, ("north", "south")))
RATIONS, DIESEL, JET = map(ItemId, ("rations", "diesel", "jet"))
ITEMS = {
    item.id: item
    for item in (
        Item(RATIONS, "rations", SupplyClass.SUBSISTENCE, 10),
        Item(DIESEL, "diesel fuel", SupplyClass.FUEL, 100, standard="F-54"),
        Item(JET, "kerosene", SupplyClass.FUEL, 100, standard="F-34"),
    )
}


@dataclass
class Sharing:
    """Pairs of nations (owner, user) that may share, each with its stretch."""

    pairs: dict[tuple[str, str], Interval] = field(default_factory=dict)

    def windows(self, store: Store, user: NationId) -> tuple[Interval, ...]:
        span = self.pairs.get((store.nation, user))
        return () if span is None else (span,)


NOBODY = Sharing()
EVERYBODY = Sharing(
    {(one, other): Interval(ALWAYS, FOREVER) for one in NATIONS for other in NATIONS}
)


def store(place: str, nation: str, item: str) -> Store:
    return Store(PlaceId(place), NationId(nation), ItemId(item))


def held(place: str, nation: str, item: str, kg: int, at: int = 0) -> Holding:
    return Holding(store(place, nation, item), Minute(at), kg)


def holds(nation: str, standard: str, level: Level = Level.COMPATIBLE) -> Conformity:
    return Conformity(NationId(nation), "", standard, level)


def demand(place: str, nation: str, item: str, kg: int, days: tuple[int, int] = (0, 10)) -> Demand:
    span = Interval(Minute(days[0] * DAY), Minute(days[1] * DAY))
    return Demand(
        UnitId(f"u-{nation}"), NationId(nation), PlaceId(place), ItemId(item), kg * 1000, span
    )


def objective(at: Store, days: int, again: int, *, supplier: str, lead_days: int) -> Objective:
    return Objective(at, days, again, PlaceId(supplier), lead_minutes=lead_days * DAY, batch_kg=10)


def chance_supplies(
    seed: int,
) -> tuple[Supplies, tuple[Demand, ...], tuple[Delivery, ...], Sharing]:
    """Supplies, demands, deliveries and a law of sharing by chance."""
    dice = random.Random(seed)
    stores = [Store(p, n, i) for p in PLACES for n in NATIONS for i in ITEMS]
    span = lambda: sorted(dice.sample(range(12 * DAY), 2))  # noqa: E731
    supplies = Supplies(
        ITEMS,
        (Interchange(JET, DIESEL, dice.choice((900, 1000, 1130))),),
        holdings=tuple(
            Holding(one, Minute(0), dice.randrange(3000)) for one in stores if dice.random() < 0.6
        ),
        standards=tuple(
            holds(n, s, dice.choice(list(Level))) for n in NATIONS for s in ("F-54", "F-34")
        ),
        objectives=tuple(
            objective(one, 5, 2, supplier=dice.choice(PLACES), lead_days=dice.randrange(4))
            for one in stores if dice.random() < 0.3
        ),
    )  # fmt: skip
    demands = []
    for n, one in enumerate(stores):
        if dice.random() < 0.5:
            begin, end = span()
            grams = dice.randrange(1, 700_000)
            demands.append(
                Demand(UnitId(f"u{n}"), one.nation, one.place, one.item, grams,
                       Interval(Minute(begin), Minute(end)))
            )  # fmt: skip
    deliveries = tuple(
        Delivery(Minute(dice.randrange(12 * DAY)), dice.choice(stores), dice.randrange(1, 2000), f"d{n}")
        for n in range(6)
    )  # fmt: skip
    pairs: dict[tuple[str, str], Interval] = {}
    for one in NATIONS:
        for other in NATIONS:
            if one != other and dice.random() < 0.5:
                begin, end = span()
                pairs[one, other] = Interval(Minute(begin), Minute(end))
    return supplies, tuple(demands), deliveries, Sharing(pairs)
