"""The maps: borders, ways by mode with width by tonnage, places with labels, legend and scale bar.

Not here: how a way was found (`network`). A way whose geometry was not handed in is drawn as a great
circle.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box
from coalition.formats.report.drawing.lettering import count
from coalition.formats.report.drawing.style import hatch
from coalition.formats.report.drawing.svg import (
    Picture,
    Point,
    element,
    group,
    number,
    path,
    rect,
    track,
)
from coalition.formats.report.pictures.flows import Flow, Node, flows_of, nodes_of
from coalition.formats.report.pictures.map_key import draw_key, draw_scale_bar, place_key
from coalition.formats.report.pictures.map_marks import draw_marks
from coalition.formats.report.pictures.map_sheet import (
    WIDTH,
    Outlines,
    Sheet,
    bounds,
    grown,
    lay_sheet,
    theatre_nodes,
)
from coalition.formats.report.pictures.projection import Projection
from coalition.formats.report.scene import Scene
from coalition.model.identity import NationId
from coalition.model.places import Mode

_WIDEST, _THINNEST, _CORE_FROM = 8.0, 1.2, 2.4
_STRIDE, _SHORTEST, _PAST_MIDDLE = 3.0, 34.0, 0.56


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A flow with its points in px and its width."""

    flow: Flow
    points: list[Point]
    width: float


def draw_maps(scene: Scene, outlines: Outlines) -> tuple[Picture, ...]:
    """The map of a scene, and the map of its theatre when that lies too close to read on the first."""
    flows, nodes = flows_of(scene), nodes_of(scene)
    positions = [p for flow in flows for p in flow.line] + [n.position for n in nodes]
    sheet = lay_sheet("map", outlines, positions)
    near = theatre_nodes(sheet, nodes)
    whole = _draw(scene, sheet, nodes, flows, mark=_theatre_mark(sheet, near))
    if not near:
        return (whole,)
    theatre = lay_sheet("theatre", outlines, [n.position for n in near])
    seen = [n for n in nodes if _inside(theatre.projection.at(n.position), theatre.frame)]
    return whole, _draw(scene, theatre, seen, flows)


def _draw(
    scene: Scene, sheet: Sheet, nodes: Sequence[Node], flows: Sequence[Flow], *, mark: str = ""
) -> Picture:
    drawn = [d for d in _draw_flows(flows, sheet.projection) if _is_seen(d, sheet.frame)]
    shown = [d.flow for d in drawn]
    busy = [point for d in drawn for point in d.points]
    busy += [sheet.projection.at(node.position) for node in nodes]
    frame, key = sheet.frame, place_key(scene, shown, sheet.frame, busy)
    body = [
        rect((0, 0), WIDTH, frame.bottom, fill="#e9eff3"),
        *_land(scene, sheet),
        *(_flow(scene, d) for d in drawn),
        *(draw_arrow(d.points, d.flow.mode, d.width, frame) for d in drawn),
        mark,
        *draw_marks(scene, nodes, sheet, key),
        *draw_key(scene, shown, key, avoid=f"url(#{sheet.name}-avoid)"),
        *draw_scale_bar(sheet.projection.metres_per_px, (frame.right - 16, frame.bottom - 18)),
        rect((0.5, 0.5), WIDTH - 1, frame.bottom - 1, fill="none", stroke=palette.RULE),
    ]
    modes = ", ".join(sorted({palette.MODE_NAMES[f.mode] for f in shown})) or "no mode"
    words = f"{count(len(nodes), 'place')} and {count(len(shown), 'way')} by {modes}"
    avoid = hatch(f"{sheet.name}-avoid", "#c9bbb6", gap=7, width=1.1, ground="#f0ebe8")
    titles = {"map": "Ways and places", "theatre": "Ways and places in the theatre"}
    return Picture(sheet.name, titles[sheet.name], words, WIDTH, frame.bottom, "".join(body), avoid)


def _theatre_mark(sheet: Sheet, near: Sequence[Node]) -> str:
    """A thin frame around what the theatre map shows."""
    if not near:
        return ""
    box = grown(bounds([sheet.projection.at(n.position) for n in near]), 12)
    return rect(
        (box.left, box.top), box.right - box.left, box.bottom - box.top, fill="none",
        stroke=palette.INK, stroke_width=1, stroke_dasharray="3 2", rx=3,
    )  # fmt: skip


def _inside(point: Point, frame: Box) -> bool:
    return frame.left < point[0] < frame.right and frame.top < point[1] < frame.bottom


def _is_seen(drawn: _Drawn, frame: Box) -> bool:
    """Whether any stretch of the way may touch the frame."""
    return any(grown(bounds([a, b]), 1).meets(frame) for a, b in pairwise(drawn.points))


def _land(scene: Scene, sheet: Sheet) -> list[str]:
    taking_part = {m.nation for m in scene.travel.movements.values()}
    taking_part |= {leg.fleet.nation for leg in scene.travel.legs}
    return draw_land(sheet, taking_part, avoided=set(scene.content.book.crisis.avoid))


def draw_land(
    sheet: Sheet, taking_part: Set[NationId], *, avoided: Set[NationId] = frozenset()
) -> list[str]:
    """Each nation's land; those that take part are paler, those kept clear of hatched."""
    parts = []
    for nation, rings in sheet.land.items():
        shape = "".join(track(ring, closed=True) for ring in rings)
        fill = "#fdfcf9" if nation in taking_part else "#f3f2ee"
        fill = f"url(#{sheet.name}-avoid)" if nation in avoided else fill
        parts.append(
            element(
                "path", d=shape, fill=fill, stroke="#c3c8cc", stroke_width=0.7, fill_rule="evenodd"
            )
        )
    return parts


def _draw_flows(flows: Sequence[Flow], projection: Projection) -> list[_Drawn]:
    """Widest first, so that thin ways stay visible on top."""
    most = max((f.freight.weight_kg for f in flows), default=1) or 1
    return [
        _Drawn(
            flow, [projection.at(p) for p in flow.line],
            width_of_way(flow.freight.weight_kg, most),
        )
        for flow in sorted(flows, key=lambda f: (-f.freight.weight_kg, f.mode, f.ends))
    ]  # fmt: skip


def _flow(scene: Scene, drawn: _Drawn) -> str:
    parts = draw_way(drawn.points, drawn.flow.mode, drawn.width)
    return group(
        parts, hover=drawn.flow.words(scene), class_="way",
        data_ulns=" ".join(drawn.flow.requirements),
    )  # fmt: skip


def draw_way(points: Sequence[Point], mode: Mode, width: float) -> list[str]:
    """A way in the colour and dash of its mode; broad roads have a pale core."""
    dash = palette.DASHES[mode]
    if dash and width > 2:
        dash = " ".join(number(float(d) * (0.7 + width / 6)) for d in dash.split())
    parts = [
        path(
            points, fill="none", stroke=palette.MODES[mode], stroke_width=width,
            stroke_opacity=0.85, stroke_dasharray=dash, stroke_linejoin="round",
        )
    ]  # fmt: skip
    if mode is Mode.ROAD and width > _CORE_FROM:
        parts.append(path(points, fill="none", stroke="#fff3dc", stroke_width=width * 0.3))
    return parts


def width_of_way(kg: float, most: float) -> float:
    """Px of a way that carries so much where the busiest carries `most`."""
    return _THINNEST + (_WIDEST - _THINNEST) * sqrt(kg / most)


def draw_arrow(points: Sequence[Point], mode: Mode, width: float, frame: Box) -> str:
    """A small head past the middle of what is seen of a way, pointing the way of travel."""
    spot = _along(points, frame)
    if spot is None:
        return ""
    (x, y), (dx, dy) = spot
    size = 3.2 + width * 0.75
    tip = (x + dx * size, y + dy * size)
    left = (x - dx * size * 0.6 - dy * size * 0.8, y - dy * size * 0.6 + dx * size * 0.8)
    right = (x - dx * size * 0.6 + dy * size * 0.8, y - dy * size * 0.6 - dx * size * 0.8)
    return path(
        [tip, left, right], closed=True, fill=palette.MODES[mode], stroke="#fff", stroke_width=0.9
    )


def _along(points: Sequence[Point], frame: Box) -> tuple[Point, Point] | None:
    """A point past the middle of the part inside the frame and the direction there; None for a short way."""
    inner, seen = grown(frame, -10), []
    for a, b in pairwise(points):
        length = hypot(b[0] - a[0], b[1] - a[1])
        if not length or not bounds([a, b]).meets(frame):
            continue
        unit = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
        for n in range(int(length // _STRIDE) + 1):
            x, y = a[0] + unit[0] * n * _STRIDE, a[1] + unit[1] * n * _STRIDE
            if inner.left < x < inner.right and inner.top < y < inner.bottom:
                seen.append(((x, y), unit))
    return seen[int(len(seen) * _PAST_MIDDLE)] if len(seen) * _STRIDE >= _SHORTEST else None
