"""Candidate routes of a group of lines: legs by mode between places, found on estimates made exact on demand.

Estimates are great circles times a circuity factor until a leg is looked at; then the network's way and
the law replace them and the search is repeated. Only estimates steer here: what is booked is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import great_circle_m
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.planning.dispatch.consignments import Consignment, Group, aboard
from coalition.planning.schedule.paths import Cargo, Paths
from coalition.planning.schedule.terrain import piece_fits, with_rest

CIRCUITY_PERCENT = {Mode.AIR: 100, Mode.SEA: 115, Mode.ROAD: 130, Mode.RAIL: 130}
TRANSFER_MINUTES = 240
"""What a change of carrier costs in the estimate besides loading and unloading."""
REPAIRS_MAX = 12
"""Legs found impossible before a family of routes is given up."""
FAMILIES: tuple[frozenset[Mode], ...] = (
    frozenset(),
    frozenset({Mode.AIR}),
    frozenset({Mode.SEA}),
    frozenset({Mode.RAIL}),
    frozenset({Mode.AIR, Mode.SEA}),
    frozenset({Mode.AIR, Mode.RAIL}),
)
"""Modes left out in turn, so that the candidates differ."""


@dataclass(frozen=True, slots=True, order=True)
class RouteLeg:
    """One leg of a route: by which mode from where to where."""

    mode: Mode
    origin: PlaceId
    destination: PlaceId

    @property
    def ends(self) -> tuple[PlaceId, PlaceId]:
        """Both places."""
        return (self.origin, self.destination)


@dataclass(frozen=True, slots=True)
class Route:
    """Legs from origin to destination with the minutes they take when nothing is in the way."""

    legs: tuple[RouteLeg, ...]
    leg_minutes: tuple[int, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all legs."""
        return sum(self.leg_minutes)


class Routes:
    """Candidate routes, kept for all groups that law and carriers treat alike."""

    def __init__(self, book: Book, paths: Paths) -> None:
        self._book, self._paths = book, paths
        self._ids = sorted(book.places)
        self._number = {place: i for i, place in enumerate(self._ids)}
        self._straight = _straight_m(book, self._ids)
        self._found: dict[tuple[object, ...], tuple[Route, ...]] = {}
        self._matrices: dict[tuple[Fleet, ...], dict[Mode, NDArray[np.float64]]] = {}

    def find(self, consignment: Consignment, group: Group) -> tuple[Route, ...]:
        """Routes for the group, the quickest first; none when there is no lawful way."""
        if not consignment.has_order:
            return ()
        waypoints = consignment.waypoints
        cargo = aboard(
            self._book,
            self._paths.gates,
            consignment.movement,
            group.lines,
            (waypoints[0], waypoints[-1]),
        )
        sizes = tuple(sorted({_size_class(line) for line in group.lines}))
        key = (waypoints, cargo, sizes, tuple(fleet.id for fleet in group.fleets))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._seek(consignment, group)
        return found

    def _seek(self, consignment: Consignment, group: Group) -> tuple[Route, ...]:
        search = _Search(self, consignment, group)
        routes: dict[tuple[RouteLeg, ...], Route] = {}
        for left_out in FAMILIES:
            route = search.best(left_out)
            if route is not None:
                routes.setdefault(route.legs, route)
        return tuple(sorted(routes.values(), key=lambda route: (route.minutes, route.legs)))

    def matrices(self, fleets: tuple[Fleet, ...]) -> dict[Mode, NDArray[np.float64]]:
        """Estimated minutes between all places by mode with the quickest of the fleets."""
        found = self._matrices.get(fleets)
        if found is None:
            found = {}
            for mode in Mode:
                of_mode = [fleet for fleet in fleets if fleet.mode is mode]
                if of_mode:
                    found[mode] = self._minutes(mode, of_mode)
            self._matrices[fleets] = found
        return found

    def _minutes(self, mode: Mode, fleets: list[Fleet]) -> NDArray[np.float64]:
        serves = np.array([mode in self._book.places[place].modes for place in self._ids])
        best = np.full(self._straight.shape, np.inf)
        metres = self._straight * CIRCUITY_PERCENT[mode] / 100
        for fleet in fleets:
            moving = metres * 60 / fleet.speed_m_per_hour
            rest = np.floor(moving / fleet.duty_minutes) * (1440 - fleet.duty_minutes)
            best = np.minimum(best, moving + rest + fleet.load_minutes + fleet.unload_minutes)
        best = best + TRANSFER_MINUTES
        best[~serves, :] = np.inf
        best[:, ~serves] = np.inf
        np.fill_diagonal(best, np.inf)
        return best

    def leg_minutes(self, consignment: Consignment, group: Group, leg: RouteLeg) -> int | None:
        """Minutes of the leg by the quickest fleet that may; None when some line cannot go by it."""
        quickest: list[int] = []
        movement = consignment.movement
        for line in group.lines:
            lines = (line,) if not consignment.requirement.together else group.lines
            cargo = Cargo((aboard(self._book, self._paths.gates, movement, lines, leg.ends),))
            minutes = [
                with_rest(path.minutes, fleet.duty_minutes)
                + fleet.load_minutes
                + fleet.unload_minutes
                for fleet in group.fleets
                if fleet.mode is leg.mode and piece_fits(fleet, line)
                for path in self._paths.find(fleet, leg.ends, cargo)[:1]
            ]
            if not minutes:
                return None
            quickest.append(min(minutes))
        return max(quickest) + TRANSFER_MINUTES


class _Search:
    """Routes of one group: estimates, corrected leg by leg as routes are looked at."""

    def __init__(self, routes: Routes, consignment: Consignment, group: Group) -> None:
        self._routes, self._consignment, self._group = routes, consignment, group
        self._ids, self._number = routes._ids, routes._number
        known = routes.matrices(group.fleets)
        self._minutes = {mode: matrix.copy() for mode, matrix in known.items()}
        self._exact: set[RouteLeg] = set()

    def best(self, left_out: frozenset[Mode]) -> Route | None:
        modes = [mode for mode in self._minutes if mode not in left_out]
        if not modes:
            return None
        for _ in range(REPAIRS_MAX):
            legs = self._chain(modes)
            if legs is None:
                return None
            doubtful = [leg for leg in legs if leg not in self._exact]
            if not doubtful:
                return Route(tuple(legs), tuple(round(self._cost(leg)) for leg in legs))
            for leg in doubtful:
                self._settle(leg)
        return None

    def _settle(self, leg: RouteLeg) -> None:
        minutes = self._routes.leg_minutes(self._consignment, self._group, leg)
        cell = (self._number[leg.origin], self._number[leg.destination])
        self._minutes[leg.mode][cell] = np.inf if minutes is None else minutes
        self._exact.add(leg)

    def _cost(self, leg: RouteLeg) -> float:
        return float(
            self._minutes[leg.mode][self._number[leg.origin], self._number[leg.destination]]
        )

    def _chain(self, modes: list[Mode]) -> list[RouteLeg] | None:
        stack = np.stack([self._minutes[mode] for mode in modes])
        best, mode_of = stack.min(axis=0), stack.argmin(axis=0)
        legs: list[RouteLeg] = []
        points = self._consignment.waypoints
        for start, end in pairwise(points):
            others = [self._number[point] for point in points if point != end]
            free = best.copy()
            free[:, others] = np.inf
            nodes = shortest_path(free, self._number[start], self._number[end])
            if nodes is None:
                return None
            legs += [
                RouteLeg(modes[mode_of[a, b]], self._ids[a], self._ids[b])
                for a, b in pairwise(nodes)
            ]
        return legs


def shortest_path(minutes: NDArray[np.float64], start: int, end: int) -> list[int] | None:
    """Nodes of the quickest path in a dense matrix (Dijkstra 1959), or None."""
    size = len(minutes)
    label = np.full(size, np.inf)
    before = np.full(size, -1)
    open_label = label.copy()
    label[start] = open_label[start] = 0
    while True:
        node = int(np.argmin(open_label))
        if not np.isfinite(open_label[node]):
            return None
        if node == end:
            break
        open_label[node] = np.inf
        through = label[node] + minutes[node]
        better = through < label
        label[better] = through[better]
        open_label[better] = through[better]
        before[better] = node
    nodes = [end]
    while nodes[-1] != start:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _straight_m(book: Book, ids: list[PlaceId]) -> NDArray[np.float64]:
    points = [(book.places[place].lat_udeg, book.places[place].lon_udeg) for place in ids]
    metres = np.zeros((len(ids), len(ids)))
    for i, a in enumerate(points):
        for j in range(i):
            metres[i, j] = metres[j, i] = great_circle_m(*a, *points[j])
    return metres


def _size_class(line: object) -> tuple[object, ...]:
    names = ("category", "piece_kg", "piece_dm2", "height_cm", "width_cm", "mlc", "hazard")
    return tuple(str(getattr(line, name)) for name in names)
