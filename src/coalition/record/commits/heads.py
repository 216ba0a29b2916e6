"""The streams of an open record in memory: number, frontier, epoch, newest checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.record.entries import StreamName
from coalition.record.merkle.frontier import Frontier
from coalition.record.signing.checkpoints import TreeHead
from coalition.record.storage.rows import StreamRow


@dataclass(slots=True)
class Head:
    """One stream as the next commit finds it. It changes only when a commit is durable."""

    number: int
    name: StreamName
    frontier: Frontier
    epoch: int
    base: int
    note: str

    def copy(self) -> Head:
        """An independent head, to be changed by a commit that may yet fail."""
        frontier = self.frontier.copy()
        return Head(self.number, self.name, frontier, self.epoch, self.base, self.note)

    def tree(self) -> TreeHead:
        """What a checkpoint says of it."""
        return TreeHead(self.name, self.frontier.size, self.frontier.root(), self.epoch, self.base)

    def to_row(self) -> StreamRow:
        """The row as it is stored."""
        return StreamRow(
            stream=self.number,
            origin=self.name.origin,
            audience=self.name.audience,
            size=self.frontier.size,
            peaks=self.frontier.to_bytes(),
            epoch=self.epoch,
            base=self.base,
            note=self.note,
        )
