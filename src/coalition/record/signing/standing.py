"""Whether a signature counts at a place of a stream: its key enrolled, of the origin, not revoked.

The order of the stream decides, not a clock: within a stream keys only advance, and a revoked key
counts below the size that its nation's roots signed for that stream (`key-limited`), nowhere when they
signed none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coalition.errors import Fault, InputError
from coalition.record.entries import StreamName
from coalition.record.merkle.hashing import HASH_BYTES
from coalition.record.signing.keys import ENTRY, verify
from coalition.record.signing.roster import PublicKey, Roster, signed_by_roots
from coalition.record.signing.statements import Statement, content_of

Limits = Mapping[tuple[StreamName, str], int]
"""(stream, key id) -> the size below which a revoked key's signatures count."""


@dataclass(frozen=True, slots=True)
class SignedLeaf:
    """The signed facts of an entry: where it stands, the hash of what it says, by which key."""

    stream: StreamName
    epoch: int
    index: int
    leaf_hash: bytes


def entry_message(leaf: SignedLeaf) -> bytes:
    """What an entry's signature covers: names with their lengths, epoch, index, leaf hash."""
    origin, audience = leaf.stream.origin.encode(), leaf.stream.audience.encode()
    return b"".join(
        (
            len(origin).to_bytes(2, "big"), origin, len(audience).to_bytes(2, "big"), audience,
            leaf.epoch.to_bytes(4, "big"), leaf.index.to_bytes(8, "big"), leaf.leaf_hash,
        )
    )  # fmt: skip


def why_not_signed(
    roster: Roster, limits: Limits, leaf: SignedLeaf, *, key_id: str, signature: bytes
) -> str | None:
    """Why the signature does not count, in words, or None when it does."""
    key = roster.find_key(key_id)
    reason = why_no_right(key, limits, leaf)
    if reason is not None or key is None:
        return reason
    if len(leaf.leaf_hash) != HASH_BYTES:
        return "its leaf is no hash"
    if not verify(key.public, ENTRY, entry_message(leaf), signature):
        return "its signature is not that of its key over this place and leaf"
    return None


def why_no_right(key: PublicKey | None, limits: Limits, leaf: SignedLeaf) -> str | None:
    """Why the key may not speak at that place, or None when it may."""
    if key is None:
        return "its key is in no roster"
    if key.nation != leaf.stream.origin:
        return f"its key belongs to `{key.nation}`, not to the origin"
    if key.revoked is not None and leaf.index >= limits.get((leaf.stream, key.key_id), 0):
        return "its key was revoked and no limit covers it"
    return None


def read_limits(
    roster: Roster, statements: Iterable[Statement]
) -> dict[tuple[StreamName, str], int]:
    """The limits that the statements set; of two for one key and stream the smaller holds.

    Raises InputError at one that its nation's roots did not sign, or that is about something else.
    """
    limits: dict[tuple[StreamName, str], int] = {}
    for statement in statements:
        content = content_of(statement)
        stream = StreamName(str(content.get("nation")), str(content.get("audience")))
        enrolment = roster.enrolments.get(stream.origin)
        size = content.get("size")
        if (
            content["kind"] != "key-limited"
            or enrolment is None
            or not isinstance(size, int)
            or not signed_by_roots(statement, enrolment.roots, enrolment.threshold)
        ):
            raise InputError(
                [
                    Fault(
                        str(stream),
                        "bad-statement",
                        "no valid limit of a key",
                        "ask its nation again",
                    )
                ]
            )
        place = (stream, str(content.get("key_id")))
        limits[place] = min(size, limits.get(place, size))
    return limits
