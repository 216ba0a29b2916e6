"""Legs, hops and deliveries, read off the trips of a plan.

A *leg* is one load's ride on one carrier, from where it is taken on to where it is set down. A *hop* is
one carrier's run between two stops with what is aboard. A *delivery* is a load set down at the
destination of its movement (planning rules, "Movements"); it counts from the carrier's departure there.

Not here: whether any of it is right. Loads that the plan sets down without having taken them on are
left out, as are trips of fleets that the book does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from coalition.formats.report.drawing.lettering import count, tonnes
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import LineId, MovementId, NationId, PlaceId, RequirementId
from coalition.model.places import Mode
from coalition.model.plan import Load, Movement, Plan, Stop, Trip, movement_of
from coalition.model.ways import WayKey

PASSENGER_KG = 100
"""A passenger's kg-equivalents (planning rules, "Score")."""


@dataclass(frozen=True, slots=True)
class Freight:
    """An amount that moves: passengers and kg of cargo."""

    pax: int = 0
    mass_kg: int = 0

    def __add__(self, other: Freight) -> Freight:
        """Both together."""
        return Freight(self.pax + other.pax, self.mass_kg + other.mass_kg)

    @property
    def weight_kg(self) -> int:
        """Kg-equivalents, a passenger counting 100 kg."""
        return self.mass_kg + PASSENGER_KG * self.pax

    def words(self) -> str:
        """`1,200 t and 340 passengers`, or `nothing`."""
        parts = [tonnes(self.mass_kg)] if self.mass_kg else []
        parts += [count(self.pax, "passenger")] if self.pax else []
        return " and ".join(parts) or "nothing"


@dataclass(frozen=True, slots=True)
class Leg:
    """A load's ride on one carrier: on board from `depart` to `arrive`, set down by `done`."""

    movement: MovementId
    requirement: RequirementId
    nation: NationId
    fleet: Fleet
    origin: PlaceId
    destination: PlaceId
    depart: Minute
    arrive: Minute
    done: Minute
    freight: Freight
    leaves_home: bool
    delivers: bool


@dataclass(frozen=True, slots=True)
class Hop:
    """A carrier's loaded run between two stops."""

    way: WayKey
    freight: Freight
    requirements: tuple[RequirementId, ...]


@dataclass(frozen=True, slots=True)
class Travel:
    """Everything that moves under a plan, in the order of the plan's trips."""

    movements: dict[MovementId, Movement]
    legs: tuple[Leg, ...]
    hops: tuple[Hop, ...]


def read_travel(book: Book, plan: Plan) -> Travel:
    """The legs and hops of every trip; assignments that the book cannot serve are left out."""
    movements: dict[MovementId, Movement] = {}
    for assignment in plan.assignments:
        try:
            movement = movement_of(book, assignment)
        except KeyError:
            continue
        movements[movement.id] = movement
    reader = _TripReader(movements)
    legs: list[Leg] = []
    hops: list[Hop] = []
    for trip in plan.trips:
        fleet = book.fleets.get(fleet_of(trip.carrier))
        if fleet is not None:
            legs.extend(reader.legs(trip, fleet))
            hops.extend(reader.hops(trip, fleet.mode))
    return Travel(movements, tuple(legs), tuple(hops))


def freight_of(line: CargoLine, pieces: int) -> Freight:
    """So many pieces of a cargo line."""
    if line.category is Category.PAX:
        return Freight(pax=pieces)
    return Freight(mass_kg=pieces * line.piece_kg)


def load_of(movement: Movement) -> Freight:
    """All that a movement has to bring."""
    return add_up(freight_of(line, line.pieces) for line in movement.lines)


def add_up(freights: Iterable[Freight]) -> Freight:
    """All of them together."""
    pax = mass_kg = 0
    for one in freights:
        pax += one.pax
        mass_kg += one.mass_kg
    return Freight(pax, mass_kg)


class _TripReader:
    """Follows loads through trips, first on first off."""

    def __init__(self, movements: dict[MovementId, Movement]) -> None:
        self.movements = movements
        self.lines: dict[tuple[MovementId, LineId], CargoLine] = {
            (m.id, line.id): line for m in movements.values() for line in m.lines
        }

    def legs(self, trip: Trip, fleet: Fleet) -> Iterator[Leg]:
        """One leg for each pair of stops and movement, loads of one movement together."""
        merged: dict[tuple[MovementId, int, int], Freight] = {}
        for begin, end, load in _rides(trip):
            line = self.lines.get((load.movement, load.line))
            if line is None:
                continue
            freight, key = freight_of(line, load.pieces), (load.movement, begin, end)
            known = merged.get(key)
            merged[key] = known + freight if known else freight
        for (name, begin, end), freight in merged.items():
            yield _leg(self.movements[name], fleet, trip.stops[begin], trip.stops[end], freight)

    def hops(self, trip: Trip, mode: Mode) -> Iterator[Hop]:
        """Every run between two stops with something aboard."""
        aboard: dict[tuple[MovementId, LineId], int] = {}
        for here, there in pairwise(trip.stops):
            for sign, loads in ((-1, here.off), (1, here.on)):
                for load in loads:
                    key = (load.movement, load.line)
                    aboard[key] = aboard.get(key, 0) + sign * load.pieces
            carried = [(key, n) for key, n in aboard.items() if n > 0 and key in self.lines]
            if not carried or here.place == there.place:
                continue
            freight = add_up(freight_of(self.lines[key], n) for key, n in carried)
            ids = tuple(dict.fromkeys(self.movements[key[0]].requirement for key, _ in carried))
            yield Hop(WayKey(mode, here.place, there.place, here.avoiding), freight, ids)


def _leg(movement: Movement, fleet: Fleet, start: Stop, end: Stop, freight: Freight) -> Leg:
    return Leg(
        movement.id, movement.requirement, movement.nation, fleet, start.place, end.place,
        start.depart, end.arrive, end.depart, freight,
        leaves_home=start.place == movement.origin,
        delivers=end.place == movement.destination,
    )  # fmt: skip


def _rides(trip: Trip) -> Iterator[tuple[int, int, Load]]:
    """(stop taken on, stop set down, load): pieces taken on first are set down first."""
    aboard: dict[tuple[MovementId, LineId], list[list[int]]] = {}
    for index, stop in enumerate(trip.stops):
        for load in stop.off:
            queue = aboard.get((load.movement, load.line), [])
            left = load.pieces
            while left > 0 and queue:
                taken = min(left, queue[0][1])
                yield queue[0][0], index, Load(load.movement, load.line, taken)
                left -= taken
                queue[0][1] -= taken
                if not queue[0][1]:
                    queue.pop(0)
        for load in stop.on:
            aboard.setdefault((load.movement, load.line), []).append([index, load.pieces])
