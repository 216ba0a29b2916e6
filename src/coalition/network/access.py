"""How a place meets a graph: by the nearest edge, through either of its ends, or by the nearest node.

A place is a point on the map and an area on the ground: within `PLACE_RADIUS_M` it is at the graph.
What lies beyond is a leg on minor roads or sidings the graph lacks: straight metres times
`LEG_PERCENT`, our judgement, between a straight line and the factors of whole countries (`estimate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from coalition.measure.geography import EARTH_RADIUS_M, MICRO
from coalition.network.globe.arcs import Degrees, Point, distances_m
from coalition.network.globe.graph import NEAR_DEG, Foothold, Graph, Ints, Mask

LEG_M_MAX = 30_000
"""A place further than this from every edge lies off the graph."""
EDGE_M_MAX = 320_000
"""No edge of the graphs is longer."""
PLACE_RADIUS_M = 6_000
LEG_PERCENT = 120
METRES_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


@dataclass(frozen=True, slots=True)
class Foot:
    """The nearest point of the nearest edge: metres away, at a share of the edge's length."""

    edge: int
    leg_m: float
    share: float


@dataclass(frozen=True, slots=True)
class Access:
    """Where a place meets the graph: the nearest edge, and the metres from the place to the nodes near it."""

    edge: int
    footholds: tuple[Foothold, ...]


def find_access(graph: Graph, point: Point, *, alive: Mask, home: Mask) -> Access | None:
    """The nearest living edge at home, else the nearest living one; None when the point is off the graph."""
    edges = edges_around(graph, point)
    leg_m, share = foot_of(graph, edges, point)
    near = alive[edges] & (leg_m <= LEG_M_MAX)
    at_home = near & home[edges]
    pool = np.flatnonzero(at_home if at_home.any() else near)
    if not len(pool):
        return None
    best = int(pool[np.argmin(leg_m[pool])])
    foot = Foot(int(edges[best]), float(leg_m[best]), float(share[best]))
    return Access(foot.edge, tuple(_footholds(graph, point, foot, edges[pool])))


def _footholds(graph: Graph, point: Point, foot: Foot, pool: Ints) -> Iterable[Foothold]:
    """Both ends of the edge and the nearest node of the pool of edges, each by its shorter leg."""
    nodes = np.unique(np.concatenate([graph.u[pool], graph.v[pool]]))
    away = distances_m(graph.lat[nodes], graph.lon[nodes], point)
    straight = dict(zip(nodes.tolist(), away.tolist(), strict=True))
    length = int(graph.length_m[foot.edge])
    along = round(foot.share * length)
    ends = {int(graph.u[foot.edge]): along, int(graph.v[foot.edge]): length - along}
    for node in sorted({*ends, int(nodes[np.argmin(away)])}):
        leg = on_foot(straight[node])
        yield Foothold(node, min(leg, on_foot(foot.leg_m) + ends[node]) if node in ends else leg)


def on_foot(straight_m: float) -> int:
    """Metres of the leg between a place and the graph."""
    return max(round(straight_m) - PLACE_RADIUS_M, 0) * LEG_PERCENT // 100


def edges_around(graph: Graph, point: Point) -> Ints:
    """Edges that may pass within `LEG_M_MAX` of the point, in order.

    Those that reach far north or east are looked for further away than the many short ones.
    """
    lat, lon = point[0] / MICRO, point[1] / MICRO
    window = (EDGE_M_MAX + LEG_M_MAX) / METRES_PER_DEGREE
    wide = window / max(np.cos(np.radians(abs(lat) + window)), 0.1)
    leg = LEG_M_MAX / METRES_PER_DEGREE * (1 + 1e-6)
    near, across = leg + NEAR_DEG, leg / max(np.cos(np.radians(lat)), 1e-6) + NEAR_DEG
    return np.sort(
        np.concatenate(
            [
                _beginning_within(
                    graph, graph.short_by_latitude, (lat, lon), (near, min(across, wide))
                ),
                _beginning_within(graph, graph.long_by_latitude, (lat, lon), (window, wide)),
            ]
        )
    )


def _beginning_within(
    graph: Graph,
    south_first: tuple[Ints, Degrees],
    at: tuple[float, float],
    reach: tuple[float, float],
) -> Ints:
    """Those of the edges that begin within so many degrees of latitude and longitude."""
    edges, lats = south_first
    level = edges[slice(*np.searchsorted(lats, [at[0] - reach[0], at[0] + reach[0]]))]
    return np.asarray(level[np.abs(graph.lon[graph.u[level]] - at[1]) <= reach[1]])


def foot_of(graph: Graph, edges: Ints, point: Point) -> tuple[Degrees, Degrees]:
    """Metres from the point to each edge, and the share of the edge at which its foot lies.

    Reckoned on the plane that touches the globe at the point: exact enough within `LEG_M_MAX`.
    """
    lat, lon = point[0] / MICRO, point[1] / MICRO
    u, v = graph.u[edges], graph.v[edges]
    narrow = METRES_PER_DEGREE * np.cos(np.radians(lat))
    x, y = (graph.lon[u] - lon) * narrow, (graph.lat[u] - lat) * METRES_PER_DEGREE
    dx = (graph.lon[v] - graph.lon[u]) * narrow
    dy = (graph.lat[v] - graph.lat[u]) * METRES_PER_DEGREE
    share = np.clip(-(x * dx + y * dy) / np.maximum(dx * dx + dy * dy, 1e-9), 0, 1)
    return np.hypot(x + share * dx, y + share * dy), share
