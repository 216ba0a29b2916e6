"""The part of a plan that tells why some of its trips had to change; judged, it tells the same as the whole.

For each trip asked about it holds all trips of the carrier, all that carry what it carries or what that waits
for, and all that stop where it stops. Only what the judge says of the trips asked about counts; what it says of
the others, torn out of their plan, does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from coalition.explanation.changed.breaches import trips_named
from coalition.explanation.changed.trips import ByCarrier, Turn
from coalition.judging.verdict import Breach
from coalition.model.book import Book
from coalition.model.identity import CarrierId, MovementId, RequirementId
from coalition.model.plan import Plan, Trip


def carriers_asked(turns: Iterable[Turn], breaches: Iterable[Breach]) -> frozenset[CarrierId]:
    """Carriers of trips that changed, and of trips that the new plan's breaches speak of."""
    of_breaches = (carrier for breach in breaches for carrier, _ in trips_named(breach))
    return frozenset((*(turn.carrier for turn in turns), *of_breaches))


def part_of(book: Book, plan: Plan, trips: ByCarrier, carriers: Set[CarrierId]) -> Plan:
    """The plan with the trips that bear on those of the carriers; it claims no bound."""
    asked = [trip for carrier in carriers for trip in trips.get(carrier, ())]
    wanted = _with_earlier(book, {_requirement(name) for trip in asked for name in _carried(trip)})
    places = {stop.place for trip in asked for stop in trip.stops}
    kept = tuple([
        trip for trip in plan.trips
        if trip.carrier in carriers
        or any(stop.place in places for stop in trip.stops)
        or any(_requirement(name) in wanted for name in _carried(trip))
    ])  # fmt: skip
    return replace(plan, trips=kept, bound=None)


def _with_earlier(book: Book, names: set[RequirementId]) -> set[RequirementId]:
    """The requirements and those that have to close before them."""
    earlier = {
        one for name in names if name in book.requirements for one in book.requirements[name].after
    }
    return names | earlier


def _carried(trip: Trip) -> set[MovementId]:
    return {load.movement for stop in trip.stops for load in stop.on}


def _requirement(movement: MovementId) -> RequirementId:
    return RequirementId(movement.partition("+")[0])
