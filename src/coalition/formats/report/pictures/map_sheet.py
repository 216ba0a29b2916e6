"""The sheet a map is drawn on: frame, projection, visible land; and where the theatre lies on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.drawing.svg import Point
from coalition.formats.report.pictures.flows import Node
from coalition.formats.report.pictures.projection import (
    Position,
    Projection,
    clip_ring,
    fit_projection,
)
from coalition.model.identity import NationId

WIDTH = 1180.0
_LEAST_HEIGHT, _MOST_HEIGHT = 460.0, 720.0
_SIDES = (70.0, 56.0, 90.0, 64.0)
"""Room kept free around the plan for labels: left, top, right, bottom."""
_REACH = 1.3
"""How far beyond the destinations the theatre reaches, as a multiple of their own spread."""
_WORTH = 2.5
"""A theatre is drawn apart when that makes it so much larger."""
Outlines = Mapping[NationId, Sequence[Sequence[Position]]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture's frame, how positions fall on it, and each nation's visible land in px."""

    name: str
    frame: Box
    projection: Projection
    land: Mapping[NationId, list[list[Point]]]


def lay_sheet(name: str, outlines: Outlines, positions: Sequence[Position]) -> Sheet:
    """A sheet that shows every position, as low as their extent allows."""
    left, top, right, bottom = _SIDES
    tallest = Box(left, top, WIDTH - right, _MOST_HEIGHT - bottom)
    first = fit_projection(positions, tallest)
    ys = [first.at(p)[1] for p in positions] or [tallest.top, tallest.bottom]
    height = min(_MOST_HEIGHT, max(_LEAST_HEIGHT, max(ys) - min(ys) + top + bottom))
    projection = fit_projection(positions, Box(left, top, WIDTH - right, height - bottom))
    frame = Box(0, 0, WIDTH, float(round(height)))
    return Sheet(name, frame, projection, _visible(outlines, projection, grown(frame, 8)))


def theatre_nodes(sheet: Sheet, nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Destinations and the places near them, when a map of these alone would show much more; else none."""
    spots = {node.id: sheet.projection.at(node.position) for node in nodes}
    ends = [spots[node.id] for node in nodes if node.ends]
    if len(ends) < 2:
        return ()
    box = bounds(ends)
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    reach = _REACH * max(_distance(middle, spot) for spot in ends) + 4
    near = tuple(node for node in nodes if _distance(middle, spots[node.id]) <= reach)
    seen = bounds([spots[node.id] for node in near])
    left, top, right, bottom = _SIDES
    larger = min(
        (WIDTH - left - right) / max(seen.right - seen.left, 1),
        (_MOST_HEIGHT - top - bottom) / max(seen.bottom - seen.top, 1),
    )
    return near if larger >= _WORTH and len(near) >= 3 else ()


def bounds(points: Sequence[Point]) -> Box:
    """The smallest box around points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def grown(box: Box, by: float) -> Box:
    """The box made larger on every side."""
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def extent(points: Sequence[Point]) -> float:
    """The longer side of the box around points."""
    box = bounds(points)
    return max(box.right - box.left, box.bottom - box.top)


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _visible(
    outlines: Outlines, projection: Projection, box: Box
) -> dict[NationId, list[list[Point]]]:
    """Rings inside the box that are large enough to see, by nation."""
    land = {}
    for nation in sorted(outlines):
        clipped = (clip_ring(projection.ring(ring), box) for ring in outlines[nation])
        rings = [ring for ring in clipped if len(ring) >= 3 and extent(ring) > 1.5]
        if rings:
            land[nation] = rings
    return land
