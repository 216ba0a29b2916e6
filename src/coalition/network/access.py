"""How a place meets a graph: by the nearest edge, through either of its ends, or by the nearest node.

A place is a point on the map and an area on the ground: within `PLACE_RADIUS_M` it is at the graph.
What lies beyond is a leg on minor roads or sidings the graph lacks: straight metres times
`LEG_PERCENT`, our judgement, between a straight line and the factors of whole countries (`estimate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.measure.geography import EARTH_RADIUS_M, MICRO
from coalition.network.globe.arcs import Point
from coalition.network.globe.graph import Foothold, Graph, Mask

LEG_M_MAX = 30_000
"""A place further than this from every edge lies off the graph."""
PLACE_RADIUS_M = 6_000
LEG_PERCENT = 120
METRES_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180


@dataclass(frozen=True, slots=True)
class Access:
    """Where a place meets the graph: the nearest edge, and the metres from the place to the nodes near it."""

    edge: int
    footholds: tuple[Foothold, ...]

    def metres_to(self, node: int) -> int:
        """Metres from the place to one of its nodes."""
        return next(hold.length_m for hold in self.footholds if hold.node == node)


def find_access(graph: Graph, point: Point, *, alive: Mask, home: Mask) -> Access | None:
    """The nearest living edge at home, else the nearest living one; None when the point is off the graph."""
    leg_m, share = foot_of(graph, point)
    near = np.flatnonzero(alive & (leg_m <= LEG_M_MAX))
    if not len(near):
        return None
    at_home = near[home[near]]
    pool = at_home if len(at_home) else near
    edge = int(pool[np.argmin(leg_m[pool])])
    return Access(
        edge, tuple(_footholds(graph, point, edge, pool, float(leg_m[edge]), float(share[edge])))
    )


def _footholds(
    graph: Graph, point: Point, edge: int, pool: NDArray[np.intp], leg_m: float, share: float
) -> Iterable[Foothold]:
    """Both ends of the edge and the nearest node of the pool of edges, each by its shorter leg."""
    away = graph.distances_m(point)
    nodes = np.unique(np.concatenate([graph.u[pool], graph.v[pool]]))
    length, along = int(graph.length_m[edge]), round(share * int(graph.length_m[edge]))
    ends = {int(graph.u[edge]): along, int(graph.v[edge]): length - along}
    for node in sorted({*ends, int(nodes[np.argmin(away[nodes])])}):
        straight = on_foot(float(away[node]))
        yield Foothold(
            node, min(straight, on_foot(leg_m) + ends[node]) if node in ends else straight
        )


def on_foot(straight_m: float) -> int:
    """Metres of the leg between a place and the graph."""
    return max(round(straight_m) - PLACE_RADIUS_M, 0) * LEG_PERCENT // 100


def foot_of(graph: Graph, point: Point) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres from the point to every edge, and the share of the edge at which its foot lies.

    Reckoned on the plane that touches the globe at the point: exact enough within `LEG_M_MAX`.
    """
    lat, lon = point[0] / MICRO, point[1] / MICRO
    north = (graph.lat - lat) * METRES_PER_DEGREE
    east = (graph.lon - lon) * METRES_PER_DEGREE * np.cos(np.radians(lat))
    x, y = east[graph.u], north[graph.u]
    dx, dy = east[graph.v] - x, north[graph.v] - y
    share = np.clip(-(x * dx + y * dy) / np.maximum(dx * dx + dy * dy, 1e-9), 0, 1)
    return np.hypot(x + share * dx, y + share * dy), share
