"""A disk in memory for tests: it fails on demand, and after a loss of power holds what it might hold.

SQLite writes through an apsw VFS that passes everything on to real files and keeps a trace. From a trace and a
point in it, `after_power_loss` makes one state that the files could be in: what was synced is there; of each
later write every 512-byte sector is there, is not, or is torn, in any order; later cuts took place or not.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR_BYTES = 512


@dataclass(frozen=True)
class Write:
    """Bytes written at a place of a file; `data` None: the file was cut to `offset`."""

    file: str
    offset: int
    data: bytes | None


@dataclass(frozen=True)
class Delete:
    """A file was deleted: for certain once anything is synced, as directories are journalled in order."""

    file: str


@dataclass(frozen=True)
class Sync:
    """A file was synced: what was written to it before is durable."""

    file: str


@dataclass(frozen=True)
class Ack:
    """Somebody was told that so many entries are durable, or that the payload of a position is gone."""

    entries: int = 0
    redacted: int = 0


Step = Write | Delete | Sync | Ack


@dataclass
class Disk(apsw.VFS):
    """A VFS that traces, and calls `fail` with the name of each step, which may raise an apsw error.

    Steps: `wal.write`, `wal.sync`, `wal.truncate`, the same with `main`, and each with `.after`.
    """

    name: str
    fail: Callable[[str], None] = lambda _step: None
    trace: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.name, "")

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self.trace.append(Delete(Path(filename).name))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.disk, self.path = disk, Path(path).name
        self.kind = "wal" if flags[0] & apsw.SQLITE_OPEN_WAL else "main"
        disk.fail(f"{self.kind}.open")
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.fail(f"{self.kind}.write")
        super().xWrite(data, offset)
        self.disk.trace.append(Write(self.path, offset, bytes(data)))
        self.disk.fail(f"{self.kind}.write.after")

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.fail(f"{self.kind}.truncate")
        super().xTruncate(size)
        self.disk.trace.append(Write(self.path, size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.fail(f"{self.kind}.sync")
        super().xSync(flags)
        self.disk.trace.append(Sync(self.path))
        self.disk.fail(f"{self.kind}.sync.after")


def acknowledged(trace: list[Step], point: int) -> int:
    """How many entries somebody was told of before the point of the trace."""
    return max((step.entries for step in trace[:point] if isinstance(step, Ack)), default=0)


def redacted(trace: list[Step], point: int) -> set[int]:
    """The positions of whose redaction somebody was told before the point of the trace."""
    return {step.redacted for step in trace[:point] if isinstance(step, Ack) and step.redacted}


def after_power_loss(trace: list[Step], point: int, chance: random.Random) -> dict[str, bytes]:
    """One state of the files after the power went at that point."""
    durable: dict[str, bytearray] = {}
    pending: dict[str, list[Write]] = {}
    deleted: set[str] = set()
    for step in trace[:point]:
        if isinstance(step, Write):
            deleted.discard(step.file)
            pending.setdefault(step.file, []).append(step)
        elif isinstance(step, Delete):
            deleted.add(step.file)
        elif isinstance(step, Sync):
            _forget(deleted, durable, pending)
            content = durable.setdefault(step.file, bytearray())
            for write in pending.pop(step.file, []):
                _apply(content, write.offset, write.data)
    _forget({file for file in sorted(deleted) if chance.random() < 0.5}, durable, pending)
    for file, writes in pending.items():
        content = durable.setdefault(file, bytearray())
        for offset, data in _survivors(writes, chance):
            _apply(content, offset, data)
    return {file: bytes(content) for file, content in durable.items()}


def _forget(
    deleted: set[str], durable: dict[str, bytearray], pending: dict[str, list[Write]]
) -> None:
    """The files are gone, with what was still to be written to them."""
    for file in deleted:
        durable.pop(file, None)
        pending.pop(file, None)
    deleted.clear()


def _survivors(writes: list[Write], chance: random.Random) -> list[tuple[int, bytes | None]]:
    """The sectors of unsynced writes that reached the disk, in the order in which they did."""
    kept: list[tuple[int, bytes | None]] = []
    mode = chance.choice(("all", "none", "half", "most", "few"))
    share = {"all": 1.0, "none": 0.0, "half": 0.5, "most": 0.9, "few": 0.1}[mode]
    for write in writes:
        if write.data is None:
            kept += [(write.offset, None)] * (chance.random() < share)
            continue
        for begin in range(0, len(write.data), SECTOR_BYTES):
            sector = write.data[begin : begin + SECTOR_BYTES]
            if chance.random() < share:
                torn = chance.random() < 0.1
                cut = chance.randrange(1, len(sector) + 1) if torn else len(sector)
                kept.append((write.offset + begin, sector[:cut]))
    if chance.random() < 0.3:
        chance.shuffle(kept)
    return kept


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        return
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data
