"""Where accounts and sessions are kept: SQLite, read whole at the start and written through.

A change is on disk before it is answered (`synchronous=FULL`); so an account that was ended stays ended
after a crash. One process owns the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from threading import RLock
from typing import Any

import apsw
import msgspec

from coalition.errors import IntegrityError
from coalition.labels import clearance_from_json, clearance_to_json
from coalition.server.accounts.person import Person
from coalition.server.accounts.sessions import Session

OLDEST_SQLITE = (3, 51, 3)
"""The first release without the write-ahead-log reset fault (sqlite.org, 2026-03-13)."""
_OWNER_ALONE = 0o600
"""Hashes of passwords and secrets of second factors are in the file."""
_STEPS = (
    """
    CREATE TABLE person (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE session (digest TEXT PRIMARY KEY, person TEXT NOT NULL, csrf TEXT NOT NULL,
      begun INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
    CREATE TABLE reading (person TEXT PRIMARY KEY, up_to TEXT NOT NULL) STRICT;
    CREATE TABLE used_step (person TEXT PRIMARY KEY, step INTEGER NOT NULL) STRICT;
    """,
)


class AccountStore:
    """The file of accounts. Raises IntegrityError when SQLite is too old or the file is damaged."""

    def __init__(self, path: Path | str) -> None:
        if tuple(map(int, apsw.sqlite_lib_version().split(".")[:3])) < OLDEST_SQLITE:
            raise IntegrityError(f"SQLite {apsw.sqlite_lib_version()} is too old; 3.51.3 is wanted")
        self._lock = RLock()
        try:
            if isinstance(path, Path):
                path.touch(mode=_OWNER_ALONE)
                path.chmod(_OWNER_ALONE)
            self._db = apsw.Connection(str(path))
            self._db.set_busy_timeout(5_000)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF"):
                self._db.execute(f"PRAGMA {pragma}")
            self._migrate()
        except (apsw.Error, OSError) as error:
            raise IntegrityError(f"the file of accounts cannot be used: {error}") from None

    def _migrate(self) -> None:
        done = self._number("PRAGMA user_version")
        if done > len(_STEPS):
            raise IntegrityError("the file of accounts is from a newer program")
        for step, sql in enumerate(_STEPS[done:], start=done + 1):
            with self._db:
                self._db.execute(sql)
                self._db.execute(f"PRAGMA user_version={step}")

    def _number(self, sql: str) -> int:
        return next((int(row[0]) for row in self._db.execute(sql)), 0)

    def people(self) -> list[Person]:
        """Everybody, in the order of ids."""
        with self._lock:
            rows = list(self._db.execute("SELECT body FROM person ORDER BY id"))
        return [_person(msgspec.json.decode(row[0])) for row in rows]

    def sessions(self) -> list[Session]:
        """Every session on disk, open or not."""
        sql = "SELECT digest, person, csrf, begun, seen FROM session ORDER BY digest"
        with self._lock:
            return [Session(*row) for row in self._db.execute(sql)]

    def used_steps(self) -> dict[str, int]:
        """The last step of the second factor each person used."""
        with self._lock:
            return dict(self._db.execute("SELECT person, step FROM used_step"))

    def keep(self, *people: Person) -> None:
        """Writes the people down, new or changed."""
        rows = [(one.id, msgspec.json.encode(_body(one)).decode()) for one in people]
        self._write("INSERT OR REPLACE INTO person (id, body) VALUES (?, ?)", rows)

    def keep_session(self, session: Session) -> None:
        """Writes the session down, new or changed."""
        row = (session.digest, session.person, session.csrf, session.begun, session.seen)
        self._write("INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?, ?)", [row])

    def end_sessions(self, digests: Iterable[str]) -> None:
        """The sessions are gone."""
        self._write("DELETE FROM session WHERE digest = ?", [(one,) for one in digests])

    def keep_step(self, person: str, step: int) -> None:
        """The step of the second factor was used."""
        self._write("INSERT OR REPLACE INTO used_step VALUES (?, ?)", [(person, step)])

    def reading(self) -> dict[str, str]:
        """Up to when each person has read."""
        with self._lock:
            return dict(self._db.execute("SELECT person, up_to FROM reading"))

    def keep_reading(self, person: str, up_to: str) -> None:
        """The person has read up to there."""
        self._write("INSERT OR REPLACE INTO reading VALUES (?, ?)", [(person, up_to)])

    def _write(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        with self._lock, self._db:
            self._db.executemany(sql, rows)

    def close(self) -> None:
        """The file is let go."""
        with self._lock:
            self._db.close()


def _body(person: Person) -> dict[str, Any]:
    told = {one.name: getattr(person, one.name) for one in fields(person)}
    return told | {
        "roles": sorted(person.roles),
        "clearance": clearance_to_json(person.clearance),
    }


def _person(body: Mapping[str, Any]) -> Person:
    roles, clearance = frozenset(body["roles"]), clearance_from_json(body["clearance"])
    return Person(**{**body, "roles": roles, "clearance": clearance})
