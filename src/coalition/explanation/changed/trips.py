"""Which trips of a plan are not as they were in another.

Trips are compared carrier by carrier. One that has no equal is *changed* when another of the same carrier that
has none either shares a load with it (or, empty, comes next in order); otherwise it is dropped or added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from coalition.judging.docket import in_order
from coalition.measure.instants import ALWAYS, Minute
from coalition.model.identity import CarrierId, LineId, MovementId
from coalition.model.plan import Plan, Trip

ByCarrier = Mapping[CarrierId, tuple[Trip, ...]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One trip as it was and as it is; None where there is none. `number` counts the old carrier's trips."""

    carrier: CarrierId
    before: Trip | None
    after: Trip | None
    number: int = 0

    @property
    def begins(self) -> Minute:
        """The earlier of its two beginnings."""
        found = [trip.stops[0].arrive for trip in self.trips if trip.stops]
        return min(found, default=ALWAYS)

    @property
    def trips(self) -> tuple[Trip, ...]:
        """What there is of before and after."""
        return tuple([trip for trip in (self.before, self.after) if trip is not None])

    @property
    def movements(self) -> frozenset[MovementId]:
        """Whose loads it carries or carried."""
        return frozenset(load.movement for trip in self.trips for s in trip.stops for load in s.on)


def by_carrier(plan: Plan) -> dict[CarrierId, tuple[Trip, ...]]:
    """The trips of each carrier in order of time, as the judge counts them."""
    found: dict[CarrierId, list[Trip]] = defaultdict(list)
    for trip in plan.trips:
        found[trip.carrier].append(trip)
    return {carrier: _in_order(trips) for carrier, trips in found.items()}


def _in_order(trips: list[Trip]) -> tuple[Trip, ...]:
    begins = list(map(_begins, trips))
    told = all(one < other for one, other in pairwise(begins))
    return tuple(trips if told else in_order(trips))


def turns_between(before: ByCarrier, after: ByCarrier) -> list[Turn]:
    """Every trip that is not as it was, by beginning and carrier."""
    carriers = list(dict.fromkeys((*before, *after)))
    found = [
        turn
        for carrier in carriers
        if before.get(carrier) != after.get(carrier)
        for turn in _turns(carrier, before.get(carrier, ()), after.get(carrier, ()))
    ]
    return sorted(found, key=lambda turn: (turn.begins, turn.carrier, turn.number))


def _turns(carrier: CarrierId, old: tuple[Trip, ...], new: tuple[Trip, ...]) -> Iterator[Turn]:
    begun: dict[Minute, list[int]] = defaultdict(list)
    for n, trip in enumerate(new):
        begun[_begins(trip)].append(n)
    gone, kept = [], set[int]()
    for number, trip in enumerate(old, 1):
        same = next(
            (
                n
                for n in begun[_begins(trip)]
                if n not in kept and (new[n] is trip or new[n] == trip)
            ),
            None,
        )
        if same is None:
            gone.append((number, trip))
        else:
            kept.add(same)
    come = [trip for n, trip in enumerate(new) if n not in kept]
    for number, trip in gone:
        match = next((n for n, one in enumerate(come) if _alike(trip, one)), None)
        yield Turn(carrier, trip, None if match is None else come.pop(match), number)
    for trip in come:
        yield Turn(carrier, None, trip)


def _begins(trip: Trip) -> Minute:
    return trip.stops[0].arrive if trip.stops else ALWAYS


def _alike(one: Trip, other: Trip) -> bool:
    """Whether they share a load, or are both empty."""
    first, second = _loads(one), _loads(other)
    return bool(first & second) or not (first or second)


def _loads(trip: Trip) -> frozenset[tuple[MovementId, LineId]]:
    return frozenset((load.movement, load.line) for stop in trip.stops for load in stop.on)
