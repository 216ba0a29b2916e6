"""One graph of nodes on the globe and undirected edges in metres, and the shortest ways in it."""

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

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


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

    def matrix(self, alive: Mask) -> Any:
        """Sparse matrix of metres over the edges that are alive."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to import)

        u, v = self.u[alive], self.v[alive]
        metres = self.length_m[alive].astype(np.float64)
        n = len(self.lat)
        rows, columns = np.concatenate([u, v]), np.concatenate([v, u])
        return csr_matrix((np.concatenate([metres, metres]), (rows, columns)), shape=(n, n))

    @cached_property
    def edges_by_latitude(self) -> tuple[Ints, NDArray[np.float64]]:
        """The edges from south to north by where they begin, and those latitudes."""
        lats = self.lat[self.u]
        order = np.argsort(lats, kind="stable")
        return order, lats[order]

    @cached_property
    def component(self) -> NDArray[np.int32]:
        """For each node the number of the connected part it lies in."""
        return find_parts(self.matrix(np.ones(len(self.u), dtype=np.bool_)))


def find_parts(matrix: Any) -> NDArray[np.int32]:
    """For each node the number of the connected part it lies in."""
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 (slow to import)

    return np.asarray(connected_components(matrix, directed=False)[1])


def grow_tree(matrix: Any, source: int, limit_m: float = inf) -> Tree:
    """Shortest ways from the node (Dijkstra 1959), none of them longer than the limit."""
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 (slow to import)

    distance, before = dijkstra(matrix, indices=source, return_predecessors=True, limit=limit_m)
    return Tree(distance, before)


def grow_tree_from(matrix: Any, footholds: Sequence[Foothold], limit_m: float = inf) -> Tree:
    """Shortest ways from a point outside the graph, which becomes the node after the last."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to import)

    size = matrix.shape[0] + 1
    data = np.append(matrix.data, [float(hold.length_m) for hold in footholds])
    indices = np.append(matrix.indices, np.array([hold.node for hold in footholds], dtype=np.int32))
    ends = np.append(matrix.indptr, len(data))
    return grow_tree(csr_matrix((data, indices, ends), shape=(size, size)), size - 1, limit_m)


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
