"""The file of a snapshot: sealed with the server's own key, and used only where it fits the record.

The rule: the record alone is the state. A snapshot is used when its seal holds, when this very code made it,
and when the chain over all entries that the node signed at that commit is what it was when the snapshot was
made, with as many redactions; else it is passed by, and everything is read from the record, whose trees were
checked against their signed heads before. What the file brought along is compared with the record entry by
entry while the server runs (`comparing`).

The file holds what the record holds, in the clear, as an SQLite record does, with mode 0600; a redaction
makes it unfit, and the next start deletes it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path

import msgspec

from coalition.errors import CoalitionError
from coalition.measure.collector import without_collector
from coalition.measure.instants import Minute
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.keeping.stored import (
    StoredEvents,
    StoredFoundation,
    bring_along,
    layout_in,
    stored_events,
    stored_foundation,
    take_up,
)
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.sharing import SharedSteps
from coalition.record import Record
from coalition.record.log import Anchor

FORMAT = b"coalition fold 1\n"
_SEAL_BYTES = 32
_ROOMS = ("command", "labels", "measure", "operations/crisis")


class _Whole(msgspec.Struct):
    """All that lies in the file."""

    code: str
    policy: str
    position: int
    chain: bytes
    redactions: int
    events: StoredEvents
    foundation: StoredFoundation


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a file brought along, and fits the record up to a position."""

    events: StoredEvents
    foundation: StoredFoundation
    position: int

    def begin(self, journal: Journal) -> None:
        """The events are the first of an empty journal; nothing when they are not whole."""
        try:
            with without_collector():
                take_up(journal, self.events)
        except (CoalitionError, KeyError, ValueError, StopIteration, msgspec.MsgspecError):
            return

    def lay(self, journal: Journal, steps: SharedSteps, now: Minute) -> Foundation | None:
        """The foundation; None when it is of a later instant, or of events that are not there."""
        if now < self.foundation.now or len(journal) < self.foundation.position:
            return None
        try:
            laid = Foundation(journal, steps, now, layout_in(self.foundation))
            bring_along(laid, self.foundation)
        except (KeyError, ValueError, IndexError):
            return None
        return laid


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the snapshot of a room lies, and by which key (64 bytes) it is sealed."""

    file: Path
    key: bytes

    def find(self, record: Record, policy: str) -> Snapshot | None:
        """The snapshot that fits the record; None when none does. An unfit one is deleted."""
        try:
            found = self._read()
        except OSError:
            return None
        if found is not None and _fits(found, record, policy):
            return Snapshot(found.events, found.foundation, found.position)
        self.forget()
        return None

    def keep(self, journal: Journal, laid: Foundation, *, policy: str, now: Minute) -> bool:
        """Keep the foundation and the events it covers; false when the record cannot vouch for them.

        Raises OSError when the file cannot be written.
        """
        count = laid.position
        anchor = journal.record.anchor(journal.where.positions[count - 1])
        if anchor is None:
            return False
        whole = _Whole(
            code_of_rooms(), policy, anchor.position, anchor.chain, anchor.redactions,
            stored_events(journal, count), stored_foundation(laid, now),
        )  # fmt: skip
        self._write(msgspec.msgpack.encode(whole))
        return True

    def forget(self) -> None:
        """There is no snapshot any more."""
        self.file.unlink(missing_ok=True)

    def _read(self) -> _Whole | None:
        data = memoryview(self.file.read_bytes())
        begin = len(FORMAT) + _SEAL_BYTES
        body = data[begin:]
        if data[: len(FORMAT)] != FORMAT or not compare_digest(
            bytes(data[len(FORMAT) : begin]), self._seal(body)
        ):
            return None
        try:
            with without_collector():
                return msgspec.msgpack.decode(body, type=_Whole)
        except msgspec.MsgspecError:
            return None

    def _write(self, body: bytes) -> None:
        fresh = self.file.with_name(f"{self.file.name}.new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(FORMAT + self._seal(body))
            out.write(body)
        fresh.replace(self.file)

    def _seal(self, body: bytes | memoryview) -> bytes:
        return blake2b(
            body, key=self.key, digest_size=_SEAL_BYTES, person=b"fold of record"
        ).digest()


def _fits(found: _Whole, record: Record, policy: str) -> bool:
    if (found.code, found.policy) != (code_of_rooms(), policy):
        return False
    wanted = Anchor(found.position, found.chain, found.redactions)
    return record.anchor(found.position) == wanted


def code_of_rooms(root: Path = Path(__file__).parents[3]) -> str:
    """The digest of the code that folds events: another code may come to something else."""
    digest = blake2b(digest_size=16)
    for room in _ROOMS:
        for file in sorted((root / room).rglob("*.py")):
            digest.update(file.name.encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()
