"""The sea: shortest lanes with canals and straits that can be closed.

Lanes from PyPI `searoute` 1.6.0 with our gates and the Kiel Canal (`data/NOTICE.md`). A passage avoided
is taken out of the graph; a port that this cuts off has no way, never one of length 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import great_circle_m
from coalition.model.identity import NationId
from coalition.model.places import Mode, Place
from coalition.model.ways import Crossing, Way, WayKey
from coalition.network.globe.arcs import Point, point_of
from coalition.network.globe.graph import (
    Graph,
    Ints,
    Mask,
    Neighbours,
    Tree,
    grow_tree,
    read_arrays,
)
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import read_territories
from coalition.network.passages import closed_passages, read_passages

ACCESS_M_MAX = 150_000
"""A place further than this from every lane is no seaport."""
DETOUR_M = 60_000
"""Lanes up to so much further than the nearest are weighed against the land between."""
LAND_WEIGHT = 4
"""A metre over land counts as so many: a port reaches the lane on its own side of a cape."""
LANES_KEPT = 8
TREES_KEPT = 64


class SeaNetwork:
    """The sea lanes of the world."""

    def __init__(self, *, drawn: bool = True) -> None:
        """Ways come without their points when they are not to be `drawn`, which is quicker."""
        self._drawing = drawn
        stored = read_arrays("sea.npz")
        self.passages: list[str] = stored["passages"].tolist()
        self._bits: NDArray[np.uint32] = stored["edge_passages"]
        lat, lon = stored["node_lat_udeg"] / 1e6, stored["node_lon_udeg"] / 1e6
        ends = np.stack([stored["edge_u"], stored["edge_v"], stored["edge_length_m"]])
        self.graph = Graph(lat, lon, ends.astype(np.int64))
        self._harbours: dict[Point, tuple[int, int] | None] = {}
        self._sovereign_of: dict[int, NationId | None] = {}
        self._trees = Recent[tuple[frozenset[str], int], Tree](TREES_KEPT)
        self._lanes = Recent[frozenset[str], Neighbours](LANES_KEPT)

    def find_way(self, origin: Place, destination: Place, avoiding: tuple[str, ...]) -> Way | None:
        """The shortest lane clear of the passages named and of those in the hands of nations named."""
        key = WayKey(Mode.SEA, origin.id, destination.id, avoiding)
        ends = self._find_harbour(origin), self._find_harbour(destination)
        if origin.nation in avoiding or destination.nation in avoiding:
            return None
        if ends[0] is None or ends[1] is None:
            return None
        path = self._tree(ends[0][0], closed_passages(avoiding)).find_path(ends[1][0])
        if path is None:
            return None
        edges = self.graph.edges_of(path)
        between = int(self.graph.length_m[edges].sum()) + ends[0][1] + ends[1][1]
        if len(path) == 1:
            between = great_circle_m(*point_of(origin), *point_of(destination))
        passages = self._passages(np.bitwise_or.reduce(self._bits[edges], initial=0))
        return Way(
            key=key,
            length_m=max(between, 1),
            crossings=self._sovereigns(edges),
            passages=passages,
            draught_cm=draught_cm(passages),
            line=self._line(origin, destination, path) if self._drawing else (),
        )

    def joins(self, origin: Place, destination: Place) -> bool:
        """Whether there is a way between them when nothing is avoided."""
        return self.find_way(origin, destination, ()) is not None

    def _line(self, origin: Place, destination: Place, path: list[int]) -> tuple[Point, ...]:
        """The way's points, for a map."""
        return (point_of(origin), *map(self.graph.point, path), point_of(destination))

    def _find_harbour(self, place: Place) -> tuple[int, int] | None:
        """The node where the place meets the lanes and the metres to it; None far from the sea."""
        point = point_of(place)
        if point not in self._harbours:
            self._harbours[point] = self._seek_harbour(point)
        return self._harbours[point]

    def _seek_harbour(self, point: Point) -> tuple[int, int] | None:
        """The near node with the least land between."""
        away = self.graph.distances_m(point)
        if away.min() > ACCESS_M_MAX:
            return None
        near = np.flatnonzero(away <= away.min() + DETOUR_M).tolist()
        node = min(near, key=lambda n: (away[n] + LAND_WEIGHT * self._land_m(point, n), n))
        return node, round(float(away[node]))

    def _land_m(self, point: Point, node: int) -> int:
        """Metres of land on the straight line from the point to the node."""
        stretches = read_territories().stretches((point, self.graph.point(node)))
        return sum(stretch.length_m for stretch in stretches if stretch.nation is not None)

    def _tree(self, node: int, closed: frozenset[str]) -> Tree:
        """Shortest lanes from the node, kept for the next question from it."""
        return self._trees.recall((closed, node), lambda: grow_tree(self._open_lanes(closed), node))

    def _open_lanes(self, closed: frozenset[str]) -> Neighbours:
        """The lanes without the closed passages."""
        return self._lanes.recall(closed, lambda: self.graph.neighbours(self._open(closed)))

    def _open(self, closed: frozenset[str]) -> Mask:
        """Which edges lie in none of the passages."""
        shut = sum(1 << i for i, name in enumerate(self.passages) if name in closed)
        return np.asarray((self._bits & np.uint32(shut)) == 0)

    def _passages(self, bits: int) -> tuple[str, ...]:
        """Names of the passages whose bits are set, in alphabetical order."""
        return tuple(name for i, name in enumerate(self.passages) if int(bits) >> i & 1)

    def _sovereigns(self, edges: Ints) -> tuple[Crossing, ...]:
        """The nations whose consent the passages need, in order, with the metres in each."""
        bits, metres = self._bits[edges].tolist(), self.graph.length_m[edges].tolist()
        edge_by_edge = zip(map(self._sovereign, bits), metres, strict=True)
        crossed = groupby(edge_by_edge, key=itemgetter(0))
        waters = [(nation, sum(long for _, long in run)) for nation, run in crossed if nation]
        return tuple(
            Crossing(nation, sum(long for _, long in run))
            for nation, run in groupby(waters, key=itemgetter(0))
        )

    def _sovereign(self, bits: int) -> NationId | None:
        """The nation whose consent a stretch in these passages needs, if any."""
        if bits not in self._sovereign_of:
            owners = (read_passages()[name].sovereign for name in self._passages(bits))
            self._sovereign_of[bits] = next((nation for nation in owners if nation), None)
        return self._sovereign_of[bits]


def draught_cm(passages: Iterable[str]) -> int | None:
    """The least draught any of the passages bears, or None when none limits it."""
    stated = [read_passages()[name].draught_cm for name in passages]
    return min((draught for draught in stated if draught is not None), default=None)
