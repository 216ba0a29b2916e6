"""From a book and a plan to a script. Pure: the same book and plan give the same arrays.

The plan need not be right: what it gets wrong shows as a calm rehearsal that differs from the plan's own times.
"""

from __future__ import annotations

import numpy as np

from coalition.authority.evaluate import Authority
from coalition.judging.docket import Docket, Leg, open_docket
from coalition.judging.doors import WayBook
from coalition.judging.rules.duty import work_minutes
from coalition.measure.collector import without_collector
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.plan import Plan
from coalition.rehearsal.script.detours import DetourTable
from coalition.rehearsal.script.freight import Carriage, carriages_of, freight_of
from coalition.rehearsal.script.goals import calls_by_number, goals_of, movements_of
from coalition.rehearsal.script.ground import NONE, DeskTable, WayTable, fleets_of, spots_of
from coalition.rehearsal.script.hearing import Clerk
from coalition.rehearsal.script.instants import LONG_AGO, held
from coalition.rehearsal.script.law import LawTable
from coalition.rehearsal.script.rest import Bound, bounds_of
from coalition.rehearsal.script.script import (
    MODES,
    Chains,
    Detours,
    Legs,
    Script,
    Visits,
    rows_of,
)
from coalition.rehearsal.script.walk import Called, Walk, walks_of


def lay_out(
    book: Book, authority: Authority, network: WayBook, plan: Plan, *, detours: bool = True
) -> Script:
    """The script of the plan; without `detours` legs have no other ways. Raises nothing for a plan that
    parses.
    """
    with without_collector():
        docket = open_docket(book, network, plan)
        return _lay_out(docket, authority, network if detours else None)


def _lay_out(docket: Docket, authority: Authority, network: WayBook | None) -> Script:
    """`network` finds other ways."""
    book, walks = docket.book, walks_of(docket)
    calls = calls_by_number(walks)
    carriages = carriages_of(docket, walks)
    number = {name: n for n, name in enumerate(docket.movements)}
    freight = freight_of(book, carriages, number, len(calls), calls)
    movements = movements_of(docket, carriages, freight.delivers, walks)
    desks, ways, law = DeskTable(book), WayTable(book), LawTable(book, authority)
    visits = _visits(book, walks, calls, carriages, desks)
    legs, detours = _Legs(docket, law, ways, carriages).table(walks, network)
    goals = goals_of(book, movements, freight.left, visits.depart)
    return Script(
        book.title, book.fictional, book.crisis.activated,
        book.crisis.horizon_end - book.crisis.activated, visits, legs, detours,
        _chains(book, walks), fleets_of(book), spots_of(book), desks.table(), ways.skies(),
        np.array(ways.limits(), dtype=np.int32), freight, movements, goals, law.table(),
        _queue(visits),
    )  # fmt: skip


def _legs_of(walks: list[Walk], visits: int) -> np.ndarray:
    """By visit: the leg that leads to it; legs are numbered carrier by carrier."""
    found, legs = np.full(visits, -1, dtype=np.int32), 0
    for walk in walks:
        for called in walk.called:
            if called.leg is not None:
                found[called.number] = legs
                legs += 1
    return found


def _visits(
    book: Book,
    walks: list[Walk],
    calls: list[Called],
    carriages: list[Carriage],
    desks: DeskTable,
) -> Visits:
    origin = book.crisis.activated
    place = {name: n for n, name in enumerate(book.places)}
    following, before = np.full((2, len(calls)), -1, dtype=np.int32)
    on: list[list[int]] = [[] for _ in calls]
    off: list[list[int]] = [[] for _ in calls]
    for walk in walks:
        for one, after in zip(walk.called, walk.called[1:], strict=False):
            following[one.number], before[after.number] = after.number, one.number
    for carriage, found in enumerate(carriages):
        on[found.taken].append(carriage)
        if found.left >= 0:
            off[found.left].append(carriage)

    def of(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int32)

    fleets = [walks[called.chain].fleet for called in calls]
    stops = [called.visit.stop for called in calls]
    pairs = list(zip(calls, fleets, strict=True))
    return Visits(
        of([held(call.arrive - origin) for call in calls]),
        of([held(stop.depart - origin) for stop in stops]),
        of([work_minutes(call.visit, fleet) if _works(call) else 0 for call, fleet in pairs]),
        of([place[stop.place] for stop in stops]),
        of([_door(place[call.visit.stop.place], fleet) for call, fleet in pairs]),
        of([NONE if call.passing else desks.desk(call.visit.stop.place, fleet) for call, fleet in pairs]),
        of([fleet.slots for fleet in fleets]),
        of([call.chain for call in calls]),
        following, before,
        _legs_of(walks, len(calls)),
        np.array([_comes_empty(call) for call in calls], dtype=np.bool_),
        np.array([_works(call) for call in calls], dtype=np.bool_),
        rows_of(on), rows_of(off),
    )  # fmt: skip


def _door(place: int, fleet: Fleet) -> int:
    return place * len(MODES) + MODES.index(fleet.mode)


def _works(called: Called) -> bool:
    return called.visit.works and not called.passing


def _comes_empty(called: Called) -> bool:
    if called.passing:
        return not called.visit.aboard
    return called.index == 0 or not called.run.visits[called.index - 1].aboard


def _chains(book: Book, walks: list[Walk]) -> Chains:
    origin = book.crisis.activated
    number = {name: n for n, name in enumerate(book.fleets)}
    return Chains(
        tuple(str(walk.carrier) for walk in walks),
        np.array([number[walk.fleet.id] for walk in walks], dtype=np.int32),
        np.array([walk.called[0].number for walk in walks], dtype=np.int32),
        np.array([held(walk.fleet.available.opens - origin) for walk in walks], dtype=np.int32),
        np.array([held(walk.fleet.available.closes - origin) for walk in walks], dtype=np.int32),
    )


def _queue(visits: Visits) -> np.ndarray:
    """By visit: the one planned before it at the same working places."""
    found = np.full(len(visits.arrive), -1, dtype=np.int32)
    last: dict[int, int] = {}
    for visit, desk in enumerate(visits.desk):
        if desk >= 0 and visits.works[visit]:
            found[visit] = last.get(int(desk), -1)
            last[int(desk)] = visit
    return found


def _no_detours() -> Detours:
    none = np.zeros(0, dtype=np.int32)
    return Detours(none, none, none, none, ())


class _Legs:
    """Makes the rows of the legs, carrier by carrier."""

    def __init__(
        self, docket: Docket, law: LawTable, ways: WayTable, carriages: list[Carriage]
    ) -> None:
        self._docket, self._law, self._ways, self._carriages = docket, law, ways, carriages
        self._clerk = Clerk(docket)
        self._detours = DetourTable(self._clerk, law, ways, docket.book.crisis.activated)
        self._origin = docket.book.crisis.activated
        self._place = {name: n for n, name in enumerate(docket.book.places)}
        self._columns: dict[str, list[int]] = {name: [] for name in _COLUMNS}
        self._bounds: list[list[Bound]] = []
        self._aboard: list[list[int]] = []
        self._aboard_law: list[list[int]] = []

    def table(self, walks: list[Walk], network: WayBook | None) -> tuple[Legs, Detours]:
        """All legs, and the other ways they might take."""
        taken, left = _by_visit(self._carriages)
        for chain, walk in enumerate(walks):
            legs = [called.leg for called in walk.called if called.leg is not None]
            bounds = bounds_of([_moving(leg) for leg in legs], walk.fleet.duty_minutes)
            ordinal, aboard = 0, dict[int, None]()
            for called in walk.called:
                if called.leg is not None:
                    self._add(called.leg, chain, bounds[ordinal], ordinal)
                    self._load(called.leg, list(aboard))
                    ordinal += 1
                for carriage in left.get(called.number, ()):
                    aboard.pop(carriage, None)
                aboard.update(dict.fromkeys(taken.get(called.number, ())))
        none: list[list[int]] = [[] for _ in self._bounds]
        found = (_no_detours(), none) if network is None else self._detours.table(network)
        return self._made(found[1]), found[0]

    def _add(self, leg: Leg, chain: int, bounds: list[Bound], ordinal: int) -> None:
        mode = None if leg.fleet is None else leg.fleet.mode
        asked = self._clerk.whole(leg)
        self._detours.ask(leg, asked)
        planned, need = leg.arrive - leg.depart, bounds[0][1]
        row = {
            "depart": held(leg.depart - self._origin),
            "arrive": held(leg.arrive - self._origin),
            "moving": _moving(leg),
            "chain": chain,
            "origin": self._place.get(leg.start.stop.place, -1),
            "destination": self._place.get(leg.end.stop.place, -1),
            "law": self._law.law_of(asked, planned, need),
            "landing": self._law.landing_of(asked) if planned > need else -1,
            "sky": -1 if mode is None else self._ways.sky(leg.way, mode),
            "daily": self._ways.daily(leg.way),
            "ordinal": ordinal,
        }
        for name, value in row.items():
            self._columns[name].append(value)
        self._bounds.append(bounds)

    def _load(self, leg: Leg, carried: list[int]) -> None:
        """What is aboard, and for each the law it would meet alone."""
        parts = self._clerk.aboard(leg)
        aboard = [
            one for one in carried if self._carriages[one].carried.movement.id in parts
        ]  # fmt: skip
        planned, need = leg.arrive - leg.depart, self._bounds[-1][0][1]
        laws = {
            name: self._law.law_of(self._clerk.alone(leg, part), planned, need)
            for name, part in parts.items()
        }
        self._aboard.append(aboard)
        self._aboard_law.append([laws[self._carriages[one].carried.movement.id] for one in aboard])

    def _made(self, detours: list[list[int]]) -> Legs:
        columns = {name: np.array(values, dtype=np.int32) for name, values in self._columns.items()}
        shape = (len(self._bounds), max((len(bounds) for bounds in self._bounds), default=1))
        need, back = np.full(shape, LONG_AGO, dtype=np.int32), np.zeros(shape, dtype=np.int32)
        for leg, bounds in enumerate(self._bounds):
            for column, (earlier, minutes) in enumerate(bounds):
                back[leg, column], need[leg, column] = earlier, minutes
        return Legs(
            need=need, back=back, aboard=rows_of(self._aboard),
            aboard_law=rows_of(self._aboard_law), detours=rows_of(detours), **columns,
        )  # fmt: skip


_COLUMNS = (
    "depart", "arrive", "moving", "chain", "origin", "destination",  "law", "landing", "sky",
    "daily", "ordinal",
)  # fmt: skip


def _moving(leg: Leg) -> int:
    """Moving minutes; what no network knows takes as long as the plan gives it."""
    if leg.minutes is not None:
        return leg.minutes
    return 0 if leg.start.stop.place == leg.end.stop.place else leg.arrive - leg.depart


def _by_visit(carriages: list[Carriage]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """By visit: the carriages taken on there, and those set down."""
    taken: dict[int, list[int]] = {}
    left: dict[int, list[int]] = {}
    for number, one in enumerate(carriages):
        taken.setdefault(one.taken, []).append(number)
        left.setdefault(one.left, []).append(number)
    return taken, left
