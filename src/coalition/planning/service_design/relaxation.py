"""The mixed-integer program that no right answer beats: columns for commodities, points for dispatches.

**Points.** On an arc each column in use has a window of departure. Whoever shares a dispatch has a window that
holds its minute, so that only the maximal sets of windows with a common minute matter. They are found at the
right ends that follow a new left end; moved to the first such *point* at or after its minute, or else the last
before, a dispatch still lies in every window that held it.

**Rows.** One column for each commodity. On each arc, for each commodity and each range of points that is the
window of one of its columns or spans all of them: its columns within the range need ceil(quantity / capacity)
vehicles at points in the range. Windows of one arc without capacities cost no more than this even in fractions
(interval graphs are perfect). On each arc, over all points and over each span asked for: what must leave within
the span fits its vehicles.

What is relaxed: columns meet only arc by arc, so that a dispatch may be early for one commodity and late
for another (mended by cutting columns), and a load may be parted between dispatches where only capacity
asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from coalition.planning.service_design.columns import Column
from coalition.planning.service_design.instance import Answer, Instance
from coalition.planning.service_design.solver import INFINITE, Program, Vector

Span = tuple[int, int]
"""First and last minute, both inclusive."""


@dataclass(slots=True)
class ArcPoints:
    """The points of one arc in rising order, and the program's column of the first; the others follow it."""

    minutes: list[int]
    offset: int = 0

    def within(self, span: Span) -> Span:
        """Places of the points in a span: from, until (exclusive)."""
        return bisect_left(self.minutes, span[0]), bisect_right(self.minutes, span[1])


@dataclass(slots=True)
class Use:
    """One column on one arc: its place, its commodity, its window in minutes and in places of points."""

    column: int
    commodity: int
    window: Span
    range: Span = (0, 0)


@dataclass(slots=True)
class Relaxation:
    """The program with what its columns mean: first `columns` in order, then the points arc by arc."""

    instance: Instance
    columns: Sequence[Column]
    program: Program = field(default_factory=Program)
    points: dict[int, ArcPoints] = field(default_factory=dict)
    uses: dict[int, list[Use]] = field(default_factory=dict)


def relax(instance: Instance, columns: Sequence[Column], spans: dict[int, set[Span]]) -> Relaxation:
    """The program over the columns; `spans` asks for rows of capacity by arc."""
    made = Relaxation(instance, columns)
    program = made.program
    program.cost = [float(column.cost) for column in columns]
    program.top = [1.0] * len(columns)
    _one_column_each(made)
    for place, column in enumerate(columns):
        for arc, *window in zip(column.path, column.first, column.last, strict=True):
            use = Use(place, column.commodity, (window[0], window[1]))
            made.uses.setdefault(arc, []).append(use)
    for arc in sorted(made.uses):
        _points_of(made, arc)
        _cover(made, arc)
        _capacity(made, arc, spans.get(arc, ()))
    return made


def maximal_points(windows: Iterable[Span]) -> list[int]:
    """Right ends, rising, that close a maximal set of windows with a common minute."""
    known = set(windows)
    lefts, points = sorted({window[0] for window in known}), list[int]()
    done = 0
    for right in sorted({window[1] for window in known}):
        begun = bisect_right(lefts, right)
        if begun > done:
            points.append(right)
            done = begun
    return points


def _one_column_each(made: Relaxation) -> None:
    own: dict[int, list[int]] = {k: [] for k in range(len(made.instance.commodities))}
    for place, column in enumerate(made.columns):
        own[column.commodity].append(place)
    for places in own.values():
        made.program.rows.append((1.0, 1.0, places, [1.0] * len(places)))


def _points_of(made: Relaxation, arc: int) -> None:
    program, uses = made.program, made.uses[arc]
    points = ArcPoints(maximal_points(use.window for use in uses), len(program.cost))
    made.points[arc] = points
    program.cost += [float(made.instance.arcs[arc].vehicle_cost)] * len(points.minutes)
    program.top += [INFINITE] * len(points.minutes)
    for use in uses:
        use.range = points.within(use.window)


def _cover(made: Relaxation, arc: int) -> None:
    offset, way = made.points[arc].offset, made.instance.arcs[arc]
    own: dict[int, list[Use]] = {}
    for use in made.uses[arc]:
        own.setdefault(use.commodity, []).append(use)
    for commodity, uses in own.items():
        needed = float(way.vehicles(made.instance.commodities[commodity].quantity))
        ranges = {use.range for use in uses}
        ranges.add((min(r[0] for r in ranges), max(r[1] for r in ranges)))
        for low, high in sorted(ranges):
            held = [u.column for u in uses if low <= u.range[0] and u.range[1] <= high]
            row = [*held, *range(offset + low, offset + high)]
            values = [needed] * len(held) + [-1.0] * (high - low)
            made.program.rows.append((-INFINITE, 0.0, row, values))


def _capacity(made: Relaxation, arc: int, spans: Iterable[Span]) -> None:
    points, capacity = made.points[arc], made.instance.arcs[arc].capacity
    if capacity is None:
        return
    whole = (0, len(points.minutes))
    for low, high in sorted({whole, *(points.within(span) for span in spans)}):
        held = [u for u in made.uses[arc] if low <= u.range[0] and u.range[1] <= high]
        load = {u.commodity: made.instance.commodities[u.commodity].quantity for u in held}
        if sum(load.values()) > capacity:
            row = [*(u.column for u in held), *range(points.offset + low, points.offset + high)]
            values = [float(load[u.commodity]) for u in held] + [-float(capacity)] * (high - low)
            made.program.rows.append((-INFINITE, 0.0, row, values))


def started(made: Relaxation, answer: Answer) -> Vector | None:
    """A right answer as a value of the program's columns; None when a column it needs is not there."""
    x = np.zeros(len(made.program.cost))
    chosen = dict[int, int]()
    for place, column in enumerate(made.columns):
        if _holds(column, answer):
            chosen.setdefault(column.commodity, place)
    if len(chosen) < len(answer.legs):
        return None
    x[list(chosen.values())] = 1.0
    picked = set(chosen.values())
    for arc, uses in made.uses.items():
        dispatches: dict[int, list[Use]] = {}
        for use in uses:
            if use.column in picked:
                dispatches.setdefault(_minute(answer, use.commodity, arc), []).append(use)
        for members in dispatches.values():
            load = sum(made.instance.commodities[u.commodity].quantity for u in members)
            point = made.points[arc].offset + max(u.range[0] for u in members)
            x[point] += made.instance.arcs[arc].vehicles(load)
    return x


def _holds(column: Column, answer: Answer) -> bool:
    legs = answer.legs[column.commodity]
    return column.path == tuple(leg.arc for leg in legs) and all(
        first <= leg.departs <= last
        for first, leg, last in zip(column.first, legs, column.last, strict=True)
    )


def _minute(answer: Answer, commodity: int, arc: int) -> int:
    return next(leg.departs for leg in answer.legs[commodity] if leg.arc == arc)
