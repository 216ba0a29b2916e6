"""The plan laid out for judging: movements, each carrier's runs in order of time, visits and legs.

Whatever the plan names that the book does not hold is None here, never an error; the rules say so.
Loads are followed through each run: a visit's `off` and `on` are what really changes hands, so that one
false count does not make every later one false.

Not here: any rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from coalition.judging.doors import WayBook
from coalition.measure.instants import ALWAYS, MINUTES_PER_HOUR, Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet, fleet_of
from coalition.model.identity import CarrierId, LineId, MovementId
from coalition.model.places import Place
from coalition.model.plan import Assignment, Load, Movement, Plan, Stop, Trip, movement_of
from coalition.model.ways import Way, WayKey

LoadKey = tuple[MovementId, LineId]


@dataclass(frozen=True, slots=True)
class Carried:
    """So many pieces of one line of one movement, all known to the book."""

    movement: Movement
    line: CargoLine
    pieces: int

    @property
    def key(self) -> LoadKey:
        """Movement and line."""
        return (self.movement.id, self.line.id)

    @property
    def pax(self) -> int:
        """Passengers among the pieces."""
        return self.pieces if self.line.category is Category.PAX else 0

    @property
    def kg(self) -> int:
        """Mass of the pieces as cargo; passengers have none."""
        return 0 if self.line.category is Category.PAX else self.pieces * self.line.piece_kg

    @property
    def dm2(self) -> int:
        """Deck area of the pieces as cargo; passengers have none."""
        return 0 if self.line.category is Category.PAX else self.pieces * self.line.piece_dm2


def weigh(loads: Iterable[Carried]) -> tuple[int, int, int]:
    """Passengers, kg and dm2 of cargo of all of them."""
    pax = kg = dm2 = 0
    for carried in loads:
        line, pieces = carried.line, carried.pieces
        if line.category is Category.PAX:
            pax += pieces
        else:
            kg += pieces * line.piece_kg
            dm2 += pieces * line.piece_dm2
    return pax, kg, dm2


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop with what changes hands there and what is aboard when it ends."""

    trip: str
    stop: Stop
    place: Place | None
    off: tuple[Carried, ...]
    on: tuple[Carried, ...]
    aboard: tuple[Carried, ...]

    @property
    def where(self) -> str:
        """Trip and place, for a person."""
        return f"{self.trip} at {self.place.name if self.place else self.stop.place}"

    @property
    def works(self) -> bool:
        """Whether anything is set down or taken on."""
        return bool(self.off or self.on)


@dataclass(frozen=True, slots=True)
class Leg:
    """From one visit to the next: the way (None when there is none) and its least moving minutes.

    `minutes` is None when way, fleet or speed is not known.
    """

    start: Visit
    end: Visit
    fleet: Fleet | None
    way: Way | None
    minutes: int | None

    @property
    def depart(self) -> Minute:
        """When it leaves."""
        return self.start.stop.depart

    @property
    def arrive(self) -> Minute:
        """When it comes in."""
        return self.end.stop.arrive

    @property
    def trip(self) -> str:
        """The trip it is part of."""
        return self.start.trip

    @property
    def aboard(self) -> tuple[Carried, ...]:
        """What it carries."""
        return self.start.aboard

    @property
    def where(self) -> str:
        """Trip and both ends, for a person."""
        ends = [v.place.name if v.place else v.stop.place for v in (self.start, self.end)]
        return f"{self.trip} from {ends[0]} to {ends[1]}"


@dataclass(frozen=True, slots=True)
class Run:
    """One trip of one carrier. `name` counts the carrier's trips in order of time: `trip 2 of C17#2`."""

    name: str
    carrier: CarrierId
    fleet: Fleet | None
    visits: tuple[Visit, ...]
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Docket:
    """Everything the rules look at. `runs` are in order of carrier and time, whatever the plan's order."""

    book: Book
    plan: Plan
    movements: Mapping[MovementId, Movement]
    runs: tuple[Run, ...]
    lines: Mapping[LoadKey, Carried] = field(default_factory=dict)
    """Every line of every movement with all its pieces."""

    @property
    def visits(self) -> list[Visit]:
        """Every visit of every run."""
        return [visit for run in self.runs for visit in run.visits]

    @property
    def legs(self) -> list[Leg]:
        """Every leg of every run."""
        return [leg for run in self.runs for leg in run.legs]


def open_docket(book: Book, ways: WayBook, plan: Plan) -> Docket:
    """The plan laid out against its book and the network."""
    movements = _movements(book, plan)
    lines = {
        (movement.id, line.id): Carried(movement, line, line.pieces)
        for movement in movements.values()
        for line in movement.lines
    }
    return Docket(book, plan, movements, Layout(book, ways, lines).runs(plan), lines)


def assignment_order(assignment: Assignment) -> tuple[str, str, str, int]:
    """A total order of assignments, the absent source first."""
    return (
        assignment.requirement, assignment.unit or "", assignment.stock or "", assignment.pieces,
    )  # fmt: skip


def _movements(book: Book, plan: Plan) -> dict[MovementId, Movement]:
    found: dict[MovementId, Movement] = {}
    for assignment in sorted(plan.assignments, key=assignment_order):
        try:
            movement = movement_of(book, assignment)
        except KeyError:
            continue
        found.setdefault(movement.id, movement)
    return found


class Layout:
    """Lays trips out, remembering the ways it has asked for."""

    def __init__(self, book: Book, ways: WayBook, lines: Mapping[LoadKey, Carried]) -> None:
        self._book, self._ways, self._lines = book, ways, lines
        self._found: dict[WayKey, Way | None] = {}

    def runs(self, plan: Plan) -> tuple[Run, ...]:
        """Every trip of the plan, in order."""
        counts: dict[CarrierId, int] = {}
        runs = []
        for trip in in_order(plan.trips):
            counts[trip.carrier] = counts.get(trip.carrier, 0) + 1
            runs.append(self.run(trip, counts[trip.carrier]))
        return tuple(runs)

    def run(self, trip: Trip, number: int) -> Run:
        """One trip, the so-and-so-many-th of its carrier."""
        name = f"trip {number} of {trip.carrier}"
        fleet = self._book.fleets.get(fleet_of(trip.carrier))
        visits = self._visits(trip, name)
        legs = tuple([self._leg(start, end, fleet) for start, end in pairwise(visits)])
        return Run(name, trip.carrier, fleet, visits, legs)

    def again(self, run: Run) -> Run:
        """A run laid out before, with the same visits and with its fleet and ways as they are now."""
        fleet = self._book.fleets.get(fleet_of(run.carrier))
        legs = tuple([self._leg(leg.start, leg.end, fleet) for leg in run.legs])
        return Run(run.name, run.carrier, fleet, run.visits, legs)

    def renamed(self, run: Run, number: int) -> Run:
        """A run laid out before that is now the so-and-so-many-th of its carrier."""
        name = f"trip {number} of {run.carrier}"
        visits = tuple([Visit(name, v.stop, v.place, v.off, v.on, v.aboard) for v in run.visits])
        legs = tuple([
            Leg(start, end, leg.fleet, leg.way, leg.minutes)
            for leg, (start, end) in zip(run.legs, pairwise(visits), strict=True)
        ])  # fmt: skip
        return Run(name, run.carrier, run.fleet, visits, legs)

    def _visits(self, trip: Trip, name: str) -> tuple[Visit, ...]:
        aboard: dict[LoadKey, int] = {}
        carried: tuple[Carried, ...] = ()
        visits = []
        for stop in trip.stops:
            place = self._book.places.get(stop.place)
            if not stop.off and not stop.on:
                visits.append(Visit(name, stop, place, (), (), carried))
                continue
            off = {key: min(n, aboard.get(key, 0)) for key, n in tally(stop.off).items()}
            on = {key: n for key, n in tally(stop.on).items() if key in self._lines}
            for key, pieces in off.items():
                aboard[key] = aboard.get(key, 0) - pieces
            for key, pieces in on.items():
                aboard[key] = aboard.get(key, 0) + pieces
            aboard = {key: pieces for key, pieces in aboard.items() if pieces}
            carried = self._carried(aboard)
            visits.append(Visit(name, stop, place, self._carried(off), self._carried(on), carried))
        return tuple(visits)

    def _carried(self, counts: Mapping[LoadKey, int]) -> tuple[Carried, ...]:
        return tuple([
            self._so_many(self._lines[key], counts[key])
            for key in (sorted(counts) if len(counts) > 1 else counts)
            if counts[key]
        ])  # fmt: skip

    def _so_many(self, whole: Carried, pieces: int) -> Carried:
        return whole if pieces == whole.pieces else Carried(whole.movement, whole.line, pieces)

    def _leg(self, start: Visit, end: Visit, fleet: Fleet | None) -> Leg:
        way = self._way(start, end, fleet) if fleet and start.place and end.place else None
        return Leg(start, end, fleet, way, _moving_minutes(way, fleet))

    def _way(self, start: Visit, end: Visit, fleet: Fleet) -> Way | None:
        key = WayKey(fleet.mode, start.stop.place, end.stop.place, start.stop.avoiding)
        if key not in self._found:
            self._found[key] = self._ways.find_way(key)
        return self._found[key]


def tally(loads: tuple[Load, ...]) -> dict[LoadKey, int]:
    """Pieces by movement and line; counts that are not positive are left out (R2 names them)."""
    counts: dict[LoadKey, int] = {}
    for load in loads:
        if load.pieces > 0:
            key = (load.movement, load.line)
            counts[key] = counts.get(key, 0) + load.pieces
    return counts


def _moving_minutes(way: Way | None, fleet: Fleet | None) -> int | None:
    if way is None or fleet is None or fleet.speed_m_per_hour <= 0:
        return None
    return -(-way.length_m * MINUTES_PER_HOUR // fleet.speed_m_per_hour)


def in_order(trips: Iterable[Trip]) -> Iterator[Trip]:
    """The trips by fleet, number of the carrier and beginning; those alike in that by all they hold."""
    for _, alike in groupby(sorted(trips, key=_beginning), key=_beginning):
        same = list(alike)
        yield from sorted(same, key=_content) if len(same) > 1 else same


def _beginning(trip: Trip) -> tuple[str, int, Minute]:
    fleet, _, number = trip.carrier.rpartition("#")
    begin = trip.stops[0].arrive if trip.stops else ALWAYS
    return (fleet, int(number) if number.isdecimal() else -1, begin)


def _content(trip: Trip) -> tuple[tuple[object, ...], ...]:
    return tuple((s.arrive, s.depart, s.place, s.off, s.on, s.avoiding) for s in trip.stops)
