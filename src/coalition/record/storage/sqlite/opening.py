"""Opening the file: the version of SQLite, the settings that make a commit durable, the numbered steps.

Settings: WAL with synchronous=FULL (each commit is synced before it is acknowledged), no automatic checkpoints
(SQLite ignores their errors; `SqliteStore.fold` does not), foreign keys, no trust in the schema's functions,
cells checked, deleted content overwritten.
"""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from pathlib import Path

import apsw

from coalition.errors import Fault, InputError
from coalition.record.storage.sqlite.errors import told
from coalition.record.storage.sqlite.schema import APPLICATION_ID, STEPS

SQLITE_OLDEST = (3, 51, 3)
"""First release without the WAL-reset fault, which can corrupt a file that two connections use."""
_BUSY_MS = 5_000
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)


def check_version(version: str) -> None:
    """Nothing, or InputError when this SQLite is older than the first that is safe here."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    if numbers < SQLITE_OLDEST:
        text = f"SQLite {version} can corrupt a record in WAL mode"
        raise InputError([Fault("apsw", "old-database", text, "install apsw 3.51.3 or later")])


def connect_writer(path: Path, *, vfs: str | None = None) -> apsw.Connection:
    """A connection that writes, to a file that is made (mode 0600) and brought to the newest step when needed.

    Raises InputError when the file is no record or one of a newer program, IntegrityError when it is damaged.
    """
    check_version(apsw.sqlite_lib_version())
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with told():
        connection = _connect(path, apsw.SQLITE_OPEN_READWRITE, vfs)
    with ExitStack() as undo, told():
        undo.callback(connection.close)
        _prepare(connection, path)
        undo.pop_all()
    _sync_folder(path)
    return connection


def connect_reader(path: Path, *, vfs: str | None = None) -> apsw.Connection:
    """A connection that only reads, also beside a process that writes; the file must be a record.

    A file that lies where nothing can be written is read as it is, which is right only when nobody writes it.
    """
    check_version(apsw.sqlite_lib_version())
    if not path.is_file():
        raise InputError([Fault(str(path), "missing-file", "no record lies here", "mend the path")])
    with told():
        try:
            connection = _connect(path, apsw.SQLITE_OPEN_READWRITE, vfs)
            connection.execute("PRAGMA query_only = ON")
            connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            _check_identity(connection, path)
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            connection = _connect_unwritable(path)
    return connection


def _connect_unwritable(path: Path) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(f"{path.resolve().as_uri()}?immutable=1", flags=flags)
    _check_identity(connection, path)
    return connection


def _connect(path: Path, flags: int, vfs: str | None) -> apsw.Connection:
    connection = apsw.Connection(str(path), flags=flags, vfs=vfs)
    connection.set_busy_timeout(_BUSY_MS)
    for setting in _SETTINGS:
        connection.execute(setting)
    return connection


def _sync_folder(path: Path) -> None:
    """Make the names of new files, and the end of those that were deleted, durable."""
    descriptor = os.open(path.absolute().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prepare(connection: apsw.Connection, path: Path) -> None:
    if connection.execute("PRAGMA journal_mode = WAL").fetchall() != [("wal",)]:
        raise InputError([Fault(str(path), "cannot-write", "no WAL here", "use a local disk")])
    connection.execute("PRAGMA synchronous = FULL")
    connection.wal_autocheckpoint(0)
    _migrate(connection, path)
    _check_identity(connection, path)


def _migrate(connection: apsw.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step = _number(connection, "user_version")
        if step == 0 and connection.execute("SELECT count(*) FROM sqlite_schema").fetchall() != [
            (0,)
        ]:
            raise _not_a_record(path)
        for number in range(step, len(STEPS)):
            connection.execute(STEPS[number])
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _check_identity(connection: apsw.Connection, path: Path) -> None:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise _not_a_record(path)
    if _number(connection, "user_version") > len(STEPS):
        text = "written by a newer version of this program"
        raise InputError([Fault(str(path), "newer-record", text, "use that version")])


def _number(connection: apsw.Connection, pragma: str) -> int:
    return int(str(connection.execute(f"PRAGMA {pragma}").fetchall()[0][0]))


def _not_a_record(path: Path) -> InputError:
    return InputError(
        [Fault(str(path), "not-a-record", "no record of this program", "mend the path")]
    )
