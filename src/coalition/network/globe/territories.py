"""Whose land a point is, by a raster of tenths of a degree.

Source: Natural Earth 1:50m through npm `world-atlas`, with the territorial policy of `data/NOTICE.md`.
The raster holds land and inland water; territorial seas are not drawn, so a line over water is over
no nation (through straits used for international navigation, aircraft enjoy transit passage: UNCLOS,
article 38).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import MICRO, great_circle_m
from coalition.model.identity import NationId
from coalition.model.ways import BorderPoint, Crossing
from coalition.network.globe.arcs import Degrees, Point, pieces
from coalition.network.globe.graph import Mask, read_arrays

CELLS_PER_DEGREE = 10
STEP_M = 5_000
"""A line is tested every so many metres: about half a cell."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line over one nation (None: over no nation's land), and where it begins."""

    nation: NationId | None
    length_m: int
    begins: Point


@dataclass(frozen=True, eq=False, slots=True)
class Territories:
    """The raster: rows from north to south, columns from 180 W, numbers into `nations` plus one."""

    nations: tuple[NationId, ...]
    raster: NDArray[np.uint8]

    def find_nation(self, point: Point) -> NationId | None:
        """The nation on whose land the point lies, or None at sea."""
        number = int(self.numbers(np.array([point[0] / MICRO]), np.array([point[1] / MICRO]))[0])
        return self.nations[number - 1] if number else None

    def numbers(self, lat: Degrees, lon: Degrees) -> NDArray[np.uint8]:
        """Nation numbers under the points."""
        return np.asarray(self.raster[cells(lat, lon)])

    def mask(self, nations: Collection[str]) -> Mask:
        """Which cells are the land of any of the nations."""
        wanted = [nation in nations for nation in self.nations]
        return np.asarray(np.array([False, *wanted])[self.raster])

    def nations_near(self, line: Sequence[Point]) -> frozenset[NationId]:
        """The nations in the cells under the line and in those around them."""
        found: set[int] = set()
        for a, b in pairwise(line):
            rows, columns = cells(*pieces(a, b, STEP_M))
            for south, east in product((-1, 0, 1), repeat=2):
                beside = np.clip(rows + south, 0, self.raster.shape[0] - 1)
                across = (columns + east) % self.raster.shape[1]
                found |= set(np.unique(self.raster[beside, across]).tolist())
        return frozenset(self.nations[number - 1] for number in found if number)

    def stretches(self, line: Sequence[Point]) -> list[Stretch]:
        """The line cut where the nation below changes, in order of travel."""
        found: list[Stretch] = []
        for a, b in pairwise(line):
            lat, lon = pieces(a, b, STEP_M)
            below = self.numbers(lat, lon)
            starts = [0, *(np.flatnonzero(np.diff(below.astype(int))) + 1).tolist(), len(below)]
            whole = great_circle_m(*a, *b)
            for begin, end in pairwise(starts):
                metres = whole * end // len(below) - whole * begin // len(below)
                point = (round(lat[begin] * MICRO), round(lon[begin] * MICRO))
                nation = self.nations[below[begin] - 1] if below[begin] else None
                found.append(Stretch(nation, metres, point))
        return merge(found)


def merge(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Neighbouring stretches over the same nation as one."""
    merged: list[Stretch] = []
    for stretch in stretches:
        last = merged[-1] if merged else None
        if last and last.nation == stretch.nation:
            merged[-1] = Stretch(last.nation, last.length_m + stretch.length_m, last.begins)
        else:
            merged.append(stretch)
    return merged


def cells(lat: Degrees, lon: Degrees) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the cells that hold the points."""
    rows = np.floor((90 - lat) * CELLS_PER_DEGREE).astype(np.intp)
    columns = np.floor((lon + 180) * CELLS_PER_DEGREE).astype(np.intp)
    return np.clip(rows, 0, 180 * CELLS_PER_DEGREE - 1), columns % (360 * CELLS_PER_DEGREE)


def widen(mask: Mask) -> Mask:
    """The mask and the ring of cells around it."""
    wide = mask | np.roll(mask, 1, axis=1) | np.roll(mask, -1, axis=1)
    taller = wide.copy()
    taller[1:] |= wide[:-1]
    taller[:-1] |= wide[1:]
    return np.asarray(taller)


@cache
def read_territories() -> Territories:
    """The raster of the package."""
    stored = read_arrays("territories.npz")
    return Territories(tuple(NationId(str(n)) for n in stored["nations"]), stored["raster"])


def crossings_of(stretches: Sequence[Stretch]) -> tuple[Crossing, ...]:
    """The nations crossed in order of travel, with their metres."""
    over_land = merge([stretch for stretch in stretches if stretch.nation is not None])
    return tuple(Crossing(s.nation, s.length_m) for s in over_land if s.nation is not None)


def borders_of(stretches: Sequence[Stretch]) -> tuple[BorderPoint, ...]:
    """Where one nation meets the next; water between two nations is no border point."""
    return tuple(
        BorderPoint(before.nation, after.nation, *after.begins)
        for before, after in pairwise(stretches)
        if before.nation is not None and after.nation is not None
    )
