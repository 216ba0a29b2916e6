"""The door of the room: `load_network` and the questions a planner asks of it.

Graphs are read when a mode is first asked for, and every answer is kept. Nothing here depends on the
clock, on chance or on the environment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from coalition.model.identity import PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import Closure, DeclaredWay, Way, WayKey
from coalition.network.air import AirNetwork
from coalition.network.declared import ClosedTimes, DeclaredWays, lay_over, needs_graph
from coalition.network.land import LandNetwork
from coalition.network.sea import SeaNetwork
from coalition.network.stops import Reach, find_stops


class ModeNetwork(Protocol):
    """One mode of transport over real geography."""

    def find_way(self, origin: Place, destination: Place, avoiding: tuple[str, ...]) -> Way | None:
        """The shortest way clear of what is avoided, or None."""

    def joins(self, origin: Place, destination: Place) -> bool:
        """Whether there is a way between them when nothing is avoided."""


class Network:
    """Ways between the places of a book, by mode, over the graphs and what the book declares."""

    def __init__(
        self,
        places: Mapping[PlaceId, Place],
        declared: Sequence[DeclaredWay] = (),
        closures: Sequence[Closure] = (),
        *,
        drawn: bool = True,
    ) -> None:
        self.places, self._drawn = places, drawn
        self._declared = DeclaredWays(declared)
        self._closed = ClosedTimes(closures)
        self._found: dict[WayKey, Way | None] = {}
        self._networks: dict[Mode, ModeNetwork] = {}

    def find_way(self, key: WayKey) -> Way | None:
        """The way the key names, or None: no such mode there, cut off, or nothing to travel.

        A declared way between the two places goes before the graph's. Raises KeyError for a place the
        book does not know.
        """
        known = self._found.get(key, self)  # itself where it was not asked for yet
        if not isinstance(known, Network):
            return known
        shunned = tuple(sorted(set(key.avoiding)))
        if shunned != key.avoiding:
            return self.find_way(replace(key, avoiding=shunned))
        found = self._found[key] = self._seek(key)
        return found

    def find_ways_from(
        self,
        origin: PlaceId,
        mode: Mode,
        destinations: Iterable[PlaceId],
        avoiding: Iterable[str] = (),
    ) -> dict[PlaceId, Way | None]:
        """The way to each destination; one search of the graph serves them all."""
        shunned = tuple(sorted(set(avoiding)))
        return {
            destination: self.find_way(WayKey(mode, origin, destination, shunned))
            for destination in destinations
        }

    def find_stops(self, key: WayKey, reach: Reach) -> tuple[PlaceId, ...] | None:
        """Technical stops for a flight: () when none is needed, None when no airfields will do."""
        return find_stops(key, reach, self.places, self.find_way)

    def grow_ahead(self, avoiding: Iterable[str]) -> None:
        """Begin to look for the ways by land from every place, beside what else is done.

        Answers are the same without; a planner of many loads, with a processor to spare, has them sooner.
        """
        shunned = tuple(sorted(set(avoiding)))
        for mode in (Mode.ROAD, Mode.RAIL):
            origins = [place for place in self.places.values() if mode in place.modes]
            network = self._network(mode) if origins else None
            if isinstance(network, LandNetwork):
                network.grow_ahead(origins, shunned)

    def _seek(self, key: WayKey) -> Way | None:
        """The way, not yet asked for."""
        ends = self.places[key.origin], self.places[key.destination]
        if key.origin == key.destination or any(key.mode not in end.modes for end in ends):
            return None
        declared = self._declared.find(key)
        if declared is None or self._drawn or needs_graph(declared):
            found = self._network(key.mode).find_way(*ends, key.avoiding)
        else:
            found = None
        if declared is not None and not (found is None and self._is_cut(key, declared)):
            found = lay_over(declared, found, key, ends)
        closed = found and self._closed.of(found)
        return replace(found, closed=closed) if found and closed else found

    def _is_cut(self, key: WayKey, declared: DeclaredWay) -> bool:
        """Whether what is avoided cuts the line that a declared way without nations runs along.

        Such a way goes where the graph goes; it must not jump what the graph cannot go round.
        """
        if declared.nations or not key.avoiding:
            return False
        ends = self.places[key.origin], self.places[key.destination]
        return self._network(key.mode).joins(*ends)

    def _network(self, mode: Mode) -> ModeNetwork:
        """The network of the mode, read when first asked for."""
        if mode not in self._networks:
            self._networks[mode] = self._read(mode)
        return self._networks[mode]

    def _read(self, mode: Mode) -> ModeNetwork:
        if mode is Mode.SEA:
            return SeaNetwork(drawn=self._drawn)
        if mode is Mode.AIR:
            return AirNetwork(drawn=self._drawn)
        return LandNetwork(mode, drawn=self._drawn)


def load_network(
    places: Mapping[PlaceId, Place],
    declared: Sequence[DeclaredWay] = (),
    closures: Sequence[Closure] = (),
    *,
    drawn: bool = True,
) -> Network:
    """The network over a book's places, with its declared ways and closures.

    Ways that are not `drawn` lack their points and are found sooner; nothing else differs.
    """
    return Network(places, declared, closures, drawn=drawn)
