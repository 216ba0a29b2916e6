"""Checking proofs from their hashes alone (RFC 9162, sections 2.1.3.2 and 2.1.4.2)."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.record.merkle.hashing import EMPTY_ROOT, HASH_BYTES, node_hash


def includes(root: bytes, size: int, *, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of that size and root holds the leaf hash at the index."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        return False
    node, last, hash_ = index, size - 1, leaf
    for sibling in path:
        if last == 0 or len(sibling) != HASH_BYTES:
            return False
        if node & 1 or node == last:
            hash_ = node_hash(sibling, hash_)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and hash_ == root


def consistent(
    old_root: bytes, new_root: bytes, *, old: int, new: int, path: Sequence[bytes]
) -> bool:
    """Whether the tree of `new` leaves begins with the tree of `old` leaves.

    Equal sizes need equal roots and an empty proof. From an empty tree nothing can be shown, so that is False.
    """
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root and (old > 0 or new_root == EMPTY_ROOT)
    if old == 0:
        return False
    hashes = list(path) if old & (old - 1) else [old_root, *path]
    if not hashes or any(len(hash_) != HASH_BYTES for hash_ in hashes):
        return False
    return _climb(hashes, old, new) == (old_root, new_root)


def _climb(hashes: Sequence[bytes], old: int, new: int) -> tuple[bytes, bytes] | None:
    """The two roots that the hashes lead to, or None when their number is wrong."""
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    small = large = hashes[0]
    for hash_ in hashes[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            small, large = node_hash(hash_, small), node_hash(hash_, large)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            large = node_hash(large, hash_)
        node, last = node >> 1, last >> 1
    return (small, large) if last == 0 else None
