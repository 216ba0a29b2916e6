"""What a plan's trips show: who carried what, when each carrier was free, when each place was full.

Read off the plan alone, in whole minutes; trips that name what the book does not hold are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from coalition.explanation.summary import movements_of
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId, RequirementId
from coalition.model.places import Mode
from coalition.model.plan import Movement, Plan, Stop, Trip
from coalition.model.ways import Way, WayKey


@dataclass(frozen=True, slots=True)
class Carrying:
    """Some pieces of one line carried by one trip from the stop `board` to the stop `leave`."""

    trip: Trip
    movement: Movement
    line: LineId
    board: int
    leave: int

    @property
    def boarding(self) -> Stop:
        """The stop at which the pieces were taken on."""
        return self.trip.stops[self.board]

    @property
    def leaving(self) -> Stop:
        """The stop at which the pieces were set down."""
        return self.trip.stops[self.leave]


class Evidence:
    """The plan's trips, indexed for walking back from a late closure."""

    def __init__(self, book: Book, plan: Plan) -> None:
        self.book = book
        self.movements = movements_of(book, plan)
        self.trips = sorted(
            (t for t in plan.trips if t.stops and fleet_of(t.carrier) in book.fleets),
            key=lambda t: (t.stops[0].arrive, t.carrier),
        )
        self.by_carrier: dict[CarrierId, list[Trip]] = defaultdict(list)
        self.by_load: dict[tuple[MovementId, LineId], list[Carrying]] = defaultdict(list)
        self.work: dict[tuple[PlaceId, Mode], list[tuple[Minute, Minute, int]]] = defaultdict(list)
        for trip in self.trips:
            self._note(trip)

    def _note(self, trip: Trip) -> None:
        fleet = self.fleet(trip)
        self.by_carrier[trip.carrier].append(trip)
        for index, stop in enumerate(trip.stops):
            if stop.on or stop.off:
                self.work[stop.place, fleet.mode].append((stop.arrive, stop.depart, fleet.slots))
            for load in stop.off:
                self._note_carrying(trip, index, load.movement, load.line)

    def _note_carrying(self, trip: Trip, leave: int, movement: MovementId, line: LineId) -> None:
        boards = [
            i
            for i in range(leave)
            if any((on.movement, on.line) == (movement, line) for on in trip.stops[i].on)
        ]
        if boards and movement in self.movements:
            carrying = Carrying(trip, self.movements[movement], line, boards[-1], leave)
            self.by_load[movement, line].append(carrying)

    def fleet(self, trip: Trip) -> Fleet:
        """The fleet of a trip's carrier."""
        return self.book.fleets[fleet_of(trip.carrier)]

    def closing(self, requirement: RequirementId) -> Carrying | None:
        """The carrying that set the requirement's last piece down at its destination."""
        last = [
            carrying
            for carryings in self.by_load.values()
            for carrying in carryings
            if carrying.movement.requirement == requirement
            and carrying.leaving.place == carrying.movement.destination
        ]
        return max(last, key=lambda c: (c.leaving.depart, c.movement.id, c.line), default=None)

    def brought_by(
        self, movement: MovementId, line: LineId, place: PlaceId, by: Minute
    ) -> Carrying | None:
        """The last carrying that set the line down at `place` no later than `by`."""
        here = [
            c
            for c in self.by_load[movement, line]
            if c.leaving.place == place and c.leaving.depart <= by
        ]
        return max(here, key=lambda c: c.leaving.depart, default=None)

    def trip_before(self, trip: Trip) -> Trip | None:
        """The same carrier's last trip with loads before this one."""
        earlier = [
            t for t in self.by_carrier[trip.carrier] if t.stops[-1].depart <= trip.stops[0].arrive
        ]
        loaded = [t for t in earlier if t is not trip and any(s.on for s in t.stops)]
        return loaded[-1] if loaded else None

    def free_from(self, trip: Trip) -> Minute:
        """When the carrier could begin the trip: at its last trip's end or when it becomes available."""
        earlier = [
            t
            for t in self.by_carrier[trip.carrier]
            if t is not trip and t.stops[-1].depart <= trip.stops[0].arrive
        ]
        opens = self.fleet(trip).available.opens
        return max([opens, *(t.stops[-1].depart for t in earlier)])

    def is_full_before(self, stop: Stop, fleet: Fleet) -> bool:
        """Whether every working place the carrier needs was taken in the minute before it began work."""
        place = self.book.places[stop.place]
        slots = place.slots(fleet.mode)
        if slots is None:
            return False
        at = stop.arrive - 1
        taken = sum(n for begin, end, n in self.work[stop.place, fleet.mode] if begin <= at < end)
        return taken + fleet.slots > slots

    def way_key(self, trip: Trip, index: int) -> WayKey:
        """The way of the leg that leaves the stop `index`."""
        here, there = trip.stops[index], trip.stops[index + 1]
        return WayKey(self.fleet(trip).mode, here.place, there.place, here.avoiding)


def moving_minutes(way: Way, fleet: Fleet) -> int:
    """Whole minutes the leg takes at block speed, rounded up."""
    return -(-way.length_m * 60 // fleet.speed_m_per_hour)
