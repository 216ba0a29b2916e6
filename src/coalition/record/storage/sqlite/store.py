"""The SQLite store: one connection writes, one reads; errors become refusals or a stop.

Acknowledged is what COMMIT returned for, with the log synced. An error of the disk while writing or
syncing stops the store for good: after a failed fsync the kernel may call lost pages clean, so a second
try proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

import apsw

from coalition.record.storage.port import Reach, pass_by
from coalition.record.storage.rows import StoreUnavailableError
from coalition.record.storage.sqlite.errors import told
from coalition.record.storage.sqlite.locking import ProcessLock
from coalition.record.storage.sqlite.opening import connect_reader, connect_writer
from coalition.record.storage.tables import Tables, Values

FOLD_PAGES = 1_000
"""Pages in the log after which it is folded into the file: 4 MB."""


class SqliteSession:
    """One connection behind a lock."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._lock = RLock()

    def run(self, statement: str, values: Values = ()) -> list[Any]:
        """The rows of one statement."""
        with self._lock, told():
            return self._connection.execute(statement, tuple(values)).fetchall()

    def run_many(self, statement: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        with self._lock, told():
            self._connection.executemany(statement, (tuple(row) for row in rows))

    def close(self) -> None:
        """Close the connection. What was committed lies synced in the log, whatever the closing meets."""
        with self._lock, suppress(apsw.Error):
            self._connection.close(True)


class SqliteStore:
    """An open file, locked against other processes. See `storage.port.Store`."""

    def __init__(self, path: Path, *, vfs: str | None = None, reach: Reach = pass_by) -> None:
        """Open or make the file; RefusedError when it is open elsewhere, IntegrityError when it is damaged."""
        self._reach = reach
        self._pages = 0
        self._fold_whole = False
        with ExitStack() as undo:
            self._lock = ProcessLock(path)
            undo.callback(self._lock.release)
            self._connection = connect_writer(path, vfs=vfs)
            undo.callback(self._connection.close, True)
            self._connection.set_wal_hook(self._count_pages)
            self._writing = SqliteSession(self._connection)
            self._reading = SqliteSession(connect_reader(path, vfs=vfs))
            undo.pop_all()
        self.writer = Tables(self._writing)
        self.reader = Tables(self._reading)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, durable when the context ends without an error."""
        self._reach("begin.before")
        self._writing.run("BEGIN IMMEDIATE")
        try:
            self._reach("begin.after")
            yield
            self._reach("commit.before")
            self._writing.run("COMMIT")
            self._reach("commit.after")
        finally:
            if self._connection.in_transaction:
                self._writing.run("ROLLBACK")

    def fold(self, *, whole: bool = False) -> None:
        """Fold the log into the file when it is long; with `whole` also empty it, now or the next time."""
        self._fold_whole |= whole
        if self._pages < FOLD_PAGES and not self._fold_whole:
            return
        self._reach("fold.before")
        mode = (
            apsw.SQLITE_CHECKPOINT_TRUNCATE if self._fold_whole else apsw.SQLITE_CHECKPOINT_PASSIVE
        )
        try:
            with told():
                self._connection.wal_checkpoint(mode=mode)
            self._pages, self._fold_whole = 0, False
        except StoreUnavailableError:
            pass
        self._reach("fold.after")

    def check(self) -> list[str]:
        """What `PRAGMA quick_check` finds."""
        return [row[0] for row in self._reading.run("PRAGMA quick_check") if row[0] != "ok"]

    def close(self, *, broken: bool = False) -> None:
        """Close both connections and let go of the lock; of a broken store leave the files as they are."""
        if broken:
            self._connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        try:
            self._reading.close()
            self._writing.close()
        finally:
            self._lock.release()

    def _count_pages(self, _connection: apsw.Connection, _name: str, pages: int) -> int:
        self._pages = pages
        return apsw.SQLITE_OK


class SqliteReader:
    """A file that is only read, in one snapshot, also while another process writes it."""

    def __init__(self, path: Path) -> None:
        self._connection = connect_reader(path)
        self._session = SqliteSession(self._connection)
        self._session.run("BEGIN")
        self.reader = Tables(self._session)

    def check(self, *, whole: bool = True) -> list[str]:
        """What `PRAGMA integrity_check` finds, or the quicker check that skips the indexes."""
        statement = "PRAGMA integrity_check" if whole else "PRAGMA quick_check"
        return [row[0] for row in self._session.run(statement) if row[0] != "ok"]

    def copy_to(self, path: Path) -> None:
        """Copy the snapshot page by page (SQLite backup API) into an empty file, while others write."""
        target = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            with told(), target.backup("main", self._connection, "main") as copying:
                copying.step()
        finally:
            target.close()

    def close(self) -> None:
        """Let go of the file."""
        self._session.close()
