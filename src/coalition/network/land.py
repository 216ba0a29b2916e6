"""Road and rail: shortest ways over the European graph.

An edge across a border counts half to each side. Where the graph does not reach, or does not join two
places, `estimate` answers; where it joins them but a nation avoided lies between, there is no way.

Not here: ways a book declares (`declared`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import Way, WayKey
from coalition.network.access import Access, find_access
from coalition.network.estimate import UNSTATED, LandEstimate, along_way
from coalition.network.gauges import gauges_met
from coalition.network.globe.arcs import Point, length_m, point_of
from coalition.network.globe.graph import (
    Graph,
    Ints,
    Mask,
    Tree,
    find_best,
    grow_tree_from,
    read_arrays,
)
from coalition.network.globe.recent import Recent
from coalition.network.globe.territories import Stretch, borders_of, crossings_of, merge

DRAWN_STEP_M = 10_000
KEPT = 8
TREES_KEPT = 128
"""A tree of roads takes a megabyte; a planner comes back to every place of a theatre again and again."""
ACCESSES_KEPT = 4096
FILES = {Mode.ROAD: "roads.npz", Mode.RAIL: "rails.npz"}


class LandNetwork:
    """The graph of one mode, and the estimate where it does not reach."""

    def __init__(self, mode: Mode, *, drawn: bool = True) -> None:
        """Ways come without their points when they are not to be `drawn`, which is quicker."""
        self.mode, self._drawing = mode, drawn
        stored = read_arrays(FILES[mode])
        self.nations = [NationId(str(name)) for name in stored["nations"]]
        self.node_nation: NDArray[np.uint8] = stored["node_nation"]
        lat, lon = stored["node_lat_mdeg"] / 1000, stored["node_lon_mdeg"] / 1000
        ends = np.stack([stored["edge_u"], stored["edge_v"], stored["edge_length_m"]])
        self.graph = Graph(lat, lon, ends.astype(np.int64))
        self._steps: NDArray[np.int16] = stored["point_step_mdeg"]
        self._step_ends = np.cumsum(stored["edge_points"], dtype=np.int64)
        self._matrices = Recent[tuple[str, ...], Any](KEPT)
        self._homes = Recent[str, Mask](KEPT)
        self._living = Recent[tuple[str, ...], Mask](KEPT)
        self._trees = Recent[tuple[Access, tuple[str, ...]], Tree](TREES_KEPT)
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
        home = self._homes.recall(place.nation, lambda: self._inside(place.nation))
        return find_access(self.graph, point_of(place), alive=self._alive(avoiding), home=home)

    def _inside(self, nation: str) -> Mask:
        """Which edges lie wholly in the nation."""
        there = self._named(nation)[self.node_nation]
        return np.asarray(there[self.graph.u] & there[self.graph.v])

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
        metres = self.graph.length_m[edges]
        legs = ends[0].metres_to(path[0]), ends[1].metres_to(path[-1])
        stretches = merge(
            [
                Stretch(places[0].nation, legs[0], point_of(places[0])),
                *self._stretches(path, metres),
                Stretch(places[1].nation, legs[1], self.graph.point(path[-1])),
            ]
        )
        crossings = crossings_of(stretches)
        return Way(
            key=key,
            length_m=max(int(metres.sum()) + sum(legs), length_m(map(point_of, places)), 1),
            crossings=crossings,
            borders=borders_of(stretches),
            gauges_mm=gauges_met(crossings) if self.mode is Mode.RAIL else (),
            unknown=UNSTATED,
            line=self._line(places, path, edges, metres) if self._drawing else (),
        )

    def _line(
        self, places: tuple[Place, Place], path: list[int], edges: Ints, metres: Ints
    ) -> tuple[Point, ...]:
        """The way's points, for a map."""
        return (point_of(places[0]), *self._drawn(path, edges, metres), point_of(places[1]))

    def _stretches(self, path: list[int], metres: Ints) -> Iterable[Stretch]:
        """Nation by nation; an edge across a border counts half to each side, the border in its middle."""
        numbers = self.node_nation[path]
        reached = np.concatenate([[0], np.cumsum(metres)])
        begins, start = 0, self.graph.point(path[0])
        for i in np.flatnonzero(numbers[1:] != numbers[:-1]).tolist():
            border = int(reached[i] + metres[i] // 2)
            yield Stretch(self.nations[numbers[i]], border - begins, start)
            a, b = self.graph.point(path[i]), self.graph.point(path[i + 1])
            begins, start = border, ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
        yield Stretch(self.nations[numbers[-1]], int(reached[-1]) - begins, start)

    def _drawn(self, path: list[int], edges: Ints, metres: Ints) -> Iterable[Point]:
        """A point about every `DRAWN_STEP_M`, and all that is known inside longer edges."""
        yield self.graph.point(path[0])
        marks = (np.cumsum(metres) // DRAWN_STEP_M).tolist()
        for i, (edge, long, mark) in enumerate(
            zip(edges.tolist(), (metres >= DRAWN_STEP_M).tolist(), marks, strict=True)
        ):
            if long:
                inner = self._inner(edge)
                yield from inner if path[i] < path[i + 1] else inner[::-1]
            if mark != (marks[i - 1] if i else 0):
                yield self.graph.point(path[i + 1])

    def _inner(self, edge: int) -> list[Point]:
        """Points inside an edge from its lower node on."""
        begin = int(self._step_ends[edge - 1]) if edge else 0
        lat, lon = self.graph.point(int(self.graph.u[edge]))
        steps = np.cumsum(self._steps[begin : int(self._step_ends[edge])].astype(np.int64), axis=0)
        return [(lat + down * 1000, lon + right * 1000) for down, right in steps.tolist()]
