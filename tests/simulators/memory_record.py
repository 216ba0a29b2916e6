"""A record in memory: everything a record promises but to outlast the process."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from coalition.record import Checkpoint, Draft, Entry, Receipt, StreamName
from coalition.record.proving import InclusionProof


class MemoryRecord:
    """Entries in order of commit; a stream counts its own."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._sizes: dict[StreamName, int] = {}

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        receipts = []
        for draft in drafts:
            index = self._sizes.get(draft.stream, 0)
            self._sizes[draft.stream] = index + 1
            leaf = sha256(draft.payload).digest()
            position = len(self.entries) + 1
            self.entries.append(
                Entry(position, draft.stream, index, draft.payload, b"", leaf, b"", "")
            )
            receipts.append(Receipt(draft.stream, index, leaf, None, position))
        return receipts

    def read(self, after_position: int = 0, limit: int = 1000) -> list[Entry]:
        return self.entries[after_position : after_position + limit]

    def size(self) -> int:
        return len(self.entries)

    def redact(self, stream: StreamName, index: int, *, reason: str) -> None:
        raise NotImplementedError

    def checkpoint(self, stream: StreamName) -> Checkpoint:
        size = self._sizes.get(stream, 0)
        return Checkpoint(stream, 0, size, b"", f"{stream}\n{size}\n")

    def prove_inclusion(self, stream: StreamName, index: int) -> InclusionProof:
        leaves = [one.leaf_hash for one in self.entries if one.stream == stream]
        return InclusionProof(self.checkpoint(stream), index, leaves[index], tuple(leaves))

    def close(self) -> None:
        return
