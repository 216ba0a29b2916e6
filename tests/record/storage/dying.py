"""A process that writes a record and dies: killed from outside, or by itself at a named step.

The child is forked, acknowledges through a pipe, and never comes back into the test. What is found after is
compared with what it acknowledged.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from unittest.mock import patch

from tests.record.faulty_disk import Disk
from tests.record.making import ALL, drafts, hands, opened

from coalition.record import Keyring, Receipt, Record
from coalition.record.auditing.audit import Trust, audit
from coalition.record.auditing.findings import Report
from coalition.record.carriage.sources import open_source
from coalition.record.journal import read_known
from coalition.record.opening import start_record
from coalition.record.storage.sqlite import store as sqlite_store
from coalition.record.storage.sqlite.store import SqliteStore

FOLD_PAGES = 24
STEPS = (
    "begin.before", "begin.after", "stream.after", "rows.before", "rows.after", "hashed.after", "sign.before",
    "sign.after", "head.after", "order.after", "commit.before", "commit.after", "journal.before", "ack.before",
    "fold.before", "fold.after", "redact.before", "redact.after",
)  # fmt: skip
"""Steps of the program itself."""
DISK_STEPS = (
    "wal.write", "wal.write.after", "wal.sync", "wal.sync.after", "main.write", "main.write.after", "main.sync",
    "main.sync.after",
)  # fmt: skip
"""Steps of the disk under it."""

Acks = set[tuple[str, int, str]]
"""Stream, index and leaf of what was acknowledged."""


@dataclass(frozen=True)
class Death:
    """How a child ended, and what it had acknowledged."""

    signal: int
    acks: Acks


def die_at(place: str, hit: int) -> Callable[[str], None]:
    """A step that kills this process when it is reached for that time."""
    hits = [0]

    def reach(step: str) -> None:
        if step == place:
            hits[0] += 1
            if hits[0] == hit:
                os.kill(os.getpid(), signal.SIGKILL)

    return reach


def run_to_death(
    folder: Path,
    keyring: Keyring,
    *,
    step: str = "",
    hit: int = 1,
    after_s: float = 0.0,
    seed: int = 0,
) -> Death:
    """Write in a child until it dies at the step, is killed after that time, or has written enough."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            _write(
                folder,
                keyring,
                writing,
                die_at(step, hit),
                seed=seed,
                rounds=10_000 if after_s else 24,
            )
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if after_s:
        sleep(after_s)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        acks = _read_acks(pipe.read())
    _, status = os.waitpid(child, 0)
    return Death(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, acks)


def _write(
    folder: Path,
    keyring: Keyring,
    pipe: int,
    reach: Callable[[str], None],
    *,
    seed: int,
    rounds: int,
) -> None:
    chance = random.Random(seed)
    disk = Disk("dying", fail=reach)
    disk.trace = _Nowhere()
    with patch.object(sqlite_store, "FOLD_PAGES", FOLD_PAGES):
        store = SqliteStore(folder / "r.db", vfs=disk.name, reach=reach)
        made = hands(keyring, seed=seed + 10, reach=reach)
        record = start_record(store, made, folder / "r.db.checkpoints")
        begin = record.size()
        for number in range(rounds):
            receipts = record.append(drafts(chance.randrange(1, 5), begin=begin + number))
            os.write(pipe, _ack_lines(receipts))
            if number % 3 == 2:
                _redact_one(record, chance)


def _redact_one(record: Record, chance: random.Random) -> None:
    entry = chance.choice(record.read(0, 10_000))
    if entry.payload is not None and entry.stream == ALL:
        record.redact(entry.stream, entry.index, reason="a test")


class _Nowhere(list):
    """A trace that keeps nothing."""

    def append(self, _step: object) -> None:
        return


def _ack_lines(receipts: list[Receipt]) -> bytes:
    return b"".join(
        b"%s %d %s\n" % (str(r.stream).encode(), r.index, r.leaf_hash.hex().encode())
        for r in receipts
    )


def _read_acks(data: bytes) -> Acks:
    lines = [line.decode().split() for line in data.split(b"\n")[:-1]]
    return {(stream, int(index), leaf) for stream, index, leaf in lines}


@contextmanager
def opened_again(folder: Path, keyring: Keyring) -> Iterator[Record]:
    """The record that the child left."""
    with closing(opened(folder / "r.db", keyring, seed=99)) as record:
        yield record


def there(record: Record) -> Acks:
    """What the record holds, as acknowledgements."""
    return {(str(e.stream), e.index, e.leaf_hash.hex()) for e in record.read(0, 100_000)}


def audited(folder: Path, keyring: Keyring) -> Report:
    """The audit of the record with its journal."""
    known = tuple(read_known(folder / "r.db.checkpoints", keyring.roster))
    with open_source(folder / "r.db") as source:
        return audit(source, Trust(keyring.roster, keyring.node.public, known))
