"""One leg of one group: trip by trip, whatever finishes the rest earliest, until all of it is carried."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from coalition.authority.legs import Aboard
from coalition.measure.instants import FOREVER
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId
from coalition.planning.dispatch.consignments import (
    Lot,
    Packed,
    aboard,
    freight_of,
    pack,
    take,
    work_minutes,
)
from coalition.planning.dispatch.joining import join, try_joining
from coalition.planning.dispatch.offers import Bidder, LegTask, Offers, Option, load_kind
from coalition.planning.fit import moving_minutes, way_bears, with_rest
from coalition.planning.schedule.paths import Path, cargo_of
from coalition.planning.schedule.quotas import Charge
from coalition.planning.schedule.riding import Errand
from coalition.planning.schedule.schedule import Schedule
from coalition.planning.schedule.voyage import Freight, LoadKey, Voyage

JOINS_MAX = 4
"""Voyages looked at closely for room to join, the earliest first."""


class StorageFullError(Exception):
    """Loads would stand where there is no room; there would be from `free_at` on."""

    def __init__(self, place: PlaceId, free_at: int) -> None:
        super().__init__(place, free_at)
        self.place, self.free_at = place, free_at


class LegWorker:
    """Carries groups over legs in one schedule."""

    def __init__(self, book: Book, schedule: Schedule) -> None:
        self._book, self._schedule = book, schedule
        kinds: dict[tuple[object, ...], int] = {}
        self._kinds = {
            fleet.id: kinds.setdefault(load_kind(fleet), len(kinds))
            for fleet in book.fleets.values()
        }

    def work(self, task: LegTask, lots: list[Lot]) -> list[tuple[Voyage, list[Lot]]]:
        """Voyages booked with what each takes of the lots; some lots stay when nothing can take them.

        Raises StorageFullError when what waits for this leg finds no room.
        """
        done: list[tuple[Voyage, list[Lot]]] = []
        offers = Offers(self._bidders(task))
        lots = sorted(lots, key=lambda lot: (lot.stands_from, lot.line.id))
        while lots:
            option = self._again(task, lots, offers) or self._best(task, lots, offers)
            if option is None:
                break
            voyage = self._book_option(task, option)
            if voyage is None:
                offers.refuse(option)
                continue
            offers.last = option
            lots, taken = take(lots, option.packed)
            self._settle(task, voyage, taken)
            done.append((voyage, taken))
        self._leave(task.leg.origin, lots)
        return done

    def _bidders(self, task: LegTask) -> list[Bidder]:
        """Fleets of the leg's mode that may stop at both its ends."""
        terrain, (origin, destination) = self._schedule.paths.terrain, task.leg.ends
        metres = terrain.likely_m(task.leg.mode, origin, destination)
        found: list[Bidder] = []
        for fleet in task.group.fleets:
            if fleet.mode is not task.leg.mode or not (
                terrain.may_stop(fleet, origin) and terrain.may_stop(fleet, destination)
            ):
                continue
            minutes, empty = moving_minutes(fleet, metres), self._schedule.nearest(fleet, origin)
            travel = with_rest(minutes, fleet.duty_minutes)
            comes = max(self._book.crisis.activated, fleet.available.opens) + empty
            found.append(Bidder(fleet, self._kinds[fleet.id], minutes, empty, travel, comes))
        return found

    def _leave(self, place: PlaceId, lots: list[Lot]) -> None:
        """Let lots that nothing carries on stand where they are."""
        storage = self._schedule.storage
        for lot in lots:
            if lot.brought_by is not None and storage.limits(place):
                freight = freight_of(lot.line, lot.pieces)
                if not storage.put(place, (lot.stands_from, FOREVER), freight):
                    raise StorageFullError(place, FOREVER)

    def _again(self, task: LegTask, lots: list[Lot], offers: Offers) -> Option | None:
        """One more full trip of the fleet that was best, when it finishes no later than it promised then, or
        still before what any rival promised.
        """
        last, offers.last = offers.last, None
        offers.answers.clear()
        if last is None or last.slot is None:
            return None
        fleet = last.slot.fleet
        if (fleet.id, True) in offers.refused:
            return None
        own = self._own_slot(task, lots, fleet, offers)
        offers.answers[fleet.id] = own
        if own is None or own.packed.count != last.packed.count:
            return None
        ahead = own.merit[0] <= last.merit[0] or own.merit[:2] <= offers.rival
        return own if ahead else None

    def _best(self, task: LegTask, lots: list[Lot], offers: Offers) -> Option | None:
        """The best option. Fleets are asked in the order of what they could do at best, until none can beat
        the best; an old answer serves as such a bound, for bookings only make answers worse.
        """
        offers.packed.clear()
        best = min(self._joins(task, lots, offers), key=lambda o: o.merit, default=None)
        front = [(self._promise(task, lots, b, offers), b.fleet.id, b) for b in offers.bidders]
        heapify(front)
        offers.rival = (FOREVER, 0)
        fresh: set[FleetId] = set()
        refined: set[FleetId] = set()
        while front:
            promise, name, bidder = heappop(front)
            if promise[0] >= FOREVER or (best is not None and promise >= best.merit[:2]):
                offers.rival = min(offers.rival, promise)
                break
            if name in fresh or (name, True) in offers.refused:
                continue
            if name not in offers.ends and name not in refined:
                closer = self._closer_promise(task, lots, bidder, promise, offers)
                refined.add(name)
                if closer > promise:
                    heappush(front, (closer, name, bidder))
                    continue
            fresh.add(name)
            if name in offers.answers:
                own = offers.answers[name]
            else:
                own = self._own_slot(task, lots, bidder.fleet, offers)
            offers.keep(bidder.fleet, own)
            if own is not None and (best is None or own.merit < best.merit):
                best, own = own, best
            if own is not None:
                offers.rival = min(offers.rival, own.merit[:2])
        return best

    def _promise(
        self, task: LegTask, lots: list[Lot], bidder: Bidder, offers: Offers
    ) -> tuple[int, int]:
        """Finish (or the aim, if that is later) and cost that the fleet will hardly beat.

        At first by distance alone, for most fleets are never looked at; then by what it said last.
        """
        packed, fleet = self._packed(task, lots, bidder, offers), bidder.fleet
        if packed is None:
            return (FOREVER, 0)
        end = offers.ends.get(fleet.id)
        if end is None:
            leave = max(max(bidder.comes, packed.stands_from) + fleet.load_minutes, task.leave_from)
            end = leave + bidder.travel + fleet.unload_minutes
        elif end < FOREVER:
            end = max(0, end - self._slack(task, fleet, packed))
        finish = min(FOREVER, end + self._waves(lots, packed, fleet, bidder.minutes))
        return (
            max(finish, task.aim),
            self._cost(lots, packed, fleet, bidder.minutes + bidder.empty),
        )

    def _packed(
        self, task: LegTask, lots: list[Lot], bidder: Bidder, offers: Offers
    ) -> Packed | None:
        """What one carrier takes of what is left, worked out once for fleets that take alike."""
        if bidder.kind not in offers.packed:
            offers.packed[bidder.kind] = self._pack(task, lots, bidder.fleet)
        return offers.packed[bidder.kind]

    def _closer_promise(
        self,
        task: LegTask,
        lots: list[Lot],
        bidder: Bidder,
        promise: tuple[int, int],
        offers: Offers,
    ) -> tuple[int, int]:
        """The promise with its real paths, where its carriers stand, what they and the slots are booked for."""
        packed, fleet = self._packed(task, lots, bidder, offers), bidder.fleet
        paths = self._paths(task, fleet, packed, offers) if packed is not None else ()
        if packed is None or not paths:
            return (FOREVER, 0)
        errand = self._errand(task, fleet, packed)
        finishes, costs = list[int]([FOREVER]), [promise[1]]
        for path in paths:
            end, empty = self._schedule.promise(fleet, path, errand)
            finishes.append(end + self._waves(lots, packed, fleet, path.minutes))
            costs.append(self._cost(lots, packed, fleet, path.minutes + empty))
        return (max(task.aim, min(finishes)), min(costs[1:]))

    def _errand(self, task: LegTask, fleet: Fleet, packed: Packed) -> Errand:
        ends = [self._book.places[place] for place in task.leg.ends]
        return Errand(
            work_minutes(ends[0], fleet.load_minutes, packed.freight),
            work_minutes(ends[1], fleet.unload_minutes, packed.freight),
            max(packed.stands_from, self._book.crisis.activated, fleet.available.opens),
            task.leave_from, task.set_down_from, self._book.crisis.horizon_end,
        )  # fmt: skip

    def _slack(self, task: LegTask, fleet: Fleet, packed: Packed) -> int:
        """By how much an old answer may have been too late because a fuller load took longer to handle."""
        ends = [self._book.places[place] for place in task.leg.ends]
        if ends[0].kg_per_hour is None and ends[1].kg_per_hour is None:
            return 0
        full = Freight(fleet.seats, fleet.payload_kg, 0)
        return sum(
            work_minutes(place, least, full) - work_minutes(place, least, packed.freight)
            for place, least in zip(ends, (fleet.load_minutes, fleet.unload_minutes), strict=True)
        )

    @staticmethod
    def _cost(lots: list[Lot], packed: Packed, fleet: Fleet, minutes: int) -> int:
        pieces = sum(lot.pieces for lot in lots)
        return minutes * fleet.cost_per_hour * -(-pieces // packed.count)

    def _own_slot(
        self, task: LegTask, lots: list[Lot], fleet: Fleet, offers: Offers
    ) -> Option | None:
        packed = self._pack(task, lots, fleet)
        paths = self._paths(task, fleet, packed, offers) if packed else ()
        if packed is None or not paths:
            return None
        errand = self._errand(task, fleet, packed)
        slot = self._schedule.find(fleet, paths, errand)
        if slot is None or slot.run.times[0][1] >= task.leave_before:
            return None
        finish = slot.end + self._waves(lots, packed, fleet, slot.run.path.minutes)
        cost = self._cost(lots, packed, fleet, slot.run.path.minutes + slot.empty_minutes)
        return Option(packed, (max(finish, task.aim), cost, finish, fleet.id), slot=slot)

    @staticmethod
    def _waves(lots: list[Lot], packed: Packed, fleet: Fleet, minutes: int) -> int:
        """Minutes until the fleet alone had carried the rest too, after the first trip."""
        pieces = sum(lot.pieces for lot in lots if lot.line.id in packed.pieces)
        trips = -(-pieces // packed.count)
        cycle = 2 * with_rest(minutes, fleet.duty_minutes)
        return (trips - 1) // fleet.count * (cycle + fleet.load_minutes + fleet.unload_minutes)

    def _pack(
        self, task: LegTask, lots: list[Lot], fleet: Fleet, already: Freight | None = None
    ) -> Packed | None:
        whole = task.consignment.requirement.together
        return pack(lots, fleet, already or Freight(), whole=whole)

    def _aboard(self, task: LegTask, lines: tuple[CargoLine, ...]) -> Aboard:
        movement, gates = task.consignment.movement, self._schedule.paths.gates
        return aboard(self._book, gates, movement, lines, task.leg.ends)

    def _paths(
        self, task: LegTask, fleet: Fleet, packed: Packed, offers: Offers
    ) -> tuple[Path, ...]:
        unlimited = (fleet.id, False) in offers.refused
        key = (fleet.id, tuple(line.id for line in packed.lines), unlimited)
        found = offers.paths.get(key)
        if found is None:
            found = offers.paths[key] = self._seek_paths(task, fleet, packed, unlimited=unlimited)
        return found

    def _seek_paths(
        self, task: LegTask, fleet: Fleet, packed: Packed, *, unlimited: bool
    ) -> tuple[Path, ...]:
        cargo = cargo_of((self._aboard(task, packed.lines),), unlimited=unlimited)
        found = self._schedule.paths.find(fleet, task.leg.ends, cargo)
        ports = task.consignment.waypoints
        return tuple(
            path for path in found
            if all(way_bears(hop.way, line) for hop in path.hops for line in packed.lines)
            and not any(hop.destination in ports for hop in path.hops[:-1])
        )  # fmt: skip

    def _joins(self, task: LegTask, lots: list[Lot], offers: Offers) -> Iterator[Option]:
        key = (task.leg.mode, *task.leg.ends)
        may = {bidder.fleet.id for bidder in offers.bidders}
        pieces = {freight_of(lot.line, 1) for lot in lots}
        fitting = [
            voyage for voyage in self._schedule.by_ends.get(key, ())
            if voyage.fleet.id in may
            and any(voyage.has_room(piece) for piece in pieces)
            and (voyage.carrier, voyage.begin) not in offers.unfit
            and _may_take(task, voyage, offers.refused)
        ]  # fmt: skip
        looked = 0
        for voyage in sorted(fitting, key=lambda v: (v.end, v.carrier)):
            if looked >= JOINS_MAX:
                return
            option = self._join(task, lots, voyage)
            if option is not None:
                looked += 1
                yield option
            else:
                offers.unfit.add((voyage.carrier, voyage.begin))

    def _join(self, task: LegTask, lots: list[Lot], voyage: Voyage) -> Option | None:
        standing = [lot for lot in lots if lot.stands_from <= voyage.begin]
        if task.consignment.requirement.together and len(standing) < len(lots):
            return None
        packed = self._pack(task, standing, voyage.fleet, voyage.freight)
        if packed is None or not all(
            way_bears(hop.way, line) for hop in voyage.run.path.hops for line in packed.lines
        ):
            return None
        newcomer = (task.consignment.movement.id, self._aboard(task, packed.lines))
        joining = try_joining(self._book, self._schedule, voyage, packed, newcomer)
        if joining is None:
            return None
        rest = sum(lot.pieces for lot in lots) - packed.count
        merit = (max(joining.end, task.aim), rest, joining.end, voyage.carrier)
        return Option(packed, merit, joining=joining)

    def _book_option(self, task: LegTask, option: Option) -> Voyage | None:
        """Book it and count its loads; None, and nothing changed, when a consent's limit is passed."""
        schedule, movement = self._schedule, task.consignment.movement
        mark = schedule.journal.mark()
        loads: dict[LoadKey, int] = {
            (movement.id, line): pieces for line, pieces in option.packed.pieces.items()
        }
        if option.joining is not None:
            voyage = option.joining.voyage
            join(schedule, option.joining, loads, option.packed.stands_from)
        elif option.slot is not None:
            voyage = schedule.book_slot(option.slot, loads, option.packed.freight)
            voyage.aboard = {movement.id: self._aboard(task, option.packed.lines)}
            voyage.stand_from = option.packed.stands_from
        else:
            return None
        charges = [
            Charge((movement.id, line.id), line, movement.nation, option.packed.pieces[line.id])
            for line in option.packed.lines
        ]
        charged = schedule.quotas.charge(voyage.run.path, voyage.fleet.nation, charges)
        if charged is None:
            schedule.journal.undo(mark)
            return None
        _charge(schedule, voyage, voyage.charged + charged)
        return voyage

    def _settle(self, task: LegTask, voyage: Voyage, taken: list[Lot]) -> None:
        """Let the lots wait for the voyage where they stand, and hold whoever brought them to it."""
        place, schedule = task.leg.origin, self._schedule
        for lot in taken:
            if lot.brought_by is None:
                continue
            hold(schedule, lot.brought_by, voyage.begin)
            freight = freight_of(lot.line, lot.pieces)
            span = (lot.stands_from, voyage.begin)
            if schedule.storage.limits(place) and not schedule.storage.put(place, span, freight):
                raise StorageFullError(place, schedule.storage.free_at(place, span, freight))


def _may_take(task: LegTask, voyage: Voyage, refused: set[tuple[str, bool]]) -> bool:
    times = voyage.run.times
    return (
        task.leave_from <= times[0][1] < task.leave_before
        and times[-1][0] >= task.set_down_from
        and (f"{voyage.carrier} {voyage.begin}", False) not in refused
    )


def hold(schedule: Schedule, voyage: Voyage, latest_end: int) -> None:
    """See to it that the voyage's last stop ends by a minute whatever else joins it."""
    old = voyage.latest_end
    if latest_end >= old:
        return
    voyage.latest_end = latest_end

    def take_back() -> None:
        voyage.latest_end = old

    schedule.journal.note(take_back)


def _charge(schedule: Schedule, voyage: Voyage, charged: tuple[object, ...]) -> None:
    old = voyage.charged
    voyage.charged = charged

    def take_back() -> None:
        voyage.charged = old

    schedule.journal.note(take_back)
