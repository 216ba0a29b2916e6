"""The rows as they lie in a store, and what a store refuses with. No meaning, no hashing."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.errors import IntegrityError
from coalition.record.entries import Entry, StreamName


class StoreUnavailableError(OSError):
    """Writing is not possible now: no room, no descriptors, read-only. Nothing is kept; reading goes on."""


class StoreBrokenError(IntegrityError):
    """The disk or the database failed while writing; what lies there is unknown. The store has stopped."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `stream` is the store's own number of it; `chain` runs over all rows in order of commit."""

    position: int
    stream: int
    index: int
    epoch: int
    payload: bytes | None
    salt: bytes | None
    leaf: bytes
    signature: bytes
    key: bytes
    chain: bytes

    def to_entry(self, name: StreamName) -> Entry:
        """The noun that others are given."""
        return Entry(
            position=self.position,
            stream=name,
            index=self.index,
            payload=self.payload,
            salt=self.salt,
            leaf_hash=self.leaf,
            signature=self.signature,
            key_id=self.key.hex(),
            epoch=self.epoch,
        )


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One stream with its head: size, peaks, epoch and where it began, newest signed checkpoint."""

    stream: int
    origin: str
    audience: str
    size: int
    peaks: bytes
    epoch: int
    base: int
    note: str

    @property
    def name(self) -> StreamName:
        """The name; InputError when the row holds none."""
        return StreamName(self.origin, self.audience)


@dataclass(frozen=True, slots=True)
class CommitRow:
    """The end of one commit: last position, the chain there, and the node's signature over both."""

    position: int
    chain: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class TileRow:
    """A stored node of a stream's tree."""

    stream: int
    height: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """Why the payload of a position is gone: canonical bytes, key and signature of the origin."""

    position: int
    statement: bytes
    key: bytes
    signature: bytes
