"""The map: borders, ways by mode with width by tonnage, places with labels, legend and scale bar.

Not here: how a way was found (`network`). A way whose geometry was not handed in is drawn as a great
circle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from coalition.formats.report.pictures.map_key import draw_key, draw_scale_bar, key_box
from coalition.formats.report.pictures.projection import (
    Position,
    Projection,
    clip_ring,
    fit_projection,
)  # fmt: skip
from coalition.formats.report.scene import Scene
from coalition.model.identity import NationId

WIDTH, HEIGHT = 1180.0, 640.0
_WHOLE = Box(0, 0, WIDTH, HEIGHT)
_INNER = Box(70, 56, WIDTH - 90, HEIGHT - 70)
_LABELS_MAX = 60
_WIDEST, _THINNEST = 8.0, 1.2
Outlines = Mapping[NationId, Sequence[Sequence[Position]]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A flow with its points in px and its width."""

    flow: Flow
    points: list[Point]
    width: float


def draw_map(scene: Scene, outlines: Outlines) -> Picture:
    """The map of a scene."""
    flows, nodes = flows_of(scene), nodes_of(scene)
    positions = [p for flow in flows for p in flow.line] + [n.position for n in nodes]
    projection = fit_projection(positions, _INNER)
    drawn = _draw_flows(flows, projection)
    body = [
        rect((0, 0), WIDTH, HEIGHT, fill="#eaf0f4"),
        *_land(scene, outlines, projection),
        *(_flow(scene, d) for d in drawn),
        *(_arrow(d) for d in drawn),
        *_nodes(scene, nodes, projection, outlines, key_box(scene, flows, _WHOLE)),
        *draw_key(scene, flows, _WHOLE),
        *draw_scale_bar(projection.metres_per_px, (WIDTH - 16, HEIGHT - 18)),
        rect((0.5, 0.5), WIDTH - 1, HEIGHT - 1, fill="none", stroke=palette.RULE),
    ]
    modes = ", ".join(sorted({palette.MODE_NAMES[f.mode] for f in flows})) or "no mode"
    words = f"{count(len(nodes), 'place')} and {count(len(flows), 'way')} by {modes}"
    avoid = hatch("map-avoid", "#b9a9a4", gap=6, width=1.2, ground="#efe9e6")
    return Picture("map", "Ways and places", words, WIDTH, HEIGHT, "".join(body), avoid)


def _land(scene: Scene, outlines: Outlines, projection: Projection) -> list[str]:
    box = Box(-8, -8, WIDTH + 8, HEIGHT + 8)
    taking_part = {m.nation for m in scene.travel.movements.values()}
    taking_part |= {leg.fleet.nation for leg in scene.travel.legs}
    avoided = set(scene.content.book.crisis.avoid)
    parts = []
    for nation in sorted(outlines):
        shape = _shape(outlines[nation], projection, box)
        if not shape:
            continue
        fill = "#fdfcf9" if nation in taking_part else "#f3f2ee"
        fill = "url(#map-avoid)" if nation in avoided else fill
        parts.append(
            element(
                "path", d=shape, fill=fill, stroke="#c3c8cc", stroke_width=0.7, fill_rule="evenodd"
            )
        )
    return parts


def _shape(rings: Sequence[Sequence[Position]], projection: Projection, box: Box) -> str:
    found = []
    for ring in rings:
        clipped = clip_ring([projection.at(p) for p in projection.near(ring)], box)
        if len(clipped) >= 3 and _extent(clipped) > 1.5:
            found.append(track(clipped, closed=True))
    return "".join(found)


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
    flow, colour = drawn.flow, palette.MODES[drawn.flow.mode]
    dash = palette.DASHES[flow.mode]
    if dash and drawn.width > 2:
        dash = " ".join(number(float(d) * (0.7 + drawn.width / 6)) for d in dash.split())
    core = path(
        drawn.points, fill="none", stroke=colour, stroke_width=drawn.width, stroke_opacity=0.82,
        stroke_dasharray=dash, stroke_linejoin="round",
    )  # fmt: skip
    return group(
        [core], hover=flow.words(scene), class_="way", data_ulns=" ".join(flow.requirements)
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
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)]
    left = sum(lengths) * share
    if sum(lengths) < 34:
        return None
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if length and left <= length:
            unit = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
            return (a[0] + unit[0] * left, a[1] + unit[1] * left), unit
        left -= length
    return None


def _nodes(
    scene: Scene, nodes: Sequence[Node], projection: Projection, outlines: Outlines, key: Box
) -> list[str]:
    """Marks of places, then their names, then faint codes of nations where room is left."""
    marks = {node.id: (projection.at(node.position), node.radius) for node in nodes}
    frame = Box(6, 6, WIDTH - 6, HEIGHT - 6)
    taken = [mark_box(at, radius + 1) for at, radius in marks.values()]
    taken += [key, Box(WIDTH - 190, HEIGHT - 40, WIDTH, HEIGHT)]
    wanted = [
        Wanted(node.id, marks[node.id][0], node.radius + 1, node.name, 11.5 if node.ends else 10.5,
               strong=node.ends)
        for node in nodes[:_LABELS_MAX]
    ]  # fmt: skip
    placed = place_labels(wanted, frame, taken)
    codes = _codes(outlines, projection)
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


def _codes(outlines: Outlines, projection: Projection) -> list[Wanted]:
    """A code on the largest visible part of each nation, if it is large enough."""
    box = Box(10, 10, WIDTH - 10, HEIGHT - 10)
    found = []
    for nation in sorted(outlines):
        shapes = [
            clip_ring([projection.at(p) for p in projection.near(r)], box) for r in outlines[nation]
        ]
        largest = max((s for s in shapes if len(s) >= 3), key=_extent, default=None)
        if largest is None or _extent(largest) < 44:
            continue
        xs, ys = [p[0] for p in largest], [p[1] for p in largest]
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        found.append(Wanted(nation, middle, 0, nation, 12, on_mark=True))
    return sorted(found, key=lambda w: w.id)


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
