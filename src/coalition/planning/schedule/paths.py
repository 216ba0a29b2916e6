"""How a fleet gets from one place to another: the straight way, ways round whom law or closures shut out,
and technical stops where the range is short.

At most a few paths a question; which one is best at a given minute is for whoever asks to try.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from coalition.authority.legs import Aboard
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import Way, WayKey
from coalition.planning.fit import moving_minutes
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.schedule.gates import Gate, Gates
from coalition.planning.schedule.terrain import Hop, Terrain

DETOURS_MAX = 3
"""Ways round that are tried one after the other."""
AROUND_MAX = 3
"""Nations more than these that shut a way out are not gone round: hardly anything is left then."""


@dataclass(frozen=True, slots=True)
class Path:
    """Hops one after another of one fleet, each with its gate; `minutes` moving in all."""

    hops: tuple[Hop, ...]
    gates: tuple[Gate, ...]
    minutes: int


Ends = tuple[PlaceId, PlaceId]


@dataclass(frozen=True, slots=True)
class Cargo:
    """What is aboard as law sees it; `unlimited`: without permissions whose numbers are limited."""

    aboard: tuple[Aboard, ...] = ()
    unlimited: bool = False


def cargo_of(aboard: Iterable[Aboard], *, unlimited: bool = False) -> Cargo:
    """Cargo with each way of being aboard once, in a fixed order."""
    return Cargo(tuple(sorted(set(aboard), key=_aboard_order)), unlimited)


def _aboard_order(one: Aboard) -> tuple[str, ...]:
    flags = f"{one.from_origin}{one.set_down}"
    natures = ",".join(sorted(one.natures))
    return (one.nation, one.host, one.unit, one.task, natures, flags, one.consumer or "")


EMPTY = Cargo()


@dataclass(frozen=True, slots=True, order=True)
class _Stage:
    """A flight so far: the least it can come to, its places, its hops (one short while the last is a hope),
    and its minutes so far.
    """

    promise: int
    trail: tuple[PlaceId, ...]
    hops: tuple[Hop, ...] = field(compare=False)
    minutes: int = field(compare=False)


NO_PATH: tuple[Path, ...] = ()


class Paths:
    """Paths of fleets, kept by ends and what is aboard."""

    def __init__(self, book: Book, law: LawBook, ways: WayBook) -> None:
        self._book = book
        self.terrain = Terrain(book, ways)
        self.gates = Gates(book, law)
        self._staged: dict[tuple[str, Ends, tuple[str, ...]], tuple[Hop, ...] | None] = {}
        self._found: dict[tuple[str, Ends, Cargo], tuple[Path, ...]] = {}

    def find(self, fleet: Fleet, ends: Ends, cargo: Cargo = EMPTY) -> tuple[Path, ...]:
        """Paths from `ends[0]` to `ends[1]`, the shortest first; none when there is no lawful one."""
        key = (fleet.id, ends, cargo)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._seek(fleet, ends, cargo)
        return found

    def avoided(self, mode: Mode) -> tuple[str, ...]:
        """Whom every way of the mode keeps clear of: nations the crisis says to avoid, by land and air."""
        return () if mode is Mode.SEA else tuple(sorted(self._book.crisis.avoid))

    def _seek(self, fleet: Fleet, ends: Ends, cargo: Cargo) -> tuple[Path, ...]:
        if not all(self.terrain.may_stop(fleet, end) for end in ends):
            return NO_PATH
        found: list[Path] = []
        avoiding = set(self.avoided(fleet.mode))
        for _ in range(DETOURS_MAX):
            hops = self._hops(fleet, ends, tuple(sorted(avoiding)))
            if hops is None:
                break
            path = self.with_cargo(fleet, hops, cargo)
            if not any(gate.closed for gate in path.gates):
                found.append(path)
            around = self._obstacles(path, ends) - avoiding
            if not around:
                break
            avoiding |= around
        return tuple(sorted(found, key=lambda path: path.minutes))

    def _hops(self, fleet: Fleet, ends: Ends, avoiding: tuple[str, ...]) -> tuple[Hop, ...] | None:
        direct = self.terrain.find_hop(fleet, WayKey(fleet.mode, *ends, avoiding))
        if direct is not None:
            return (direct,)
        if fleet.mode is not Mode.AIR or fleet.range_m is None:
            return None
        key = (fleet.id, ends, avoiding)
        if key not in self._staged:
            self._staged[key] = self._with_stops(fleet, ends, avoiding)
        return self._staged[key]

    def _with_stops(
        self, fleet: Fleet, ends: Ends, avoiding: tuple[str, ...]
    ) -> tuple[Hop, ...] | None:
        """The quickest flight with stops where the carrier itself may land (A*: Hart, Nilsson, Raphael 1968).

        Great circles bound what is not flown yet, so that few ways are asked for.
        """
        fields = sorted(
            place.id for place in self._book.places.values()
            if place.id not in ends and self.terrain.may_stop(fleet, place.id)
        )  # fmt: skip
        start = _Stage(self._least(fleet, *ends), (ends[0],), (), 0)
        front, settled = [start], set[PlaceId]()
        while front:
            stage = heappop(front)
            if stage.trail[-1] in settled:
                continue
            if len(stage.hops) < len(stage.trail) - 1:
                flown = self._fly(fleet, stage, ends[1], avoiding)
                if flown is not None:
                    heappush(front, flown)
                continue
            if stage.trail[-1] == ends[1]:
                return stage.hops
            settled.add(stage.trail[-1])
            for onward in (ends[1], *fields):
                far = self.terrain.straight_m(stage.trail[-1], onward) > (fleet.range_m or 0)
                if onward not in settled and not far:
                    heappush(front, self._hope(fleet, stage, onward, ends[1]))
        return None

    def _hope(self, fleet: Fleet, stage: _Stage, onward: PlaceId, end: PlaceId) -> _Stage:
        """The next stage as good as a great circle could make it; flown only when it comes to it."""
        least = self._least(fleet, stage.trail[-1], onward) + self._least(fleet, onward, end)
        return _Stage(
            stage.minutes + least + fleet.unload_minutes // 2,
            (*stage.trail, onward), stage.hops, stage.minutes,
        )  # fmt: skip

    def _fly(
        self, fleet: Fleet, stage: _Stage, end: PlaceId, avoiding: tuple[str, ...]
    ) -> _Stage | None:
        """The stage with its last hop found, or None when the fleet may not fly it."""
        here, there = stage.trail[-2:]
        hop = self.terrain.find_hop(fleet, WayKey(fleet.mode, here, there, avoiding))
        if hop is None or self.gates.gate(fleet, hop.way, ()).closed:
            return None
        minutes = stage.minutes + hop.minutes + fleet.unload_minutes // 2
        return _Stage(
            minutes + self._least(fleet, there, end), stage.trail, (*stage.hops, hop), minutes
        )

    def _least(self, fleet: Fleet, one: PlaceId, other: PlaceId) -> int:
        return moving_minutes(fleet, self.terrain.straight_m(one, other))

    def with_cargo(self, fleet: Fleet, hops: tuple[Hop, ...], cargo: Cargo) -> Path:
        """The hops with the gates they have for what is aboard."""
        last = len(hops) - 1
        gates = tuple(
            self.gates.gate(
                fleet,
                hop.way,
                _on_leg(cargo.aboard, first=i == 0, last=i == last),
                unlimited=cargo.unlimited,
            )
            for i, hop in enumerate(hops)
        )
        return Path(hops, gates, sum(hop.minutes for hop in hops))

    def _obstacles(self, path: Path, ends: Ends) -> set[str]:
        """Whom to try to go round: nations that never open, else those slow to open and what is closed."""
        if any(gate.hopeless for gate in path.gates):
            return set()
        soil = {str(self._book.places[end].nation) for end in ends}
        shut = {str(nation) for gate in path.gates for nation in gate.shut}
        if shut:
            return shut - soil if len(shut - soil) <= AROUND_MAX else set()
        slow = {str(nation) for gate in path.gates for nation in gate.slow}
        closed = {name for hop in path.hops if hop.way.closed for name in self._closed(hop.way)}
        return (slow | closed) - soil

    def _closed(self, way: Way) -> set[str]:
        """Passages, nations and declared ways on the way that the book closes for some time."""
        names = {f"passage:{passage}": passage for passage in way.passages}
        names |= {f"nation:{way.key.mode}:{c.nation}": str(c.nation) for c in way.crossings}
        if way.declared:
            names[f"way:{way.declared}"] = str(way.declared)
        subjects = {closure.subject for closure in self._book.closures}
        return {name for subject, name in names.items() if subject in subjects}


def _on_leg(aboard: tuple[Aboard, ...], *, first: bool, last: bool) -> tuple[Aboard, ...]:
    """What is aboard as law sees it on a leg that is not the first or not the last."""
    if first and last:
        return aboard
    return tuple(
        Aboard(
            one.nation, one.host, one.natures, one.unit, one.task,
            one.from_origin and first, one.set_down and last, one.consumer,
        )
        for one in aboard
    )  # fmt: skip
