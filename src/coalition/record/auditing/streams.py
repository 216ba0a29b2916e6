"""One stream under audit: its rows in order of index, its tree, and the checkpoints it must pass."""

from __future__ import annotations

from collections.abc import Iterable

from coalition.errors import IntegrityError
from coalition.record.auditing.findings import Report
from coalition.record.entries import StreamName
from coalition.record.journal import Known
from coalition.record.merkle.frontier import Frontier, Tile
from coalition.record.signing.checkpoints import TreeHead, verify_head
from coalition.record.signing.roster import Roster
from coalition.record.storage.rows import EntryRow, StreamRow, TileRow


class StreamUnderAudit:
    """Grows row by row; `close` compares it with what is stored and known of it."""

    def __init__(self, row: StreamRow, name: StreamName, report: Report) -> None:
        self.row = row
        self.name = name
        self.epoch = 0
        self.key_turn = 0
        self._report = report
        self._frontier = Frontier()
        self._next = 0
        self._whole = True
        self._tiles: list[Tile] = []
        self._marks: dict[int, list[tuple[str, TreeHead]]] = {}
        self._leaves: dict[int, bytes] = {}
        self._retold = False

    def expect(self, code: str, heads: Iterable[TreeHead]) -> None:
        """Heads that the tree must have on its way; else a finding of that code."""
        for head in heads:
            self._marks.setdefault(head.size, []).append((code, head))

    def expect_known(self, known: Iterable[Known]) -> None:
        """What is known of the stream from outside, as far as it is of the story told now."""
        for one in known:
            head = one.head.head
            if head.epoch < self.row.epoch and head.size > self.row.base:
                continue
            self.expect("retold", [head])
            self._leaves.update(enumerate(one.leaves, one.first))

    def take(self, row: EntryRow) -> None:
        """The next row of the stream."""
        if row.index > self._next:
            text = f"entries {self._next} to {row.index - 1} of {self.name} are missing before this row"
            self._report.add_at("missing", row, self.name, text)
        elif row.index < self._next:
            text = f"it stands where entry {self._next} of its stream should"
            self._report.add_at("order", row, self.name, text)
        self._whole &= row.index == self._next
        self._next = max(self._next, row.index) + 1
        if row.index >= self.row.size:
            self._report.add_at("extra", row, self.name, "no checkpoint covers it")
        if self._leaves.get(row.index, row.leaf) != row.leaf:
            self._tell_retold(row, "its leaf is not the one that was acknowledged")
        self._tiles.extend(self._frontier.append(row.leaf))
        self._compare(row)

    def close(self, end: int, tiles: Iterable[TileRow], roster: Roster) -> None:
        """Compare what grew with head, stored nodes and what is known; `end` is the row after the last."""
        report, row = self._report, self.row
        if self._next < row.size:
            text = f"entries {self._next} to {row.size - 1} of {self.name} are missing at its end"
            report.add("cut", end, text)
        if self._whole and self._next == row.size and self._frontier.to_bytes() != row.peaks:
            report.add("tree", end, f"the stored peaks of {self.name} are not those of its leaves")
        self._check_head(end, roster)
        stored = [(tile.height, tile.index, tile.hash) for tile in tiles]
        if self._whole and self._next == row.size and stored != sorted(self._tiles):
            report.add("tree", end, f"stored nodes of {self.name} are not those of its leaves")
        for size, heads in self._marks.items():
            if size > self._frontier.size:
                code, _ = heads[0]
                text = f"{self.name} has {self._frontier.size} entries, but {size} were signed for"
                report.add("older" if code == "retold" else "cut", end, text)

    def _check_head(self, end: int, roster: Roster) -> None:
        row, frontier = self.row, self._frontier
        try:
            head = verify_head(row.note, roster).head
        except IntegrityError as error:
            self._report.add("checkpoint", end, f"{self.name}: {error}")
            return
        grown = TreeHead(self.name, frontier.size, frontier.root(), row.epoch, row.base)
        if head != grown:
            text = f"the newest checkpoint of {self.name} is for {head.size} entries, epoch {head.epoch}"
            self._report.add(
                "checkpoint", end, f"{text}, and not for the {grown.size} that lie here"
            )

    def _compare(self, row: EntryRow) -> None:
        """Whether the tree has the roots that were signed for this size."""
        marks = self._marks.get(self._frontier.size, ()) if self._whole else ()
        for code, head in marks:
            if head.root != self._frontier.root():
                if code == "retold":
                    self._tell_retold(
                        row, f"the root of {head.size} entries is not the one known outside"
                    )
                else:
                    self._report.add_at(
                        code, row, self.name, f"not the root signed for {head.size}"
                    )

    def _tell_retold(self, row: EntryRow, text: str) -> None:
        if not self._retold:
            self._retold = True
            self._report.add_at("retold", row, self.name, text)
