"""Redaction: payload and salt are deleted; leaf and signature stay, and a signed statement says why.

Without the salt nobody can confirm a guess of what was said, and the tree still verifies.
Copies that were sent or backed up cannot be recalled: that is for the keeper to say to whoever asks.
"""

from __future__ import annotations

from coalition.errors import Fault, InputError, IntegrityError
from coalition.record.canonical import canonical_bytes
from coalition.record.commits.commit import Hands
from coalition.record.commits.heads import Head
from coalition.record.signing.keys import REDACTION
from coalition.record.signing.standing import SignedLeaf
from coalition.record.storage.port import Store
from coalition.record.storage.rows import EntryRow, RedactionRow


def redact(store: Store, hands: Hands, head: Head, *, index: int, reason: str) -> None:
    """Redact one entry, durably.

    Raises InputError when there is no such entry or it is redacted already, RefusedError without a key
    of the origin.
    """
    row = _row_of(store, head, index)
    now = hands.now()
    signer = hands.keyring.signer_of(head.name.origin, now)
    leaf = SignedLeaf(head.name, row.epoch, row.index, row.leaf)
    statement = redaction_of(leaf, reason=reason, at=now)
    key = bytes.fromhex(signer.key_id)
    with store.transaction():
        hands.reach("redact.before")
        store.writer.redact(
            RedactionRow(row.position, statement, key, signer.sign(REDACTION, statement))
        )
        hands.reach("redact.after")


def redaction_of(leaf: SignedLeaf, *, reason: str, at: str) -> bytes:
    """The canonical statement that the entry with that leaf was redacted, why and when."""
    return canonical_bytes(
        {
            "v": 1,
            "kind": "redacted",
            "origin": leaf.stream.origin,
            "audience": leaf.stream.audience,
            "epoch": leaf.epoch,
            "index": leaf.index,
            "leaf": leaf.leaf_hash.hex(),
            "reason": reason,
            "at": at,
        }
    )


def _row_of(store: Store, head: Head, index: int) -> EntryRow:
    where = f"{head.name} {index}"
    if not 0 <= index < head.frontier.size:
        raise InputError([Fault(where, "unknown-entry", "no such entry", "mend the index")])
    found = store.reader.stream_rows(head.number, index, 1)
    if not found or found[0].index != index:
        raise IntegrityError(f"entry {where} is missing from the record")
    if found[0].payload is None:
        raise InputError([Fault(where, "redacted", "redacted before", "nothing is left to delete")])
    return found[0]
