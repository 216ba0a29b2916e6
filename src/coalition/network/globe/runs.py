"""Where the land changes along the shortest ways of one tree."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coalition.network.globe.graph import Tree
from coalition.network.globe.library import load_library

_USUAL = 64


class Run(NamedTuple):
    """Neighbouring nodes with one label on the way from the root: the first and the last of them."""

    first: int
    last: int


class Runs:
    """The runs of equal labels along the ways of a tree; the root, the node after the last, bears no label."""

    def __init__(self, tree: Tree, labels: NDArray[np.uint8]) -> None:
        self._before, self._labels = tree.before, labels

    def to(self, node: int) -> list[Run]:
        """The runs of the way to the node, from the root on."""
        found, count = self._walk(node, _USUAL)
        if count > _USUAL:
            found, count = self._walk(node, count)
        return [Run(first, last) for first, last in found[:count][::-1].tolist()]

    def _walk(self, node: int, most: int) -> tuple[NDArray[np.int32], int]:
        """At most so many runs, the last first, and how many there are."""
        found = np.empty((most, 2), dtype=np.int32)
        count: int = load_library().trees_runs(
            self._before.ctypes.data, self._labels.ctypes.data, len(self._labels), node,
            found.ctypes.data, most,
        )  # fmt: skip
        return found, count
