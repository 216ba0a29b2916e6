"""The places on a map: their marks, their names, and faint codes of nations where room is left."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.formats.report.drawing import palette
from coalition.formats.report.drawing.labels import Box, Wanted, mark_box, place_labels
from coalition.formats.report.drawing.svg import Point, element, group, line, rect, text
from coalition.formats.report.pictures.flows import Node
from coalition.formats.report.pictures.map_sheet import Sheet, extent, grown
from coalition.formats.report.scene import Scene

_LABELS_MAX = 60


def draw_marks(scene: Scene, nodes: Sequence[Node], sheet: Sheet, key: Box) -> list[str]:
    """Marks of places, then their names, then faint codes of nations where room is left."""
    marks = {node.id: (sheet.projection.at(node.position), node.radius) for node in nodes}
    frame, corner = grown(sheet.frame, -6), sheet.frame
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
    parts += [_mark(scene, node, marks[node.id][0]) for node in reversed(nodes)]
    parts += [
        text(p.at, p.wanted.words, text_anchor=p.anchor, font_size=p.wanted.size,
             class_="halo strong" if p.wanted.strong else "halo",
             fill=palette.INK if p.wanted.strong else "#3c4854")
        for p in placed
    ]  # fmt: skip
    return parts


def _edge(at: Point, anchor: str) -> Point:
    return at[0] + {"start": -1.5, "middle": 0, "end": 1.5}[anchor], at[1] - 4


def _codes(sheet: Sheet) -> list[Wanted]:
    """A code on the largest visible part of each nation, if it is large enough."""
    found = []
    for nation, rings in sheet.land.items():
        largest = max(rings, key=extent)
        if extent(largest) < 44:
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
