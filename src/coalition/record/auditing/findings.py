"""What an audit finds: the row, what is wrong with it, in words, and a code that stays."""

from __future__ import annotations

from dataclasses import dataclass, field

from coalition.record.storage.rows import EntryRow

CODES = {
    "damaged": "the store's own files do not hold together",
    "edited": "a payload or salt is not what was hashed",
    "missing": "entries are not there",
    "cut": "entries at the end of a stream or of the record are not there",
    "extra": "entries that no checkpoint covers",
    "order": "entries do not stand in the order in which they were committed",
    "signature": "a signature is not that of its key over this place and leaf",
    "key": "the key may not speak here: unknown, of another nation, revoked, or out of its turn",
    "tree": "leaves, stored nodes and peaks do not give one tree",
    "checkpoint": "a signed checkpoint is not that of the tree",
    "retold": "entries were written anew and signed again",
    "older": "the record is behind a checkpoint that is known from outside",
    "redaction": "a payload is gone without a signed reason",
    "roster": "the statements about keys are not those of the roster",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong. `position` is the row: 0 when it is about the whole, one past the last about the end."""

    position: int
    code: str
    stream: str
    index: int
    text: str

    def __str__(self) -> str:
        """One line for a person."""
        place = f" ({self.stream} {self.index})" if self.stream else ""
        return f"row {self.position}{place}: {self.code}: {self.text}"


@dataclass(slots=True)
class Report:
    """What an audit has looked at and found so far."""

    entries: int = 0
    streams: int = 0
    redacted: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> Finding | None:
        """The finding at the first bad row, or None when all is well."""
        return min(self.findings, default=None)

    def add(self, code: str, position: int, text: str) -> None:
        """A finding about a position that is no entry of a known stream."""
        self.findings.append(Finding(position, code, "", -1, text))

    def add_at(self, code: str, row: EntryRow, stream: object, text: str) -> None:
        """A finding about a row."""
        self.findings.append(Finding(row.position, code, str(stream), row.index, text))
