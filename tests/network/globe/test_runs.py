"""Runs of equal labels along the shortest ways of a tree."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coalition.network.globe.graph import Tree
from coalition.network.globe.runs import Run, Runs

SIZE = 12
LABELS = st.lists(st.integers(0, 2), min_size=SIZE, max_size=SIZE)
PARENTS = st.tuples(*(st.integers(-1, node - 1) for node in range(SIZE)))


def tree_of(parents: tuple[int, ...]) -> Tree:
    """A tree whose root is the node after the last; nothing leads to the root."""
    before = [SIZE if parent < 0 else parent for parent in parents]
    return Tree(np.zeros(SIZE + 1), np.array([*before, -9999], dtype=np.int32))


@given(parents=PARENTS, labels=LABELS, asked=st.permutations(range(SIZE)))
def test_runs_are_the_labels_of_the_path_in_whatever_order_nodes_are_asked(
    parents: tuple[int, ...], labels: list[int], asked: list[int]
) -> None:
    tree = tree_of(parents)
    runs = Runs(tree, np.array(labels, dtype=np.uint8))
    for node in asked:
        path = (tree.find_path(node) or [])[1:]
        grouped = [list(group) for _, group in groupby(path, key=labels.__getitem__)]
        assert runs.to(node) == [Run(group[0], group[-1]) for group in grouped]
