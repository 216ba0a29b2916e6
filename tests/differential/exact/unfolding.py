"""A plan unfolded: the legs of each carrier, and lots of pieces that keep together from place to place.

Loads must go on at a trip's first stop and off at its last (technical stops may lie between); a trip of
another shape raises ValueError. Like pieces are alike: which of them a later leg takes is free (R1), so lots
are made by giving each leg the pieces that have stood longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coalition.model.book import Book
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId
from coalition.model.plan import Load, Movement, Plan, Trip, movement_of

Arc = tuple[PlaceId, PlaceId, tuple[str, ...]]
"""From, to, and what the way avoids."""
LineKey = tuple[MovementId, LineId]


@dataclass(frozen=True, eq=False)
class PlanLeg:
    """One trip from loading to unloading: `stops` are place, arrive and depart, the ends too."""

    carrier: CarrierId
    fleet: Fleet
    number: int
    arcs: tuple[Arc, ...]
    stops: tuple[tuple[PlaceId, int, int], ...]
    loads: dict[LineKey, int]
    trip: Trip

    @property
    def times(self) -> tuple[int, int, int, int]:
        """Loading begins, it leaves, it arrives, unloading ends."""
        return (*self.stops[0][1:], *self.stops[-1][1:])  # type: ignore[return-value]

    @property
    def ends(self) -> tuple[PlaceId, PlaceId]:
        return self.stops[0][0], self.stops[-1][0]


@dataclass(frozen=True)
class Lot:
    """So many pieces of a line that take the same legs one after another."""

    line: LineId
    pieces: int
    legs: tuple[PlanLeg, ...]

    @property
    def route(self) -> tuple[PlaceId, ...]:
        return (self.legs[0].ends[0], *(leg.ends[1] for leg in self.legs))


@dataclass
class Unfolded:
    """A plan as the model sees it."""

    plan: Plan
    movements: dict[MovementId, Movement]
    legs: dict[CarrierId, list[PlanLeg]]
    lots: dict[MovementId, list[Lot]]


def unfold(book: Book, plan: Plan) -> Unfolded:
    movements = {m.id: m for m in (movement_of(book, a) for a in plan.assignments)}
    legs: dict[CarrierId, list[PlanLeg]] = {}
    for trip in sorted(plan.trips, key=lambda t: t.stops[0].arrive):
        row = legs.setdefault(trip.carrier, [])
        row.append(_leg(book.fleets[fleet_of(trip.carrier)], trip, len(row)))
    every = [leg for row in legs.values() for leg in row]
    lots = {name: _lots(movement, every) for name, movement in movements.items()}
    return Unfolded(plan, movements, legs, lots)


def strip(book: Book, plan: Plan) -> Plan:
    """The plan without pieces that never reach their destination: they are worth nothing on the way."""
    given = unfold(book, plan)
    kept: dict[PlanLeg, dict[LineKey, int]] = {}
    for name, lots in given.lots.items():
        for lot in lots:
            for leg in lot.legs:
                loads = kept.setdefault(leg, {})
                loads[name, lot.line] = loads.get((name, lot.line), 0) + lot.pieces
    trips = [_with_loads(leg.trip, kept.get(leg, {})) for row in given.legs.values() for leg in row]
    return replace(plan, trips=tuple(trips))


def _with_loads(trip: Trip, pieces: dict[LineKey, int]) -> Trip:
    first, *between, last = trip.stops
    loads = tuple(Load(*key, n) for key, n in sorted(pieces.items()))
    return replace(trip, stops=(replace(first, on=loads), *between, replace(last, off=loads)))


def _leg(fleet: Fleet, trip: Trip, number: int) -> PlanLeg:
    first, *between, last = trip.stops
    if first.off or last.on or any(stop.on or stop.off for stop in between):
        raise ValueError(f"a trip of {trip.carrier} works on the way")
    arcs = tuple(
        (one.place, other.place, one.avoiding)
        for one, other in zip(trip.stops, trip.stops[1:], strict=False)
    )
    stops = tuple((s.place, int(s.arrive), int(s.depart)) for s in trip.stops)
    loads: dict[LineKey, int] = {}
    for load in first.on:
        key = (load.movement, load.line)
        loads[key] = loads.get(key, 0) + load.pieces
    return PlanLeg(trip.carrier, fleet, number, arcs, stops, loads, trip)


def _lots(movement: Movement, legs: Sequence[PlanLeg]) -> list[Lot]:
    """Lots that reach the destination; what is left on the way is let go."""
    found: list[Lot] = []
    for line in movement.lines:
        key = (movement.id, line.id)
        carrying = sorted((leg for leg in legs if key in leg.loads), key=lambda leg: leg.times[0])
        found += _lots_of_line(movement, key, line.pieces, carrying)
    return found


def _lots_of_line(
    movement: Movement, key: LineKey, pieces: int, legs: Iterable[PlanLeg]
) -> list[Lot]:
    standing: list[tuple[PlaceId, int, int, tuple[PlanLeg, ...]]] = [
        (movement.origin, -(2**40), pieces, ())
    ]
    for leg in legs:
        wanted = leg.loads[key]
        rest = []
        for place, since, count, way in sorted(standing, key=lambda s: s[1]):
            taken = min(wanted, count) if place == leg.ends[0] and since <= leg.times[0] else 0
            wanted -= taken
            if taken:
                rest.append((leg.ends[1], leg.times[3], taken, (*way, leg)))
            if count > taken:
                rest.append((place, since, count - taken, way))
        if wanted:
            raise ValueError(f"{key} leaves {leg.ends[0]} before it is there")
        standing = rest
    return [
        Lot(key[1], count, way)
        for place, _, count, way in standing
        if place == movement.destination and way
    ]
