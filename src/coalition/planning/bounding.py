"""The bound of a book reckoned beside the plan, so that neither waits for the other.

A large book's bound is made in a process of its own, forked before planning begins: a copy of the
book's law and network answers there, and Python's lock is not shared. A small book's, or where no process
may be forked (another thread runs, one processor, no such system), is made on a thread once the first
plan stands. The bound is the same.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection

from coalition.measure.collector import without_collector
from coalition.model.book import Book
from coalition.model.plan import Bound
from coalition.planning.bound.making import Bounds, make_bounds
from coalition.planning.ports import LawBook, LockedLaw, LockedWays, WayBook

_GIVES_WAY = 3
"""How much the bound gives way to the plan where processors are short: the plan takes longer."""
LARGE = 300
"""From so many requirements on a process of its own repays its beginning."""


class Aside:
    """A bound on its way; `law` and `ways` are what may be asked meanwhile."""

    def __init__(self, book: Book, law: LawBook, ways: WayBook, pool: ThreadPoolExecutor) -> None:
        self.law, self.ways = law, ways
        self._book, self._pool = book, pool
        self._target: int | None = None
        self._apart = False
        self._coming: Future[Bounds | None] | None = None

    @property
    def apart(self) -> bool:
        """Whether it is made in a process of its own."""
        return self._apart

    def await_from(self, answers: Connection) -> None:
        """Wait for what a process of its own sends."""
        self._apart = True
        self._coming = self._pool.submit(_receive, answers)

    def aim(self, target: int) -> None:
        """Lateness of a plan known: nothing later has to be proven."""
        self._target = target
        if self._coming is None:
            self._coming = self._pool.submit(
                make_bounds, self._book, self.law, self.ways, target=target
            )

    def done(self) -> bool:
        """Whether it is there."""
        return self._coming is not None and self._coming.done()

    def result(self) -> Bound:
        """The bound, as soon as it is there."""
        found = self._coming.result() if self._coming is not None else None
        return (found or make_bounds(self._book, self.law, self.ways)).under(self._target)


@contextmanager
def bounding(book: Book, law: LawBook, ways: WayBook) -> Iterator[Aside]:
    """The bound of the book, on its way; what still runs of it at the end is ended."""
    with ThreadPoolExecutor(1) as pool:
        if len(book.requirements) < LARGE or not may_fork():
            yield Aside(book, LockedLaw(law), LockedWays(ways), pool)
            return
        aside = Aside(book, law, ways, pool)
        forking = get_context("fork")
        answers, sender = forking.Pipe(duplex=False)
        process = forking.Process(target=_send, args=(sender, book, law, ways), daemon=True)
        process.start()
        sender.close()
        aside.await_from(answers)
        try:
            yield aside
        finally:
            process.kill()
            process.join()


def may_fork() -> bool:
    """Whether a copy of this process can be made and has a processor to itself."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    alone = threading.active_count() == 1 and not current_process().daemon
    return alone and len(os.sched_getaffinity(0)) > 1


def _receive(answers: Connection) -> Bounds | None:
    """What the process found; None when it ended without a word."""
    with suppress(EOFError, OSError):
        found: Bounds = answers.recv()
        return found
    return None


def _send(sender: Connection, book: Book, law: LawBook, ways: WayBook) -> None:
    """In the process of its own: reckon, and send what was found."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_GIVES_WAY)
    with (
        suppress(OSError),
        without_collector(),
    ):  # the collector's walk would copy all that is shared
        sender.send(make_bounds(book, law, ways))
