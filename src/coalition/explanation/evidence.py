"""What a plan's trips show: who carried what, when each carrier was free, when each place was full.

Read off the plan alone, in whole minutes; trips that name what the book does not hold are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from coalition.explanation.summary import movements_of
from coalition.measure.instants import MINUTES_PER_DAY, Minute
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


class Work:
    """Who is at work in one place by one mode: how many slots are taken at a minute."""

    def __init__(self) -> None:
        self._changes: list[tuple[Minute, int]] = []
        self._minutes: list[Minute] = []
        self._taken: list[int] = []

    def add(self, begin: Minute, end: Minute, slots: int) -> None:
        """So many slots are taken in [begin, end)."""
        if begin < end:
            self._changes += ((begin, slots), (end, -slots))

    def taken(self, at: Minute) -> int:
        """Slots taken at the minute."""
        if not self._minutes:
            self._changes.sort()
            self._minutes = [minute for minute, _ in self._changes]
            self._taken = list(accumulate(slots for _, slots in self._changes))
        place = bisect_right(self._minutes, at)
        return self._taken[place - 1] if place else 0


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
        self.serving: dict[RequirementId, list[Movement]] = defaultdict(list)
        for movement in self.movements.values():
            self.serving[movement.requirement].append(movement)
        self._work: dict[tuple[PlaceId, Mode], Work] = defaultdict(Work)
        self._departures: dict[tuple[Mode, frozenset[PlaceId], int], int] = defaultdict(int)
        for trip in self.trips:
            self._note(trip)
        self._last = self._last_carryings()
        self.pledged = _pledged(book)

    def _note(self, trip: Trip) -> None:
        fleet = self.fleet(trip)
        self.by_carrier[trip.carrier].append(trip)
        boarded: dict[tuple[MovementId, LineId], int] = {}
        for here, there in pairwise(trip.stops):
            ends = frozenset((here.place, there.place))
            self._departures[fleet.mode, ends, here.depart // MINUTES_PER_DAY] += 1
        for index, stop in enumerate(trip.stops):
            if stop.on or stop.off:
                self._work[stop.place, fleet.mode].add(stop.arrive, stop.depart, fleet.slots)
            for load in stop.off:
                key = (load.movement, load.line)
                movement = self.movements.get(load.movement)
                if movement is not None and key in boarded:
                    carrying = Carrying(trip, movement, load.line, boarded[key], index)
                    self.by_load[key].append(carrying)
            for load in stop.on:
                boarded[load.movement, load.line] = index

    def _last_carryings(self) -> dict[RequirementId, Carrying]:
        """The last carrying to each requirement's destination."""
        last: dict[RequirementId, Carrying] = {}
        for carryings in self.by_load.values():
            for carrying in carryings:
                movement = carrying.movement
                if carrying.leaving.place == movement.destination:
                    known = last.get(movement.requirement)
                    if known is None or _arrival_order(known) < _arrival_order(carrying):
                        last[movement.requirement] = carrying
        return last

    def fleet(self, trip: Trip) -> Fleet:
        """The fleet of a trip's carrier."""
        return self.book.fleets[fleet_of(trip.carrier)]

    def closing(self, requirement: RequirementId) -> Carrying | None:
        """The carrying that set the requirement's last piece down at its destination."""
        return self._last.get(requirement)

    def brought_by(
        self, movement: MovementId, line: LineId, place: PlaceId, by: Minute
    ) -> Carrying | None:
        """The last carrying that set the line down at `place` no later than `by`."""
        here = [
            c
            for c in self.by_load.get((movement, line), ())
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
        taken = self._work[stop.place, fleet.mode].taken(Minute(stop.arrive - 1))
        return taken + fleet.slots > slots

    def departures(self, mode: Mode, ends: Iterable[PlaceId], day: int) -> int:
        """Legs that left one of the ends for the other on that day, counted from 1970, in UTC."""
        return self._departures.get((mode, frozenset(ends), day), 0)

    def way_key(self, trip: Trip, index: int) -> WayKey:
        """The way of the leg that leaves the stop `index`."""
        here, there = trip.stops[index], trip.stops[index + 1]
        return WayKey(self.fleet(trip).mode, here.place, there.place, here.avoiding)


def _pledged(book: Book) -> dict[str, int]:
    """How much of each capability units and stocks are pledged to bring in all."""
    found: dict[str, int] = defaultdict(int)
    for unit in book.units.values():
        if unit.pledged:
            found[unit.capability] += unit.capability_amount
    for stock in book.stocks.values():
        if stock.pledged:
            found[stock.capability] += stock.pledged_pieces * stock.amount_per_piece
    return found


def _arrival_order(carrying: Carrying) -> tuple[Minute, MovementId, LineId]:
    return (carrying.leaving.depart, carrying.movement.id, carrying.line)


def moving_minutes(way: Way, fleet: Fleet) -> int:
    """Whole minutes the leg takes at block speed, rounded up."""
    return -(-way.length_m * 60 // fleet.speed_m_per_hour)
