"""The earliest times at which a run along a path can be travelled: law, closures, duty, slots and hours.

A carrier may take longer over a leg than it needs: it waits outside until a slot is free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId, WayId
from coalition.planning.schedule.calendars.desk import Desk
from coalition.planning.schedule.calendars.journal import Tally
from coalition.planning.schedule.calendars.spans import covers, find_span, first_in, intersect
from coalition.planning.schedule.gates import Gate
from coalition.planning.schedule.paths import Path
from coalition.planning.schedule.terrain import Hop
from coalition.planning.schedule.voyage import Moved, Run, rested_arrival

TRIES_MAX = 60
"""Departures tried before a run is given up as not to be had."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a run must keep: work minutes at its ends, and minutes before which nothing may happen.

    `stand_from`: earliest arrival at the first stop; `leave_from`: earliest departure from it;
    `set_down_from`: earliest arrival at the last stop; `end_by`: latest end of the last stop.
    """

    load_minutes: int
    unload_minutes: int
    stand_from: int
    leave_from: int
    set_down_from: int
    end_by: int


@dataclass(frozen=True, slots=True)
class Roads:
    """The shared resources a run asks: desks of places, and departures a day on declared ways."""

    desk: Callable[[PlaceId, Fleet], Desk]
    departures: Tally[tuple[WayId, int]]

    def is_full(self, hop: Hop, depart: int) -> bool:
        """Whether no more carriers may depart on the way that day."""
        if hop.day_way is None or hop.day_limit is None:
            return False
        return self.departures[hop.day_way, depart // MINUTES_PER_DAY] >= hop.day_limit


@dataclass(slots=True)
class Ride:
    """One attempt to travel a path."""

    roads: Roads
    fleet: Fleet
    path: Path
    errand: Errand
    before: list[Moved]

    def earliest(self) -> Run | None:
        """The run that ends earliest, or None when there is none in time."""
        errand, desk = self.errand, self.roads.desk(self.path.hops[0].origin, self.fleet)
        leave_from = errand.leave_from
        for _ in range(TRIES_MAX):
            first = desk.fit(errand.stand_from, errand.load_minutes, leave_from, self.fleet.slots)
            if first is None or first[1] > errand.end_by:
                return None
            outcome = self._travel(first[1])
            if isinstance(outcome, list):
                return (
                    Run(self.path, (first, *outcome)) if outcome[-1][1] <= errand.end_by else None
                )
            if outcome is None or outcome <= first[1]:
                return None
            leave_from = outcome
        return None

    def _travel(self, depart: int) -> list[tuple[int, int]] | int | None:
        """Times of all later stops; or a later departure to try; or None when there is none."""
        stops: list[tuple[int, int]] = []
        trail = list(self.before) if self.fleet.duty_minutes < MINUTES_PER_DAY else []
        at, last = depart, len(self.path.hops) - 1
        for i, (hop, gate) in enumerate(zip(self.path.hops, self.path.gates, strict=True)):
            leave = self._departure(hop, gate, at)
            if leave is None:
                return None
            if leave > at:
                return depart + leave - at
            arrive = self._arrival(hop, leave, trail)
            stop = (
                self._last_stop(gate, arrive)
                if i == last
                else self._passing_stop(hop, gate, arrive)
            )
            if stop is None:
                return None
            if not _holds(hop, gate, leave, stop[0]):
                return self._later(hop, gate, leave, stop[0] - arrive, depart - at)
            stops.append(stop)
            trail.append((leave, stop[0], hop.minutes))
            at = stop[1]
        return stops

    def _departure(self, hop: Hop, gate: Gate, at: int) -> int | None:
        """The first minute from `at` on at which law, closures and the day's departures let it leave."""
        while True:
            leave = first_in(gate.depart, at)
            span = None if leave is None else find_span(hop.open, leave)
            if leave is None or span is None:
                return None
            leave = max(leave, span[0])
            whole = find_span(gate.whole, leave)
            if whole is None:
                return None
            leave = max(leave, whole[0])
            if leave + hop.minutes > min(span[1], whole[1]):
                at = min(span[1], whole[1])
            elif self.roads.is_full(hop, leave):
                at = (leave // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY
            elif leave == at:
                return leave
            else:
                at = leave

    def _arrival(self, hop: Hop, leave: int, trail: list[Moved]) -> int:
        duty = self.fleet.duty_minutes
        if duty >= MINUTES_PER_DAY:
            return leave + hop.minutes
        return rested_arrival(trail, leave, hop.minutes, duty)

    def _last_stop(self, gate: Gate, arrive: int) -> tuple[int, int] | None:
        desk = self.roads.desk(self.path.hops[-1].destination, self.fleet)
        at: int | None = max(arrive, self.errand.set_down_from)
        for _ in range(TRIES_MAX):
            at = None if at is None else first_in(gate.arrive, at)
            stop = None if at is None else desk.fit(
                at, self.errand.unload_minutes, ALWAYS, self.fleet.slots
            )  # fmt: skip
            if stop is None or first_in(gate.arrive, stop[0]) == stop[0]:
                return stop
            at = stop[0]
        return None

    def _passing_stop(self, hop: Hop, gate: Gate, arrive: int) -> tuple[int, int] | None:
        """A stop without work: it needs open hours and law, and no slot."""
        desk = self.roads.desk(hop.destination, self.fleet)
        at: int | None = arrive
        for _ in range(TRIES_MAX):
            at = None if at is None else desk.first_open(at)
            lawful = None if at is None else first_in(gate.arrive, at)
            if lawful is None or lawful == at:
                return None if lawful is None else (lawful, lawful)
            at = lawful
        return None

    @staticmethod
    def _later(hop: Hop, gate: Gate, leave: int, wait: int, offset: int) -> int | None:
        """A later departure from the first stop that might do when the leg cannot last so long."""
        together = intersect(gate.whole, hop.open)
        span = find_span(together, leave)
        if span is None:
            return None
        if leave + wait + hop.minutes <= span[1] and wait > 0:
            return leave + wait + offset
        onward = find_span(together, span[1])
        return None if onward is None else onward[0] + offset


def _holds(hop: Hop, gate: Gate, leave: int, arrive: int) -> bool:
    return covers(gate.whole, leave, arrive) and covers(hop.open, leave, arrive)
