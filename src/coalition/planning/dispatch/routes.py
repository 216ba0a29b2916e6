"""Candidate routes of a group of lines: legs by mode between places, found on estimates made exact on demand.

Estimates are great circles times a circuity factor until a leg is looked at; then the network's way and
the law replace them and the search is repeated. Only estimates steer here: what is booked is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import csgraph_from_dense, dijkstra

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.planning.dispatch.consignments import Consignment, Group, aboard
from coalition.planning.schedule.paths import Cargo, Paths
from coalition.planning.schedule.terrain import moving_minutes, piece_fits, with_rest

Matrix = NDArray[np.float64]

CIRCUITY_PERCENT = {Mode.AIR: 100, Mode.SEA: 115, Mode.ROAD: 130, Mode.RAIL: 130}
TRANSFER_MINUTES = 240
"""What a change of carrier costs in the estimate besides loading and unloading."""
REPAIRS_MAX = 12
"""Routes looked at closely in one family before it is given up."""
WORTH_PERCENT = 5
"""A route must promise to be so much quicker than the one known to be looked at closely."""
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


class Metres:
    """Metres between all places by mode: estimates, and the network's own where a way was asked for."""

    def __init__(self, book: Book, paths: Paths) -> None:
        self._paths = paths
        self.ids = sorted(book.places)
        self.number = {place: i for i, place in enumerate(self.ids)}
        straight = _straight_m(paths, self.ids)
        self.by_mode = {mode: straight * CIRCUITY_PERCENT[mode] / 100 for mode in Mode}
        for mode, metres in self.by_mode.items():
            serves = np.array([mode in book.places[place].modes for place in self.ids])
            metres[~serves, :] = np.inf
            metres[:, ~serves] = np.inf
            np.fill_diagonal(metres, np.inf)
        self._known: set[RouteLeg] = set()
        self.changes = 0
        """How often an estimate has been replaced."""

    def settle(self, legs: list[RouteLeg]) -> bool:
        """Ask the network for the legs not asked for yet; whether anything changed."""
        asked = [leg for leg in legs if leg not in self._known]
        for leg in asked:
            self._known.add(leg)
            avoided = self._paths.avoided(leg.mode)
            way = self._paths.terrain.ways.find_way(WayKey(leg.mode, *leg.ends, avoided))
            metres = self.by_mode[leg.mode]
            a, b = self.number[leg.origin], self.number[leg.destination]
            metres[a, b] = np.inf if way is None else way.length_m
            self.changes += 1
        return bool(asked)


class Routes:
    """Candidate routes, kept for all groups that law and carriers treat alike."""

    def __init__(self, book: Book, paths: Paths) -> None:
        self._book, self._paths = book, paths
        self.metres = Metres(book, paths)
        self._found: dict[tuple[object, ...], tuple[Route, ...]] = {}
        self._minutes: dict[tuple[Fleet, ...], tuple[int, dict[Mode, Matrix]]] = {}

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

    def minutes(self, fleets: tuple[Fleet, ...]) -> dict[Mode, Matrix]:
        """Minutes between all places by mode with the quickest of the fleets, transfer included."""
        known = self._minutes.get(fleets)
        if known is None or known[0] != self.metres.changes:
            found: dict[Mode, Matrix] = {}
            for mode in Mode:
                of_mode = [fleet for fleet in fleets if fleet.mode is mode]
                if of_mode:
                    found[mode] = _minutes(self.metres.by_mode[mode], of_mode)
            known = self._minutes[fleets] = (self.metres.changes, found)
        return known[1]

    def leg_minutes(self, consignment: Consignment, group: Group, leg: RouteLeg) -> int | None:
        """Minutes of the leg by the quickest fleet that may; None when some line cannot go by it."""
        slowest = 0
        for line in group.lines:
            lines = group.lines if consignment.requirement.together else (line,)
            minutes = self._line_minutes(consignment, leg, (line, lines), group.fleets)
            if minutes is None:
                return None
            slowest = max(slowest, minutes)
        return slowest + TRANSFER_MINUTES

    def _line_minutes(
        self,
        consignment: Consignment,
        leg: RouteLeg,
        cargo: tuple[CargoLine, tuple[CargoLine, ...]],
        fleets: tuple[Fleet, ...],
    ) -> int | None:
        """Minutes by the fleet that would be quickest if ways were straight, of those that may."""
        line, lines = cargo
        movement, terrain = consignment.movement, self._paths.terrain
        metres = terrain.straight_m(*leg.ends)
        may = [fleet for fleet in fleets if fleet.mode is leg.mode and piece_fits(fleet, line)]
        inside = Cargo((aboard(self._book, self._paths.gates, movement, lines, leg.ends),))
        for fleet in sorted(may, key=lambda f: (_leg_time(f, moving_minutes(f, metres)), f.id)):
            for path in self._paths.find(fleet, leg.ends, inside)[:1]:
                return _leg_time(fleet, path.minutes)
        return None


def _leg_time(fleet: Fleet, moving: int) -> int:
    return with_rest(moving, fleet.duty_minutes) + fleet.load_minutes + fleet.unload_minutes


class _Search:
    """Routes of one group over estimates that become exact as routes are looked at."""

    def __init__(self, routes: Routes, consignment: Consignment, group: Group) -> None:
        self._routes, self._consignment, self._group = routes, consignment, group
        self._lawful: dict[RouteLeg, int | None] = {}

    def best(self, left_out: frozenset[Mode]) -> Route | None:
        """The quickest lawful route without some modes."""
        known: Route | None = None
        for _ in range(REPAIRS_MAX):
            minutes = self._open(left_out)
            legs = self._chain(minutes) if minutes else None
            if legs is None:
                return known
            promised = sum(self._cost(minutes, leg) for leg in legs)
            if known is not None and promised * 100 > known.minutes * (100 - WORTH_PERCENT):
                return known
            if self._routes.metres.settle(legs):
                continue
            took = [self._settle(leg) for leg in legs]
            if all(took):
                route = Route(tuple(legs), tuple(took_minutes or 0 for took_minutes in took))
                known = min(known or route, route, key=lambda r: (r.minutes, r.legs))
        return known

    def _open(self, left_out: frozenset[Mode]) -> dict[Mode, Matrix]:
        """Minutes by mode with what was found of law and carriers laid over."""
        number = self._routes.metres.number
        found = {
            mode: matrix.copy()
            for mode, matrix in self._routes.minutes(self._group.fleets).items()
            if mode not in left_out
        }
        for leg, minutes in self._lawful.items():
            if leg.mode in found:
                cell = (number[leg.origin], number[leg.destination])
                found[leg.mode][cell] = np.inf if minutes is None else minutes
        return found

    def _settle(self, leg: RouteLeg) -> int | None:
        if leg not in self._lawful:
            self._lawful[leg] = self._routes.leg_minutes(self._consignment, self._group, leg)
        return self._lawful[leg]

    def _cost(self, minutes: dict[Mode, Matrix], leg: RouteLeg) -> float:
        number = self._routes.metres.number
        return float(minutes[leg.mode][number[leg.origin], number[leg.destination]])

    def _chain(self, minutes: dict[Mode, Matrix]) -> list[RouteLeg] | None:
        modes, metres = list(minutes), self._routes.metres
        stack = np.stack([minutes[mode] for mode in modes])
        best, mode_of = stack.min(axis=0), stack.argmin(axis=0)
        legs: list[RouteLeg] = []
        points = self._consignment.waypoints
        for start, end in pairwise(points):
            free = best.copy()
            free[:, [metres.number[point] for point in points if point != end]] = np.inf
            nodes = shortest_path(free, metres.number[start], metres.number[end])
            if nodes is None:
                return None
            legs += [
                RouteLeg(modes[mode_of[a, b]], metres.ids[a], metres.ids[b])
                for a, b in pairwise(nodes)
            ]
        return legs


def _minutes(metres: Matrix, fleets: list[Fleet]) -> Matrix:
    best = np.full(metres.shape, np.inf)
    for fleet in fleets:
        moving = metres * 60 / fleet.speed_m_per_hour
        duty = fleet.duty_minutes
        rest = np.floor(moving / duty) * (MINUTES_PER_DAY - duty) if duty < MINUTES_PER_DAY else 0
        best = np.minimum(best, moving + rest + fleet.load_minutes + fleet.unload_minutes)
    return best + TRANSFER_MINUTES


def shortest_path(minutes: Matrix, start: int, end: int) -> list[int] | None:
    """Nodes of the quickest path in a dense matrix (Dijkstra 1959), or None; inf is no edge."""
    graph = csgraph_from_dense(minutes, null_value=np.inf)
    _, before = dijkstra(graph, indices=start, return_predecessors=True)
    nodes = [end]
    while nodes[-1] != start:
        node = int(before[nodes[-1]])
        if node < 0:
            return None
        nodes.append(node)
    return nodes[::-1]


def _straight_m(paths: Paths, ids: list[PlaceId]) -> Matrix:
    metres = np.zeros((len(ids), len(ids)))
    for i, one in enumerate(ids):
        for j in range(i):
            metres[i, j] = metres[j, i] = paths.terrain.straight_m(one, ids[j])
    return metres


def _size_class(line: object) -> tuple[object, ...]:
    names = ("category", "piece_kg", "piece_dm2", "height_cm", "width_cm", "mlc", "hazard")
    return tuple(str(getattr(line, name)) for name in names)
