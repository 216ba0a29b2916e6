"""Connecting: the driver as an extra, the server's version, its durability, the role of the program."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coalition.errors import Fault, InputError, RefusedError
from coalition.record.storage.postgres.schema import ROLES, STEPS, VERSION
from coalition.record.storage.rows import StoreBrokenError, StoreUnavailableError

if TYPE_CHECKING:
    import psycopg

MINOR_OLDEST = {15: 14, 16: 10, 17: 6}
"""First minor release of each major without CVE-2025-8713 (statistics told rows that policies hid)."""
MAJOR_OLDEST = 15
_NO_ROOM = "53"
"""SQLSTATE class 53, insufficient resources: disk full, out of memory, too many connections."""
_READ_ONLY = "25006"
_LOCK = 0x434F4152


def driver() -> Any:
    """The module `psycopg`; InputError that names the extra when it is not installed."""
    try:
        import psycopg  # noqa: PLC0415
    except ImportError as error:
        mend = "install the extra: pip install 'coalition-ops[postgres]'"
        raise InputError(
            [Fault("postgres", "extra-missing", "psycopg is not here", mend)]
        ) from error
    return psycopg


def check_server(version: int) -> None:
    """Nothing, or InputError when the server (as 170006 for 17.6) is older than what is safe here."""
    major, minor = divmod(version, 10_000)
    if major < MAJOR_OLDEST or minor < MINOR_OLDEST.get(major, 0):
        text = f"PostgreSQL {major}.{minor} is too old for row-level security to be relied on"
        mend = "upgrade to 15.14, 16.10, 17.6 or later"
        raise InputError([Fault("postgres", "old-database", text, mend)])


def connect(url: str) -> psycopg.Connection[Any]:
    """A connection of the program: right version, durable commits, a role that policies bind, the schema.

    Raises InputError when one of these is not so, or there is no connection.
    """
    connection = _connect(url)
    try:
        connection.execute("SET search_path = coalition_record, pg_temp")
        connection.execute("SET synchronous_commit = on")
        _check_durable(connection)
        _check_role(connection)
        _check_steps(connection)
    except driver().Error as error:
        connection.close()
        raise _fault(url, f"the server refused: {error}") from error
    return connection


def prepare_postgres(url: str) -> None:
    """Make or renew roles, schema, tables and policies. The URL is an administrator's, used for nothing else.

    Raises InputError when there is no connection or the schema is of a newer program.
    """
    connection = _connect(url)
    with connection, connection.transaction():
        connection.execute(ROLES)
        connection.execute("SET LOCAL ROLE coalition_record_owner")
        connection.execute("SET LOCAL search_path = coalition_record, pg_temp")
        connection.execute(VERSION)
        found = connection.execute("SELECT max(step) FROM version").fetchall()
        step = found[0][0] or 0
        if step > len(STEPS):
            raise _fault(url, "the schema was made by a newer version of this program")
        for number in range(step, len(STEPS)):
            connection.execute(STEPS[number])
            connection.execute("INSERT INTO version VALUES (%s)", (number + 1,))


def take_lock(connection: psycopg.Connection[Any]) -> None:
    """Nothing, or RefusedError when another process writes this record."""
    if not connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchall()[0][0]:
        raise RefusedError("the record in PostgreSQL is open already; one process writes a record")


@contextmanager
def told() -> Iterator[None]:
    """Errors of PostgreSQL in the record's own words; when the connection breaks, the outcome is unknown."""
    psycopg = driver()
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ""
        if state.startswith(_NO_ROOM) or state == _READ_ONLY:
            text = f"the record cannot be written now: {error}"
            raise StoreUnavailableError(errno.ENOSPC, text) from error
        raise StoreBrokenError(f"the database failed: {error}") from error


def _connect(url: str) -> psycopg.Connection[Any]:
    module = driver()
    try:
        connection: psycopg.Connection[Any] = module.connect(url, autocommit=True)
    except module.Error as error:
        raise _fault(url, f"no connection: {error}") from error
    check_server(connection.info.server_version)
    return connection


def _check_durable(connection: psycopg.Connection[Any]) -> None:
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        value = connection.execute(f"SHOW {setting}").fetchall()[0][0]
        if value != "on":
            text = f"`{setting}` is `{value}`: commits could be lost"
            raise InputError([Fault("postgres", "not-durable", text, "set it on")])


def _check_role(connection: psycopg.Connection[Any]) -> None:
    statement = (
        "SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(current_user, 'coalition_record_owner', 'MEMBER') "
        "FROM pg_roles r WHERE r.rolname = current_user"
    )
    if connection.execute(statement).fetchall()[0][0]:
        text = "this role stands above row-level security"
        mend = "connect as coalition_record_app"
        raise InputError([Fault("postgres", "too-much-right", text, mend)])


def _check_steps(connection: psycopg.Connection[Any]) -> None:
    step = connection.execute("SELECT max(step) FROM version").fetchall()[0][0]
    if step != len(STEPS):
        text = f"the schema is at step {step}, this program at {len(STEPS)}"
        mend = "run `coalition record prepare` as an administrator"
        raise InputError([Fault("postgres", "newer-record", text, mend)])


def _fault(url: str, text: str) -> InputError:
    place = url.rpartition("@")[2]
    return InputError(
        [Fault(place, "no-database", text, "mend the URL, or `coalition record prepare`")]
    )
