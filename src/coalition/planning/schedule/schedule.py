"""The schedule: every carrier's timeline and every shared calendar, searched, booked, and undone exactly.

A voyage is put into the first gap of a timeline in which it ends earliest; the empty runs before it and
after it are part of the search, so that a booked schedule keeps R3 to R8 and R10 at every moment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import CarrierId, FleetId, PlaceId, WayId
from coalition.model.places import Mode
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.schedule.desk import Desk
from coalition.planning.schedule.journal import Journal, Tally
from coalition.planning.schedule.paths import EMPTY, Path, Paths
from coalition.planning.schedule.quotas import Quotas
from coalition.planning.schedule.riding import Errand, Ride, Roads
from coalition.planning.schedule.storage import Storage
from coalition.planning.schedule.terrain import moving_minutes, with_rest
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


GAPS_MAX = 4
"""Gaps looked at closely on one path, those that promise most first, once one of them has an answer."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Room in a timeline: the carrier stands at `place` from `begin` on until `end`."""

    bound: int
    number: int
    index: int
    place: PlaceId
    begin: int
    end: int | None
    reach: int


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
        self._desks: dict[tuple[PlaceId, Mode], Desk] = {}
        self._departures: Tally[tuple[WayId, int]] = Tally(self.journal)
        self._roads = Roads(self.desk, self._departures)
        self._shut = _closed_places(book)
        self._stands = {fleet.id: {fleet.home: None} for fleet in book.fleets.values()}
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
            gaps = sorted(self._gaps(fleet, path, errand), key=lambda gap: gap.bound)
            for looks, gap in enumerate(gaps):
                if best is not None and (gap.bound > best.end or looks >= GAPS_MAX):
                    break
                slot = self._try(fleet, path, errand, gap)
                if slot is not None and (best is None or _merit(slot) < _merit(best)):
                    best = slot
        return best

    def nearest(self, fleet: Fleet, origin: PlaceId) -> int:
        """About the least minutes in which a carrier of the fleet comes there from where it ever stood."""
        stands = self._stands[fleet.id]
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
        bound, empty = int(FOREVER), int(FOREVER)
        for gap in self._gaps(fleet, path, errand):
            bound, empty = min(bound, gap.bound), min(empty, gap.reach)
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
        self._stands[slot.fleet.id][voyage.destination] = None
        alike = self.by_ends.setdefault((voyage.fleet.mode, voyage.origin, voyage.destination), [])
        alike.append(voyage)

        def take_back() -> None:
            timeline.remove(voyage)
            alike.remove(voyage)

        self.journal.note(take_back)
        self._occupy(voyage.fleet, voyage.run, 1)
        if voyage.approach is not None:
            self._count_departures(voyage.approach, 1)
        return voyage

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

        def put_back() -> None:
            timeline.insert(index, voyage)
            alike.insert(place, voyage)

        self.journal.note(put_back)
        self._occupy(voyage.fleet, voyage.run, -1)
        if voyage.approach is not None:
            self._count_departures(voyage.approach, -1)
        return True

    def _bridge(
        self, fleet: Fleet, timeline: list[Voyage], index: int, follower: Voyage
    ) -> tuple[Run | None] | None:
        """How the carrier reaches the follower without the voyage before it; None when it cannot."""
        before = timeline[:index]
        place, begin = self._stand(fleet, before[-1] if before else None)
        if place == follower.origin:
            return (None,)
        onward = self._position(
            fleet, (place, follower.origin), (begin, follower.begin), self._trail(fleet, before)
        )
        if onward is None or not self._rests(fleet, before, onward.legs(), timeline[index + 1 :]):
            return None
        return (onward,)

    def _stand(self, fleet: Fleet, before: Voyage | None) -> tuple[PlaceId, int]:
        if before is not None:
            return before.destination, before.end
        return fleet.home, max(self.book.crisis.activated, fleet.available.opens)

    def _gaps(self, fleet: Fleet, path: Path, errand: Errand) -> Iterator[_Gap]:
        """Gaps with a lower bound on when the voyage would end in each."""
        origin = path.hops[0].origin
        tail = with_rest(path.minutes, fleet.duty_minutes) + errand.unload_minutes
        last_end = min(errand.end_by, fleet.available.closes)
        soonest = max(errand.stand_from + errand.load_minutes, errand.leave_from) + tail
        idle_seen = False
        ready = errand.stand_from + errand.load_minutes
        set_down = errand.set_down_from + errand.unload_minutes
        reaches: dict[PlaceId, int] = {}
        for number, carrier in enumerate(self._carriers[fleet.id]):
            timeline = self.timelines[carrier]
            if not timeline:
                if idle_seen:
                    continue
                idle_seen = True
            for index in range(bisect_left(timeline, soonest, key=_begin), len(timeline) + 1):
                place, begin = self._stand(fleet, timeline[index - 1] if index else None)
                end = timeline[index].begin if index < len(timeline) else None
                if end is not None and begin + tail > end:
                    continue
                reach = reaches.get(place)
                if reach is None:
                    reach = reaches[place] = self._reach(fleet, place, origin)
                leave = max(begin + reach + errand.load_minutes, ready, errand.leave_from)
                bound = max(leave + tail, set_down)
                if bound <= last_end and (end is None or bound <= end):
                    yield _Gap(bound, number, index, place, begin, end, reach)

    def _reach(self, fleet: Fleet, place: PlaceId, origin: PlaceId) -> int:
        """Likely minutes to come empty; what the real way takes is found when it is tried."""
        if place == origin:
            return 0
        metres = self.paths.terrain.likely_m(fleet.mode, place, origin)
        return with_rest(moving_minutes(fleet, metres), fleet.duty_minutes)

    def _try(self, fleet: Fleet, path: Path, errand: Errand, gap: _Gap) -> Slot | None:
        carrier = self._carriers[fleet.id][gap.number]
        timeline = self.timelines[carrier]
        before = self._trail(fleet, timeline[: gap.index])
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
        slot = None if run is None else self._joined(fleet, gap, carrier, approach, run)
        self.journal.undo(mark)
        return slot

    def _joined(
        self, fleet: Fleet, gap: _Gap, carrier: CarrierId, approach: Run | None, run: Run
    ) -> Slot | None:
        """The slot, when the carrier still reaches the voyage after it, rested."""
        timeline = self.timelines[carrier]
        onward: Run | None = None
        if gap.end is not None:
            follower, before = timeline[gap.index], timeline[: gap.index]
            inner = (approach.legs() if approach else []) + run.legs()
            here = run.path.hops[-1].destination
            if here != follower.origin:
                self._count_departures(run, 1)
                onward = self._position(
                    fleet, (here, follower.origin), (run.times[-1][1], gap.end),
                    self._trail(fleet, before) + inner,
                )  # fmt: skip
                if onward is None:
                    return None
                inner = inner + onward.legs()
            if not self._rests(fleet, before, inner, timeline[gap.index :]):
                return None
        return Slot(fleet, carrier, gap.index, approach, run, onward)

    def _rests(
        self, fleet: Fleet, before: list[Voyage], inner: list[Moved], after: list[Voyage]
    ) -> bool:
        """Whether everything after the inner legs still keeps the duty rule."""
        if fleet.duty_minutes >= MINUTES_PER_DAY:
            return True
        duty = fleet.duty_minutes
        following = legs_until_rest(after[0].run.legs(), after[1:], duty) if after else []
        return is_rested(legs_before(before, duty) + inner, following, duty)

    @staticmethod
    def _trail(fleet: Fleet, voyages: list[Voyage]) -> list[Moved]:
        rests = fleet.duty_minutes < MINUTES_PER_DAY
        return legs_before(voyages, fleet.duty_minutes) if rests else []

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


def _begin(voyage: Voyage) -> int:
    return voyage.run.times[0][0]


def _merit(slot: Slot) -> tuple[int, int, int]:
    return (slot.end, slot.empty_minutes, -slot.run.times[0][0])


def _closed_places(book: Book) -> dict[PlaceId, list[tuple[int, int]]]:
    shut: dict[PlaceId, list[tuple[int, int]]] = {}
    for closure in book.closures:
        kind, _, name = closure.subject.partition(":")
        if kind == "place":
            shut.setdefault(PlaceId(name), []).append((closure.closed.opens, closure.closed.closes))
    return shut
