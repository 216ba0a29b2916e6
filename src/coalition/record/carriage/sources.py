"""A record opened for reading only, in one snapshot, wherever it lies and whoever writes it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coalition.record.auditing.audit import Source
from coalition.record.opening import POSTGRES


@contextmanager
def open_source(location: str | Path) -> Iterator[Source]:
    """The record at the location; closed when the context ends.

    Raises InputError when no record lies there, IntegrityError when its file cannot be read.
    """
    if str(location).startswith(POSTGRES):
        from coalition.record.storage.postgres.store import PostgresReader  # noqa: PLC0415

        reader: Source = PostgresReader(str(location))
    else:
        from coalition.record.storage.sqlite.store import SqliteReader  # noqa: PLC0415

        reader = SqliteReader(Path(location))
    try:
        yield reader
    finally:
        reader.close()
