"""What the file itself refuses and keeps: triggers, settings, steps, foreign files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import apsw
import pytest
from tests.record.making import ALL, filled, keys, opened

from coalition.errors import InputError, IntegrityError
from coalition.record.storage.rows import StoreBrokenError
from coalition.record.storage.sqlite.opening import connect_reader, connect_writer
from coalition.record.storage.sqlite.store import SqliteReader, SqliteStore

KEYRING = keys()


@pytest.fixture
def path(scratch: Path) -> Path:
    made = filled(scratch / "r.db", 12, keyring=KEYRING)
    with opened(made, KEYRING) as record:
        record.checkpoint(ALL)
        record.redact(ALL, 1, reason="x")
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET payload = x'00' WHERE position = 2",
        "UPDATE entries SET payload = NULL, salt = NULL WHERE position = 2",
        "UPDATE entries SET leaf = zeroblob(32)",
        "UPDATE entries SET position = 99 WHERE position = 12",
        "DELETE FROM entries WHERE position = 12",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE position = 12",
        "UPDATE streams SET size = size - 1",
        "UPDATE streams SET origin = 'POL'",
        "DELETE FROM streams",
        "DELETE FROM commits",
        "UPDATE commits SET chain = zeroblob(32)",
        "UPDATE redactions SET statement = x'00'",
        "DELETE FROM redactions",
        "DELETE FROM statements",
        "UPDATE checkpoints SET note = ''",
        "DELETE FROM checkpoints",
        "INSERT INTO entries SELECT 99, 1, 99, 0, x'', x'00', leaf, signature, signer, chain FROM entries",
        "INSERT INTO entries SELECT 99, 77, 0, 0, null, null, leaf, signature, signer, chain FROM entries",
        "INSERT INTO facts VALUES (1, 2, 3)",
    ],
)
def test_the_file_lets_nothing_be_changed(path: Path, statement: str) -> None:
    with (
        closing(connect_writer(path)) as connection,
        pytest.raises((apsw.ConstraintError, apsw.SQLError)),
    ):
        connection.execute(statement)


def test_a_commit_is_synced_and_the_schema_is_not_trusted(path: Path) -> None:
    with closing(connect_writer(path)) as connection:
        values = {
            name: connection.execute(f"PRAGMA {name}").fetchall()[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
                         "wal_autocheckpoint", "secure_delete", "recursive_triggers", "mmap_size")
        }  # fmt: skip
    assert values == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
        "wal_autocheckpoint": 0, "secure_delete": 1, "recursive_triggers": 1, "mmap_size": 0,
    }  # fmt: skip


def test_files_are_for_their_owner_alone(path: Path) -> None:
    with opened(path, KEYRING):
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_a_reader_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with closing(connect_reader(path)) as connection, pytest.raises(apsw.ReadOnlyError):
        connection.execute("DELETE FROM facts")
    with closing(SqliteReader(path)) as reader:
        assert reader.check() == []
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_damaged(scratch: Path) -> None:
    (scratch / "r.db").write_text("this is a letter, not a record" * 500)
    for use in (connect_reader, connect_writer):
        with pytest.raises(IntegrityError, match="damaged"):
            use(scratch / "r.db")


def test_a_database_that_is_no_record_is_left_alone(scratch: Path) -> None:
    with closing(apsw.Connection(str(scratch / "other.db"))) as connection:
        connection.execute("CREATE TABLE t(a)")
    for use in (connect_reader, connect_writer):
        with pytest.raises(InputError, match="not-a-record"):
            use(scratch / "other.db")


def test_a_record_of_a_newer_program_is_refused(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("PRAGMA user_version = 99")
    for use in (connect_reader, connect_writer):
        with pytest.raises(InputError, match="newer-record"):
            use(path)


def test_a_record_that_is_not_there_is_not_made_by_reading(scratch: Path) -> None:
    with pytest.raises(InputError, match="missing-file"):
        connect_reader(scratch / "none.db")
    assert list(scratch.iterdir()) == []


def test_a_row_that_does_not_fit_stops_the_store(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        rows = store.reader.rows(0, 1)
        with pytest.raises(StoreBrokenError, match="refused"), store.transaction():
            store.writer.add_rows(rows)


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with closing(SqliteStore(path)) as store:

        def write_and_fail() -> None:
            with store.transaction():
                store.writer.put_fact("a", "b")
                store.writer.add_rows(store.reader.rows(0, 1))

        with pytest.raises(StoreBrokenError):
            write_and_fail()
        assert store.reader.fact("a") is None
        with store.transaction():
            store.writer.put_fact("a", "c")
        assert store.reader.fact("a") == "c"
