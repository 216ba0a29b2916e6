"""Making proofs (RFC 6962, sections 2.1.1 and 2.1.2) from the perfect subtrees of a tree.

`Nodes` gives the hash of the perfect subtree of a height and index; everything else is put together from those.
"""

from __future__ import annotations

from collections.abc import Callable

from coalition.record.merkle.hashing import EMPTY_ROOT, node_hash

Nodes = Callable[[int, int], bytes]
"""(height, index) -> hash of the perfect subtree over leaves [index << height, (index + 1) << height)."""


def range_root(nodes: Nodes, begin: int, end: int) -> bytes:
    """The root over leaves [begin, end); `begin` is a multiple of the power of two not below the length."""
    size = end - begin
    if size == 0:
        return EMPTY_ROOT
    if size & (size - 1) == 0:
        height = size.bit_length() - 1
        return nodes(height, begin >> height)
    split = begin + _largest_power_below(size)
    return node_hash(range_root(nodes, begin, split), range_root(nodes, split, end))


def prove_inclusion(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """Sibling hashes from the leaf up; ValueError when there is no such leaf in a tree of that size."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path, begin, end = [], 0, size
    while end - begin > 1:
        split = begin + _largest_power_below(end - begin)
        if index < split:
            path.append(range_root(nodes, split, end))
            end = split
        else:
            path.append(range_root(nodes, begin, split))
            begin = split
    return path[::-1]


def prove_consistency(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """Hashes that show the tree of `new` leaves to begin with that of `old`; empty when that says nothing.

    Raises ValueError when `old` is larger than `new`.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} cannot begin with one of {old}")
    if old in (0, new):
        return []
    path, begin, end, whole = [], 0, new, True
    while old != end:
        split = begin + _largest_power_below(end - begin)
        if old <= split:
            path.append(range_root(nodes, split, end))
            end = split
        else:
            path.append(range_root(nodes, begin, split))
            begin, whole = split, False
    if not whole:
        path.append(range_root(nodes, begin, end))
    return path[::-1]


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
