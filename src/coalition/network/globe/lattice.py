"""Lawful lines over the globe: the shortest line that touches open cells only.

A lattice of points, each joined to its eight neighbours where every cell between is open, is searched
for the shortest way, which is then pulled tight by line of sight along great circles. The line found
is a little longer than the true shortest one, never unlawful.
"""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import EARTH_RADIUS_M, MICRO, great_circle_m
from coalition.network.globe.arcs import Line, Point, distances_m, length_m, pieces, refine
from coalition.network.globe.graph import (
    Foothold,
    Mask,
    Neighbours,
    Tree,
    find_nearest,
    find_parts,
    grow_tree_from,
    join,
)
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import CELLS_PER_DEGREE, STEP_M, cells

NEAR_M = 40_000
"""So close to an end of the line the softer mask holds: a coastal port may stand in a sea cell."""
TIGHTEN_STEP_M = 50_000
TREES_KEPT = 32
ENTRIES_KEPT = 4096
LINES_KEPT = 4096
REACHES_M = (4_000_000, inf)
"""Most lines asked for stay within a theatre, so it is searched before the globe."""
RINGS = (1, 3)
"""Rows and columns around a point in which the lattice is entered."""
STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))


class Lattice:
    """Open cells of the globe, searched on a lattice of `spacing_deg`; `near` holds close to the ends."""

    def __init__(self, open_cells: Mask, near: Mask, spacing_deg: float) -> None:
        self.open_cells, self.near, self.spacing_deg = open_cells, near, spacing_deg
        self.rows, self.columns = round(180 / spacing_deg), round(360 / spacing_deg)
        self._trees = Recent[tuple[Point, float], Tree](TREES_KEPT)
        self._lines = Recent[Line, Line | None](LINES_KEPT)
        self._entries = Recent[Point, list[Foothold]](ENTRIES_KEPT)

    def find_line(self, start: Point, end: Point) -> Line | None:
        """The line from start to end, the same read backwards for the way back; None when there is none."""
        if start > end:
            back = self.find_line(end, start)
            return back and back[::-1]
        return self._lines.recall((start, end), lambda: self._seek_line(start, end))

    def _seek_line(self, start: Point, end: Point) -> Line | None:
        """The line, not yet asked for in either direction."""
        if self.sees(start, end, start, end):
            return (start, end)
        path = self._find_path(start, self._footholds(end))
        if path is None:
            return None
        return self._tighten((start, *(self._point(node) for node in path[1:]), end))

    def _find_path(self, start: Point, footholds: list[Foothold]) -> list[int] | None:
        """Nodes from the start to the best foothold, sought nearby first.

        What a search that ends at a limit finds within it, no wider search would find shorter.
        """
        if not self._joined(self._footholds(start), footholds):
            return None
        for limit_m in REACHES_M:
            tree = self._tree(start, limit_m)
            best = find_nearest(tree, footholds)
            if best and best[0] <= limit_m:
                return tree.find_path(best[1])
        return None

    def sees(self, a: Point, b: Point, start: Point, end: Point) -> bool:
        """Whether every cell along the great circle from a to b is open."""
        lat, lon = pieces(a, b, STEP_M)
        below = cells(lat, lon)
        shut = ~self.open_cells[below]
        if not shut.any():
            return True
        if (shut & ~self.near[below]).any():
            return False
        away = np.minimum(
            distances_m(lat[shut], lon[shut], start), distances_m(lat[shut], lon[shut], end)
        )
        return bool((away <= NEAR_M).all())

    def _tighten(self, line: Line) -> Line:
        """The line pulled tight twice: through its own points, then through finer ones."""
        taut = self._pull(line)
        again = self._pull(tuple(refine(taut, TIGHTEN_STEP_M))[::-1])[::-1]
        return min(taut, again, key=length_m)

    def _pull(self, line: Line) -> Line:
        """From each point straight to the furthest one seen by doubling and halving strides."""
        kept, at = [line[0]], 0
        while at < len(line) - 1:
            reach, stride = at + 1, 2
            while stride >= 1:
                ahead = min(reach + stride, len(line) - 1)
                seen = ahead > reach and self.sees(line[at], line[ahead], line[0], line[-1])
                reach = ahead if seen else reach
                stride = stride * 2 if seen else stride // 2
            kept.append(line[reach])
            at = reach
        return tuple(kept)

    def _joined(self, near: list[Foothold], far: list[Foothold]) -> bool:
        """Whether any way at all leads from one to the other."""
        there = {self._parts.item(hold.node) for hold in far}
        return any(self._parts.item(hold.node) in there for hold in near)

    @cached_property
    def _parts(self) -> NDArray[np.int32]:
        """For each lattice node the number of the connected part it lies in."""
        return find_parts(self._neighbours)

    def _tree(self, start: Point, limit_m: float) -> Tree:
        """Shortest lattice ways from the point, kept for the next question from it."""
        return self._trees.recall(
            (start, limit_m),
            lambda: grow_tree_from(self._neighbours, self._footholds(start), limit_m),
        )

    def _footholds(self, point: Point) -> list[Foothold]:
        """Where the lattice is entered from the point, kept for the next question."""
        return self._entries.recall(point, lambda: self._seek_footholds(point))

    def _seek_footholds(self, point: Point) -> list[Foothold]:
        """Open lattice nodes in sight of the point, from the nearest ring of nodes that has any."""
        row = int((90 - point[0] / MICRO) / self.spacing_deg)
        column = int((point[1] / MICRO + 180) / self.spacing_deg)
        for ring in RINGS:
            nodes = (
                i * self.columns + j % self.columns
                for i in range(max(row - ring, 0), min(row + ring + 1, self.rows))
                for j in range(column - ring, column + ring + 1)
            )
            if found := [
                self._foothold(point, node) for node in nodes if self._is_seen(point, node)
            ]:
                return found
        return []

    def _is_seen(self, point: Point, node: int) -> bool:
        return bool(self._node_open[node]) and self.sees(point, self._point(node), point, point)

    def _foothold(self, point: Point, node: int) -> Foothold:
        return Foothold(node, great_circle_m(*point, *self._point(node)))

    def _point(self, node: int) -> Point:
        """Where a lattice node lies: the middle of its square."""
        row, column = divmod(node, self.columns)
        lat, lon = 90 - (row + 0.5) * self.spacing_deg, (column + 0.5) * self.spacing_deg - 180
        return round(lat * MICRO), round(lon * MICRO)

    @cached_property
    def _node_open(self) -> Mask:
        """Which lattice nodes stand in open cells."""
        row, column = np.divmod(np.arange(self.rows * self.columns), self.columns)
        return np.asarray(self.open_cells[cells(*self._degrees(row, column))])

    def _degrees(
        self, row: NDArray[Any], column: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Latitude and longitude of fractional rows and columns."""
        return 90 - (row + 0.5) * self.spacing_deg, (column + 0.5) * self.spacing_deg - 180

    @cached_property
    def _neighbours(self) -> Neighbours:
        """Neighbours with only open cells between them."""
        row, column = np.divmod(np.flatnonzero(self._node_open), self.columns)
        ends, metres = [], []
        for down, right in STEPS:
            fits = (row + down < self.rows) & self._clear(row, column, down, right)
            y, x = row[fits], column[fits]
            ends.append(
                (y * self.columns + x, (y + down) * self.columns + (x + right) % self.columns)
            )
            metres.append(self._metres(y, down, right))
        u, v = np.concatenate(ends, axis=1)
        return join(self.rows * self.columns, u, v, np.concatenate(metres))

    def _clear(self, row: NDArray[Any], column: NDArray[Any], down: int, right: int) -> Mask:
        """Whether all cells on the step are open; every node's step meets the same cells around it."""
        nodes = np.ones((self.rows, self.columns), dtype=np.bool_)
        width = round(self.spacing_deg * CELLS_PER_DEGREE)
        for south, east in cells_of_step(width, down, right):
            nodes &= self._cells_beside_nodes(width, south, east)
        return np.asarray(nodes[row, column])

    def _cells_beside_nodes(self, width: int, south: int, east: int) -> Mask:
        """For each node, whether the cell so many rows south and columns east of its own is open."""
        rows = np.minimum(
            np.arange(self.rows) * width + width // 2 + south, 180 * CELLS_PER_DEGREE - 1
        )
        columns = (np.arange(self.columns) * width + width // 2 + east) % (360 * CELLS_PER_DEGREE)
        return np.asarray(self.open_cells[rows[:, np.newaxis], columns[np.newaxis, :]])

    def _metres(self, row: NDArray[Any], down: int, right: int) -> NDArray[np.float64]:
        """Metres of one step from each row."""
        phi, _ = np.radians(self._degrees(row, row))
        psi = phi - np.radians(down * self.spacing_deg)
        half_lambda = np.radians(right * self.spacing_deg) / 2
        chord = np.sin((phi - psi) / 2) ** 2 + np.cos(phi) * np.cos(psi) * np.sin(half_lambda) ** 2
        return np.asarray(np.rint(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(chord))))


def cells_of_step(width: int, down: int, right: int) -> tuple[tuple[int, int], ...]:
    """Cells (rows south, columns east) met on the way to a neighbouring node, sampled four times a cell.

    `width` is the lattice's spacing in cells; a node stands on the north-west corner of its own cell.
    """
    count = width * 4
    met = ((down * width * i // count, right * width * i // count) for i in range(1, count + 1))
    return tuple(dict.fromkeys(met))
