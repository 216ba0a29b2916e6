"""The frontier of a growing tree: the roots of its perfect subtrees, largest first; all that an append needs.

Appending a leaf costs as many hashes as the size has trailing one bits: one on average, log2(size) at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from coalition.record.merkle.hashing import EMPTY_ROOT, HASH_BYTES, node_hash

TILE_HEIGHT = 8
"""Nodes at heights that are multiples of this are stored; a proof reads at most 2**8 siblings a height."""

Tile = tuple[int, int, bytes]
"""Height, index at that height, hash: the perfect subtree of 2**height leaves from index * 2**height on."""


class Frontier:
    """Size and peaks of a tree. It changes in place; `copy` before what may be undone."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"{len(self.peaks)} peaks cannot stand for {size} leaves")

    def copy(self) -> Frontier:
        """An independent frontier of the same tree."""
        return Frontier(self.size, self.peaks)

    def append(self, leaf: bytes) -> list[Tile]:
        """Grow by one leaf hash; the perfect subtrees of tile height that were completed by it."""
        return self._push(leaf, 0)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Grow by many leaf hashes; quicker than one by one, for perfect subtrees are hashed level by level."""
        begin = 0
        while begin < len(leaves):
            height = (len(leaves) - begin).bit_length() - 1
            if self.size:
                height = min(height, (self.size & -self.size).bit_length() - 1)
            self._push(_perfect_root(leaves[begin : begin + (1 << height)]), height)
            begin += 1 << height

    def _push(self, hash_: bytes, height: int) -> list[Tile]:
        """Take in the root of a perfect subtree of that height; the tiles that were completed by it."""
        size, done = self.size, []
        while size >> height & 1:
            hash_ = node_hash(self.peaks.pop(), hash_)
            size -= 1 << height
            height += 1
            if height % TILE_HEIGHT == 0:
                done.append((height, size >> height, hash_))
        self.peaks.append(hash_)
        self.size = size + (1 << height)
        return done

    def root(self) -> bytes:
        """The root hash of the tree as it is now."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """The peaks one after the other."""
        return b"".join(self.peaks)

    @staticmethod
    def from_bytes(size: int, peaks: bytes) -> Frontier:
        """The frontier of stored peaks; ValueError when they cannot belong to the size."""
        if len(peaks) % HASH_BYTES:
            raise ValueError(f"{len(peaks)} bytes are no list of hashes")
        return Frontier(
            size, (peaks[at : at + HASH_BYTES] for at in range(0, len(peaks), HASH_BYTES))
        )


def _perfect_root(level: Sequence[bytes]) -> bytes:
    """The root over a power of two of leaf hashes."""
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return level[0]


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree over the leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
