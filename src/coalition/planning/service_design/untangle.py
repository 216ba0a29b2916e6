"""Where the relaxation cheats in time, and a right timetable made of its answer.

The relaxation says which column each commodity takes and how many vehicles leave at each point. Commodities
are put together at those points, and then only their order counts (see `timetable`). Going forward from
release times in the order of minutes, somebody may be held up by those it shares with until it would be
late. The chain of those who held each other up is impossible whatever the minutes: the first shares with
the second, who then shares with the third, and so on to the one who is late. It is cut out of the
relaxation by cutting the columns of those in the middle at the minute at which the chain reaches them; the
late one is taken out of the timetable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from coalition.planning.service_design.columns import Column, cut
from coalition.planning.service_design.instance import Instance
from coalition.planning.service_design.paths import windows
from coalition.planning.service_design.relaxation import Relaxation, Span, Use
from coalition.planning.service_design.solver import Vector
from coalition.planning.service_design.timetable import NEW, Timetable

_TRACE = 1e-4
Group = tuple[int, int]
"""An arc, and the place of one of its points."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The commodity leaves over `arc` before the minute or from it on, if it takes `onward` later."""

    commodity: int
    arc: int
    onward: int
    minute: int


@dataclass(slots=True)
class Untangled:
    """A right timetable of all but `late`, the cuts that its conflicts ask for, and spans short of vehicles."""

    timetable: Timetable
    late: list[int] = field(default_factory=list)
    cuts: set[Cut] = field(default_factory=set)
    spans: set[tuple[int, Span]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Event:
    """The commodity brings the dispatch at its `place` to a minute, as the event before made it do."""

    commodity: int
    place: int
    minute: int
    before: _Event | None


def untangle(made: Relaxation, x: Vector, picks: list[int]) -> Untangled:
    """The columns picked, with vehicles as in x, made right, and why they were not; one column a commodity."""
    found = Untangled(Timetable(made.instance))
    chosen, seats = _settled(made, x, picks, found)
    keys: dict[Group, int] = {}
    for commodity, groups in seats.items():
        wanted = [keys.get(group, NEW) for group in groups]
        found.timetable.place(commodity, chosen[commodity].path, wanted)
        keys.update(zip(groups, found.timetable.seats[commodity], strict=True))
    return found


def conflicts(made: Relaxation, x: Vector, picks: list[int]) -> Untangled:
    """As `untangle`, but only why: the timetable stays empty."""
    found = Untangled(Timetable(made.instance))
    _settled(made, x, picks, found)
    return found


def _settled(
    made: Relaxation, x: Vector, picks: list[int], found: Untangled
) -> tuple[dict[int, Column], dict[int, list[Group]]]:
    """The columns, and the groups of those that are not late."""
    chosen = {made.columns[place].commodity: made.columns[place] for place in picks}
    seats = _seated(made, x, set(picks), found)
    while late := _late(made.instance, chosen, seats, found.cuts):
        found.late += late
        for commodity in late:
            del seats[commodity]
    return chosen, seats


def refined(columns: list[Column], cuts: set[Cut]) -> list[Column]:
    """The columns after all cuts."""
    own: dict[int, list[Cut]] = {}
    for asked in sorted(cuts, key=lambda c: (c.commodity, c.arc, c.minute, c.onward)):
        own.setdefault(asked.commodity, []).append(asked)
    result: list[Column] = []
    for column in columns:
        parts = [column]
        for asked in own.get(column.commodity, ()):
            if asked.arc in column.path:
                at = column.path.index(asked.arc)
                if asked.onward in column.path[at:]:
                    parts = [half for part in parts for half in cut(part, at, asked.minute)]
        result += parts
    return result


def _seated(
    made: Relaxation, x: Vector, picked: set[int], found: Untangled
) -> dict[int, list[Group]]:
    """The group of each arc of each column picked; where vehicles do not suffice, spans are noted."""
    columns, goods = made.columns, made.instance.commodities
    seats = {columns[p].commodity: [(-1, -1)] * len(columns[p].path) for p in sorted(picked)}
    for arc, uses in made.uses.items():
        taken = [use for use in uses if use.column in picked]
        if not taken:
            continue
        points, capacity = made.points[arc], made.instance.arcs[arc].capacity
        vehicles = x[points.offset : points.offset + len(points.minutes)].tolist()
        room = [v * capacity + _TRACE if capacity else float("inf") for v in vehicles]
        for use in sorted(taken, key=lambda u: (u.range[1], u.range[0], u.commodity)):
            place = _best_point(use, vehicles, room, goods[use.commodity].quantity)
            room[place] -= goods[use.commodity].quantity
            seats[use.commodity][columns[use.column].path.index(arc)] = (arc, place)
        if capacity and min(room) < 0:
            found.spans |= _short(made, arc, taken, vehicles)
    return seats


def _best_point(use: Use, vehicles: list[float], room: list[float], quantity: int) -> int:
    """Where most vehicles are, of the points with room if there is one."""
    places = range(*use.range)
    fitting = [place for place in places if room[place] >= quantity]
    return max(fitting or places, key=lambda place: vehicles[place])


def _short(
    made: Relaxation, arc: int, taken: list[Use], vehicles: list[float]
) -> set[tuple[int, Span]]:
    points, capacity = made.points[arc], made.instance.arcs[arc].capacity or 0
    short = set()
    for begin in {use.window[0] for use in taken}:
        for end in {use.window[1] for use in taken}:
            load = sum(
                made.instance.commodities[use.commodity].quantity
                for use in taken
                if begin <= use.window[0] and use.window[1] <= end
            )
            low, high = points.within((begin, end))
            if load > capacity * sum(vehicles[low:high]) + _TRACE:
                short.add((arc, (begin, end)))
    return short


def _late(
    instance: Instance, chosen: dict[int, Column], seats: dict[int, list[Group]], cuts: set[Cut]
) -> list[int]:
    """Commodities that would be late, none if all is right; the cuts of their chains are added."""
    alone = {k: windows(instance, k, chosen[k].path) for k in seats}
    members: dict[Group, list[tuple[int, int]]] = {}
    for commodity, groups in seats.items():
        for place, group in enumerate(groups):
            members.setdefault(group, []).append((commodity, place))
    reached: dict[Group, int] = {}
    late: dict[int, None] = {}
    open_ = [(alone[k][0][0], n, _Event(k, 0, alone[k][0][0], None)) for n, k in enumerate(seats)]
    heapify(open_)
    count = len(open_)
    while open_:
        minute, _, event = heappop(open_)
        group = seats[event.commodity][event.place]
        if reached.get(group, -1) >= minute or event.commodity in late:
            continue
        reached[group] = minute
        then = minute + instance.arcs[group[0]].minutes
        for commodity, place in members[group]:
            if commodity in late:
                continue
            if minute > alone[commodity][place][1]:
                late[commodity] = None
                cuts |= _chain(event, chosen)
            elif place + 1 < len(seats[commodity]):
                count += 1
                came = _Event(commodity, place, minute, event)
                heappush(open_, (then, count, _Event(commodity, place + 1, then, came)))
    return list(late)


def _chain(event: _Event, chosen: dict[int, Column]) -> set[Cut]:
    """The cuts of those in the middle of the chain whose last dispatch is the event's."""
    cuts: set[Cut] = set()
    onward: _Event | None = event
    while onward is not None:
        begun = onward
        while begun.before is not None and begun.before.commodity == begun.commodity:
            begun = begun.before
        if begun.before is not None and begun is not onward:
            path = chosen[begun.commodity].path
            cuts.add(Cut(begun.commodity, path[begun.place], path[onward.place], begun.minute))
        onward = begun.before
    return cuts
