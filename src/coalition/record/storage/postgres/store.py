"""The PostgreSQL store: one connection writes under an advisory lock, one reads.

A connection that breaks during COMMIT leaves the outcome unknown, so it stops the record like a failed
disk: open it again and look what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from coalition.record.storage.port import Reach, pass_by
from coalition.record.storage.postgres.connecting import connect, take_lock, told
from coalition.record.storage.tables import Tables, Values

if TYPE_CHECKING:
    import psycopg


class PostgresSession:
    """One connection behind a lock."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._lock = RLock()

    def run(self, statement: str, values: Values = ()) -> list[Any]:
        """The rows of one statement."""
        with self._lock, told():
            cursor = self._connection.execute(_placed(statement), values)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, statement: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        with self._lock, told(), self._connection.cursor() as cursor:
            cursor.executemany(_placed(statement), rows)

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()


class PostgresStore:
    """A record in PostgreSQL, locked against other processes. See `storage.port.Store`."""

    def __init__(self, url: str, *, reach: Reach = pass_by) -> None:
        """Connect twice and take the lock; InputError or RefusedError when that cannot be."""
        self._reach = reach
        with ExitStack() as undo:
            self._connection = connect(url)
            undo.callback(self._connection.close)
            take_lock(self._connection)
            self._writing = PostgresSession(self._connection)
            self._reading = PostgresSession(connect(url))
            undo.pop_all()
        self.writer = Tables(self._writing)
        self.reader = Tables(self._reading)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, durable when the context ends without an error."""
        self._reach("begin.before")
        self._writing.run("BEGIN")
        done = False
        try:
            self._reach("begin.after")
            yield
            self._reach("commit.before")
            self._writing.run("COMMIT")
            done = True
            self._reach("commit.after")
        finally:
            if not done and not self._connection.closed:
                self._writing.run("ROLLBACK")

    def fold(self, *, whole: bool = False) -> None:
        """Nothing: the server folds its own log."""

    def check(self) -> list[str]:
        """Nothing: the server checks its own pages; `coalition record verify` checks the rows."""
        return []

    def close(self, *, broken: bool = False) -> None:  # noqa: ARG002
        """Close both connections, and with them the lock."""
        self._reading.close()
        self._writing.close()


class PostgresReader:
    """A record that is only read, in one snapshot, also while another process writes it."""

    def __init__(self, url: str) -> None:
        self._session = PostgresSession(connect(url))
        self._session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self.reader = Tables(self._session)

    def check(self, *, whole: bool = True) -> list[str]:  # noqa: ARG002
        """Nothing: the server checks its own pages."""
        return []

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


def _placed(statement: str) -> str:
    return statement.replace("?", "%s")
