"""Shortest ways in a graph, against a slow and simple reckoning."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from coalition.network.globe.graph import (
    Foothold,
    Graph,
    Neighbours,
    find_best,
    find_parts,
    grow_tree,
    grow_tree_from,
    join,
    read_arrays,
)

SIZE = 7
EDGES = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda e: e[0] < e[1]),
    st.integers(1, 1000),
    min_size=1,
)


def graph_of(edges: dict[tuple[int, int], int]) -> Graph:
    rows = [(*ends, metres) for ends, metres in sorted(edges.items())]
    return Graph(np.zeros(SIZE), np.arange(SIZE, dtype=float), np.array(rows).T)


@settings(deadline=None)
@given(edges=EDGES)
def test_trees_agree_with_floyd_and_warshall(edges: dict[tuple[int, int], int]) -> None:
    slow = np.full((SIZE, SIZE), np.inf)
    np.fill_diagonal(slow, 0)
    for (u, v), metres in edges.items():
        slow[u, v] = slow[v, u] = metres
    for k in range(SIZE):
        slow = np.minimum(slow, slow[:, [k]] + slow[[k], :])
    graph = graph_of(edges)
    neighbours = graph.neighbours(np.ones(len(edges), dtype=np.bool_))
    for source in range(SIZE):
        assert np.array_equal(grow_tree(neighbours, source).distance_m, slow[source])


@settings(deadline=None)
@given(edges=EDGES)
def test_the_edges_of_a_path_add_up_to_its_length(edges: dict[tuple[int, int], int]) -> None:
    graph = graph_of(edges)
    tree = grow_tree(graph.neighbours(np.ones(len(edges), dtype=np.bool_)), 0)
    for node in range(SIZE):
        path = tree.find_path(node)
        if path is None:
            assert np.isinf(tree.distance_m[node])
        else:
            assert graph.length_m[graph.edges_of(path)].sum() == tree.distance_m[node]
            assert all((min(a, b), max(a, b)) in edges for a, b in pairwise(path))


def test_a_point_outside_reaches_the_graph_by_its_best_foothold() -> None:
    graph = graph_of({(0, 1): 100, (1, 2): 100})
    tree = grow_tree_from(
        graph.neighbours(np.array([True, True])), [Foothold(0, 5), Foothold(1, 50)]
    )
    assert find_best(tree, [Foothold(2, 1)]) == [SIZE, 1, 2]
    assert find_best(tree, [Foothold(5, 1)]) is None


def roads() -> Neighbours:
    stored = read_arrays("roads.npz")
    ends = (stored[f"edge_{name}"] for name in ("u", "v", "length_m"))
    return join(len(stored["node_nation"]), *ends)


def test_trees_of_the_roads_are_as_long_as_those_of_another_library() -> None:
    neighbours = roads()
    metres, ends = neighbours.arcs[:, 1].astype(float), neighbours.arcs[:, 0]
    other = csr_matrix((metres, ends, neighbours.begins))
    for source in (0, 40_000, 101_946):
        for limit in (300_000.0, np.inf):
            ours = grow_tree(neighbours, source, limit).distance_m
            assert np.array_equal(ours, dijkstra(other, indices=source, limit=limit))


def test_of_equal_ways_the_one_by_the_nearest_node_is_kept_then_by_the_lowest_number() -> None:
    neighbours = roads()
    tree = grow_tree(neighbours, 40_000)
    origins = np.repeat(np.arange(neighbours.nodes), np.diff(neighbours.begins))
    ends, metres = neighbours.arcs.T
    tight = tree.distance_m[origins] + metres == tree.distance_m[ends]
    kept: dict[int, tuple[float, int]] = {}
    for origin, end in zip(origins[tight].tolist(), ends[tight].tolist(), strict=True):
        rank = (float(tree.distance_m[origin]), origin)
        kept[end] = min(kept.get(end, rank), rank)
    reached = np.flatnonzero(np.isfinite(tree.distance_m)).tolist()
    assert {node: kept[node][1] for node in reached if node != 40_000} == {
        node: int(tree.before[node]) for node in reached if node != 40_000
    }
    assert tree.before[40_000] < 0


def test_ways_of_no_length_at_all_lead_round_in_no_circle() -> None:
    tree = grow_tree(join(4, np.array([2, 1, 0]), np.array([1, 0, 2]), np.zeros(3)), 2)
    assert [tree.find_path(node) for node in range(3)] == [[2, 0], [2, 1], [2]]
    assert tree.find_path(3) is None


def test_parts_are_numbered_by_their_lowest_node() -> None:
    assert find_parts(join(5, np.array([4, 1]), np.array([2, 3]), np.ones(2))).tolist() == [
        0, 1, 2, 1, 2,
    ]  # fmt: skip
