"""A backup: one consistent snapshot as an SQLite file, taken while the record is written.

It is marked as restored, so that nobody goes on signing from it by opening it; `restoring` is the way back.
"""

from __future__ import annotations

import os
from pathlib import Path

from coalition.errors import Fault, InputError, IntegrityError
from coalition.record.carriage.copying import copy_record
from coalition.record.carriage.sources import open_source
from coalition.record.opening import POSTGRES
from coalition.record.state import RESTORED, put_state
from coalition.record.storage.sqlite.store import SqliteReader, SqliteStore


def back_up(location: str | Path, target: Path) -> int:
    """How many entries the backup holds. The file appears under its name when it is whole and synced.

    Raises InputError when something has that name, IntegrityError when the record or the copy is damaged.
    """
    if target.exists():
        raise InputError(
            [Fault(str(target), "cannot-write", "something lies there", "choose another name")]
        )
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    take = _copy if str(location).startswith(POSTGRES) else _snapshot
    entries = take(location, part)
    _sync(part)
    part.replace(target)
    _sync(target.absolute().parent)
    return entries


def _snapshot(location: str | Path, part: Path) -> int:
    reader = SqliteReader(Path(location))
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        reader.copy_to(part)
    finally:
        reader.close()
    return _mark(part)


def _copy(location: str | Path, part: Path) -> int:
    store = SqliteStore(part)
    try:
        with open_source(location) as source:
            copy_record(source.reader, store)
    finally:
        store.close()
    return _mark(part)


def _mark(part: Path) -> int:
    """Mark the copy as restored and check that it can be read whole."""
    store = SqliteStore(part)
    try:
        with store.transaction():
            put_state(store.writer, RESTORED)
        found = store.check()
        if found:
            raise IntegrityError(f"the backup came out damaged: {found[0]}")
        entries, _ = store.reader.end()
    finally:
        store.close()
    Path(f"{part}.lock").unlink(missing_ok=True)
    return entries


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
