"""A loaded trip of one carrier with the empty run that brings it to its start, and a carrier's timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coalition.authority.legs import Aboard
from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, LineId, MovementId, PlaceId
from coalition.planning.fit import with_rest
from coalition.planning.schedule.paths import Path

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


@dataclass(frozen=True, slots=True)
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
    origin: PlaceId = field(init=False)
    """Where it loads."""
    destination: PlaceId = field(init=False)
    """Where it unloads."""

    def __post_init__(self) -> None:
        """Note its ends, which no change of its times or loads moves."""
        self.origin = self.run.path.hops[0].origin
        self.destination = self.run.path.hops[-1].destination

    def has_room(self, freight: Freight) -> bool:
        """Whether so much more fits aboard."""
        aboard, fleet = self.freight, self.fleet
        return (
            aboard.kg + freight.kg <= fleet.payload_kg
            and aboard.pax + freight.pax <= fleet.seats
            and (fleet.deck_dm2 is None or aboard.dm2 + freight.dm2 <= fleet.deck_dm2)
        )

    @property
    def begin(self) -> int:
        """When its first stop begins."""
        return self.run.times[0][0]

    @property
    def end(self) -> int:
        """When its last stop ends and its loads stand at the destination."""
        return self.run.times[-1][1]


def legs_before(timeline: list[Voyage], index: int, duty: int) -> list[Moved]:
    """The legs before the voyage of that number, back to the last pause of a whole rest: what binds it (R5)."""
    rest, backwards = MINUTES_PER_DAY - duty, list[Moved]()
    begun: int = FOREVER
    for number in range(index - 1, -1, -1):
        voyage = timeline[number]
        for run in (voyage.run, voyage.approach):
            if run is not None:
                if begun - run.moved[-1][1] >= rest and backwards:
                    return backwards[::-1]
                backwards += run.moved[::-1]
                begun = run.moved[0][0]
    return backwards[::-1]


def legs_until_rest(timeline: list[Voyage], index: int, duty: int) -> list[Moved]:
    """The legs from the voyage of that number on, without its approach, up to the first whole rest."""
    rest, found = MINUTES_PER_DAY - duty, timeline[index].run.legs()
    for number in range(index + 1, len(timeline)):
        voyage = timeline[number]
        for run in (voyage.approach, voyage.run):
            if run is not None:
                if run.moved[0][0] - found[-1][1] >= rest:
                    return found
                found += run.moved
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
    """Whether the legs `after` still keep the duty rule when `before` precedes them (R5).

    Each of the two keeps it by itself, so only runs that begin in the one and end in the other are looked at.
    """
    rest = MINUTES_PER_DAY - duty
    if not before or not after or after[0][0] - before[-1][1] >= rest:
        return True
    ahead, behind = np.array(before), np.array(after)
    moving = ahead[::-1, 2].cumsum()[::-1, None] + behind[:, 2].cumsum()
    least = moving + (moving - 1) // duty * rest
    return bool((behind[:, 1] - ahead[:, 0, None] >= least).all())
