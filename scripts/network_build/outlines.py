"""Lines and rings: thinning (Douglas and Peucker 1973) and the dissolving of arcs into nations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def thin(line: Points, tolerance: float) -> NDArray[np.int64]:
    """Indices of the points to keep so that no point lies further than `tolerance` from the line."""
    keep = np.zeros(len(line), dtype=np.bool_)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(line[first + 1 : last], line[first], line[last])
        worst = int(np.argmax(away))
        if away[worst] > tolerance:
            keep[first + 1 + worst] = True
            spans += [(first, first + 1 + worst), (first + 1 + worst, last)]
    return np.flatnonzero(keep)


def _distances(points: Points, start: Points, end: Points) -> Points:
    """Distance of each point from the segment."""
    along = end - start
    square = float(along @ along)
    share = np.clip((points - start) @ along / square, 0, 1) if square else np.zeros(len(points))
    return np.asarray(np.hypot(*(points - start - share[:, None] * along).T))


def dissolve(rings: Iterable[Iterable[int]], arcs: Sequence[Points]) -> list[list[int]]:
    """Rings of signed arcs of the union: arcs met in both directions lie inside it and go.

    `arcs[i]` holds the points of arc i; `~i` names it reversed (TopoJSON 1.0, section 2.1.4).
    """
    every = [arc for ring in rings for arc in ring]
    known = set(every)
    outer = [arc for arc in every if ~arc not in known]
    begins: dict[tuple[float, ...], list[int]] = {}
    for arc in reversed(outer):
        begins.setdefault(_end(arc, arcs, 0), []).append(arc)
    united: list[list[int]] = []
    for arc in outer:
        if arc not in begins.get(_end(arc, arcs, 0), []):
            continue
        ring, start, at = [], _end(arc, arcs, 0), None
        while at != start:
            following = begins[start if at is None else at].pop()
            ring.append(following)
            at = _end(following, arcs, -1)
        united.append(ring)
    return united


def _end(arc: int, arcs: Sequence[Points], side: int) -> tuple[float, ...]:
    """First (0) or last (-1) point of a signed arc."""
    point = arcs[arc][side] if arc >= 0 else arcs[~arc][-1 - side]
    return tuple(point.tolist())


def link(ring: Iterable[int], arcs: Sequence[Points]) -> Points:
    """The closed line of a ring of signed arcs, its first point repeated at the end."""
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    return np.concatenate([parts[0][:1], *(part[1:] for part in parts)])


def unfold(ring: Points) -> list[Points]:
    """The ring as (longitude, latitude) pieces inside [-180, 180], cut at the antimeridian.

    A ring that winds round a pole is closed along that pole first.
    """
    lon = np.degrees(np.unwrap(np.radians(ring[:, 0])))
    flat = np.column_stack([lon, ring[:, 1]])
    if abs(lon[-1] - lon[0]) > 180:
        pole = np.copysign(90.0, flat[:, 1].mean())
        flat = np.vstack([flat, [(lon[-1], pole), (lon[0], pole)], flat[:1]])
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        piece = _clip(_clip(flat + np.array([turn, 0.0]), -180.0, 1.0), 180.0, -1.0)
        if len(piece) > 3:
            pieces.append(piece)
    return pieces


def _clip(ring: Points, edge: float, sign: float) -> Points:
    """The part of a closed ring on the side of the meridian where sign * (x - edge) >= 0
    (Sutherland and Hodgman 1974).
    """
    kept: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in zip(ring[:-1].tolist(), ring[1:].tolist(), strict=True):
        inside = (sign * (x1 - edge) >= 0, sign * (x2 - edge) >= 0)
        if inside[0]:
            kept.append((x1, y1))
        if inside[0] != inside[1]:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return np.array([*kept, kept[0]]) if kept else np.empty((0, 2))
