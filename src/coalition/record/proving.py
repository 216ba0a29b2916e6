"""Proofs about a stored stream: an entry is in it, it only grew. Each is checked before it is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from coalition.errors import Fault, InputError, IntegrityError
from coalition.record.entries import Checkpoint
from coalition.record.merkle.frontier import TILE_HEIGHT
from coalition.record.merkle.hashing import node_hash
from coalition.record.merkle.proofs import Nodes, prove_consistency, prove_inclusion, range_root
from coalition.record.merkle.verifying import consistent, includes
from coalition.record.storage.tables import Tables

_TILES_KEPT = 64


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The checkpoint covers the leaf at the index: sibling hashes from the leaf up."""

    checkpoint: Checkpoint
    index: int
    leaf_hash: bytes
    path: tuple[bytes, ...]


def prove_inclusion_of(
    tables: Tables, stream: int, checkpoint: Checkpoint, index: int
) -> InclusionProof:
    """The proof that the checkpoint covers the entry.

    Raises InputError when it does not reach that far, IntegrityError when what is stored does not give
    the root.
    """
    if not 0 <= index < checkpoint.size:
        where = f"{checkpoint.stream} {index}"
        raise InputError([Fault(where, "unknown-entry", "no such entry", "mend the index")])
    nodes = nodes_of(tables, stream)
    leaf, path = nodes(0, index), prove_inclusion(nodes, index, checkpoint.size)
    if not includes(checkpoint.root, checkpoint.size, index=index, leaf=leaf, path=path):
        raise IntegrityError(f"what is stored of {checkpoint.stream} does not give its signed root")
    return InclusionProof(checkpoint, index, leaf, tuple(path))


def prove_consistency_of(tables: Tables, stream: int, old: int, new: int) -> list[bytes]:
    """The proof that the stream at `new` begins with the stream at `old`.

    Raises InputError when the sizes are not 0 < old <= new, IntegrityError when what is stored
    contradicts itself.
    """
    if not 0 < old <= new:
        raise InputError(
            [Fault("sizes", "unknown-entry", f"no proof from {old} to {new}", "old before new")]
        )
    nodes = nodes_of(tables, stream)
    path = prove_consistency(nodes, old, new)
    roots = range_root(nodes, 0, old), range_root(nodes, 0, new)
    if not consistent(*roots, old=old, new=new, path=path):
        raise IntegrityError("what is stored of the stream contradicts itself")
    return path


def nodes_of(tables: Tables, stream: int) -> Nodes:
    """Hashes of the stream's perfect subtrees, from stored leaves and nodes, 256 read at a time.

    Raises IntegrityError when one that must be there is missing.
    """

    @lru_cache(maxsize=_TILES_KEPT)
    def row(height: int, block: int) -> list[bytes]:
        begin = block << TILE_HEIGHT
        end = begin + (1 << TILE_HEIGHT)
        if height == 0:
            return tables.leaves(stream, begin, end)
        return tables.tiles(stream, height, begin, end)

    def node(height: int, index: int) -> bytes:
        if height % TILE_HEIGHT:
            return node_hash(node(height - 1, 2 * index), node(height - 1, 2 * index + 1))
        hashes, place = row(height, index >> TILE_HEIGHT), index & ((1 << TILE_HEIGHT) - 1)
        if place >= len(hashes):
            raise IntegrityError("a hash of the stream's tree is missing")
        return hashes[place]

    return node
