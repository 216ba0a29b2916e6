"""The map: borders, ways by mode with width by tonnage, places with labels, legend and scale bar.

Not here: how a way was found (`network`). A way whose geometry was not handed in is drawn as a great
circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box, Wanted, mark_box, place_labels
from coalition.formats.report.drawing.lettering import count
from coalition.formats.report.drawing.style import hatch
from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    group,
    line,
    number,
    path,
    rect,
    text,
    track,
)  # fmt: skip
from coalition.formats.report.pictures.flows import Flow, Node, flows_of, nodes_of
from coalition.formats.report.pictures.map_key import draw_key, draw_scale_bar, place_key
from coalition.formats.report.pictures.projection import (
    Position,
    Projection,
    clip_ring,
    fit_projection,
)  # fmt: skip
from coalition.formats.report.scene import Scene
from coalition.model.identity import NationId
from coalition.model.places import Mode

WIDTH = 1180.0
_LEAST_HEIGHT, _MOST_HEIGHT = 460.0, 720.0
_SIDES = (70.0, 56.0, 90.0, 64.0)
"""Room kept free around the plan for labels: left, top, right, bottom."""
_LABELS_MAX = 60
_WIDEST, _THINNEST, _CORE_FROM = 8.0, 1.2, 2.4
Outlines = Mapping[NationId, Sequence[Sequence[Position]]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A flow with its points in px and its width."""

    flow: Flow
    points: list[Point]
    width: float


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The picture's frame, how positions fall on it, and each nation's visible land in px."""

    frame: Box
    projection: Projection
    land: Mapping[NationId, list[list[Point]]]


def draw_map(scene: Scene, outlines: Outlines) -> Picture:
    """The map of a scene."""
    flows, nodes = flows_of(scene), nodes_of(scene)
    sheet = _lay(outlines, [p for flow in flows for p in flow.line] + [n.position for n in nodes])
    drawn = _draw_flows(flows, sheet.projection)
    busy = [point for d in drawn for point in d.points]
    busy += [sheet.projection.at(node.position) for node in nodes]
    frame, key = sheet.frame, place_key(scene, flows, sheet.frame, busy)
    scale_bar = (frame.right - 16, frame.bottom - 18)
    body = [
        rect((0, 0), WIDTH, frame.bottom, fill="#e9eff3"),
        *_land(scene, sheet),
        *(_flow(scene, d) for d in drawn),
        *(_arrow(d) for d in drawn),
        *_nodes(scene, nodes, sheet, key),
        *draw_key(scene, flows, key),
        *draw_scale_bar(sheet.projection.metres_per_px, scale_bar),
        rect((0.5, 0.5), WIDTH - 1, frame.bottom - 1, fill="none", stroke=palette.RULE),
    ]
    modes = ", ".join(sorted({palette.MODE_NAMES[f.mode] for f in flows})) or "no mode"
    words = f"{count(len(nodes), 'place')} and {count(len(flows), 'way')} by {modes}"
    avoid = hatch("map-avoid", "#c9bbb6", gap=7, width=1.1, ground="#f0ebe8")
    return Picture("map", "Ways and places", words, WIDTH, frame.bottom, "".join(body), avoid)


def _lay(outlines: Outlines, positions: Sequence[Position]) -> _Sheet:
    """The sheet as low as the plan's extent allows, within bounds."""
    left, top, right, bottom = _SIDES
    tallest = Box(left, top, WIDTH - right, _MOST_HEIGHT - bottom)
    first = fit_projection(positions, tallest)
    ys = [first.at(p)[1] for p in positions] or [tallest.top, tallest.bottom]
    height = min(_MOST_HEIGHT, max(_LEAST_HEIGHT, max(ys) - min(ys) + top + bottom))
    projection = fit_projection(positions, Box(left, top, WIDTH - right, height - bottom))
    frame = Box(0, 0, WIDTH, float(round(height)))
    return _Sheet(frame, projection, _visible(outlines, projection, _grown(frame, 8)))


def _visible(
    outlines: Outlines, projection: Projection, box: Box
) -> dict[NationId, list[list[Point]]]:
    """Rings inside the box that are large enough to see, by nation."""
    land = {}
    for nation in sorted(outlines):
        clipped = (clip_ring(projection.ring(ring), box) for ring in outlines[nation])
        rings = [ring for ring in clipped if len(ring) >= 3 and _extent(ring) > 1.5]
        if rings:
            land[nation] = rings
    return land


def _land(scene: Scene, sheet: _Sheet) -> list[str]:
    taking_part = {m.nation for m in scene.travel.movements.values()}
    taking_part |= {leg.fleet.nation for leg in scene.travel.legs}
    avoided = set(scene.content.book.crisis.avoid)
    parts = []
    for nation, rings in sheet.land.items():
        shape = "".join(track(ring, closed=True) for ring in rings)
        fill = "#fdfcf9" if nation in taking_part else "#f3f2ee"
        fill = "url(#map-avoid)" if nation in avoided else fill
        parts.append(
            element(
                "path", d=shape, fill=fill, stroke="#c3c8cc", stroke_width=0.7, fill_rule="evenodd"
            )
        )
    return parts


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _draw_flows(flows: Sequence[Flow], projection: Projection) -> list[_Drawn]:
    """Widest first, so that thin ways stay visible on top."""
    most = max((f.freight.weight_kg for f in flows), default=1) or 1
    return [
        _Drawn(
            flow, [projection.at(p) for p in flow.line],
            _THINNEST + (_WIDEST - _THINNEST) * sqrt(flow.freight.weight_kg / most),
        )
        for flow in sorted(flows, key=lambda f: (-f.freight.weight_kg, f.mode, f.ends))
    ]  # fmt: skip


def _flow(scene: Scene, drawn: _Drawn) -> str:
    flow, dash = drawn.flow, palette.DASHES[drawn.flow.mode]
    if dash and drawn.width > 2:
        dash = " ".join(number(float(d) * (0.7 + drawn.width / 6)) for d in dash.split())
    parts = [
        path(
            drawn.points, fill="none", stroke=palette.MODES[flow.mode], stroke_width=drawn.width,
            stroke_opacity=0.85, stroke_dasharray=dash, stroke_linejoin="round",
        )
    ]  # fmt: skip
    if flow.mode is Mode.ROAD and drawn.width > _CORE_FROM:
        core = path(drawn.points, fill="none", stroke="#fff3dc", stroke_width=drawn.width * 0.3)
        parts.append(core)
    return group(
        parts, hover=flow.words(scene), class_="way", data_ulns=" ".join(flow.requirements)
    )


def _arrow(drawn: _Drawn) -> str:
    """A small head past the middle of a way, pointing the way most goes."""
    spot = _along(drawn.points, 0.56)
    if spot is None:
        return ""
    (x, y), (dx, dy) = spot
    size = 3.2 + drawn.width * 0.75
    tip = (x + dx * size, y + dy * size)
    left = (x - dx * size * 0.6 - dy * size * 0.8, y - dy * size * 0.6 + dx * size * 0.8)
    right = (x - dx * size * 0.6 + dy * size * 0.8, y - dy * size * 0.6 - dx * size * 0.8)
    return path(
        [tip, left, right], closed=True, fill=palette.MODES[drawn.flow.mode],
        stroke="#fff", stroke_width=0.9,
    )  # fmt: skip


def _along(points: Sequence[Point], share: float) -> tuple[Point, Point] | None:
    """The point at a share of the length, and the direction there; None for a way too short to mark."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    left = sum(lengths) * share
    if sum(lengths) < 34:
        return None
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if length and left <= length:
            unit = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
            return (a[0] + unit[0] * left, a[1] + unit[1] * left), unit
        left -= length
    return None


def _grown(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _nodes(scene: Scene, nodes: Sequence[Node], sheet: _Sheet, key: Box) -> list[str]:
    """Marks of places, then their names, then faint codes of nations where room is left."""
    marks = {node.id: (sheet.projection.at(node.position), node.radius) for node in nodes}
    frame, corner = _grown(sheet.frame, -6), sheet.frame
    taken = [mark_box(at, radius + 1) for at, radius in marks.values()]
    taken += [key, Box(corner.right - 190, corner.bottom - 42, corner.right, corner.bottom)]
    wanted = [
        Wanted(node.id, marks[node.id][0], node.radius + 1, node.name, 11.5 if node.ends else 10.5,
               strong=node.ends)
        for node in nodes[:_LABELS_MAX]
    ]  # fmt: skip
    placed = place_labels(wanted, frame, taken)
    codes = _codes(sheet)
    faint = place_labels(codes, frame, [*taken, *(p.box for p in placed)])
    parts = [
        text(p.at, p.wanted.words, text_anchor=p.anchor, class_="code", fill="#a3abb3",
             font_size=10, letter_spacing=1.2)
        for p in faint
    ]  # fmt: skip
    parts += [
        line(p.wanted.at, _edge(p.at, p.anchor), stroke=palette.SOFT, stroke_width=0.6)
        for p in placed if p.far
    ]  # fmt: skip
    parts += [_mark(scene, node, marks[node.id][0]) for node in nodes]
    parts += [
        text(p.at, p.wanted.words, text_anchor=p.anchor, font_size=p.wanted.size,
             class_="halo strong" if p.wanted.strong else "halo",
             fill=palette.INK if p.wanted.strong else "#3c4854")
        for p in placed
    ]  # fmt: skip
    return parts


def _edge(at: Point, anchor: str) -> Point:
    return at[0] + {"start": -1.5, "middle": 0, "end": 1.5}[anchor], at[1] - 4


def _codes(sheet: _Sheet) -> list[Wanted]:
    """A code on the largest visible part of each nation, if it is large enough."""
    found = []
    for nation, rings in sheet.land.items():
        largest = max(rings, key=_extent)
        if _extent(largest) < 44:
            continue
        xs, ys = [p[0] for p in largest], [p[1] for p in largest]
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        found.append(Wanted(nation, middle, 0, nation, 12, on_mark=True))
    return found


def _mark(scene: Scene, node: Node, at: Point) -> str:
    """Origins are open, ports between are small squares, destinations are full."""
    r = node.radius
    if node.role == "destination":
        shape = element(
            "circle", cx=at[0], cy=at[1], r=r, fill=palette.INK, stroke="#fff", stroke_width=1.4
        )
    elif node.role == "origin":
        shape = element(
            "circle", cx=at[0], cy=at[1], r=r, fill="#fff", stroke=palette.INK, stroke_width=1.7
        )
    else:
        shape = rect(
            (at[0] - r, at[1] - r), 2 * r, 2 * r, fill="#fff", stroke=palette.INK, stroke_width=1.4
        )
    return group([shape], hover=node.words(scene), class_="place")
