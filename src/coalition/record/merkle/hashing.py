"""Hashes of leaves and nodes (RFC 6962, section 2.1), and the leaf of an entry.

A leaf is over `salt || hash of the payload`: once payload and salt are deleted nobody can confirm a
guess of the payload, and the tree still verifies. A leaf begins with 0x00 and a node with 0x01, so
neither passes for the other.
"""

from __future__ import annotations

from hashlib import sha256

HASH_BYTES = 32
SALT_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
_ITEM = b"coalition.record/item/v1\x00"


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf's data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def entry_leaf(salt: bytes, payload: bytes) -> bytes:
    """The leaf hash of an entry: over its salt and the hash of its payload, 64 bytes together."""
    return sha256(b"\x00" + salt + sha256(_ITEM + payload).digest()).digest()
