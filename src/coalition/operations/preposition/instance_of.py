"""A book's question as the solver's neutral numbers: law, damage and distance become masks and prices.

Space is in kg, stock in units, money the book's. What is held today costs nothing more to keep, so that each
choice with some of it is two holdings: what stays, and what is new. Limits are made in `limits_of`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coalition.model.book import Book
from coalition.model.identity import NationId, PlaceId
from coalition.model.supply.placing import Choice, CommodityId, Placing
from coalition.network.network import Network
from coalition.operations.preposition.limits_of import limits_of
from coalition.operations.preposition.travel import Barred, Carriage, Delivery, crew_of
from coalition.prepositioning.problem.instance import (
    Flags,
    Floats,
    Holdings,
    Instance,
    Ints,
    Scenarios,
    Service,
    Sites,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the numbers of sites, sizes and holdings stand for."""

    sites: tuple[PlaceId, ...]
    sizes: tuple[str, ...]
    choice: Ints
    new: Flags
    commodity: Ints


@dataclass(frozen=True, slots=True)
class Framed:
    """The instance and what its numbers stand for.

    `choice` (H,) is the choice each holding belongs to, `new` (H,) whether it is beyond today's. `hours`
    (S, H, J) response time, infinite where barred or out of reach; `barred` (S, H, J) where the law
    forbids what a way is there for, with reasons in `against`; `doubtful` (S, H, J) rests on what nobody
    has stated. `nation` (J,) numbers the nation of each place in `nations`.
    """

    instance: Instance
    sites: tuple[PlaceId, ...]
    sizes: tuple[str, ...]
    places: tuple[PlaceId, ...]
    commodities: tuple[CommodityId, ...]
    nations: tuple[NationId, ...]
    nation: Ints
    choice: Ints
    new: Flags
    hours: Floats
    barred: Flags
    doubtful: Flags
    deliveries: dict[tuple[int, int, int], Delivery]
    against: dict[tuple[int, int, int], tuple[str, ...]]
    carriage: Carriage

    @property
    def shape(self) -> Shape:
        """What sites, sizes and holdings stand for."""
        return Shape(
            self.sites, self.sizes, self.choice, self.new, self.instance.holdings.commodity
        )


def frame_placing(
    book: Book, network: Network, placing: Placing, *, law: bool = True, sure: bool = False
) -> Framed:
    """The instance of a book's question. Without `law` every delivery is permitted at once.

    With `sure` what rests on something unknown is barred.
    """
    carriage = Carriage(book, network, sure=sure)
    framing = _Framing(book, placing, carriage)
    hours, cost, barred, doubtful, deliveries, against = framing.travel(law=law)
    places, goods = framing.places, framing.goods
    nations = tuple(dict.fromkeys(book.places[place].nation for place in places))
    nation = np.array([nations.index(book.places[place].nation) for place in places])
    scenarios = framing.scenarios(cost, nation)
    instance = Instance(
        framing.site_sizes(), framing.holdings(), scenarios,
        limits_of(placing, framing.shape, (hours, scenarios, nation, nations)),
        _service(placing, hours, len(goods)),
    )  # fmt: skip
    return Framed(
        instance, framing.sites, framing.sizes, places, goods, nations, nation, framing.choice,
        framing.new, hours, barred, doubtful, deliveries, against, carriage,
    )  # fmt: skip


Travelled = tuple[
    Floats, Floats, Flags, Flags, dict[tuple[int, int, int], Delivery],
    dict[tuple[int, int, int], tuple[str, ...]],
]  # fmt: skip


class _Framing:
    """Numbers for everything the book names."""

    def __init__(self, book: Book, placing: Placing, carriage: Carriage) -> None:
        self._book, self._placing, self._carriage = book, placing, carriage
        self.sites = tuple(dict.fromkeys(one.place for one in placing.sites))
        self.sizes = tuple(dict.fromkeys(one.size for one in placing.sites))
        needs = {place for one in placing.scenarios for place, _ in one.needs}
        self.places = tuple(place for place in book.places if place in needs)
        self.goods = tuple(placing.commodities)
        pairs = [
            (number, new)
            for number, one in enumerate(placing.choices)
            for new in (False, True)
            if (one.high > one.today if new else min(one.today, one.high) > 0)
        ]
        self.choice = np.array([number for number, _ in pairs], dtype=np.int64)
        self.new = np.array([new for _, new in pairs], dtype=bool)
        kinds = [self.goods.index(placing.choices[number].commodity) for number, _ in pairs]
        self.commodity = np.array(kinds, dtype=np.int64)

    @property
    def shape(self) -> Shape:
        """What the limits need to know."""
        return Shape(self.sites, self.sizes, self.choice, self.new, self.commodity)

    def _of(self, holding: int) -> Choice:
        return self._placing.choices[int(self.choice[holding])]

    def travel(self, *, law: bool) -> Travelled:
        """Hours, cost, what is barred and doubtful, deliveries and reasons, by scenario, holding, place."""
        told = self._placing.scenarios
        shape = (len(told), len(self.choice), len(self.places))
        hours, cost = np.full(shape, np.inf), np.full(shape, np.inf)
        barred, doubtful = np.zeros(shape, bool), np.zeros(shape, bool)
        deliveries: dict[tuple[int, int, int], Delivery] = {}
        against: dict[tuple[int, int, int], tuple[str, ...]] = {}
        for s, h, j in np.ndindex(shape):
            choice = self._of(h)
            commodity = self._placing.commodities[choice.commodity]
            if not told[s].needs.get((self.places[j], commodity.id)):
                continue
            found = self._carriage.find(told[s], choice, commodity, self.places[j], law=law)
            if isinstance(found, Barred):
                barred[s, h, j] = True
                against[s, h, j] = found.against
            elif found is not None:
                hours[s, h, j], cost[s, h, j] = found.hours, found.cost
                doubtful[s, h, j] = bool(found.doubts)
                deliveries[s, h, j] = found
        return hours, cost, barred, doubtful, deliveries, against

    def site_sizes(self) -> Sites:
        """Sizes and what they cost."""
        shape = (len(self.sites), len(self.sizes))
        cost, capacity = np.full(shape, np.inf), np.zeros(shape)
        for one in self._placing.sites:
            row, column = self.sites.index(one.place), self.sizes.index(one.size)
            cost[row, column], capacity[row, column] = one.cost, one.capacity_kg
        return Sites(cost, capacity)

    def holdings(self) -> Holdings:
        """What stays and what is new, of each choice."""
        choices = [self._of(h) for h in range(len(self.choice))]
        kinds = [self._placing.commodities[one.commodity] for one in choices]
        kept = [min(one.today, one.high) for one in choices]
        most = [one.high - stay if new else stay
                for one, stay, new in zip(choices, kept, self.new, strict=True)]  # fmt: skip
        price = [one.unit_cost if new else 0 for one, new in zip(choices, self.new, strict=True)]
        return Holdings(
            np.array([self.sites.index(one.place) for one in choices], dtype=np.int64),
            self.commodity, np.array([float(kind.unit_kg) for kind in kinds]),
            np.array(price, dtype=float), np.zeros(len(choices)), np.array(most, dtype=float),
            np.array([kind.whole for kind in kinds], dtype=bool),
        )  # fmt: skip

    def scenarios(self, cost: Floats, nation: Ints) -> Scenarios:
        """Needs, prices, what is left, crews."""
        placing, told = self._placing, self._placing.scenarios
        weight = np.array([float(one.weight) for one in told])
        need = np.zeros((len(told), len(self.places), len(self.goods)))
        for s, one in enumerate(told):
            for (place, commodity), amount in one.needs.items():
                need[s, self.places.index(place), self.goods.index(commodity)] = amount
        unmet = np.array([float(placing.commodities[k].unmet_cost) for k in self.goods])
        kept = np.array([
            [one.kept.get(self._of(h).place, 100) / 100 for h in range(len(self.choice))]
            for one in told
        ])  # fmt: skip
        crews, crew = self._crews()
        even = placing.terms.even_percent / 100
        return Scenarios(
            weight / weight.sum(), need, np.tile(unmet, (1, len(self.places), 1)), cost,
            np.isfinite(cost), kept.reshape(len(told), len(self.choice)), crews, crew,
            group=nation if even else None, uneven_cost=unmet * even if even else None,
        )  # fmt: skip

    def _crews(self) -> tuple[Floats | None, Ints | None]:
        """Crews by commodity and nation (None: anybody's), unbounded where a scenario speaks of none."""
        told = self._placing.scenarios
        named = sorted({(one.commodity, one.nation or "") for s in told for one in s.crews})
        if not named:
            return None, None
        most = np.full((len(told), len(named)), np.inf)
        for s, scenario in enumerate(told):
            for one in scenario.crews:
                most[s, named.index((one.commodity, one.nation or ""))] = one.units
        mans = np.full(len(self.choice), -1)
        for h in range(len(self.choice)):
            crews = [crew_of(scenario, self._of(h)) for scenario in told]
            own = [one for one in crews if one is not None]
            if own:
                mans[h] = named.index((own[0].commodity, own[0].nation or ""))
        return most, mans


def _service(placing: Placing, hours: Floats, goods: int) -> Service | None:
    terms = placing.terms
    if terms.within_hours is None:
        return None
    share = np.full(goods, terms.share_percent / 100)
    return Service(hours <= terms.within_hours, share, terms.excused_percent / 100)
