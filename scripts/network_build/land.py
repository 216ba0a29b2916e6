"""Road and rail: from the country-tagged European graph to one contracted graph a mode.

Source: the folder handed over as `--source` (derived from PyPI `scgraph_data` 2.0.0, OpenStreetMap,
ODbL 1.0), with its stitches (gaps of at most 3 km), its connectors (bridges and tunnels the source
lacks) and the connectors below. What is done: components of fewer than `COMPONENT_NODES_MIN` nodes
go; chains of two-way nodes inside one nation become one edge with the summed length and a thinned
line; of parallel edges the shortest stays. Nodes at a border stay, so an edge lies in one nation or
joins exactly two.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from .outlines import thin

COMPONENT_NODES_MIN = 100
LINE_TOLERANCE_DEG = 0.01
TAIL_M_MAX = 5_000
"""A dead end shorter than this is cut: a place on it is reached by its access leg instead."""

OWN_CONNECTORS = [
    # Gaps over land wider than the source's stitches, each with the length of the line that stands there.
    ("rail", "Marmaray, Kazlicesme-Ayrilik Cesmesi", 40.993, 28.917, 41.000, 29.031, 13.6),
    ("rail", "Gebze-Izmit", 40.773, 29.466, 40.762, 29.895, 43),
    ("rail", "Alfarelos-Figueira da Foz", 40.066, -8.636, 40.083, -8.745, 11),
    ("rail", "Athens-Megara line at Eleusis", 37.983, 23.348, 37.976, 23.286, 6),
    ("rail", "Exeter-Plymouth", 50.723, -3.544, 50.396, -4.267, 90),
    ("road", "Bergen, E16", 60.423, 5.629, 60.432, 5.537, 8),
]
"""Mode, name, both ends (latitude, longitude), kilometres; approximate, from general knowledge."""

Connector = tuple[str, str, float, float, float, float, float]
Ints = NDArray[np.int64]


@dataclass
class Graph:
    """Nodes in millidegrees with a nation index; undirected edges in metres with interior points."""

    lat: Ints
    lon: Ints
    nation: Ints
    u: Ints
    v: Ints
    length_m: Ints


def build_land(source: Path, mode: str, alpha3: dict[str, str]) -> dict[str, NDArray[Any]]:
    """The arrays of `roads.npz` or `rails.npz`."""
    raw = np.load(source / f"{mode}_europe.npz")
    nations = np.array([alpha3[code] for code in raw["country_codes"]])
    graph = join_gaps(source, mode, raw)
    graph = keep_nodes(graph, large_components(graph))
    graph = keep_nodes(graph, ~short_tails(graph))
    edges, points = contract(graph)
    return pack(graph, edges, points, nations)


def join_gaps(source: Path, mode: str, raw: Any) -> Graph:
    """The source's edges with its stitches and all connectors added."""
    stitch = np.load(source / f"{mode}_stitches_3km.npz")
    lat, lon = (np.rint(raw[name].astype(float) * 1000).astype(np.int64) for name in ("lat", "lon"))
    u = np.concatenate([raw["u"], stitch["u"]]).astype(np.int64)
    v = np.concatenate([raw["v"], stitch["v"]]).astype(np.int64)
    metres = np.rint(np.concatenate([raw["km"], stitch["km"]]).astype(float) * 1000).astype(
        np.int64
    )
    graph = Graph(lat, lon, raw["country"].astype(np.int64), u, v, np.maximum(metres, 1))
    firm = np.flatnonzero(large_components(graph))
    for _, _, lat_a, lon_a, lat_b, lon_b, km in (
        c for c in read_connectors(source) if c[0] == mode
    ):
        graph.u = np.append(graph.u, nearest(graph, firm, lat_a, lon_a))
        graph.v = np.append(graph.v, nearest(graph, firm, lat_b, lon_b))
        graph.length_m = np.append(graph.length_m, round(km * 1000))
    return graph


def read_connectors(source: Path) -> list[Connector]:
    """The source's connectors and our own."""
    with (source / "connectors.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    numbers = ("lat1", "lon1", "lat2", "lon2", "km")
    given = [(row["mode"], row["name"], *(float(row[name]) for name in numbers)) for row in rows]
    return [*given, *OWN_CONNECTORS]  # type: ignore[list-item]


def nearest(graph: Graph, among: Ints, lat: float, lon: float) -> int:
    """The node among those given that lies nearest to the point."""
    north = graph.lat[among] - lat * 1000
    east = (graph.lon[among] - lon * 1000) * np.cos(np.radians(lat))
    return int(among[np.argmin(north**2 + east**2)])


def large_components(graph: Graph) -> NDArray[np.bool_]:
    """Which nodes lie in a component large enough to be a network."""
    n = len(graph.lat)
    matrix = csr_matrix((np.ones(len(graph.u)), (graph.u, graph.v)), shape=(n, n))
    _, label = connected_components(matrix, directed=False)
    return np.asarray((np.bincount(label) >= COMPONENT_NODES_MIN)[label])


def short_tails(graph: Graph) -> NDArray[np.bool_]:
    """Which nodes lie on a dead end that leaves the network for less than `TAIL_M_MAX`."""
    cut = np.zeros(len(graph.lat), dtype=np.bool_)
    neighbours = adjacency(graph)
    for leaf in np.flatnonzero(np.bincount(np.concatenate([graph.u, graph.v])) == 1):
        chain, at, before, metres = [int(leaf)], int(leaf), -1, 0
        while True:
            onward = [edge for edge in neighbours[at] if edge[0] != before]
            if at != leaf and len(onward) != 1:
                break
            if not onward:
                chain = []
                break
            before, (at, step, _) = at, onward[0]
            metres += step
            chain.append(at)
        if chain and metres < TAIL_M_MAX:
            cut[chain[:-1]] = True
    return cut


def adjacency(graph: Graph) -> list[list[tuple[int, int, int]]]:
    """For each node its (neighbour, metres, edge) triples."""
    lists: list[list[tuple[int, int, int]]] = [[] for _ in range(len(graph.lat))]
    rows = zip(graph.u.tolist(), graph.v.tolist(), graph.length_m.tolist(), strict=True)
    for edge, (u, v, metres) in enumerate(rows):
        lists[u].append((v, metres, edge))
        lists[v].append((u, metres, edge))
    return lists


def keep_nodes(graph: Graph, keep: NDArray[np.bool_]) -> Graph:
    """The part of the graph on the nodes kept, renumbered."""
    number = np.cumsum(keep) - 1
    alive = keep[graph.u] & keep[graph.v]
    return Graph(
        graph.lat[keep],
        graph.lon[keep],
        graph.nation[keep],
        number[graph.u[alive]],
        number[graph.v[alive]],
        graph.length_m[alive],
    )


def contract(graph: Graph) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], list[int]]]:
    """Edges between the nodes that stay, u < v, as metres and the interior nodes from u to v."""
    neighbours = adjacency(graph)
    degree = np.bincount(np.concatenate([graph.u, graph.v]), minlength=len(graph.lat))
    border = np.zeros(len(graph.lat), dtype=np.bool_)
    crossing = graph.nation[graph.u] != graph.nation[graph.v]
    border[graph.u[crossing]] = border[graph.v[crossing]] = True
    stays = (degree != 2) | border
    metres: dict[tuple[int, int], int] = {}
    inside: dict[tuple[int, int], list[int]] = {}
    for start in np.flatnonzero(stays).tolist():
        for at, length, came in neighbours[start]:
            chain: list[int] = []
            while not stays[at]:
                chain.append(at)
                at, step, came = next(e for e in neighbours[at] if e[2] != came)  # noqa: PLW2901
                length += step  # noqa: PLW2901
            if start < at and length < metres.get((start, at), 2**40):
                metres[start, at], inside[start, at] = length, chain
    return metres, inside


def pack(
    graph: Graph,
    metres: dict[tuple[int, int], int],
    inside: dict[tuple[int, int], list[int]],
    nations: NDArray[Any],
) -> dict[str, NDArray[Any]]:
    """Arrays as stored: nodes sorted north to south in bands, edges by node, lines as steps."""
    used = np.unique(np.array(list(metres)).ravel())
    used = used[np.lexsort((graph.lon[used], graph.lat[used] // 500))]
    number = {int(node): i for i, node in enumerate(used)}
    keys = sorted((tuple(sorted((number[u], number[v]))), (u, v)) for u, v in metres)
    ends, counts, steps = [], [], []
    for (a, b), (u, v) in keys:
        ends.append((a, b))
        chain = [u, *inside[u, v], v]
        chain = chain if number[u] == a else chain[::-1]
        line = np.array([(graph.lat[node], graph.lon[node]) for node in chain])
        line = line[thin(line / 1000, LINE_TOLERANCE_DEG)]
        counts.append(len(line) - 2)
        steps.extend(np.diff(line, axis=0)[:-1].tolist())
    pairs = np.array(ends)
    return {
        "nations": nations,
        "node_lat_mdeg": graph.lat[used].astype(np.int32),
        "node_lon_mdeg": graph.lon[used].astype(np.int32),
        "node_nation": graph.nation[used].astype(np.uint8),
        "edge_u": pairs[:, 0].astype(np.int32),
        "edge_v": pairs[:, 1].astype(np.int32),
        "edge_length_m": np.array([metres[key] for _, key in keys], dtype=np.int32),
        "edge_points": np.array(counts, dtype=np.uint8),
        "point_step_mdeg": np.array(steps, dtype=np.int16).reshape(-1, 2),
    }
