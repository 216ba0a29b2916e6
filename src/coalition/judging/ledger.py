"""Which pieces stand where, minute by minute, and when each movement has come to its end.

Like pieces are not told apart, so a line of a movement is a count at each place. A piece set down stands
there from its carrier's departure; a piece taken on is gone from the taker's arrival (R1, R7).

Not here: whether a shortage breaks a rule (`rules.pieces`) or storage is too small (`rules.storage`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from coalition.judging.docket import Carried, Docket, LoadKey, Visit
from coalition.measure.instants import Minute
from coalition.model.identity import MovementId, PlaceId

_PUT, _TAKE = 0, 1
"""At one minute what is set down stands there before anything is taken."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """Pieces a visit takes on that do not stand there."""

    visit: Visit
    carried: Carried
    short: int


@dataclass(frozen=True, slots=True)
class Standing:
    """From `at` on, so many more (or fewer) pieces stand at a place between their legs."""

    place: PlaceId
    at: Minute
    carried: Carried
    change: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """Pieces set down at their destination, which they have reached for good at `at`."""

    at: Minute
    carried: Carried


@dataclass(frozen=True, slots=True)
class Ledger:
    """The outcome for all movements. `closed_at` lacks movements that never close, whatever the horizon."""

    shortages: tuple[Shortage, ...]
    standings: tuple[Standing, ...]
    deliveries: Mapping[LoadKey, tuple[Delivery, ...]]
    closed_at: Mapping[MovementId, Minute]


def keep_ledger(docket: Docket) -> Ledger:
    """Follow every line of every movement through the plan in order of time."""
    events: dict[LoadKey, list[_Event]] = {}
    for run in docket.runs:
        for visit in run.visits:
            for carried in visit.off:
                event = (visit.stop.depart, _PUT, visit, carried)
                events.setdefault(carried.key, []).append(event)
            for carried in visit.on:
                event = (visit.stop.arrive, _TAKE, visit, carried)
                events.setdefault(carried.key, []).append(event)
    accounts = {key: _Account(whole) for key, whole in docket.lines.items()}
    for key, account in accounts.items():
        for event in _in_order(events.get(key, [])):
            account.enter(event)
    return Ledger(
        tuple(s for account in accounts.values() for s in account.shortages),
        tuple(s for account in accounts.values() for s in account.standings),
        {key: tuple(account.deliveries) for key, account in accounts.items()},
        _closing(docket, accounts),
    )


_Event = tuple[Minute, int, Visit, Carried]
"""When, whether put down or taken, and by which visit what."""


def _in_order(events: list[_Event]) -> list[_Event]:
    """By time and kind; at one minute by the name of the visit, which is written out only then."""
    events.sort(key=_moment)
    if any(_moment(one) == _moment(other) for one, other in pairwise(events)):
        events.sort(key=lambda event: (*_moment(event), event[2].where))
    return events


def _moment(event: _Event) -> tuple[Minute, int]:
    return event[0], event[1]


@dataclass(slots=True)
class _Account:
    """One line of one movement: where its pieces stand."""

    whole: Carried
    standing: dict[PlaceId, int] = field(default_factory=dict)
    shortages: list[Shortage] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    complete: Minute | None = None

    def __post_init__(self) -> None:
        movement = self.whole.movement
        self.standing[movement.origin] = max(0, self.whole.pieces)
        if movement.origin == movement.destination and self.whole.pieces > 0:
            self.deliveries.append(Delivery(movement.ready, self.whole))
            self.complete = movement.ready

    def enter(self, event: _Event) -> None:
        at, kind, visit, carried = event
        if kind == _PUT:
            self._put(at, visit.stop.place, carried)
        else:
            self._take(at, visit, carried)

    def _put(self, at: Minute, place: PlaceId, carried: Carried) -> None:
        self.standing[place] = self.standing.get(place, 0) + carried.pieces
        self._note(place, at, carried, carried.pieces)
        if place == self.whole.movement.destination:
            self.deliveries.append(Delivery(at, carried))
            if self.standing[place] >= self.whole.pieces and self.complete is None:
                self.complete = at

    def _take(self, at: Minute, visit: Visit, carried: Carried) -> None:
        place, pieces = visit.stop.place, carried.pieces
        there = self.standing.get(place, 0)
        if pieces > there:
            self.shortages.append(Shortage(visit, carried, pieces - there))
        self.standing[place] = max(0, there - pieces)
        self._note(place, at, carried, -min(pieces, there))
        if place == self.whole.movement.destination:
            self._take_back(min(pieces, there))
            self.complete = None if self.standing[place] < self.whole.pieces else self.complete

    def _note(self, place: PlaceId, at: Minute, carried: Carried, change: int) -> None:
        if place not in (self.whole.movement.origin, self.whole.movement.destination):
            self.standings.append(Standing(place, at, carried, change))

    def _take_back(self, pieces: int) -> None:
        """Pieces that leave their destination again were not delivered: the last to come leave first."""
        while pieces > 0 and self.deliveries:
            last = self.deliveries.pop()
            kept = last.carried.pieces - pieces
            pieces -= last.carried.pieces
            if kept > 0:
                carried = Carried(last.carried.movement, last.carried.line, kept)
                self.deliveries.append(Delivery(last.at, carried))


def _closing(docket: Docket, accounts: Mapping[LoadKey, _Account]) -> dict[MovementId, Minute]:
    closed: dict[MovementId, Minute] = {}
    for movement in docket.movements.values():
        ends = [
            accounts[(movement.id, line.id)].complete for line in movement.lines if line.pieces > 0
        ]
        known = [end for end in ends if end is not None]
        if known and len(known) == len(ends):
            closed[movement.id] = max(known)
        elif not ends and movement.origin == movement.destination:
            closed[movement.id] = movement.ready
    return closed
