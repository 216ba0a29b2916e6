"""One graph of nodes on the globe and undirected edges in whole metres, and the shortest ways in it.

Ways are found in compiled code (`native`), without Python's lock. Of ways equally long the one is kept
whose last node but one is nearer to the root, then the one where that node's number is lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import MICRO
from coalition.network.globe.arcs import Point, distances_m
from coalition.network.globe.library import load_library

Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]
Mask = NDArray[np.bool_]

NEAR_DEG = 0.1
"""Degrees of latitude and of longitude within which short edges end."""


def read_arrays(name: str) -> dict[str, NDArray[Any]]:
    """The arrays of one file in the package's data folder."""
    with (
        as_file(files("coalition.network") / "data" / name) as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        return {key: stored[key] for key in stored.files}


@dataclass(frozen=True, slots=True)
class Tree:
    """Shortest ways from one node: metres to every node (inf: none) and the node before it."""

    distance_m: NDArray[np.float64]
    before: NDArray[np.int32]

    def find_path(self, node: int) -> list[int] | None:
        """Nodes from the root to `node`, or None when no way leads there."""
        if not np.isfinite(self.distance_m[node]):
            return None
        path = [node]
        while (node := int(self.before[node])) >= 0:
            path.append(node)
        return path[::-1]


@dataclass(frozen=True, slots=True)
class Foothold:
    """A node of the graph within reach of a point outside it, and the metres to it."""

    node: int
    length_m: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The arcs of each node, one node's after another's.

    `begins` has one number more than there are nodes; `arcs` is (arcs, 2): where an arc leads and its metres.
    """

    begins: Shorts
    arcs: Shorts
    longest_m: int

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.begins) - 1


class Graph:
    """Nodes (degrees) and edges u < v, sorted by (u, v), with whole metres."""

    def __init__(self, lat: NDArray[np.float64], lon: NDArray[np.float64], edges: Ints) -> None:
        """`edges` has three rows: u, v, metres."""
        self.lat, self.lon = lat, lon
        self.u, self.v, self.length_m = edges
        self._keys = self.u * len(lat) + self.v

    def point(self, node: int) -> Point:
        """Where the node lies."""
        return round(float(self.lat[node]) * MICRO), round(float(self.lon[node]) * MICRO)

    def distances_m(self, point: Point) -> NDArray[np.float64]:
        """Metres from the point to every node."""
        return distances_m(self.lat, self.lon, point)

    def edges_of(self, path: list[int]) -> Ints:
        """Indices of the edges along the path."""
        ends = np.array([path[:-1], path[1:]], dtype=np.int64)
        keys = ends.min(axis=0) * len(self.lat) + ends.max(axis=0)
        return np.asarray(np.searchsorted(self._keys, keys))

    def neighbours(self, alive: Mask) -> Neighbours:
        """Who is joined to whom over the edges that are alive."""
        return join(len(self.lat), self.u[alive], self.v[alive], self.length_m[alive])

    @cached_property
    def short_by_latitude(self) -> tuple[Ints, NDArray[np.float64]]:
        """Edges within `NEAR_DEG` from end to end, south to north by where they begin, and those latitudes."""
        return self._by_latitude(self._short)

    @cached_property
    def long_by_latitude(self) -> tuple[Ints, NDArray[np.float64]]:
        """The other edges likewise."""
        return self._by_latitude(~self._short)

    @cached_property
    def _short(self) -> Mask:
        down, right = self.lat[self.v] - self.lat[self.u], self.lon[self.v] - self.lon[self.u]
        return np.asarray((np.abs(down) <= NEAR_DEG) & (np.abs(right) <= NEAR_DEG))

    def _by_latitude(self, chosen: Mask) -> tuple[Ints, NDArray[np.float64]]:
        edges = np.flatnonzero(chosen)
        lats = self.lat[self.u[edges]]
        order = np.argsort(lats, kind="stable")
        return edges[order], lats[order]

    @cached_property
    def component(self) -> Shorts:
        """For each node the number of the connected part it lies in."""
        return find_parts(self.neighbours(np.ones(len(self.u), dtype=np.bool_)))


def join(nodes: int, u: NDArray[Any], v: NDArray[Any], metres: NDArray[Any]) -> Neighbours:
    """Edges between `u` and `v`, whole metres each, as the neighbours of every node."""
    ends = [np.ascontiguousarray(column, dtype=np.int32) for column in (u, v, metres)]
    begins = np.empty(nodes + 1, dtype=np.int32)
    arcs = np.empty((2 * len(ends[0]), 2), dtype=np.int32)
    load_library().trees_join(nodes, len(ends[0]), *map(_at, ends), _at(begins), _at(arcs))
    return Neighbours(begins, arcs, int(ends[2].max(initial=0)))


def find_parts(neighbours: Neighbours) -> Shorts:
    """For each node the number of the connected part it lies in."""
    part = np.empty(neighbours.nodes, dtype=np.int32)
    begins, arcs = _at(neighbours.begins), _at(neighbours.arcs)
    load_library().trees_parts(neighbours.nodes, begins, arcs, _at(part))
    return part


def grow_tree(neighbours: Neighbours, source: int, limit_m: float = inf) -> Tree:
    """Shortest ways from the node (Dijkstra 1959), none of them longer than the limit."""
    return _grow(neighbours, source, (), limit_m)


def grow_tree_from(
    neighbours: Neighbours, footholds: Sequence[Foothold], limit_m: float = inf
) -> Tree:
    """Shortest ways from a point outside the graph, which becomes the node after the last."""
    return _grow(neighbours, neighbours.nodes, footholds, limit_m)


def _grow(
    neighbours: Neighbours, source: int, footholds: Sequence[Foothold], limit_m: float
) -> Tree:
    size = max(neighbours.nodes, source + 1)
    held = np.array([(hold.node, hold.length_m) for hold in footholds], dtype=np.int32)
    reached, before = np.empty(size, dtype=np.float64), np.empty(size, dtype=np.int32)
    load_library().trees_grow(
        neighbours.nodes, _at(neighbours.begins), _at(neighbours.arcs), neighbours.longest_m, source,
        len(footholds), _at(held), limit_m, _at(reached), _at(before),
    )  # fmt: skip
    return Tree(reached, before)


def _at(array: NDArray[Any]) -> int:
    """Where its numbers lie."""
    return array.ctypes.data


def find_best(tree: Tree, footholds: Sequence[Foothold]) -> list[int] | None:
    """Nodes from the root to the foothold by which the goal is nearest; None when none is reached."""
    best = find_nearest(tree, footholds)
    return None if best is None else tree.find_path(best[1])


def find_nearest(tree: Tree, footholds: Sequence[Foothold]) -> tuple[int, int] | None:
    """Metres to the goal and the foothold by which it is nearest; None when none is reached."""
    reached = tree.distance_m
    metres, node = min(
        ((reached.item(hold.node) + hold.length_m, hold.node) for hold in footholds),
        default=(inf, -1),
    )
    return None if metres == inf else (int(metres), node)
