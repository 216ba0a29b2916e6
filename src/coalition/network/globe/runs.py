"""Where the land changes along the shortest ways of one tree, found without walking every way anew.

Ways from one root share their beginnings: a node's run is walked once, up to the next node whose run is
known, so that all ways of a theatre cost little more than the longest.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

from coalition.network.globe.graph import Tree


class Run(NamedTuple):
    """Neighbouring nodes with one label on the way from the root: the first and the last of them."""

    first: int
    last: int


class Runs:
    """The runs of equal labels along the ways of a tree; the root bears no label."""

    def __init__(self, tree: Tree, labels: NDArray[Any]) -> None:
        self._before, self._labels = tree.before.data, labels.data
        self._root = len(labels)
        self._first: dict[int, int] = {}

    def to(self, node: int) -> list[Run]:
        """The runs of the way to the node, from the root on."""
        found: list[Run] = []
        while 0 <= node < self._root:
            first = self._first_of_run(node)
            found.append(Run(first, node))
            node = self._before[first]
        return found[::-1]

    def _first_of_run(self, node: int) -> int:
        """Where the run begins that the node lies in."""
        label, walked = self._labels[node], []
        while node not in self._first:
            walked.append(node)
            before = self._before[node]
            if not 0 <= before < self._root or self._labels[before] != label:
                self._first[node] = node
            else:
                node = before
        first = self._first[node]
        self._first.update(dict.fromkeys(walked, first))
        return first
