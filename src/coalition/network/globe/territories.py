"""Whose land a point is, by a raster of tenths of a degree.

Source: Natural Earth 1:50m through npm `world-atlas`, with the territorial policy of `data/NOTICE.md`.
The raster holds land and inland water; territorial seas are not drawn, so a line over water is over
no nation (through straits used for international navigation, aircraft enjoy transit passage: UNCLOS,
article 38).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

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
AROUND = np.array([[-1], [0], [1]])
"""Steps from a cell to itself and its neighbours, along one axis."""


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

    def survey(self, a: Point, b: Point) -> tuple[list[Stretch], frozenset[NationId]]:
        """The stretches of the great circle, and the nations under it or in the cells around."""
        samples = pieces(a, b, STEP_M)
        rows, columns = cells(*samples)
        beside = np.clip(rows + AROUND, 0, self.raster.shape[0] - 1)[:, np.newaxis]
        across = (columns + AROUND) % self.raster.shape[1]
        near = np.flatnonzero(np.bincount(self.raster[beside, across].ravel()))
        nations = frozenset(self.nations[number - 1] for number in near.tolist() if number)
        return merge(list(self._stretches(a, b, samples))), nations

    def stretches(self, line: Sequence[Point]) -> list[Stretch]:
        """The line cut where the nation below changes, in order of travel."""
        return merge(
            [
                stretch
                for a, b in pairwise(line)
                for stretch in self._stretches(a, b, pieces(a, b, STEP_M))
            ]
        )

    def _stretches(self, a: Point, b: Point, samples: tuple[Degrees, Degrees]) -> Iterable[Stretch]:
        """The great circle from a to b, cut by what lies below the samples in equal pieces of it."""
        lat, lon = samples
        below = self.numbers(lat, lon)
        count, whole = len(below), great_circle_m(*a, *b)
        starts = [0, *(np.flatnonzero(below[1:] != below[:-1]) + 1).tolist(), count]
        for begin, end in pairwise(starts):
            number = below.item(begin)
            yield Stretch(
                self.nations[number - 1] if number else None,
                whole * end // count - whole * begin // count,
                (round(lat.item(begin) * MICRO), round(lon.item(begin) * MICRO)),
            )


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
