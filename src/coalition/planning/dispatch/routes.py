"""Candidate routes of a group of lines: legs by mode between places, found on estimates made exact on demand.

Estimates are great circles times a circuity factor until a leg is looked at; then the network's way and
the law replace them and the search is repeated. Only estimates steer here: what is booked is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.planning.dispatch.consignments import Consignment, Group, aboard
from coalition.planning.fit import moving_minutes, piece_fits, with_rest
from coalition.planning.schedule.paths import Cargo, Paths
from coalition.planning.schedule.terrain import CIRCUITY_PERCENT

Matrix = NDArray[np.float64]

TRANSFER_MINUTES = 240
"""What a change of carrier costs in the estimate besides loading and unloading."""
REPAIRS_MAX = 60
"""Routes looked at closely in one family before it is given up."""
WORTH_PERCENT = 5
"""A route must promise to be so much quicker than the one known to be looked at closely."""
SHORT_ROAD_M = 300_000


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of route: some modes left out, long roads too when it has `short_roads`."""

    left_out: frozenset[Mode] = frozenset()
    short_roads: bool = False


FAMILIES = (
    Family(),
    Family(frozenset({Mode.AIR})),
    Family(frozenset({Mode.AIR, Mode.SEA})),
    Family(frozenset({Mode.AIR, Mode.RAIL})),
    Family(frozenset({Mode.AIR}), short_roads=True),
    Family(frozenset({Mode.AIR, Mode.RAIL}), short_roads=True),
)
"""The quickest route of each is a candidate."""


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


@dataclass(frozen=True, slots=True, order=True)
class Pace:
    """What of a fleet decides how long it takes; fleets alike in it are one to a route."""

    mode: Mode
    speed_m_per_hour: int
    duty_minutes: int
    work_minutes: int

    @classmethod
    def of(cls, fleet: Fleet) -> Pace:
        """The pace of a fleet."""
        work = fleet.load_minutes + fleet.unload_minutes
        return cls(fleet.mode, fleet.speed_m_per_hour, fleet.duty_minutes, work)


Crews = tuple[tuple[Pace, ...], ...]
"""For each kind of piece in a group the paces of the fleets that may take it."""


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
        self._searches: dict[tuple[object, ...], _Search] = {}
        self._matrices: dict[tuple[Crews, Family], tuple[int, dict[Mode, Matrix]]] = {}
        self._tables: dict[tuple[Crews, Family], tuple[int, Table]] = {}

    def find(self, consignment: Consignment, group: Group) -> tuple[Route, ...]:
        """Routes for the group, the quickest first; none when there is no lawful way."""
        if not consignment.has_order:
            return ()
        key = self._key(consignment, group)
        found = self._found.get(key)
        if found is None:
            search = self._search(key, consignment, group)
            each = (search.best(family) for family in FAMILIES)
            routes = {route.legs: route for route in each if route is not None}
            found = tuple(sorted(routes.values(), key=lambda route: (route.minutes, route.legs)))
            self._found[key] = found
        return found

    def find_quickest(self, consignment: Consignment, group: Group) -> Route | None:
        """The quickest route for the group, or None."""
        if not consignment.has_order:
            return None
        return self._search(self._key(consignment, group), consignment, group).best(FAMILIES[0])

    def _search(self, key: tuple[object, ...], consignment: Consignment, group: Group) -> _Search:
        search = self._searches.get(key)
        if search is None:
            search = self._searches[key] = _Search(self, consignment, group)
        return search

    def _key(self, consignment: Consignment, group: Group) -> tuple[object, ...]:
        waypoints = consignment.waypoints
        cargo = aboard(
            self._book,
            self._paths.gates,
            consignment.movement,
            group.lines,
            (waypoints[0], waypoints[-1]),
        )
        sizes = tuple(sorted({_size_class(line) for line in group.lines}))
        return (waypoints, cargo, sizes, tuple(fleet.id for fleet in group.fleets))

    def matrices(self, crews: Crews, family: Family) -> dict[Mode, Matrix]:
        """Minutes between all places by mode, transfer included: the slowest of the crews' quickest.

        They are shared: copy before changing one.
        """
        known = self._matrices.get((crews, family))
        if known is None or known[0] != self.metres.changes:
            known = (self.metres.changes, self._make_matrices(crews, family))
            self._matrices[crews, family] = known
        return known[1]

    def _make_matrices(self, crews: Crews, family: Family) -> dict[Mode, Matrix]:
        found: dict[Mode, Matrix] = {}
        for mode in Mode:
            of_mode = [[pace for pace in crew if pace.mode is mode] for crew in crews]
            if mode not in family.left_out and all(of_mode):
                metres = self.metres.by_mode[mode]
                if mode is Mode.ROAD and family.short_roads:
                    metres = np.where(metres > SHORT_ROAD_M, np.inf, metres)
                each = [_minutes(metres, paces) for paces in of_mode]
                found[mode] = np.maximum.reduce(each)
        return found

    def table(self, crews: Crews, family: Family, *, fresh: bool) -> Table | None:
        """Quickest paths between all places for the crews without some modes; it may be a little old
        unless it must be `fresh`.
        """
        known = self._tables.get((crews, family))
        if known is None or (fresh and known[0] != self.metres.changes):
            matrices = self.matrices(crews, family)
            if not matrices:
                return None
            known = (self.metres.changes, make_table(matrices))
            self._tables[crews, family] = known
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
        self._crews: Crews = tuple(
            sorted({
                tuple(sorted({Pace.of(f) for f in group.fleets if piece_fits(f, line)}))
                for line in group.lines
            })
        )  # fmt: skip
        self._lawful: dict[RouteLeg, int | None] = {}

    def best(self, family: Family) -> Route | None:
        """The quickest lawful route without some modes."""
        known: Route | None = None
        fresh = False
        for _ in range(REPAIRS_MAX):
            table = self._table(family, fresh=fresh)
            legs = self._chain(table) if table else None
            if table is None or legs is None:
                return known
            promised = sum(self._cost(table, leg) for leg in legs)
            if known is not None and promised * 100 > known.minutes * (100 - WORTH_PERCENT):
                return known
            fresh = self._routes.metres.settle(legs)
            if fresh:
                continue
            took = [self._settle(leg) for leg in legs]
            if all(took):
                route = Route(tuple(legs), tuple(minutes or 0 for minutes in took))
                known = min(known or route, route, key=lambda r: (r.minutes, r.legs))
            if not self._differs(table, legs):
                return known
            fresh = True
        return known

    def _table(self, family: Family, *, fresh: bool) -> Table | None:
        """The common table, or one of its own where law or carriers say otherwise."""
        common = self._routes.table(self._crews, family, fresh=fresh)
        if common is None or not any(self._corrects(common, leg) for leg in self._lawful):
            return common
        number = self._routes.metres.number
        shared = self._routes.matrices(self._crews, family)
        matrices = {mode: matrix.copy() for mode, matrix in shared.items()}
        for leg, minutes in self._lawful.items():
            if leg.mode in matrices:
                cell = (number[leg.origin], number[leg.destination])
                matrices[leg.mode][cell] = np.inf if minutes is None else minutes
        return make_table(matrices)

    def _differs(self, table: Table, legs: list[RouteLeg]) -> bool:
        return any(self._corrects(table, leg) for leg in legs)

    def _corrects(self, table: Table, leg: RouteLeg) -> bool:
        """Whether what is known of the leg is more than a little off what the table says."""
        if leg.mode not in table.minutes:
            return False
        minutes, said = self._lawful[leg], self._cost(table, leg)
        return minutes is None or minutes * 100 > said * (100 + WORTH_PERCENT)

    def _settle(self, leg: RouteLeg) -> int | None:
        if leg not in self._lawful:
            self._lawful[leg] = self._routes.leg_minutes(self._consignment, self._group, leg)
        return self._lawful[leg]

    def _cost(self, table: Table, leg: RouteLeg) -> float:
        number = self._routes.metres.number
        return float(table.minutes[leg.mode][number[leg.origin], number[leg.destination]])

    def _chain(self, table: Table) -> list[RouteLeg] | None:
        metres, points = self._routes.metres, self._consignment.waypoints
        legs: list[RouteLeg] = []
        for start, end in pairwise(points):
            shunned = [metres.number[point] for point in points if point not in (start, end)]
            nodes = table.path(metres.number[start], metres.number[end], shunned)
            if nodes is None:
                return None
            legs += [
                RouteLeg(table.modes[table.mode_of[a, b]], metres.ids[a], metres.ids[b])
                for a, b in pairwise(nodes)
            ]
        return legs


@dataclass(frozen=True, slots=True)
class Table:
    """Minutes by mode, the quickest of them, and the place before each place on quickest paths."""

    minutes: dict[Mode, Matrix]
    modes: tuple[Mode, ...]
    best: Matrix
    mode_of: NDArray[np.intp]
    _before: dict[int, NDArray[np.int32]] = field(default_factory=dict)

    def path(self, start: int, end: int, shunned: list[int]) -> list[int] | None:
        """Places from start to end, none of them shunned; None when there is no path."""
        if start not in self._before:
            self._before[start] = _places_before(self.best, start)
        nodes = walk_back(self._before[start], start, end)
        if nodes is None or not set(nodes) & set(shunned):
            return nodes
        free = self.best.copy()
        free[:, shunned] = np.inf
        return walk_back(_places_before(free, start), start, end)


def make_table(minutes: dict[Mode, Matrix]) -> Table:
    """The table of minutes by mode; inf is no way."""
    stack = np.stack(list(minutes.values()))
    return Table(minutes, tuple(minutes), stack.min(axis=0), stack.argmin(axis=0))


def _places_before(minutes: Matrix, start: int) -> NDArray[np.int32]:
    """For each place the one before it on the quickest path from the start (Dijkstra 1959)."""
    leads = np.isfinite(minutes)
    ends = np.concatenate([[0], np.cumsum(leads.sum(axis=1))])
    graph = csr_matrix((minutes[leads], np.nonzero(leads)[1], ends), shape=minutes.shape)
    return np.asarray(dijkstra(graph, indices=start, return_predecessors=True)[1])


def walk_back(before: NDArray[np.int32], start: int, end: int) -> list[int] | None:
    """Nodes from start to end by what comes before each; None when end is not reached."""
    nodes = [end]
    while nodes[-1] != start:
        node = int(before[nodes[-1]])
        if node < 0:
            return None
        nodes.append(node)
    return nodes[::-1]


def _minutes(metres: Matrix, paces: list[Pace]) -> Matrix:
    best = np.full(metres.shape, np.inf)
    for pace in paces:
        moving = metres * (60 / pace.speed_m_per_hour)
        duty = pace.duty_minutes
        if duty < MINUTES_PER_DAY:
            moving += np.floor(moving / duty) * (MINUTES_PER_DAY - duty)
        np.minimum(best, moving + pace.work_minutes, out=best)
    return best + TRANSFER_MINUTES


def _straight_m(paths: Paths, ids: list[PlaceId]) -> Matrix:
    metres = np.zeros((len(ids), len(ids)))
    for i, one in enumerate(ids):
        for j in range(i):
            metres[i, j] = metres[j, i] = paths.terrain.straight_m(one, ids[j])
    return metres


def _size_class(line: object) -> tuple[object, ...]:
    names = ("category", "piece_kg", "piece_dm2", "height_cm", "width_cm", "mlc", "hazard")
    return tuple(str(getattr(line, name)) for name in names)
