"""What each fleet can travel: hops between places that keep R8 and the range of R5, found when asked for.

An unknown limit does not forbid (Unknowns in the planning rules); the judge doubts what rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.measure.geography import great_circle_m
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId, WayId
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.planning.fit import may_stop, may_travel, moving_minutes, piece_fits
from coalition.planning.ports import WayBook
from coalition.planning.schedule.calendars.spans import Spans, outside

CIRCUITY_PERCENT = {Mode.AIR: 100, Mode.SEA: 115, Mode.ROAD: 130, Mode.RAIL: 130}
"""Likely length of a way not asked for, of the great circle: steers searches, books nothing."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One leg of one fleet: its way, least moving minutes, and when the way is not shut.

    `day_limit` carriers may depart on the declared way `day_way` in a UTC day; None is no limit.
    """

    fleet: FleetId
    way: Way
    minutes: int
    open: Spans
    day_way: WayId | None = None
    day_limit: int | None = None

    @property
    def origin(self) -> PlaceId:
        """Where it begins."""
        return self.way.key.origin

    @property
    def destination(self) -> PlaceId:
        """Where it ends."""
        return self.way.key.destination


class Terrain:
    """Hops by fleet and ends. Hops a place, way or range forbids are None."""

    def __init__(self, book: Book, ways: WayBook) -> None:
        self.book, self.ways = book, ways
        self._hops: dict[tuple[FleetId, WayKey], Hop | None] = {}
        self._spans: dict[WayKey, Spans] = {}
        self._stops: dict[tuple[FleetId, PlaceId], bool] = {}
        self._lengths: dict[tuple[Mode, PlaceId, PlaceId], int] = {}
        self._straight: dict[tuple[PlaceId, PlaceId], int] = {}
        self._learnt = dict.fromkeys(Mode, 0)
        self._takers: dict[tuple[object, ...], tuple[Fleet, ...]] = {}

    def find_hop(self, fleet: Fleet, key: WayKey) -> Hop | None:
        """The hop of the fleet along the way the key names, or None when it cannot travel it."""
        found = self._hops.get((fleet.id, key), _UNASKED)
        if found is _UNASKED:
            found = self._seek(fleet, key)
            self._hops[fleet.id, key] = found
        return found  # type: ignore[return-value]

    def may_stop(self, fleet: Fleet, place: PlaceId) -> bool:
        """Whether the fleet's carriers can use the place at all."""
        key = (fleet.id, place)
        found = self._stops.get(key)
        if found is None:
            found = self._stops[key] = may_stop(fleet, self.book.places[place])
        return found

    def takers(self, line: CargoLine) -> tuple[Fleet, ...]:
        """Fleets with carriers that take a piece of the line, in the order of ids."""
        shape = (
            line.category, line.piece_kg, line.piece_dm2, line.height_cm, line.width_cm, line.hazard,
        )  # fmt: skip
        if shape not in self._takers:
            fleets = sorted(self.book.fleets.values(), key=lambda fleet: fleet.id)
            self._takers[shape] = tuple(f for f in fleets if f.count and piece_fits(f, line))
        return self._takers[shape]

    def straight_m(self, one: PlaceId, other: PlaceId) -> int:
        """Metres of the great circle: no way is shorter, save one the book declares so."""
        found = self._straight.get((one, other))
        if found is None:
            a, b = self.book.places[one], self.book.places[other]
            found = great_circle_m(a.lat_udeg, a.lon_udeg, b.lat_udeg, b.lon_udeg)
            self._straight[one, other] = self._straight[other, one] = found
        return found

    def likely_m(self, mode: Mode, one: PlaceId, other: PlaceId) -> int:
        """Metres of the way if it is known, else the great circle times the usual circuity."""
        known = self._lengths.get((mode, one, other))
        return known or self.straight_m(one, other) * CIRCUITY_PERCENT[mode] // 100

    def _learn(self, way: Way) -> None:
        mode, one, other = way.key.mode, way.key.origin, way.key.destination
        if self._lengths.get((mode, one, other)) != way.length_m:
            self._lengths[mode, one, other] = self._lengths[mode, other, one] = way.length_m
            self._learnt[mode] += 1

    def known_ways(self, mode: Mode) -> int:
        """How often a length of the mode became known or another; till then `likely_m` answers alike."""
        return self._learnt[mode]

    def _seek(self, fleet: Fleet, key: WayKey) -> Hop | None:
        if not (self.may_stop(fleet, key.origin) and self.may_stop(fleet, key.destination)):
            return None
        way = self.ways.find_way(key)
        if way is None:
            return None
        self._learn(way)
        if not may_travel(fleet, way):
            return None
        if key not in self._spans:
            self._spans[key] = outside((shut.opens, shut.closes) for shut in way.closed)
        limited = way.declared is not None and way.carriers_per_day is not None
        return Hop(
            fleet.id, way, moving_minutes(fleet, way.length_m), self._spans[key],
            way.declared if limited else None, way.carriers_per_day if limited else None,
        )  # fmt: skip


_UNASKED = object()
