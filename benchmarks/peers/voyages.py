"""Whole carriers over places and slots, and what they share: room aboard, working places, ways by the day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.differential.exact.facts import is_pax

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.forces import Fleet
from coalition.model.identity import PlaceId
from peers.cargoes import room
from peers.flows import Flows, Terms
from peers.grid import Grid, Leg
from peers.rows import INF, Rows

COST_WEIGHT = 1e-7
"""Of an hour's cost in the objective: no carrier moves for nothing."""


@dataclass
class Voyages:
    """Columns of voyages by leg and slot."""

    grid: Grid
    rows: Rows
    legs: list[Leg]
    columns: dict[tuple[int, int], int] = field(default_factory=dict)


def add_loaded(voyages: Voyages, flows: Flows) -> None:
    """A whole number of voyages wherever something may be carried, each with so much room."""
    aboard: dict[tuple[int, int], Terms] = defaultdict(list)
    seated: dict[tuple[int, int], Terms] = defaultdict(list)
    for carry in flows.carries:
        name, fleet = (carry.leg, carry.slot), voyages.legs[carry.leg].fleet
        if is_pax(carry.line):
            seated[name].append((carry.column, float(carry.times)))
            aboard[name] += []
        else:
            aboard[name].append((carry.column, carry.times / room(fleet, carry.line)))
    for name in sorted(aboard):
        fleet = voyages.legs[name[0]].fleet
        column = _add(voyages, name)
        if aboard[name]:
            voyages.rows.most_row([*aboard[name], (column, -1.0)], 0.0)
        if seated[name]:
            voyages.rows.most_row([*seated[name], (column, -float(fleet.seats))], 0.0)


def _add(voyages: Voyages, name: tuple[int, int]) -> int:
    """A column of voyages; empty ones come out whole when the loaded ones are (a flow in a network)."""
    leg = voyages.legs[name[0]]
    cost = COST_WEIGHT * leg.moving * max(1, leg.fleet.cost_per_hour) / 60
    voyages.columns[name] = voyages.rows.column(leg.fleet.count, cost=cost, whole=leg.loaded)
    return voyages.columns[name]


def add_empty(voyages: Voyages, empty: list[Leg]) -> None:
    """Empty moves from where carriers are to where they may load."""
    sources: dict[str, set[PlaceId]] = defaultdict(set)
    targets: dict[str, set[PlaceId]] = defaultdict(set)
    for number, _ in voyages.columns:
        leg = voyages.legs[number]
        targets[leg.fleet.id].add(leg.arc[0])
        sources[leg.fleet.id] |= {leg.arc[1], leg.fleet.home}
    for leg in empty:
        if leg.arc[0] in sources[leg.fleet.id] and leg.arc[1] in targets[leg.fleet.id]:
            voyages.legs.append(leg)
            rules = voyages.grid.frame.rules(leg.fleet.id, leg.arc, ())
            for slot in voyages.grid.allowed(leg, rules).tolist():
                _add(voyages, (len(voyages.legs) - 1, slot))


def add_continuity(voyages: Voyages, fleets: list[Fleet]) -> None:
    """R4: carriers leave where they stand; at first all stand at home."""
    changes: dict[tuple[str, PlaceId], dict[int, Terms]] = defaultdict(lambda: defaultdict(list))
    for (number, slot), column in voyages.columns.items():
        leg = voyages.legs[number]
        changes[leg.fleet.id, leg.arc[0]][slot].append((column, 1.0))
        changes[leg.fleet.id, leg.arc[1]][slot + leg.slots].append((column, -1.0))
    by_id = {fleet.id: fleet for fleet in fleets}
    for (fleet_id, place), by_slot in changes.items():
        fleet = by_id[fleet_id]  # type: ignore[index]
        there = float(fleet.count) if place == fleet.home else 0.0
        last: Terms = []
        for slot in sorted(by_slot):
            idle = voyages.rows.column(INF, whole=False)
            voyages.rows.row([(idle, 1.0), *last, *by_slot[slot]], there, there)
            last, there = [(idle, -1.0)], 0.0


def share_places(voyages: Voyages) -> None:
    """R6: at the minute any stop begins, all that are at work have a slot."""
    grid = voyages.grid
    stops: dict[tuple[PlaceId, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for (number, slot), column in voyages.columns.items():
        leg, begin = voyages.legs[number], int(grid.begins[slot])
        if leg.loaded:
            first = (begin, begin + leg.leave, column, leg.fleet.slots)
            last = (begin + leg.arrive, begin + leg.end, column, leg.fleet.slots)
            stops[leg.arc[0], leg.fleet.mode].append(first)
            stops[leg.arc[1], leg.fleet.mode].append(last)
    for (place, mode), each in stops.items():
        limit = grid.frame.book.places[place].slots(mode)  # type: ignore[arg-type]
        if limit is not None:
            _share_place(voyages.rows, each, limit)


def _share_place(rows: Rows, stops: list[tuple[int, int, int, int]], limit: int) -> None:
    """One row for each greatest set of stops that are there at one minute."""
    stops.sort()
    working: list[tuple[int, int, int, int]] = []
    for stop, following in zip(stops, [*stops[1:], None], strict=True):
        working = [other for other in working if other[1] > stop[0]] + [stop]
        if following is None or any(other[1] <= following[0] for other in working):
            terms = [(column, float(slots)) for _, _, column, slots in working]
            rows.most_row(terms, float(limit))


def share_ways(voyages: Voyages) -> None:
    """R8: departures a day on ways that count them."""
    days: dict[tuple[str, int], Terms] = defaultdict(list)
    limits: dict[str, int] = {}
    for (number, slot), column in voyages.columns.items():
        leg = voyages.legs[number]
        way = voyages.grid.frame.way(leg.fleet.mode, leg.arc)
        if way is not None and way.carriers_per_day is not None:
            ends = "-".join(sorted(leg.arc[:2]))
            name = way.declared or f"{leg.fleet.mode} {ends}"
            limits[name] = min(way.carriers_per_day, limits.get(name, way.carriers_per_day))
            day = (int(voyages.grid.begins[slot]) + leg.leave) // MINUTES_PER_DAY
            days[name, day].append((column, 1.0))
    for (name, _), terms in days.items():
        voyages.rows.most_row(terms, float(limits[name]))
