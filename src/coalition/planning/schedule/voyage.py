"""A loaded trip of one carrier with the empty run that brings it to its start, and a carrier's timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coalition.authority.legs import Aboard
from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId
from coalition.planning.schedule.paths import Path
from coalition.planning.schedule.terrain import with_rest

Times = tuple[tuple[int, int], ...]
"""(arrive, depart) at each stop of a run, one more than its hops."""
LoadKey = tuple[MovementId, LineId]
Moved = tuple[int, int, int]
"""(depart, arrive, moving minutes) of one leg."""


@dataclass(frozen=True, slots=True)
class Run:
    """A path with the times at which it is travelled."""

    path: Path
    times: Times
    moved: tuple[Moved, ...] = field(init=False, compare=False)
    """Every leg in order."""

    def __post_init__(self) -> None:
        """Note the legs once; they are asked for often."""
        times = self.times
        moved = tuple(
            (times[i][1], times[i + 1][0], hop.minutes) for i, hop in enumerate(self.path.hops)
        )
        object.__setattr__(self, "moved", moved)

    def legs(self) -> list[Moved]:
        """Every leg in order, as a list of one's own."""
        return list(self.moved)


@dataclass(slots=True)
class Freight:
    """So many seats, kg and deck dm2."""

    pax: int = 0
    kg: int = 0
    dm2: int = 0

    def plus(self, other: Freight) -> Freight:
        """Both together."""
        return Freight(self.pax + other.pax, self.kg + other.kg, self.dm2 + other.dm2)

    def fits(self, fleet: Fleet) -> bool:
        """Whether one carrier of the fleet takes it (R3)."""
        deck = fleet.deck_dm2 is None or self.dm2 <= fleet.deck_dm2
        return self.pax <= fleet.seats and self.kg <= fleet.payload_kg and deck


@dataclass(slots=True, eq=False)
class Voyage:
    """A loaded trip as booked. `stand_from` is from when all its loads stand at its first stop, `latest_end`
    by when its last stop must end for what is planned on it; `aboard` is each movement in law.

    `approach` is the empty run to its first stop, None when the carrier stands there already.
    """

    fleet: Fleet
    carrier: CarrierId
    run: Run
    approach: Run | None
    loads: dict[LoadKey, int] = field(default_factory=dict)
    freight: Freight = field(default_factory=Freight)
    aboard: dict[MovementId, Aboard] = field(default_factory=dict)
    stand_from: int = ALWAYS
    latest_end: int = FOREVER
    charged: Any = ()
    """What its loads count under permissions with limits."""

    @property
    def origin(self) -> PlaceId:
        """Where it loads."""
        return self.run.path.hops[0].origin

    @property
    def destination(self) -> PlaceId:
        """Where it unloads."""
        return self.run.path.hops[-1].destination

    @property
    def begin(self) -> int:
        """When its first stop begins."""
        return self.run.times[0][0]

    @property
    def end(self) -> int:
        """When its last stop ends and its loads stand at the destination."""
        return self.run.times[-1][1]


def legs_of(voyages: list[Voyage]) -> list[Moved]:
    """Every leg of the voyages, approaches included, in order of time."""
    legs: list[Moved] = []
    for voyage in voyages:
        if voyage.approach is not None:
            legs += voyage.approach.legs()
        legs += voyage.run.legs()
    return legs


def legs_before(voyages: list[Voyage], duty: int) -> list[Moved]:
    """The legs of the voyages after the last pause of a whole rest: all that binds what follows (R5)."""
    rest, backwards = MINUTES_PER_DAY - duty, list[Moved]()
    begun: int = FOREVER
    for voyage in reversed(voyages):
        for run in (voyage.run, voyage.approach):
            if run is not None:
                if begun - run.moved[-1][1] >= rest and backwards:
                    return backwards[::-1]
                backwards += run.moved[::-1]
                begun = run.moved[0][0]
    return backwards[::-1]


def legs_until_rest(legs: list[Moved], voyages: list[Voyage], duty: int) -> list[Moved]:
    """The legs and those of the voyages after them, up to the first pause of a whole rest."""
    found = list(legs)
    for voyage in voyages:
        own = legs_of([voyage])
        if found and own[0][0] - found[-1][1] >= MINUTES_PER_DAY - duty:
            break
        found += own
    return found


def rested_arrival(before: list[Moved], depart: int, minutes: int, duty: int) -> int:
    """The earliest arrival of a leg that leaves no run of legs with too little rest (R5).

    A pause of a whole rest parts runs: floors of a sum exceed the sum of floors by one at most.
    """
    arrive = depart + with_rest(minutes, duty)
    moving, begun, rest = minutes, depart, MINUTES_PER_DAY - duty
    for begin, end, length in reversed(before):
        if begun - end >= rest:
            break
        moving += length
        arrive = max(arrive, begin + with_rest(moving, duty))
        begun = begin
    return arrive


def is_rested(before: list[Moved], after: list[Moved], duty: int) -> bool:
    """Whether the legs `after` still keep the duty rule when `before` precedes them."""
    trail = list(before)
    for depart, arrive, minutes in after:
        if rested_arrival(trail, depart, minutes, duty) > arrive:
            return False
        trail.append((depart, arrive, minutes))
    return True
