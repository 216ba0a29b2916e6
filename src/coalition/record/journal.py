"""Checkpoints kept outside the record: what shows that a record was rolled back, cut or told anew.

A file of canonical JSON lines `{"checkpoint": note, "first": index, "leaves": [hex, ...]}`. A record
writes one line for each stream of each commit, after the commit is durable; peers hand over lines
without leaves. The leaves let an audit name the first entry that was told anew even when a stolen key
signed the new story. Best kept on another disk than the record. A line cut short by a crash ends the
file and is dropped.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coalition.errors import Fault, InputError
from coalition.record.entries import StreamName
from coalition.record.signing.checkpoints import SignedHead, read_head, verify_head
from coalition.record.signing.roster import Roster

COMPACT_BYTES = 64 * 1024 * 1024
"""Past this size an opened journal keeps only the newest checkpoint of each stream."""


@dataclass(frozen=True, slots=True)
class Known:
    """A checkpoint known from outside, and the leaf hashes it added from index `first` on, when known."""

    head: SignedHead
    first: int
    leaves: tuple[bytes, ...]


class _Line(msgspec.Struct):
    """A line as it is read; of a bundle's lines only those of kind `stream` hold a checkpoint."""

    checkpoint: str = ""
    first: int = 0
    leaves: list[str] = []
    kind: str = ""


_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(_Line)


def line_of(note: str, first: int, leaves: Iterable[bytes]) -> bytes:
    """One line of a journal."""
    row = {"checkpoint": note, "first": first, "leaves": [leaf.hex() for leaf in leaves]}
    return _ENCODER.encode(row) + b"\n"


def read_known(path: Path, roster: Roster) -> list[Known]:
    """What the file knows, oldest first. A bundle will do too: its lines without a checkpoint are passed by.

    Raises InputError when there is no such file or a line is not of the shape, IntegrityError when no key
    of its origin signed a checkpoint.
    """
    if not path.is_file():
        raise InputError(
            [Fault(str(path), "missing-file", "no file of checkpoints", "mend the path")]
        )
    lines = path.read_bytes().split(b"\n")[:-1]
    read = [_read_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1)]
    return [_known(line, roster) for line in read if line.checkpoint or not line.kind]


def read_journal(
    path: Path | None, roster: Roster, *, only_newest: bool = False
) -> tuple[list[Known], int]:
    """What a record's own journal knows, and how many of its bytes are whole lines.

    The journal is not synced, so after a loss of power its end may be anything: reading stops there. With
    `only_newest` the last line of each stream alone is verified and told.
    Raises IntegrityError when no key of its origin signed a line.
    """
    found: list[_Line] = []
    end = 0
    if path is None or not path.is_file():
        return [], end
    if only_newest:
        quickly = _read_newest(path.read_bytes())
        if quickly is not None:
            return [_known(one, roster) for one in quickly[0]], quickly[1]
    for line in path.read_bytes().splitlines(keepends=True):
        try:
            one = _read_line(line.removesuffix(b"\n"), str(path))
        except InputError:
            break
        if not line.endswith(b"\n") or not one.checkpoint:
            break
        found.append(one)
        end += len(line)
    if only_newest:
        found = list({one.checkpoint.partition("\n")[0]: one for one in found}.values())
    return [_known(one, roster) for one in found], end


def _read_newest(data: bytes) -> tuple[list[_Line], int] | None:
    """The last line of each stream, and the bytes of whole lines; None when one has to be looked at closely.

    The leaves of lines that are not the newest of their stream are not looked at.
    """
    last: dict[str, _Line] = {}
    lines = data.splitlines(keepends=True)
    try:
        for line in lines:
            one = _DECODER.decode(line)
            if not one.checkpoint:
                return None
            last[one.checkpoint.partition("\n")[0]] = one
        for one in last.values():
            for leaf in one.leaves:
                bytes.fromhex(leaf)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        return None
    return (list(last.values()), len(data)) if not lines or lines[-1].endswith(b"\n") else None


def newest(known: Iterable[Known]) -> dict[StreamName, Known]:
    """The checkpoint of each stream with the latest epoch and the largest size."""
    found: dict[StreamName, Known] = {}
    for one in known:
        head = one.head.head
        other = found.get(head.stream)
        if other is None or (head.epoch, head.size) >= (
            other.head.head.epoch,
            other.head.head.size,
        ):
            found[head.stream] = one
    return found


class Journal:
    """The journal of an open record. What could not be written is owed, and comes before the next commit."""

    def __init__(self, path: Path, end: int) -> None:
        """Open or make the file (mode 0600), to go on after `end` bytes; a long file is shortened."""
        if end > COMPACT_BYTES:
            end = compact(path, end)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._end = end
        self._owed = b""

    def write(self, lines: Iterable[bytes]) -> None:
        """Append the lines; OSError when the file cannot take them, which are then owed."""
        self._owed += b"".join(lines)
        self.settle()

    def settle(self) -> None:
        """Write what is owed, if anything; OSError when that still cannot be."""
        if not self._owed:
            return
        os.ftruncate(self._descriptor, self._end)
        done = 0
        while done < len(self._owed):
            done += os.pwrite(self._descriptor, self._owed[done:], self._end + done)
        self._end, self._owed = self._end + done, b""

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


def compact(path: Path, end: int) -> int:
    """Keep of each stream only the last line before `end`; the file is replaced in one step. Its new size."""
    last: dict[StreamName, bytes] = {}
    for line in path.read_bytes()[:end].splitlines(keepends=True):
        head, _ = read_head(_read_line(line[:-1], str(path)).checkpoint)
        last[head.stream] = line
    shorter = path.with_name(f"{path.name}.new")
    shorter.write_bytes(b"".join(last.values()))
    shorter.chmod(0o600)
    shorter.replace(path)
    return path.stat().st_size


def _read_line(line: bytes, where: str) -> _Line:
    try:
        read = _DECODER.decode(line)
        for leaf in read.leaves:
            bytes.fromhex(leaf)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        fault = Fault(
            where, "bad-checkpoint", f"no line of checkpoints: {error}", "export it again"
        )
        raise InputError([fault]) from error
    return read


def _known(line: _Line, roster: Roster) -> Known:
    leaves = tuple(bytes.fromhex(leaf) for leaf in line.leaves)
    return Known(verify_head(line.checkpoint, roster), line.first, leaves)
