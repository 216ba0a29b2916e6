"""How what could be held reaches who needs it: the best lawful means and way, its hours, its cost.

A way that some nation between never opens is sought again round that nation. Equipment that must meet flown-in
troops (marry-up) is there when both are, and the time to join them has passed; troops must be let in as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coalition.measure.geography import great_circle_m
from coalition.measure.instants import MINUTES_PER_HOUR
from coalition.model.book import Book
from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.supply.placing import Choice, Commodity, Crew, Means, Scenario, UsedBy
from coalition.model.ways import Crossing, Way, WayKey
from coalition.network.network import Network
from coalition.operations.preposition.lawful import Opened, ScenarioLaw, Sending

DETOURS_MOST = 3
KG_KM_PER_1000_TKM = 1_000_000
METRES_PER_KM = 1_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it would go: `hours` from the activation, `cost` of a unit's carriage and delay.

    `means` None when it is there already. `doubts` are what nobody has stated and it rests on.
    """

    hours: float
    cost: float
    means: Means | None
    way: Way | None
    sending: Sending
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A delivery for which there is a way and which the law never opens, and why."""

    against: tuple[str, ...]


class Carriage:
    """Deliveries of a book's holdings to its places of need, each worked out once for each law."""

    def __init__(self, book: Book, network: Network, *, sure: bool = False) -> None:
        self._book, self._network, self._sure = book, network, sure
        self._known: dict[tuple[object, ...], Delivery | Barred | None] = {}
        self._laws: dict[tuple[object, ...], ScenarioLaw] = {}

    def law_of(self, scenario: Scenario) -> ScenarioLaw:
        """The law of the scenario; one for all that have the same facts."""
        key = tuple(sorted(scenario.facts.items()))
        if key not in self._laws:
            self._laws[key] = ScenarioLaw(self._book, scenario)
        return self._laws[key]

    def find(
        self, scenario: Scenario, choice: Choice, commodity: Commodity, place: PlaceId,
        *, law: bool = True,
    ) -> Delivery | Barred | None:  # fmt: skip
        """The best delivery; `Barred` when the law never lets it go, None when there is no way."""
        rules = self.law_of(scenario) if law else None
        key = (id(rules), choice.place, choice.nation, commodity.id, place)
        if key not in self._known:
            self._known[key] = self._best(rules, choice, commodity, place)
        found = self._known[key]
        crew = crew_of(scenario, choice)
        if isinstance(found, Delivery) and crew is not None:
            return self._joined(rules, found, crew, commodity)
        return found

    def _best(
        self, rules: ScenarioLaw | None, choice: Choice, commodity: Commodity, place: PlaceId
    ) -> Delivery | Barred | None:
        found = list(self._all(rules, choice, commodity, place))
        deliveries = [one for one in found if isinstance(one, Delivery)]
        if deliveries:
            return min(deliveries, key=lambda one: (one.cost, one.hours))
        return next(iter(found), None)

    def _all(
        self, rules: ScenarioLaw | None, choice: Choice, commodity: Commodity, place: PlaceId
    ) -> Iterator[Delivery | Barred]:
        here, there = self._book.places[choice.place], self._book.places[place]
        user = there.nation if commodity.used_by is UsedBy.HOST else choice.nation
        natures = frozenset({commodity.nature})
        if here.id == there.id:
            sending = Sending(choice.nation, here, there, None, natures, user, 0)
            yield self._lawful(rules, sending, commodity, None)
            return
        for means in commodity.means:
            yield from self._by(rules, (here, there), commodity, means, (choice.nation, user))

    def _by(
        self, rules: ScenarioLaw | None, ends: tuple[Place, Place], commodity: Commodity,
        means: Means, nations: tuple[NationId, NationId],
    ) -> Iterator[Delivery | Barred]:  # fmt: skip
        """Deliveries by the means, round nations that never open where need be."""
        here, there = ends
        avoiding = set(self._book.crisis.avoid)
        for _ in range(DETOURS_MOST):
            key = WayKey(means.mode, here.id, there.id, tuple(sorted(avoiding)))
            way = self._network.find_way(key)
            if way is None:
                return
            minutes = minutes_of(way, means)
            sending = Sending(
                nations[0], here, there, way, frozenset({commodity.nature}), nations[1], minutes
            )
            found = self._lawful(rules, sending, commodity, means)
            yield found
            barring = set() if rules is None else set(rules.opened(sending).barring)
            between = barring - {here.nation, there.nation, nations[0]}
            if isinstance(found, Delivery) or not between:
                return
            avoiding |= between

    def _lawful(
        self, rules: ScenarioLaw | None, sending: Sending, commodity: Commodity, means: Means | None
    ) -> Delivery | Barred:
        opened = Opened(0) if rules is None else rules.opened(sending)
        if opened.wait_minutes is None:
            return Barred(opened.against)
        if opened.doubts and self._sure:
            return Barred(tuple(f"not certain: {doubt}" for doubt in opened.doubts))
        hours = (opened.wait_minutes + sending.minutes) / MINUTES_PER_HOUR
        carriage = 0.0
        if means is not None and sending.way is not None:
            tonne_km = commodity.unit_kg * sending.way.length_m / METRES_PER_KM
            carriage = means.cost_per_1000_tkm * tonne_km / KG_KM_PER_1000_TKM
        cost = carriage + commodity.delay_cost * hours
        return Delivery(hours, cost, means, sending.way, sending, opened.doubts)

    def _joined(
        self, rules: ScenarioLaw | None, delivery: Delivery, crew: Crew, commodity: Commodity
    ) -> Delivery | Barred:
        """The delivery when its crew has come and joined it."""
        there, owner = delivery.sending.destination, delivery.sending.owner
        flown, doubts = 0.0, delivery.doubts
        if crew.origin is not None:
            troops = self._flight(crew, owner, there)
            opened = Opened(0) if rules is None else rules.opened(troops)
            if opened.wait_minutes is None:
                return Barred(tuple(f"its crew: {words}" for words in opened.against))
            wait = max(opened.wait_minutes, crew.ready_minutes)
            flown = (wait + troops.minutes) / MINUTES_PER_HOUR
            doubts = (*doubts, *opened.doubts)
        hours = max(delivery.hours, flown) + crew.join_minutes / MINUTES_PER_HOUR
        later = commodity.delay_cost * (hours - delivery.hours)
        return replace(delivery, hours=hours, cost=delivery.cost + later, doubts=doubts)

    def _flight(self, crew: Crew, owner: NationId, there: Place) -> Sending:
        """The troops' flight: the network's way where there is one, else the great circle."""
        start = self._book.places[crew.origin or there.id]
        avoiding = tuple(sorted(set(self._book.crisis.avoid)))
        key = WayKey(Mode.AIR, start.id, there.id, avoiding)
        way = self._network.find_way(key) if start.id != there.id else None
        if way is None and start.id != there.id:
            ends = (start.lat_udeg, start.lon_udeg, there.lat_udeg, there.lon_udeg)
            crossed = tuple(Crossing(one, 0) for one in dict.fromkeys((start.nation, there.nation)))
            way = Way(key, great_circle_m(*ends), crossed, estimated=True)
        length = 0 if way is None else way.length_m
        minutes = -(-length * MINUTES_PER_HOUR // crew.speed_m_per_hour)
        nation = crew.nation or owner
        return Sending(nation, start, there, way, frozenset({Nature.PERSONNEL}), nation, minutes)


def minutes_of(way: Way, means: Means) -> int:
    """Minutes of handling and of the way, rounded up."""
    return means.handling_minutes + -(-way.length_m * MINUTES_PER_HOUR // means.speed_m_per_hour)


def crew_of(scenario: Scenario, choice: Choice) -> Crew | None:
    """The crew that mans the holding in the scenario: its nation's own before anybody's."""
    fitting = [
        one for one in scenario.crews
        if one.commodity == choice.commodity and one.nation in (None, choice.nation)
    ]  # fmt: skip
    return min(fitting, key=lambda one: one.nation is None, default=None)
