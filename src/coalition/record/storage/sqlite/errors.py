"""Errors of SQLite in the record's own words: refused for now, stopped for good, or damaged."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from coalition.errors import IntegrityError
from coalition.record.storage.rows import StoreBrokenError, StoreUnavailableError

_NOT_NOW = (apsw.FullError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.NoMemError, apsw.BusyError)
_NO_ROOM_FOR_INDEX = (apsw.SQLITE_IOERR_SHMSIZE, apsw.SQLITE_IOERR_SHMOPEN, apsw.SQLITE_IOERR_NOMEM)


@contextmanager
def told() -> Iterator[None]:
    """Raises StoreUnavailableError, StoreBrokenError or IntegrityError in place of an error of SQLite."""
    try:
        yield
    except _NOT_NOW as error:
        raise StoreUnavailableError(
            errno.ENOSPC, f"the record cannot be written now: {error}"
        ) from error
    except apsw.IOError as error:
        if getattr(error, "extendedresult", 0) in _NO_ROOM_FOR_INDEX:
            raise StoreUnavailableError(
                errno.ENOSPC, f"no room for the index of the log: {error}"
            ) from error
        raise StoreBrokenError(f"the disk failed: {error}") from error
    except apsw.ConstraintError as error:
        raise StoreBrokenError(f"a row was refused that should have fitted: {error}") from error
    except (apsw.Error, UnicodeDecodeError) as error:
        raise IntegrityError(f"the file of the record is damaged: {error}") from error
