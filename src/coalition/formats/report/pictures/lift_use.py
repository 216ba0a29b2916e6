"""How much of each fleet is at work over time: one small chart a fleet, all on the same scale.

A carrier is at work from the first minute of a trip to its last. A bar is the mean share of the fleet's
carriers at work in one stretch of time.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.axes import TimeFrame
from coalition.formats.report.drawing.lettering import count, fit, percent
from coalition.formats.report.drawing.svg import Picture, element, group, line, number, path, text
from coalition.formats.report.scene import Scene
from coalition.measure.instants import MINUTES_PER_DAY, write_day
from coalition.model.forces import Fleet, fleet_of

WIDTH = 1180.0
COLUMNS = 4
FLEETS_MAX = 24
_CELL = WIDTH / COLUMNS
_CHART_W, _CHART_H, _ROW_H = _CELL - 42, 52.0, 118.0
_BINS_MAX = 90


@dataclass(frozen=True, slots=True)
class FleetUse:
    """A fleet's use: share of carriers at work in each stretch, and over the whole frame; its trips."""

    fleet: Fleet
    shares: tuple[float, ...]
    mean: float
    trips: int


def fleets_used(scene: Scene) -> tuple[FleetUse, ...]:
    """Every fleet of the book, the most used first."""
    stays: dict[str, list[tuple[int, int]]] = {}
    for trip in scene.content.plan.trips:
        if trip.stops:
            span = (int(trip.stops[0].arrive), int(trip.stops[-1].depart))
            stays.setdefault(fleet_of(trip.carrier), []).append(span)
    uses = [
        _use(fleet, stays.get(fleet.id, []), scene.frame)
        for fleet in scene.content.book.fleets.values()
    ]
    return tuple(sorted(uses, key=lambda u: (-u.mean, u.fleet.id)))


def _use(fleet: Fleet, stays: list[tuple[int, int]], frame: TimeFrame) -> FleetUse:
    size = _bin_minutes(frame)
    bins = max(1, -(-(frame.ends - frame.begins) // size))
    busy = [0] * bins
    for begin, end in stays:
        first, last = max(begin, frame.begins), min(end, frame.ends)
        for n in range(max(0, (first - frame.begins) // size), bins):
            low = frame.begins + n * size
            if low >= last:
                break
            busy[n] += max(0, min(last, low + size) - max(first, low))
    whole = size * max(1, fleet.count)
    mean = sum(busy) / (max(1, fleet.count) * (frame.ends - frame.begins))
    return FleetUse(fleet, tuple(min(1.0, b / whole) for b in busy), min(1.0, mean), len(stays))


def _bin_minutes(frame: TimeFrame) -> int:
    days = -(-(frame.ends - frame.begins) // MINUTES_PER_DAY)
    return MINUTES_PER_DAY * max(1, -(-days // _BINS_MAX))


def draw_lift_use(scene: Scene) -> Picture:
    """Small multiples of the most used fleets."""
    uses = [u for u in fleets_used(scene) if u.trips][:FLEETS_MAX]
    rows = max(1, -(-len(uses) // COLUMNS))
    cells = [
        _cell(scene, use, 8 + (n % COLUMNS) * _CELL, 8 + (n // COLUMNS) * _ROW_H)
        for n, use in enumerate(uses)
    ]
    words = f"Share of carriers at work over time for {count(len(uses), 'fleet')}"
    return Picture("lift", "Use of lift", words, WIDTH, rows * _ROW_H + 8, "".join(cells))


def _cell(scene: Scene, use: FleetUse, left: float, top: float) -> str:
    fleet, colour = use.fleet, palette.MODES[use.fleet.mode]
    base = top + 34 + _CHART_H
    peak = max(use.shares, default=0)
    wide = _CHART_W / len(use.shares)
    corners = [(left, base)]
    for n, share in enumerate(use.shares):
        y = base - share * _CHART_H
        corners += [(left + n * wide, y), (left + (n + 1) * wide, y)]
    corners.append((left + _CHART_W, base))
    carriers = f"{count(fleet.count, 'carrier')} by {palette.MODE_NAMES[fleet.mode]}"
    facts = f"{fleet.nation}, {carriers}, {count(use.trips, 'trip')}"
    parts = [
        element("rect", x=left, y=top + 5, width=8, height=8, fill=scene.colour(fleet.nation), rx=1.5),
        text((left + 13, top + 13), fit(fleet.name, _CHART_W - 16, 11, strong=True), class_="strong"),
        text((left, top + 27), fit(facts, _CHART_W, 10), class_="tick"),
        line((left, base - _CHART_H), (left + _CHART_W, base - _CHART_H), class_="grid"),
        path(corners, closed=True, fill=colour, fill_opacity=0.8),
        line((left, base), (left + _CHART_W, base), stroke=palette.SOFT, stroke_width=0.8),
        text((left, base + 13), write_day(scene.frame.begins), class_="tick small"),
        text((left + _CHART_W / 2, base + 13), f"mean {percent(use.mean)}, peak {percent(peak)}",
             class_="tick small strong", text_anchor="middle"),
        text((left + _CHART_W, base + 13), write_day(scene.frame.ends), class_="tick small", text_anchor="end"),
        text((left + _CHART_W + 3, base - _CHART_H + 3), "100%", class_="tick small", font_size=8),
    ]  # fmt: skip
    hover = f"{fleet.name}: mean use {number(use.mean * 100)}%, peak {number(peak * 100)}%"
    return group(parts, hover=hover, data_nations=fleet.nation)
