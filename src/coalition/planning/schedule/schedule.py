"""The schedule: every carrier's timeline and every shared calendar, searched, booked, and undone exactly.

A voyage is put into the first gap of a timeline in which it ends earliest; the empty runs before it and
after it are part of the search, so that a booked schedule keeps R3 to R8 and R10 at every moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, FleetId, PlaceId, WayId
from coalition.model.places import Mode
from coalition.planning.fit import moving_minutes, with_rest
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.schedule.calendars.desk import Desk
from coalition.planning.schedule.calendars.journal import Journal, Tally
from coalition.planning.schedule.paths import EMPTY, Path, Paths
from coalition.planning.schedule.quotas import Quotas
from coalition.planning.schedule.riding import Errand, Ride, Roads
from coalition.planning.schedule.rooms import Gap, Rooms
from coalition.planning.schedule.storage import Storage
from coalition.planning.schedule.voyage import (
    Freight,
    LoadKey,
    Moved,
    Run,
    Voyage,
    is_rested,
    legs_before,
    legs_until_rest,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place found in a carrier's timeline: before its `index`-th voyage, with the empty runs it needs.

    `onward` brings the carrier to the voyage that follows; None when none is needed.
    """

    fleet: Fleet
    carrier: CarrierId
    index: int
    approach: Run | None
    run: Run
    onward: Run | None

    @property
    def end(self) -> int:
        """When its last stop ends."""
        return self.run.times[-1][1]

    @property
    def empty_minutes(self) -> int:
        """Minutes moved empty to make it possible."""
        return sum(run.path.minutes for run in (self.approach, self.onward) if run is not None)


GAPS_MAX = 3
"""Gaps looked at closely on one path, those that promise most first, once one of them has an answer."""


class Schedule:
    """Timelines, desks, storage and quotas of one plan under construction."""

    def __init__(self, book: Book, law: LawBook, ways: WayBook, paths: Paths | None = None) -> None:
        """`paths` are those of another schedule of the book, when it has them."""
        self.book = book
        self.paths = Paths(book, law, ways) if paths is None else paths
        self.journal = Journal()
        self.timelines: dict[CarrierId, list[Voyage]] = {
            carrier: [] for fleet in book.fleets.values() for carrier in fleet.carriers()
        }
        self.by_ends: dict[tuple[Mode, PlaceId, PlaceId], list[Voyage]] = {}
        """Voyages by mode and ends, for loads that might join them."""
        self.storage = Storage(book, self.journal)
        self.quotas = Quotas(self.journal)
        self.looks = 0
        """Rides tried so far: the measure of effort, the same on every machine."""
        self._carriers = {fleet.id: fleet.carriers() for fleet in book.fleets.values()}
        self._number = {c: n for fleet in self._carriers.values() for n, c in enumerate(fleet)}
        self._desks: dict[tuple[PlaceId, Mode], Desk] = {}
        self._departures: Tally[tuple[WayId, int]] = Tally(self.journal)
        self._roads = Roads(self.desk, self._departures)
        self._shut = _closed_places(book)
        self._rooms = {fleet.id: self._make_rooms(fleet) for fleet in book.fleets.values()}
        self._nearest: dict[tuple[FleetId, PlaceId], tuple[int, int]] = {}

    def desk(self, place: PlaceId, fleet: Fleet) -> Desk:
        """The desk of a place for the fleet's mode."""
        key = (place, fleet.mode)
        found = self._desks.get(key)
        if found is None:
            shut = self._shut.get(place, [])
            found = self._desks[key] = Desk(self.book.places[place], fleet.mode, shut)
        return found

    def find(self, fleet: Fleet, paths: tuple[Path, ...], errand: Errand) -> Slot | None:
        """The slot on one of the paths that ends earliest, with the least empty running among equals."""
        best: Slot | None = None
        for path in paths:
            gaps = self._rooms[fleet.id].gaps(path, errand)
            for looks, gap in enumerate(gaps):
                if best is not None and (gap.bound > best.end or looks >= GAPS_MAX):
                    break
                slot = self._try(fleet, path, errand, gap)
                if slot is not None and (best is None or _merit(slot) < _merit(best)):
                    best = slot
        return best

    def nearest(self, fleet: Fleet, origin: PlaceId) -> int:
        """About the least minutes in which a carrier of the fleet comes there from where it ever stood."""
        stands = self._rooms[fleet.id].stood
        known = self._nearest.get((fleet.id, origin))
        if known is None or known[0] < len(stands):
            reach = min(self._reach(fleet, place, origin) for place in stands)
            known = self._nearest[fleet.id, origin] = (len(stands), reach)
        return known[1]

    def promise(self, fleet: Fleet, path: Path, errand: Errand) -> tuple[int, int]:
        """About when a voyage along the path would end at the earliest, FOREVER when there is no gap, and
        about how many minutes a carrier would at least come empty.

        With the wait for slots at both ends, which most often decides when places are crowded.
        """
        bound, empty = self._rooms[fleet.id].least(path, errand)
        if bound >= FOREVER:
            return FOREVER, 0
        hops, tail = path.hops, with_rest(path.minutes, fleet.duty_minutes) + errand.unload_minutes
        load_from = bound - tail - errand.load_minutes
        first = self.desk(hops[0].origin, fleet).fit(
            load_from, errand.load_minutes, errand.leave_from, fleet.slots
        )
        if first is None:
            return FOREVER, 0
        come = max(first[1] + tail - errand.unload_minutes, errand.set_down_from)
        last = self.desk(hops[-1].destination, fleet).fit(
            come, errand.unload_minutes, ALWAYS, fleet.slots
        )
        return (FOREVER, 0) if last is None else (last[1], empty)

    def book_slot(self, slot: Slot, loads: dict[LoadKey, int], freight: Freight) -> Voyage:
        """Book the slot for the loads."""
        voyage = Voyage(slot.fleet, slot.carrier, slot.run, slot.approach, dict(loads), freight)
        timeline = self.timelines[slot.carrier]
        if slot.index < len(timeline):
            self.redirect(timeline[slot.index], slot.onward)
        timeline.insert(slot.index, voyage)
        self.changed(voyage)
        alike = self.by_ends.setdefault((voyage.fleet.mode, voyage.origin, voyage.destination), [])
        alike.append(voyage)

        def take_back() -> None:
            timeline.remove(voyage)
            alike.remove(voyage)
            self.changed(voyage)

        self.journal.note(take_back)
        self._occupy(voyage.fleet, voyage.run, 1)
        if voyage.approach is not None:
            self._count_departures(voyage.approach, 1)
        return voyage

    def changed(self, voyage: Voyage) -> None:
        """A voyage came, went or has other times: where its carrier has room is another matter now."""
        self._rooms[voyage.fleet.id].change(self._number[voyage.carrier], voyage.destination)

    def redirect(self, voyage: Voyage, approach: Run | None) -> None:
        """Bring the carrier to the voyage by another empty run."""
        old = voyage.approach
        if old is not None:
            self._count_departures(old, -1)
        if approach is not None:
            self._count_departures(approach, 1)
        voyage.approach = approach

        def take_back() -> None:
            voyage.approach = old

        self.journal.note(take_back)

    def cancel(self, voyage: Voyage) -> bool:
        """Take a voyage out of its timeline; False (and nothing changed) when the carrier could then not
        reach its next one.
        """
        timeline = self.timelines[voyage.carrier]
        index = timeline.index(voyage)
        if index + 1 < len(timeline):
            follower = timeline[index + 1]
            onward = self._bridge(voyage.fleet, timeline, index, follower)
            if onward is None:
                return False
            self.redirect(follower, onward[0])
        alike = self.by_ends[voyage.fleet.mode, voyage.origin, voyage.destination]
        place = alike.index(voyage)
        del timeline[index], alike[place]
        self.changed(voyage)

        def put_back() -> None:
            timeline.insert(index, voyage)
            alike.insert(place, voyage)
            self.changed(voyage)

        self.journal.note(put_back)
        self._occupy(voyage.fleet, voyage.run, -1)
        if voyage.approach is not None:
            self._count_departures(voyage.approach, -1)
        return True

    def _bridge(
        self, fleet: Fleet, timeline: list[Voyage], index: int, follower: Voyage
    ) -> tuple[Run | None] | None:
        """How the carrier reaches the follower without the voyage before it; None when it cannot."""
        place, begin = self._stand(fleet, timeline[index - 1] if index else None)
        if place == follower.origin:
            return (None,)
        legs = self._trail(fleet, timeline, index)
        onward = self._position(fleet, (place, follower.origin), (begin, follower.begin), legs)
        if onward is None:
            return None
        rested = self._rests(fleet, legs + onward.legs(), timeline, index + 1)
        return (onward,) if rested else None

    def _make_rooms(self, fleet: Fleet) -> Rooms:
        timelines = [self.timelines[carrier] for carrier in self._carriers[fleet.id]]
        start = max(self.book.crisis.activated, fleet.available.opens)
        return Rooms(
            fleet, timelines, start,
            lambda one, other: self._reach(fleet, one, other),
            lambda one, other: self._least_reach(fleet, one, other),
            lambda: self.paths.terrain.known_ways(fleet.mode),
        )  # fmt: skip

    def _stand(self, fleet: Fleet, before: Voyage | None) -> tuple[PlaceId, int]:
        if before is not None:
            return before.destination, before.end
        return fleet.home, max(self.book.crisis.activated, fleet.available.opens)

    def _reach(self, fleet: Fleet, place: PlaceId, origin: PlaceId) -> int:
        """Likely minutes to come empty; what the real way takes is found when it is tried."""
        if place == origin:
            return 0
        metres = self.paths.terrain.likely_m(fleet.mode, place, origin)
        return with_rest(moving_minutes(fleet, metres), fleet.duty_minutes)

    def _least_reach(self, fleet: Fleet, place: PlaceId, origin: PlaceId) -> int:
        """Minutes to come empty that no way undercuts, save one the book declares so."""
        metres = self.paths.terrain.straight_m(place, origin) if place != origin else 0
        return with_rest(moving_minutes(fleet, metres), fleet.duty_minutes)

    def _try(self, fleet: Fleet, path: Path, errand: Errand, gap: Gap) -> Slot | None:
        carrier = self._carriers[fleet.id][gap.number]
        timeline = self.timelines[carrier]
        before = self._trail(fleet, timeline, gap.index)
        approach: Run | None = None
        begin, origin = gap.begin, path.hops[0].origin
        if gap.place != origin:
            approach = self._position(fleet, (gap.place, origin), (begin, errand.end_by), before)
            if approach is None:
                return None
            before = before + approach.legs()
            begin = approach.times[-1][1]
        mark = self.journal.mark()
        if approach is not None:
            self._count_departures(approach, 1)
        end_by = min(errand.end_by, fleet.available.closes, FOREVER if gap.end is None else gap.end)
        timed = Errand(
            errand.load_minutes, errand.unload_minutes, max(errand.stand_from, begin),
            errand.leave_from, errand.set_down_from, end_by,
        )  # fmt: skip
        self.looks += 1
        run = Ride(self._roads, fleet, path, timed, before).earliest()
        slot = None if run is None else self._joined(fleet, gap, (approach, run), before)
        self.journal.undo(mark)
        return slot

    def _joined(
        self, fleet: Fleet, gap: Gap, runs: tuple[Run | None, Run], before: list[Moved]
    ) -> Slot | None:
        """The slot, when the carrier still reaches the voyage after it, rested; `before` are the legs until
        the loaded run.
        """
        approach, run = runs
        carrier = self._carriers[fleet.id][gap.number]
        onward: Run | None = None
        if gap.end is not None:
            timeline = self.timelines[carrier]
            follower, here = timeline[gap.index], run.path.hops[-1].destination
            legs = before + run.legs()
            if here != follower.origin:
                self._count_departures(run, 1)
                times = (run.times[-1][1], gap.end)
                onward = self._position(fleet, (here, follower.origin), times, legs)
                if onward is None:
                    return None
                legs += onward.legs()
            if not self._rests(fleet, legs, timeline, gap.index):
                return None
        return Slot(fleet, carrier, gap.index, approach, run, onward)

    def _rests(self, fleet: Fleet, legs: list[Moved], timeline: list[Voyage], index: int) -> bool:
        """Whether the voyages from `index` on still keep the duty rule after the legs."""
        duty = fleet.duty_minutes
        if duty >= MINUTES_PER_DAY or index >= len(timeline):
            return True
        return is_rested(legs, legs_until_rest(timeline, index, duty), duty)

    @staticmethod
    def _trail(fleet: Fleet, timeline: list[Voyage], index: int) -> list[Moved]:
        """The legs before the voyage of that number which bind it."""
        rests = fleet.duty_minutes < MINUTES_PER_DAY
        return legs_before(timeline, index, fleet.duty_minutes) if rests else []

    def _position(
        self,
        fleet: Fleet,
        ends: tuple[PlaceId, PlaceId],
        times: tuple[int, int],
        before: list[Moved],
    ) -> Run | None:
        """The earliest empty run between two places within two minutes."""
        errand = Errand(0, 0, times[0], times[0], ALWAYS, min(times[1], fleet.available.closes))
        best: Run | None = None
        for path in self.paths.find(fleet, ends, EMPTY):
            self.looks += 1
            run = Ride(self._roads, fleet, path, errand, before).earliest()
            if run is not None and (best is None or run.times[-1][1] < best.times[-1][1]):
                best = run
        return best

    def _occupy(self, fleet: Fleet, run: Run, sign: int) -> None:
        """Take (or give back) slots at both ends and departures on the ways of a loaded run."""
        hops, times = run.path.hops, run.times
        for place, (arrive, depart) in (
            (hops[0].origin, times[0]),
            (hops[-1].destination, times[-1]),
        ):
            booked = self.desk(place, fleet).booked
            self.journal.raise_level(booked, arrive, depart, sign * fleet.slots)
        self._count_departures(run, sign)

    def _count_departures(self, run: Run, sign: int) -> None:
        for hop, (_, depart) in zip(run.path.hops, run.times, strict=False):
            if hop.day_way is not None:
                self._departures.add((hop.day_way, depart // MINUTES_PER_DAY), sign)


def _merit(slot: Slot) -> tuple[int, int, int]:
    return (slot.end, slot.empty_minutes, -slot.run.times[0][0])


def _closed_places(book: Book) -> dict[PlaceId, list[tuple[int, int]]]:
    shut: dict[PlaceId, list[tuple[int, int]]] = {}
    for closure in book.closures:
        kind, _, name = closure.subject.partition(":")
        if kind == "place":
            shut.setdefault(PlaceId(name), []).append((closure.closed.opens, closure.closed.closes))
    return shut
