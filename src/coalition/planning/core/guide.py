"""Answers the scheduler's questions about ways: hops a kind of fleet can travel, and ways round (R5, R8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from heapq import heappop, heappush

from coalition.authority.answer import Question
from coalition.authority.legs import Leg, questions_of_leg
from coalition.measure.geography import great_circle_m
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, PlaceId
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.planning.fit import may_stop, may_travel, moving_minutes
from coalition.planning.ports import WayBook

STOPS_MAX = 8
"""Stops of one run, its ends included; what the compiled part holds."""

Ends = tuple[PlaceId, PlaceId]
Opens = Callable[[Question], bool]
"""Whether law ever opens a question."""
_Flight = tuple[FleetId, Ends, tuple[str, ...]]
"""Fleet, ends, what is avoided."""


@dataclass(frozen=True, slots=True)
class _Staging:
    """Ways of a flight with stops, none when there is none; which questions that decided it are ever open."""

    keys: tuple[WayKey, ...]
    heard: dict[Question, bool]


@dataclass(frozen=True, slots=True, order=True)
class _Stage:
    """A flight so far: the least it can come to, its places, its ways (one short while the last is a hope),
    and its minutes so far.
    """

    promise: int
    trail: tuple[PlaceId, ...]
    ways: tuple[Way, ...] = field(compare=False)
    minutes: int = field(compare=False)


class Guide:
    """Ways by what is to be avoided. Avoidance 0 is nothing, 1 what the crisis says."""

    def __init__(self, book: Book, ways: WayBook, opens: Opens) -> None:
        self._book, self._ways, self._opens = book, ways, opens
        self._avoidances: list[tuple[str, ...]] = [(), tuple(sorted(book.crisis.avoid))]
        self._straight: dict[Ends, int] = {}
        self._may_stop: dict[tuple[FleetId, PlaceId], bool] = {}
        self._within: dict[tuple[FleetId, PlaceId], tuple[PlaceId, ...]] = {}
        self._closed = {closure.subject for closure in book.closures}
        self._staged: dict[_Flight, _Staging] = {}
        self._heard: dict[Question, bool] = {}
        self._doubted: dict[_Flight, _Staging] = {}

    def turn(self, book: Book, ways: WayBook, doubted: Set[Question]) -> Guide:
        """A guide of another book that avoids the same, with the same numbers for what is avoided.

        Flights with stops are kept; one that hung on a `doubted` question only when that is open as it was.
        """
        guide = Guide(book, ways, self._opens)
        guide._avoidances, guide._straight = self._avoidances, self._straight
        fleets = self._book.fleets
        for flight, staging in (self._doubted | self._staged).items():
            if fleets[flight[0]] == book.fleets.get(flight[0]):
                sure = flight in self._staged and doubted.isdisjoint(staging.heard)
                (guide._staged if sure else guide._doubted)[flight] = staging
        return guide

    def metres(self, mode: Mode, ends: Ends) -> int:
        """Metres of the usual way of the mode; -1 when there is none."""
        avoiding = self._avoidances[0 if mode is Mode.SEA else 1]
        way = self._ways.find_way(WayKey(mode, *ends, avoiding))
        return -1 if way is None else way.length_m

    def straight_m(self, one: PlaceId, other: PlaceId) -> int:
        """Metres of the great circle."""
        found = self._straight.get((one, other))
        if found is None:
            a, b = self._book.places[one], self._book.places[other]
            found = great_circle_m(a.lat_udeg, a.lon_udeg, b.lat_udeg, b.lon_udeg)
            self._straight[one, other] = self._straight[other, one] = found
        return found

    def find(self, fleet: Fleet, ends: Ends, avoidance: int) -> tuple[Way, ...]:
        """Ways one after another that a carrier of the fleet can travel; none when it cannot get there."""
        avoiding = self._avoidances[avoidance]
        direct = self.travelled(fleet, WayKey(fleet.mode, *ends, avoiding))
        if direct is not None:
            return (direct,)
        if fleet.mode is not Mode.AIR or fleet.range_m is None:
            return ()
        keys = self._staged_keys(fleet, ends, avoiding)
        found = tuple([way for key in keys if (way := self._ways.find_way(key)) is not None])
        return found if len(found) == len(keys) else ()

    def _staged_keys(
        self, fleet: Fleet, ends: Ends, avoiding: tuple[str, ...]
    ) -> tuple[WayKey, ...]:
        """The ways of the quickest flight with stops, found once."""
        flight = (fleet.id, ends, avoiding)
        known = self._staged.get(flight) or self._still(self._doubted.pop(flight, None))
        if known is None:
            self._heard = {}
            staged = self._with_stops(fleet, ends, avoiding)
            keys = tuple(way.key for way in staged) if len(staged) < STOPS_MAX else ()
            known = _Staging(keys, self._heard)
        self._staged[flight] = known
        return known.keys

    def _still(self, staging: _Staging | None) -> _Staging | None:
        """The flight when every question that decided it is open as it was."""
        same = staging is not None and all(
            self._opens(question) == was for question, was in staging.heard.items()
        )
        return staging if same else None

    def avoid_more(
        self, avoidance: int, names: Iterable[str], ways: Iterable[Way], ends: Ends
    ) -> int:
        """What to avoid when these nations, and what is closed on these ways, are to be gone round too."""
        soil = {str(self._book.places[end].nation) for end in ends}
        more = set(names) | {name for way in ways for name in self._closed_on(way)}
        wanted = tuple(sorted(set(self._avoidances[avoidance]) | (more - soil)))
        if wanted == self._avoidances[avoidance]:
            return avoidance
        if wanted not in self._avoidances:
            self._avoidances.append(wanted)
        return self._avoidances.index(wanted)

    def travelled(self, fleet: Fleet, key: WayKey) -> Way | None:
        """The way the key names, or None when the fleet cannot travel it."""
        if not (self._stops(fleet, key.origin) and self._stops(fleet, key.destination)):
            return None
        way = self._ways.find_way(key)
        return way if way is not None and may_travel(fleet, way) else None

    def _closed_on(self, way: Way) -> set[str]:
        """Passages, nations and declared ways on the way that the book closes for some time."""
        names = {f"passage:{passage}": passage for passage in way.passages}
        names |= {f"nation:{way.key.mode}:{c.nation}": str(c.nation) for c in way.crossings}
        if way.declared:
            names[f"way:{way.declared}"] = str(way.declared)
        return {name for subject, name in names.items() if subject in self._closed}

    def _with_stops(self, fleet: Fleet, ends: Ends, avoiding: tuple[str, ...]) -> tuple[Way, ...]:
        """The quickest flight with stops where the carrier may land (A*: Hart, Nilsson, Raphael 1968).

        Great circles bound what is not flown yet, so that few ways are asked for.
        """
        front = [_Stage(self._least(fleet, *ends), (ends[0],), (), 0)]
        settled = set[PlaceId]()
        while front:
            stage = heappop(front)
            here = stage.trail[-1]
            if here in settled:
                continue
            if len(stage.ways) < len(stage.trail) - 1:
                flown = self._fly(fleet, stage, ends[1], avoiding)
                if flown is not None:
                    heappush(front, flown)
                continue
            if here == ends[1]:
                return stage.ways
            settled.add(here)
            for onward in self._fields_within(fleet, here):
                if onward not in settled:
                    heappush(front, self._hope(fleet, stage, onward, ends[1]))
        return ()

    def _stops(self, fleet: Fleet, place: PlaceId) -> bool:
        known = self._may_stop.get((fleet.id, place))
        if known is None:
            known = self._may_stop[fleet.id, place] = may_stop(fleet, self._book.places[place])
        return known

    def _fields_within(self, fleet: Fleet, here: PlaceId) -> tuple[PlaceId, ...]:
        """Where a carrier of the fleet may stop within its range of a place, by id."""
        known = self._within.get((fleet.id, here))
        if known is None:
            known = self._within[fleet.id, here] = tuple(
                place for place in sorted(self._book.places)
                if place != here and self._stops(fleet, place)
                and self.straight_m(here, place) <= (fleet.range_m or 0)
            )  # fmt: skip
        return known

    def _hope(self, fleet: Fleet, stage: _Stage, onward: PlaceId, end: PlaceId) -> _Stage:
        """The next stage as good as a great circle could make it; flown only when it comes to it."""
        least = self._least(fleet, stage.trail[-1], onward) + self._least(fleet, onward, end)
        return _Stage(
            stage.minutes + least + fleet.unload_minutes // 2,
            (*stage.trail, onward),
            stage.ways,
            stage.minutes,
        )

    def _fly(
        self, fleet: Fleet, stage: _Stage, end: PlaceId, avoiding: tuple[str, ...]
    ) -> _Stage | None:
        """The stage with its last way found, or None when the fleet may not fly it."""
        here, there = stage.trail[-2:]
        way = self.travelled(fleet, WayKey(fleet.mode, here, there, avoiding))
        if way is None:
            return None
        heard = self._hear(fleet, way)
        self._heard |= heard
        if not all(heard.values()):
            return None
        flown = moving_minutes(fleet, way.length_m)
        minutes = stage.minutes + flown + fleet.unload_minutes // 2
        least = self._least(fleet, there, end)
        return _Stage(minutes + least, stage.trail, (*stage.ways, way), minutes)

    def _hear(self, fleet: Fleet, way: Way) -> dict[Question, bool]:
        """Every question of the empty carrier on the way, and whether it is ever open."""
        ends = (self._book.places[way.key.origin], self._book.places[way.key.destination])
        asked = questions_of_leg(Leg(fleet.nation, fleet.id, way, *ends))
        return {one.question: self._opens(one.question) for one in asked}

    def _least(self, fleet: Fleet, one: PlaceId, other: PlaceId) -> int:
        return moving_minutes(fleet, self.straight_m(one, other)) if one != other else 0
