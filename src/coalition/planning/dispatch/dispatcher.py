"""One movement after another into the schedule: the best of its routes, leg by leg, trip by trip.

A leg takes, trip by trip, whatever would finish the rest earliest: room on a voyage that goes there
anyway, or a carrier of its own. A trial that does not pay is undone through the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from coalition.measure.instants import ALWAYS, FOREVER
from coalition.model.book import Book
from coalition.model.identity import LineId, MovementId, PlaceId
from coalition.model.requirements import Kind
from coalition.planning.dispatch.consignments import Consignment, Group, Lot, portions, split
from coalition.planning.dispatch.legs import LegWorker, StorageFullError
from coalition.planning.dispatch.offers import LegTask
from coalition.planning.dispatch.routes import Route, RouteLeg, Routes
from coalition.planning.fit import kg_equivalent
from coalition.planning.schedule.schedule import Schedule
from coalition.planning.schedule.voyage import LoadKey, Voyage

ROUTES_MAX = 4
"""Routes tried for one group of lines."""
STORAGE_TRIES_MAX = 6


Merit = tuple[int, int, int]
"""Kg-equivalents left behind, end or RDD if that is later, minutes of the route."""


@dataclass(frozen=True, slots=True)
class Carriage:
    """One voyage with what it carries of a consignment, as lots that stood at the leg's origin."""

    voyage: Voyage
    leg: RouteLeg
    lots: tuple[Lot, ...]


@dataclass(slots=True)
class Placement:
    """Where a consignment's loads went, the voyages that end its way, and what they deliver."""

    carried: list[Carriage] = field(default_factory=list)
    final: list[Voyage] = field(default_factory=list)
    delivered: dict[LoadKey, int] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """When its last load stands at the destination."""
        return max((voyage.end for voyage in self.final), default=ALWAYS)

    def missing(self, group: Group) -> int:
        """Kg-equivalents of the group not delivered."""
        there: dict[LineId, int] = {}
        for (_, line_id), pieces in self.delivered.items():
            there[line_id] = there.get(line_id, 0) + pieces
        return sum(
            (line.pieces - there.get(line.id, 0)) * kg_equivalent(line) for line in group.lines
        )

    def take_in(self, part: Placement) -> None:
        """Add what another placement of the same consignment did."""
        self.carried += part.carried
        self.final += part.final
        for key, pieces in part.delivered.items():
            self.delivered[key] = self.delivered.get(key, 0) + pieces


@dataclass(frozen=True, slots=True)
class _Errand:
    consignment: Consignment
    group: Group
    route: Route
    gates: Mapping[PlaceId, int]

    @property
    def all_or_nothing(self) -> bool:
        """Whether a part delivered is worth nothing: it must stay together, or a capability needs it all."""
        requirement = self.consignment.requirement
        return requirement.together or requirement.kind is Kind.CAPABILITY


class Dispatcher:
    """Places consignments into one schedule and remembers where they went."""

    def __init__(self, book: Book, schedule: Schedule, routes: Routes) -> None:
        self.book, self.schedule, self.routes = book, schedule, routes
        self.worker = LegWorker(book, schedule)
        self.placed: dict[MovementId, Placement] = {}

    def place(self, consignment: Consignment, gates: Mapping[PlaceId, int]) -> Placement | None:
        """Put the consignment into the schedule; None, and nothing changed, when nothing can be delivered.

        `gates` are minutes before which nothing may be set down at a place.
        """
        placement, mark = Placement(), self.schedule.journal.mark()
        for group in consignment.groups:
            for part in self._parts(consignment, group, gates):
                placement.take_in(part)
        capability = consignment.requirement.kind is Kind.CAPABILITY
        if capability and any(placement.missing(group) for group in consignment.groups):
            self.schedule.journal.undo(mark)
            return None
        if not placement.final:
            return None
        self.placed[consignment.movement.id] = placement
        return placement

    def _parts(
        self, consignment: Consignment, group: Group, gates: Mapping[PlaceId, int]
    ) -> list[Placement]:
        """The group as one where all of it can go so, else line by line."""
        mark = self.schedule.journal.mark()
        whole = self._place_group(consignment, group, gates)
        if whole is not None and not whole.missing(group):
            return [whole]
        if consignment.requirement.together or len(group.lines) == 1:
            return [whole] if whole is not None else []
        self.schedule.journal.undo(mark)
        lines = split(self.schedule.paths.terrain, group)
        parts = (self._place_group(consignment, one, gates) for one in lines)
        return [part for part in parts if part is not None]

    def _place_group(
        self, consignment: Consignment, group: Group, gates: Mapping[PlaceId, int]
    ) -> Placement | None:
        """The group by the best of its routes, booked; None when none delivers anything."""
        rdd, journal = consignment.requirement.rdd, self.schedule.journal
        best: tuple[Merit, Route] | None = None
        kept: Placement | None = None
        begun = journal.mark()
        for route in islice(self._in_order(consignment, group), ROUTES_MAX):
            if best is not None and (0, max(rdd, self._least(consignment, route))) >= best[0][:2]:
                continue
            journal.undo(begun)
            kept = None
            trial = self._attempt(consignment, group, route, gates)
            if trial is None:
                continue
            merit = (trial.missing(group), max(trial.end, rdd), route.minutes)
            if best is None or merit < best[0]:
                best, kept = (merit, route), trial
            if merit[:2] == (0, rdd):
                break
        if best is None or kept is not None:
            return kept
        journal.undo(begun)
        return self._attempt(consignment, group, best[1], gates)

    def _in_order(self, consignment: Consignment, group: Group) -> Iterator[Route]:
        """The quickest route first; the others, looked for only then, by lateness and length."""
        first = self.routes.find_quickest(consignment, group)
        if first is None:
            return
        yield first
        rdd = consignment.requirement.rdd

        def merit(route: Route) -> tuple[int, int]:
            return (max(0, self._least(consignment, route) - rdd), route.minutes)

        others = [r for r in self.routes.find(consignment, group) if r.legs != first.legs]
        yield from sorted(others, key=merit)

    @staticmethod
    def _least(consignment: Consignment, route: Route) -> int:
        return consignment.movement.ready + route.minutes

    def _attempt(
        self, consignment: Consignment, group: Group, route: Route, gates: Mapping[PlaceId, int]
    ) -> Placement | None:
        """The group along the route, or None and nothing changed. Full storage makes it go in portions."""
        lots = [Lot(line, line.pieces, ALWAYS) for line in group.lines]
        errand = _Errand(consignment, group, route, gates)
        mark = self.schedule.journal.mark()
        try:
            return self._checked(self._along(errand, lots), mark)
        except StorageFullError:
            self.schedule.journal.undo(mark)
        if consignment.requirement.together:
            return self._held_back(errand, lots)
        whole = Placement()
        for portion in portions(lots, self._room(route)):
            part = self._held_back(errand, portion)
            if part is not None:
                whole.take_in(part)
        return whole if whole.final else None

    def _checked(self, placement: Placement | None, mark: int) -> Placement | None:
        if placement is None or not placement.final:
            self.schedule.journal.undo(mark)
            return None
        return placement

    def _room(self, route: Route) -> tuple[int, int]:
        """The least storage on the way, kg and passengers."""
        between = [self.book.places[leg.destination] for leg in route.legs[:-1]]
        kg = [place.storage_kg for place in between if place.storage_kg is not None]
        pax = [place.storage_pax for place in between if place.storage_pax is not None]
        return min(kg, default=FOREVER), min(pax, default=FOREVER)

    def _held_back(self, errand: _Errand, lots: list[Lot]) -> Placement | None:
        """The lots along the route, arriving where storage is full only when there is room."""
        held = dict(errand.gates)
        for _ in range(STORAGE_TRIES_MAX):
            mark = self.schedule.journal.mark()
            try:
                return self._checked(self._along(replace(errand, gates=held), lots), mark)
            except StorageFullError as full:
                self.schedule.journal.undo(mark)
                if full.free_at >= self.book.crisis.horizon_end:
                    return None
                held[full.place] = max(full.free_at, held.get(full.place, full.free_at) + 60)
        return None

    def _along(self, errand: _Errand, lots: list[Lot]) -> Placement | None:
        placement = Placement()
        left = errand.route.minutes
        movement = errand.consignment.movement.id
        whole = sum(lot.pieces for lot in lots)
        for leg, minutes in zip(errand.route.legs, errand.route.leg_minutes, strict=True):
            left -= minutes
            aim = errand.consignment.requirement.rdd - left
            task = LegTask(errand.consignment, errand.group, leg, errand.gates, aim)
            done = self.worker.work(task, lots)
            lots = [
                Lot(lot.line, lot.pieces, voyage.end, voyage)
                for voyage, taken in done
                for lot in taken
            ]
            if not lots or (errand.all_or_nothing and sum(lot.pieces for lot in lots) < whole):
                return None
            for voyage, taken in done:
                placement.carried.append(Carriage(voyage, leg, tuple(taken)))
        for lot in lots:
            if lot.brought_by is not None:
                placement.final.append(lot.brought_by)
            key = (movement, lot.line.id)
            placement.delivered[key] = placement.delivered.get(key, 0) + lot.pieces
        return placement
