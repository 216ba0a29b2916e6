"""The nouns of the record: streams, drafts, entries, receipts, checkpoints. Bytes and names, no meaning.

A stream is what one nation (the origin) says to one audience; each is a Merkle tree of its own, so that a
reader who is not of an audience sees no gap where its entries stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coalition.errors import Fault, InputError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
PAYLOAD_BYTES_MAX = 4 * 1024 * 1024
"""Largest payload of one entry."""


@dataclass(frozen=True, slots=True, order=True)
class StreamName:
    """What one origin says to one audience. Both are short ASCII names; raises InputError else."""

    origin: str
    audience: str

    def __post_init__(self) -> None:
        """Refuse what could not stand on one line of a checkpoint."""
        faults = [
            Fault(f"stream {part}", "bad-id", f"`{name[:60]!a}` is no name", "use letters, digits, . _ -")
            for part, name in (("origin", self.origin), ("audience", self.audience))
            if not _NAME.fullmatch(name)
        ]  # fmt: skip
        if faults:
            raise InputError(faults)

    def __str__(self) -> str:
        """`origin/audience`."""
        return f"{self.origin}/{self.audience}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be appended. The payload is kept and signed byte for byte."""

    stream: StreamName
    payload: bytes

    def __post_init__(self) -> None:
        """Refuse a payload that no reader would take."""
        if len(self.payload) > PAYLOAD_BYTES_MAX:
            text = f"a payload of {len(self.payload):,} bytes"
            raise InputError(
                [Fault(str(self.stream), "file-too-large", text, f"at most {PAYLOAD_BYTES_MAX:,} bytes")]
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed statement of a stream's size and root; `text` is the note as signed and sent.

    `epoch` grows by one when a record restored from an old copy goes on without what was lost.
    """

    stream: StreamName
    epoch: int
    size: int
    root: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof for the writer that its draft is durable, at which place of which stream.

    `checkpoint` is the note signed in the same commit; it covers the entry. `position` is the node's own order
    of commit, from 1; it is never shown outside the node.
    """

    stream: StreamName
    index: int
    leaf_hash: bytes
    checkpoint: str | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One durable entry. `payload` and `salt` are None once redacted; leaf and signature stay.

    `position` is the node's own order of commit, from 1; it is never shown outside the node.
    """

    position: int
    stream: StreamName
    index: int
    payload: bytes | None
    salt: bytes | None
    leaf_hash: bytes
    signature: bytes
    key_id: str
    epoch: int = 0
