"""The record as others use it: append, read, redact, checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from coalition.record.entries import Checkpoint, Draft, Entry, Receipt, StreamName
from coalition.record.signing.keyring import Keyring
from coalition.record.signing.keys import Randomness

Clock = Callable[[], str]
"""The instant now as ISO text, `2026-11-28T00:00:00Z`."""


class Record(Protocol):
    """An open record. Safe from many threads; one writer commits for all."""

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        """Receipts, once all drafts are durable together; blocks until then."""
        ...

    def read(self, after_position: int = 0, limit: int = 1000) -> list[Entry]:
        """Durable entries past the position, in order of commit."""
        ...

    def size(self) -> int:
        """How many entries are durable; the last position."""
        ...

    def redact(self, stream: StreamName, index: int, *, reason: str) -> None:
        """Delete payload and salt for good; leaf and signature stay."""
        ...

    def checkpoint(self, stream: StreamName) -> Checkpoint:
        """The newest signed checkpoint of the stream."""
        ...

    def close(self) -> None:
        """Finish what was handed in and let go of the files."""
        ...


def open_record(
    location: str | Path, keyring: Keyring, *, random: Randomness, now: Clock
) -> Record:
    """The record at an SQLite path or a `postgresql://` URL; made when it is not there."""
    raise NotImplementedError
