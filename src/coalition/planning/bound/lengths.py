"""Lengths no way between two places can be below, whatever it avoids.

By air the great circle; at sea the way that avoids nothing, which is the shortest; by land the great circle
less what the network does not charge: a place counts as an area of 6 km radius, and edges may be
stated a little short. Declared lengths are taken when they are less. Each matrix is closed under going
by way of a third place, so it is a metric.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import great_circle_m
from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.planning.ports import WayBook

Metres = NDArray[np.float64]
"""Places x places, metres; infinite where the mode does not lead."""

_LAND_SLACK_M = 12_000
_LAND_SHARE = 0.97
_AIR_SHARE = 0.999


class Lengths:
    """Least lengths between the places of a book by mode. `index` numbers the places in order of id."""

    def __init__(self, book: Book, network: WayBook) -> None:
        self._book, self._network = book, network
        self.places: tuple[PlaceId, ...] = tuple(sorted(book.places))
        self.index: dict[PlaceId, int] = {place: n for n, place in enumerate(self.places)}

    def of(self, mode: Mode) -> Metres:
        """The matrix of the mode."""
        return {Mode.AIR: self.air, Mode.SEA: self.sea, Mode.RAIL: self.rail, Mode.ROAD: self.road}[
            mode
        ]

    @cached_property
    def _straight(self) -> Metres:
        points = [self._book.places[p] for p in self.places]
        found = np.zeros((len(points), len(points)))
        for i, a in enumerate(points):
            for j in range(i):
                b = points[j]
                metres = great_circle_m(a.lat_udeg, a.lon_udeg, b.lat_udeg, b.lon_udeg)
                found[i, j] = found[j, i] = metres
        return found

    @cached_property
    def air(self) -> Metres:
        """Great circles."""
        return self._finish(Mode.AIR, self._straight * _AIR_SHARE)

    @cached_property
    def road(self) -> Metres:
        """Great circles less the slack of the network."""
        return self._finish(Mode.ROAD, self._overland)

    @cached_property
    def rail(self) -> Metres:
        """Great circles less the slack of the network."""
        return self._finish(Mode.RAIL, self._overland)

    @property
    def _overland(self) -> Metres:
        return np.maximum(0.0, self._straight * _LAND_SHARE - _LAND_SLACK_M)

    @cached_property
    def sea(self) -> Metres:
        """The shortest sea ways."""
        found = np.full((len(self.places), len(self.places)), np.inf)
        ports = [p for p in self.places if Mode.SEA in self._book.places[p].modes]
        for one in ports:
            for other in ports:
                way = self._network.find_way(WayKey(Mode.SEA, one, other)) if one != other else None
                if way is not None:
                    found[self.index[one], self.index[other]] = way.length_m
        return self._finish(Mode.SEA, np.minimum(found, found.T))

    def _finish(self, mode: Mode, metres: Metres) -> Metres:
        """Only between places of the mode, with shorter declared ways, closed under going round."""
        serves = np.array([mode in self._book.places[p].modes for p in self.places], dtype=np.bool_)
        found = np.where(serves[:, None] & serves[None, :], metres, np.inf)
        for way in self._book.ways:
            if way.mode is mode and way.length_m is not None:
                i, j = self.index[way.origin], self.index[way.destination]
                found[i, j] = min(found[i, j], way.length_m)
                found[j, i] = min(found[j, i], way.length_m)
        np.fill_diagonal(found, 0.0)
        return close(found)


def close(weights: Metres) -> Metres:
    """Shortest ways through any number of places (Floyd 1962); infinite where there are none.

    Own code, because the library takes a zero for no way at all.
    """
    found = weights.copy()
    for middle in range(len(found)):
        np.minimum(found, found[:, middle, None] + found[None, middle, :], out=found)
    return found


def trace(weights: Metres) -> tuple[Metres, NDArray[np.intp]]:
    """Shortest ways as in `close`, and for each the place before its end; -1 where there is none."""
    found = weights.copy()
    starts = np.broadcast_to(np.arange(len(found))[:, None], found.shape)
    before = np.where(np.isfinite(found), starts, -1)
    for middle in range(len(found)):
        through = found[:, middle, None] + found[None, middle, :]
        shorter = through < found
        found = np.where(shorter, through, found)
        before = np.where(shorter, before[None, middle, :], before)
    return found, before
