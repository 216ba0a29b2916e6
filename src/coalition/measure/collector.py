"""Python's collector of reference rings, held back while many objects that form none are made.

The collector walks all that lives again and again as it grows; reading a book or judging a plan makes millions
of objects and no rings, so that all of its walking is in vain. What is no longer used is freed all the same, by
its count of references.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing is collected inside; afterwards it is as it was before, whatever is raised."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def leave_standing() -> None:
    """What lives now is not walked by the collector again until this is called anew: it is to live long."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
