"""Threads: those that act wait for the disk, those that read do not; so each kind has its own.

Readers are few, for Python runs one at a time whatever their number, and each more only takes turns from the
loop that answers; whoever acts holds a thread while the disk works, and so these are many.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

READERS, WRITERS = 8, 64

T = TypeVar("T")
_WRITERS: RunVar[CapacityLimiter] = RunVar("writers")


async def run_writing(work: Callable[[], T]) -> T:
    """What the work gives, done in one of the threads of those that act."""
    limiter = _WRITERS.get(None)
    if limiter is None:
        limiter = CapacityLimiter(WRITERS)
        _WRITERS.set(limiter)
    return await to_thread.run_sync(work, limiter=limiter)


def limit_readers() -> None:
    """From now on so many threads read at once; to be called on the loop that answers."""
    to_thread.current_default_thread_limiter().total_tokens = READERS
