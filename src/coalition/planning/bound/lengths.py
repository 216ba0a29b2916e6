"""Lengths no way between two places can be below, whatever it avoids.

By air and by land the great circle, below which no way over the globe is; at sea the way that avoids
nothing, which is the shortest. Declared lengths are taken when they are less, for a declared way may be
avoided and a longer one taken. Each matrix is closed under going by way of a third place, so it is a metric.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import EARTH_RADIUS_M
from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.planning.ports import WayBook

Metres = NDArray[np.float64]
"""Places x places, metres; infinite where the mode does not lead."""

LAND = (Mode.ROAD, Mode.RAIL)
_SHARE = 0.999
"""Given away for the rounding of great circles, also of lines through several points."""
_ROUNDED_M = 10
"""Given away because a way may be measured from its other end."""


class Lengths:
    """Least lengths between the places of a book by mode. `index` numbers the places in order of id."""

    def __init__(self, book: Book, network: WayBook) -> None:
        self._book, self._network = book, network
        self.places: tuple[PlaceId, ...] = tuple(sorted(book.places))
        self.index: dict[PlaceId, int] = {place: n for n, place in enumerate(self.places)}
        self._found: dict[Mode, Metres] = {}
        self._least: dict[Mode, Metres] = {}
        self._asked: set[tuple[Mode, int, int]] = set()

    def of(self, mode: Mode) -> Metres:
        """The matrix of the mode."""
        if mode not in self._found:
            self._found[mode] = self._finish(mode, self._own(mode))
        return self._found[mode]

    def _own(self, mode: Mode) -> Metres:
        """The least the network's own ways can be, as far as is known."""
        if mode not in self._least:
            self._least[mode] = self._sea() if mode is Mode.SEA else self._straight * _SHARE
        return self._least[mode]

    def is_known(self, mode: Mode, here: int, there: int) -> bool:
        """Whether the network has said how long its way is, or need not be asked."""
        return mode not in LAND or (mode, min(here, there), max(here, there)) in self._asked

    def ask(self, mode: Mode, here: int, there: int) -> None:
        """Take the length of the network's own way by land: the shortest, whatever else is avoided."""
        key = WayKey(mode, self.places[here], self.places[there], self._declared[mode])
        way, least = self._network.find_way(key), self._own(mode)
        metres = np.inf if way is None else max(way.length_m - _ROUNDED_M, least[here, there])
        least[here, there] = least[there, here] = metres
        self._asked.add((mode, min(here, there), max(here, there)))
        self._found.pop(mode, None)

    @cached_property
    def _declared(self) -> dict[Mode, tuple[str, ...]]:
        """Ids of all declared ways by mode: a question that avoids them is for the network's own way."""
        ways = self._book.ways
        return {mode: tuple(sorted(w.id for w in ways if w.mode is mode)) for mode in LAND}

    @cached_property
    def _straight(self) -> Metres:
        """Great circles (Sinnott 1984, the haversine)."""
        points = [self._book.places[p] for p in self.places]
        lat = np.radians(np.array([p.lat_udeg for p in points], dtype=np.float64) / 1e6)
        lon = np.radians(np.array([p.lon_udeg for p in points], dtype=np.float64) / 1e6)
        down, right = lat[:, None] - lat[None, :], lon[:, None] - lon[None, :]
        half = np.sin(down / 2) ** 2 + np.outer(np.cos(lat), np.cos(lat)) * np.sin(right / 2) ** 2
        return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, half))))

    def _sea(self) -> Metres:
        """The shortest sea ways; a lane is as long one way as the other."""
        found = np.full((len(self.places), len(self.places)), np.inf)
        ports = [p for p in self.places if Mode.SEA in self._book.places[p].modes]
        for one, other in combinations(ports, 2):
            way = self._network.find_way(WayKey(Mode.SEA, one, other))
            if way is not None:
                i, j = self.index[one], self.index[other]
                found[i, j] = found[j, i] = way.length_m
        return found

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

    The last two axes are places; what stands before them is done at once. Own code, because the library
    takes a zero for no way at all.
    """
    found = weights.copy()
    for middle in range(found.shape[-1]):
        np.minimum(found, found[..., middle, None] + found[..., None, middle, :], out=found)
    return found
