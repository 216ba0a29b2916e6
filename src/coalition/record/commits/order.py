"""The node's own order of commit: a hash chain over positions and leaves, signed at each commit.

It proves to the keeper's auditor that rows of different streams were not exchanged. It never leaves the
node: to anybody else it would tell how much was said that they may not see.
"""

from __future__ import annotations

from hashlib import sha256

from coalition.record.signing.keys import ORDER, SigningKey, verify


def link(chain: bytes, position: int, leaf: bytes) -> bytes:
    """The chain after one more entry."""
    return sha256(ORDER + chain + position.to_bytes(8, "big") + leaf).digest()


def sign_order(key: SigningKey, position: int, chain: bytes) -> bytes:
    """The node's signature over the chain as it is at a position."""
    return key.sign(ORDER, position.to_bytes(8, "big") + chain)


def verify_order(public: bytes, position: int, chain: bytes, signature: bytes) -> bool:
    """Whether the node signed the chain at that position."""
    return verify(public, ORDER, position.to_bytes(8, "big") + chain, signature)
