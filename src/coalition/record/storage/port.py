"""What the record asks of a store: one writer's transaction, a reader beside it, and how it stops.

Behind it stand SQLite (`storage.sqlite`) and PostgreSQL (`storage.postgres`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from coalition.record.storage.tables import Tables

Reach = Callable[[str], None]
"""Called with the name of a step when it is reached; tests make steps fail or the process die there."""


def pass_by(_step: str) -> None:
    """What is done at each step outside tests: nothing."""


class Store(Protocol):
    """An open store, written by one thread of one process."""

    reader: Tables
    """Committed rows; safe from every thread."""
    writer: Tables
    """Rows as the open transaction sees them; for the writing thread alone."""

    def transaction(self) -> AbstractContextManager[None]:
        """One transaction, durable when the context ends without an error.

        Raises StoreUnavailableError when it cannot write now (nothing is kept), StoreBrokenError when
        it failed.
        """
        ...

    def fold(self, *, whole: bool = False) -> None:
        """Tidy after commits: fold the log of changes into the main file when it is long, or in any case.

        Raises StoreBrokenError when that fails.
        """
        ...

    def check(self) -> list[str]:
        """What the store itself finds wrong in its files."""
        ...

    def close(self, *, broken: bool = False) -> None:
        """Let go of the files; nothing is lost by it, or without it. What broke is left as it lies."""
        ...
