"""One process writes a record: a lock on a file beside it, which the kernel frees when the process dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from coalition.errors import RefusedError


class ProcessLock:
    """The lock of one record, held until `release`."""

    def __init__(self, database: Path) -> None:
        """Take the lock; RefusedError when another record, here or in another process, holds it."""
        self._descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise RefusedError(
                f"`{database}` is open already; one process writes a record"
            ) from error

    def release(self) -> None:
        """Let go of it."""
        os.close(self._descriptor)
