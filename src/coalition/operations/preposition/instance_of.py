"""A book's question as the solver's neutral numbers: law, damage and distance become masks and prices.

Space and stock are in kg and units; money is the book's. An arc's price is its way's tonne-kilometres and the
response time's delay; the response time is the law's delay plus the way at the commodity's speed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.model.supply.placing import Choice, CommodityId, Placing, Scenario
from coalition.network.network import Network
from coalition.operations.preposition.lawful import ScenarioLaw
from coalition.prepositioning.problem.instance import (
    Flags,
    Floats,
    Holdings,
    Instance,
    Ints,
    Limits,
    Scenarios,
    Service,
    Sites,
)

KG_KM_PER_1000_TKM = 1_000_000


@dataclass(frozen=True, slots=True)
class Served:
    """A service asked: with probability 1 - `excused`, of each commodity `share` arrives within `hours`."""

    hours: int
    share: float
    excused: float


@dataclass(frozen=True, slots=True)
class Framed:
    """The instance and what its numbers stand for; `hours` (S, H, J) response time, infinite where barred.

    `barred` (S, H, J): a way is there, and the law never opens it.
    """

    instance: Instance
    sites: tuple[PlaceId, ...]
    sizes: tuple[str, ...]
    places: tuple[PlaceId, ...]
    commodities: tuple[CommodityId, ...]
    hours: Floats
    barred: Flags


def frame_placing(
    book: Book, network: Network, placing: Placing, *, served: Served | None, law: bool = True
) -> Framed:
    """The instance of a book's question. Without `law` every delivery is permitted at once."""
    sites = tuple(dict.fromkeys(one.place for one in placing.sites))
    sizes = tuple(dict.fromkeys(one.size for one in placing.sites))
    places = tuple(sorted({place for s in placing.scenarios for place, _ in s.needs}))
    goods = tuple(placing.commodities)
    length = _lengths(network, placing, places)
    hours = np.full((len(placing.scenarios), len(placing.choices), len(places)), np.inf)
    barred = np.zeros(hours.shape, bool)
    for s, scenario in enumerate(placing.scenarios):
        rules = ScenarioLaw(book, scenario) if law else None
        for h, choice in enumerate(placing.choices):
            for j, place in enumerate(places):
                metres = length[h, j]
                if not np.isfinite(metres):
                    continue
                delay = 0 if rules is None else _delay(rules, book, choice, place, placing)
                if delay is None:
                    barred[s, h, j] = True
                else:
                    speed = placing.commodities[choice.commodity].speed_m_per_hour
                    hours[s, h, j] = delay + metres / speed
    instance = Instance(
        _sites(placing, sites, sizes), _holdings(placing, sites, goods),
        _scenarios(placing, places, goods, hours, length), _limits(placing, sites, sizes),
        None if served is None else _service(placing, hours, goods, served),
    )  # fmt: skip
    return Framed(instance, sites, sizes, places, goods, hours, barred)


def _delay(
    rules: ScenarioLaw, book: Book, choice: Choice, place: PlaceId, placing: Placing
) -> int | None:
    host, there = book.places[choice.place].nation, book.places[place].nation
    return rules.delay_hours(choice.nation, host, there, placing.commodities[choice.commodity])


def _lengths(network: Network, placing: Placing, places: tuple[PlaceId, ...]) -> Floats:
    """(H, J) metres of the way from each holding to each place of need; infinite where there is none."""
    length = np.full((len(placing.choices), len(places)), np.inf)
    for h, choice in enumerate(placing.choices):
        mode = placing.commodities[choice.commodity].mode
        ways = network.find_ways_from(choice.place, mode, [p for p in places if p != choice.place])
        for j, place in enumerate(places):
            way = ways.get(place)
            if place == choice.place:
                length[h, j] = 0.0
            elif way is not None:
                length[h, j] = way.length_m
    return length


def _sites(placing: Placing, sites: tuple[PlaceId, ...], sizes: tuple[str, ...]) -> Sites:
    cost = np.full((len(sites), len(sizes)), np.inf)
    capacity = np.zeros((len(sites), len(sizes)))
    for one in placing.sites:
        row, column = sites.index(one.place), sizes.index(one.size)
        cost[row, column], capacity[row, column] = one.cost, one.capacity_kg
    return Sites(cost, capacity)


def _holdings(
    placing: Placing, sites: tuple[PlaceId, ...], goods: tuple[CommodityId, ...]
) -> Holdings:
    choices = placing.choices
    kinds = [placing.commodities[one.commodity] for one in choices]
    return Holdings(
        np.array([sites.index(one.place) for one in choices], dtype=np.int64),
        np.array([goods.index(one.commodity) for one in choices], dtype=np.int64),
        np.array([float(kind.unit_kg) for kind in kinds]),
        np.array([float(one.unit_cost) for one in choices]),
        np.array([float(one.low) for one in choices]),
        np.array([float(one.high) for one in choices]),
        np.array([kind.whole for kind in kinds]),
    )


def _scenarios(
    placing: Placing, places: tuple[PlaceId, ...], goods: tuple[CommodityId, ...], hours: Floats,
    length: Floats,
) -> Scenarios:  # fmt: skip
    told = placing.scenarios
    weight = np.array([float(one.weight) for one in told])
    need = np.zeros((len(told), len(places), len(goods)))
    for s, one in enumerate(told):
        for (place, commodity), amount in one.needs.items():
            need[s, places.index(place), goods.index(commodity)] = amount
    kinds = [placing.commodities[one.commodity] for one in placing.choices]
    carry = np.array([k.cost_per_1000_tkm * k.unit_kg / KG_KM_PER_1000_TKM for k in kinds])
    delay = np.array([float(k.delay_cost) for k in kinds])
    price = carry[:, None] * length / 1000
    arc_cost = price[None] + delay[None, :, None] * np.where(np.isfinite(hours), hours, np.inf)
    unmet = np.array([float(placing.commodities[k].unmet_cost) for k in goods])
    return Scenarios(
        weight / weight.sum(), need, np.broadcast_to(unmet, (1, len(places), len(goods))).copy(),
        np.where(np.isfinite(hours), np.nan_to_num(arc_cost, nan=0.0), np.inf),
        np.isfinite(hours),
        np.array([[one.kept.get(c.place, 100) / 100 for c in placing.choices] for one in told]),
        crews=_crews(told, goods),
        crew_of=_crew_of(placing, told, goods),
    )  # fmt: skip


def _crews(told: tuple[Scenario, ...], goods: tuple[CommodityId, ...]) -> Floats | None:
    """Units that can be manned, where a scenario says so."""
    if not any(one.crews for one in told):
        return None
    return np.array([[float(one.crews.get(k, 2**40)) for k in goods] for one in told])


def _crew_of(
    placing: Placing, told: tuple[Scenario, ...], goods: tuple[CommodityId, ...]
) -> Ints | None:
    """(H,) the commodity's own crew, where a scenario speaks of crews."""
    if not any(one.crews for one in told):
        return None
    return np.array([goods.index(one.commodity) for one in placing.choices])


def _limits(placing: Placing, sites: tuple[PlaceId, ...], sizes: tuple[str, ...]) -> Limits:
    """A row for each nation's budget over what it holds."""
    nations = sorted(placing.budgets)
    stock = np.array(
        [
            [float(c.unit_cost) if c.nation == nation else 0.0 for c in placing.choices]
            for nation in nations
        ]
    ).reshape(len(nations), len(placing.choices))
    opening = np.zeros((len(nations), len(sites), len(sizes)))
    high = np.array([float(placing.budgets[nation]) for nation in nations])
    names = tuple(f"budget of {nation}" for nation in nations)
    return Limits(stock, opening, np.full(len(nations), -np.inf), high, names)


def _service(
    placing: Placing, hours: Floats, goods: tuple[CommodityId, ...], served: Served
) -> Service:
    del placing
    return Service(hours <= served.hours, np.full(len(goods), served.share), served.excused)
