"""Trees and their proofs against the plain definition, at every small size and at random large ones."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.record.merkle.frontier import TILE_HEIGHT, Frontier, root_of
from coalition.record.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash
from coalition.record.merkle.proofs import prove_consistency, prove_inclusion, range_root
from coalition.record.merkle.verifying import consistent, includes

LEAVES = [leaf_hash(b"%d" % n) for n in range(700)]
ALL_SIZES = range(1, 34)


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, as it is written there."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


def nodes(height: int, index: int) -> bytes:
    return plain_root(LEAVES[index << height : (index + 1) << height])


@pytest.mark.parametrize("size", [*range(20), 255, 256, 257, 511, 512, 513, 700])
def test_the_frontier_has_the_root_of_the_plain_definition(size: int) -> None:
    assert root_of(LEAVES[:size]) == plain_root(LEAVES[:size])


def test_a_leaf_does_not_pass_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of([]) == EMPTY_ROOT == sha256().digest()


def test_a_frontier_keeps_as_many_peaks_as_its_size_has_ones() -> None:
    frontier = Frontier()
    for number, leaf in enumerate(LEAVES, 1):
        frontier.append(leaf)
        assert len(frontier.peaks) == number.bit_count()


def test_a_frontier_comes_back_from_its_bytes() -> None:
    frontier = Frontier()
    for leaf in LEAVES[:300]:
        frontier.append(leaf)
    again = Frontier.from_bytes(300, frontier.to_bytes())
    again.append(LEAVES[300])
    assert again.root() == plain_root(LEAVES[:301])
    assert frontier.root() == plain_root(LEAVES[:300])


@pytest.mark.parametrize(
    ("size", "peaks"), [(3, bytes(32)), (1, b""), (0, bytes(32)), (1, bytes(31))]
)
def test_peaks_that_cannot_be_of_a_size_are_refused(size: int, peaks: bytes) -> None:
    with pytest.raises(ValueError, match=r"peaks|hashes"):
        Frontier.from_bytes(size, peaks)


def test_tiles_are_the_perfect_subtrees_of_their_height() -> None:
    frontier, tiles = Frontier(), []
    for leaf in LEAVES:
        tiles += frontier.append(leaf)
    assert [(height, index) for height, index, _ in tiles] == [(TILE_HEIGHT, 0), (TILE_HEIGHT, 1)]
    assert all(hash_ == nodes(height, index) for height, index, hash_ in tiles)


def test_every_leaf_is_proved_at_every_size_and_nothing_else_is() -> None:
    for size in ALL_SIZES:
        root = plain_root(LEAVES[:size])
        for index in range(size):
            path = prove_inclusion(nodes, index, size)
            assert includes(root, size, index=index, leaf=LEAVES[index], path=path)
            assert not includes(root, size, index=index, leaf=LEAVES[index + 1], path=path)
            assert (
                not includes(root, size, index=(index + 1) % size, leaf=LEAVES[index], path=path)
                or size == 1
            )
            assert not includes(
                root, size, index=index, leaf=LEAVES[index], path=[*path, bytes(32)]
            )
            assert not path or not includes(
                root, size, index=index, leaf=LEAVES[index], path=path[:-1]
            )


def test_every_size_is_shown_to_begin_with_every_smaller() -> None:
    for new in ALL_SIZES:
        for old in range(1, new + 1):
            roots = plain_root(LEAVES[:old]), plain_root(LEAVES[:new])
            path = prove_consistency(nodes, old, new)
            assert consistent(*roots, old=old, new=new, path=path)
            assert not consistent(bytes(32), roots[1], old=old, new=new, path=path)
            assert not consistent(roots[0], bytes(32), old=old, new=new, path=path)
            assert not consistent(*roots, old=old, new=new, path=[*path, bytes(32)])


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 700), st.data())
def test_proofs_hold_at_large_sizes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root = range_root(nodes, 0, size)
    path = prove_inclusion(nodes, index, size)
    assert includes(root, size, index=index, leaf=LEAVES[index], path=path)
    if path:
        place = data.draw(st.integers(0, len(path) - 1))
        bad = [
            bytes([hash_[0] ^ 1]) + hash_[1:] if n == place else hash_
            for n, hash_ in enumerate(path)
        ]
        assert not includes(root, size, index=index, leaf=LEAVES[index], path=bad)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        prove_inclusion(nodes, index, size)


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_there_is_no_proof_of_a_tree_that_shrinks(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot begin"):
        prove_consistency(nodes, old, new)


@pytest.mark.parametrize("begin", [0, 1, 255, 256, 300])
@pytest.mark.parametrize("number", [0, 1, 255, 256, 257, 400])
def test_many_leaves_at_once_are_the_same_as_one_by_one(begin: int, number: int) -> None:
    one, many = Frontier(), Frontier()
    for leaf in LEAVES[: begin + number]:
        one.append(leaf)
    many.extend(LEAVES[:begin])
    many.extend(LEAVES[begin : begin + number])
    assert (many.size, many.peaks) == (one.size, one.peaks)
