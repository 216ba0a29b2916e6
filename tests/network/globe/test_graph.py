"""Shortest ways in a graph, against a slow and simple reckoning."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.network.globe.graph import Foothold, Graph, find_best, grow_tree, grow_tree_from

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
    matrix = graph.matrix(np.ones(len(edges), dtype=np.bool_))
    for source in range(SIZE):
        assert np.array_equal(grow_tree(matrix, source).distance_m, slow[source])


@settings(deadline=None)
@given(edges=EDGES)
def test_the_edges_of_a_path_add_up_to_its_length(edges: dict[tuple[int, int], int]) -> None:
    graph = graph_of(edges)
    tree = grow_tree(graph.matrix(np.ones(len(edges), dtype=np.bool_)), 0)
    for node in range(SIZE):
        path = tree.find_path(node)
        if path is None:
            assert np.isinf(tree.distance_m[node])
        else:
            assert graph.length_m[graph.edges_of(path)].sum() == tree.distance_m[node]
            assert all((min(a, b), max(a, b)) in edges for a, b in pairwise(path))


def test_a_point_outside_reaches_the_graph_by_its_best_foothold() -> None:
    graph = graph_of({(0, 1): 100, (1, 2): 100})
    tree = grow_tree_from(graph.matrix(np.array([True, True])), [Foothold(0, 5), Foothold(1, 50)])
    assert find_best(tree, [Foothold(2, 1)]) == [SIZE, 1, 2]
    assert find_best(tree, [Foothold(5, 1)]) is None
