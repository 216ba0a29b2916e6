"""Road and rail: shortest ways over the European graph.

An edge across a border counts half to each side. Where the graph does not reach, or does not join two
places, `estimate` answers; where it joins them but a nation avoided lies between, there is no way.

Not here: ways a book declares (`declared`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

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
    Neighbours,
    Tree,
    find_nearest,
    grow_tree_from,
    read_arrays,
)
from coalition.network.globe.nursery import Nursery
from coalition.network.globe.recent import Recent
from coalition.network.globe.runs import Run, Runs
from coalition.network.globe.territories import Stretch, borders_of, crossings_of, merge

DRAWN_STEP_M = 10_000
KEPT = 8
TREES_KEPT = 128
"""A tree of roads takes a megabyte; a planner comes back to every place of a theatre again and again."""
ACCESSES_KEPT = 4096
AHEAD_MAX = TREES_KEPT
"""Trees grown ahead of the first question."""
FILES = {Mode.ROAD: "roads.npz", Mode.RAIL: "rails.npz"}


class Search(NamedTuple):
    """All shortest ways from one place, and the nations along them."""

    tree: Tree
    runs: Runs


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
        self._joins = Recent[tuple[str, ...], Neighbours](KEPT)
        self._homes = Recent[str, Mask](KEPT)
        self._living = Recent[tuple[str, ...], Mask](KEPT)
        self._ahead = Nursery()
        self._searches = Recent[tuple[PlaceId, tuple[str, ...]], Search](TREES_KEPT)
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
        search = self._search(origin.id, start, avoiding)
        best = find_nearest(search.tree, end.footholds)
        if best is None:
            return None
        return self._trace(key, (origin, destination), search, best)

    def joins(self, origin: Place, destination: Place) -> bool:
        """Whether there is a way between them when nothing is avoided; no tree is grown to say so."""
        start, end = self._access(origin, ()), self._access(destination, ())
        if start is not None and end is not None and self._joined(start, end):
            return True
        key = WayKey(self.mode, origin.id, destination.id, ())
        return self._beyond.find_way(key, origin, destination) is not None

    def _joined(self, start: Access, end: Access) -> bool:
        """Whether both lie in one connected part of the whole graph."""
        part_of = self.graph.component.item
        return part_of(start.footholds[0].node) == part_of(end.footholds[0].node)

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

    def _search(self, origin: PlaceId, start: Access, avoiding: tuple[str, ...]) -> Search:
        """Shortest ways from the place, kept for the next question from it."""
        key = origin, avoiding
        return self._searches.recall(key, lambda: self._searched(key, start))

    def _searched(self, key: tuple[PlaceId, tuple[str, ...]], start: Access) -> Search:
        tree = self._ahead.take(key, self._growing(start, key[1]))
        return Search(tree, Runs(tree, self.node_nation))

    def _growing(self, start: Access, avoiding: tuple[str, ...]) -> Callable[[], Tree]:
        """What grows the tree from there; the graph it grows in is made ready now."""
        neighbours = self._joins.recall(
            avoiding, lambda: self.graph.neighbours(self._alive(avoiding))
        )
        return lambda: grow_tree_from(neighbours, start.footholds)

    def grow_ahead(self, origins: Iterable[Place], avoiding: tuple[str, ...]) -> None:
        """Begin to grow the trees of the places beside what else is done; no answer depends on it."""
        kept = [place for place in origins if place.nation not in avoiding][:AHEAD_MAX]
        starts = ((place.id, self._access(place, avoiding)) for place in kept)
        self._ahead.begin(
            {
                (origin, avoiding): self._growing(start, avoiding)
                for origin, start in starts
                if start is not None
            }
        )

    def _alive(self, avoiding: tuple[str, ...]) -> Mask:
        """Which edges touch no nation avoided."""
        return self._living.recall(avoiding, lambda: self._untouched(avoiding))

    def _untouched(self, avoiding: tuple[str, ...]) -> Mask:
        shunned = self._named(*avoiding)[self.node_nation]
        return np.asarray(~(shunned[self.graph.u] | shunned[self.graph.v]))

    def _trace(
        self, key: WayKey, places: tuple[Place, Place], search: Search, best: tuple[int, int]
    ) -> Way:
        """The way to a node of the destination, so many metres in all."""
        metres, node = best
        reached, runs = search.tree.distance_m, search.runs.to(node)
        legs = round(reached.item(runs[0].first)), metres - round(reached.item(node))
        stretches = merge(
            [
                Stretch(places[0].nation, legs[0], point_of(places[0])),
                *self._stretches(runs, reached),
                Stretch(places[1].nation, legs[1], self.graph.point(node)),
            ]
        )
        crossings = crossings_of(stretches)
        return Way(
            key=key,
            length_m=max(metres, length_m(map(point_of, places)), 1),
            crossings=crossings,
            borders=borders_of(stretches),
            gauges_mm=gauges_met(crossings) if self.mode is Mode.RAIL else (),
            unknown=UNSTATED,
            line=self._line(places, search.tree, node) if self._drawing else (),
        )

    def _stretches(self, runs: list[Run], reached: NDArray[np.float64]) -> Iterable[Stretch]:
        """Nation by nation; an edge across a border counts half to each side, the border in its middle."""
        begins, start = round(reached.item(runs[0].first)), self.graph.point(runs[0].first)
        for run, following in pairwise(runs):
            near, far = round(reached.item(run.last)), round(reached.item(following.first))
            border = near + (far - near) // 2
            yield Stretch(self._nation_of(run), border - begins, start)
            a, b = self.graph.point(run.last), self.graph.point(following.first)
            begins, start = border, ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
        yield Stretch(self._nation_of(runs[-1]), round(reached.item(runs[-1].last)) - begins, start)

    def _nation_of(self, run: Run) -> NationId:
        """Whose land a run of nodes lies in."""
        return self.nations[self.node_nation.item(run.first)]

    def _line(self, places: tuple[Place, Place], tree: Tree, node: int) -> tuple[Point, ...]:
        """The way's points, for a map."""
        path = (tree.find_path(node) or [])[1:]
        edges = self.graph.edges_of(path)
        drawn = self._drawn(path, edges, self.graph.length_m[edges])
        return (point_of(places[0]), *drawn, point_of(places[1]))

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
