"""Road and rail: shortest ways over the European graph.

An edge across a border counts half to each side. Where the graph does not reach, or does not join two
places, `estimate` answers; where it joins them but a nation avoided lies between, there is no way.

Not here: ways a book declares (`declared`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import Way, WayKey
from coalition.network.access import Access, find_access
from coalition.network.estimate import UNSTATED, LandEstimate, along_way
from coalition.network.gauges import gauges_met
from coalition.network.globe.arcs import Point, length_m, point_of, thin
from coalition.network.globe.graph import Graph, Mask, Tree, find_best, grow_tree_from, read_arrays
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import Stretch, borders_of, crossings_of, merge

DRAWN_STEP_M = 10_000
KEPT = 8
ACCESSES_KEPT = 4096
FILES = {Mode.ROAD: "roads.npz", Mode.RAIL: "rails.npz"}


class LandNetwork:
    """The graph of one mode, and the estimate where it does not reach."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        stored = read_arrays(FILES[mode])
        self.nations = [NationId(str(name)) for name in stored["nations"]]
        self.node_nation: NDArray[np.uint8] = stored["node_nation"]
        lat, lon = stored["node_lat_mdeg"] / 1000, stored["node_lon_mdeg"] / 1000
        ends = np.stack([stored["edge_u"], stored["edge_v"], stored["edge_length_m"]])
        self.graph = Graph(lat, lon, ends.astype(np.int64))
        self._steps: NDArray[np.int16] = stored["point_step_mdeg"]
        self._step_ends = np.cumsum(stored["edge_points"], dtype=np.int64)
        self._matrices = Recent[tuple[str, ...], Any](KEPT)
        self._living = Recent[tuple[str, ...], Mask](KEPT)
        self._trees = Recent[tuple[Access, tuple[str, ...]], Tree](KEPT)
        self._accesses = Recent[tuple[PlaceId, tuple[str, ...]], Access | None](ACCESSES_KEPT)
        self._beyond = LandEstimate()

    def find_way(self, origin: Place, destination: Place, avoiding: tuple[str, ...]) -> Way | None:
        """The shortest way clear of the nations named, estimated where no graph reaches, or None."""
        key = WayKey(self.mode, origin.id, destination.id, avoiding)
        if origin.nation in avoiding or destination.nation in avoiding:
            return None
        start, end = self._access(origin, avoiding), self._access(destination, avoiding)
        if start is None or end is None or not self._joined(start, end):
            return self._beyond.find_way(key, origin, destination)
        if start.edge == end.edge:
            return along_way(key, (point_of(origin), point_of(destination)), origin, destination)
        path = find_best(self._tree(start, avoiding), end.footholds)
        return self._trace(key, (origin, destination), (start, end), path[1:]) if path else None

    def _joined(self, start: Access, end: Access) -> bool:
        """Whether both lie in one connected part of the whole graph."""
        parts = self.graph.component[[start.footholds[0].node, end.footholds[0].node]]
        return bool(parts[0] == parts[1])

    def _access(self, place: Place, avoiding: tuple[str, ...]) -> Access | None:
        """How the place meets the graph, if it does, without the nations avoided."""
        return self._accesses.recall(
            (place.id, avoiding), lambda: self._find_access(place, avoiding)
        )

    def _find_access(self, place: Place, avoiding: tuple[str, ...]) -> Access | None:
        inside = self._named(place.nation)[self.node_nation]
        return find_access(
            self.graph,
            point_of(place),
            alive=self._alive(avoiding),
            home=inside[self.graph.u] & inside[self.graph.v],
        )

    def _named(self, *nations: str) -> Mask:
        """Which of the graph's nation numbers stand for one of the nations."""
        return np.array([name in nations for name in self.nations])

    def _tree(self, start: Access, avoiding: tuple[str, ...]) -> Tree:
        """Shortest ways from the place, kept for the next question from it."""
        matrix = self._matrices.recall(avoiding, lambda: self.graph.matrix(self._alive(avoiding)))
        return self._trees.recall(
            (start, avoiding), lambda: grow_tree_from(matrix, start.footholds)
        )

    def _alive(self, avoiding: tuple[str, ...]) -> Mask:
        """Which edges touch no nation avoided."""
        return self._living.recall(avoiding, lambda: self._untouched(avoiding))

    def _untouched(self, avoiding: tuple[str, ...]) -> Mask:
        shunned = self._named(*avoiding)[self.node_nation]
        return np.asarray(~(shunned[self.graph.u] | shunned[self.graph.v]))

    def _trace(
        self, key: WayKey, places: tuple[Place, Place], ends: tuple[Access, Access], path: list[int]
    ) -> Way:
        """The way along the nodes, with its access legs."""
        edges = self.graph.edges_of(path)
        metres: list[int] = self.graph.length_m[edges].tolist()
        legs = ends[0].metres_to(path[0]), ends[1].metres_to(path[-1])
        stretches = merge(list(self._stretches(places, legs, path, metres)))
        crossings = crossings_of(stretches)
        return Way(
            key=key,
            length_m=max(sum(metres) + sum(legs), length_m(map(point_of, places)), 1),
            crossings=crossings,
            borders=borders_of(stretches),
            gauges_mm=gauges_met(crossings) if self.mode is Mode.RAIL else (),
            unknown=UNSTATED,
            line=thin(list(self._drawn(places, path, edges.tolist())), DRAWN_STEP_M),
        )

    def _stretches(
        self, places: tuple[Place, Place], legs: tuple[int, int], path: list[int], metres: list[int]
    ) -> Iterable[Stretch]:
        """Nation by nation; an edge across a border counts half to each side, the border in its middle."""
        nations = [self.nations[number] for number in self.node_nation[path].tolist()]
        yield Stretch(places[0].nation, legs[0], point_of(places[0]))
        yield Stretch(nations[0], 0, self.graph.point(path[0]))
        for (a, b), (from_nation, to_nation), length in zip(
            pairwise(path), pairwise(nations), metres, strict=True
        ):
            if from_nation == to_nation:
                yield Stretch(to_nation, length, (0, 0))
            else:
                yield Stretch(from_nation, length // 2, (0, 0))
                middle = self._middle(self.graph.point(a), self.graph.point(b))
                yield Stretch(to_nation, length - length // 2, middle)
        yield Stretch(places[1].nation, legs[1], self.graph.point(path[-1]))

    @staticmethod
    def _middle(a: Point, b: Point) -> Point:
        """Half way between two near points."""
        return (a[0] + b[0]) // 2, (a[1] + b[1]) // 2

    def _drawn(
        self, places: tuple[Place, Place], path: list[int], edges: list[int]
    ) -> Iterable[Point]:
        """Every known point of the way, ends included."""
        yield point_of(places[0])
        for (a, b), edge in zip(pairwise(path), edges, strict=True):
            yield self.graph.point(a)
            inner = self._inner(edge, min(a, b))
            yield from inner if a < b else inner[::-1]
        yield self.graph.point(path[-1])
        yield point_of(places[1])

    def _inner(self, edge: int, start: int) -> list[Point]:
        """Points inside an edge from its lower node on."""
        begin = int(self._step_ends[edge - 1]) if edge else 0
        lat, lon = self.graph.point(start)
        steps = (
            np.cumsum(self._steps[begin : int(self._step_ends[edge])].astype(np.int64), axis=0)
            * 1000
        )
        return [(lat + down, lon + right) for down, right in steps.tolist()]
