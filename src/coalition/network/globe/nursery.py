"""Trees grown ahead on a thread of their own, which holds no lock of Python's while it grows one."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from coalition.network.globe.graph import Tree

Grow = Callable[[], Tree]


class Nursery:
    """Trees on their way, by key. What nobody has begun yet, whoever asks for it grows himself."""

    def __init__(self) -> None:
        self._coming: dict[Hashable, Future[Tree]] = {}
        self._process = os.getpid()

    def __reduce__(self) -> tuple[type[Nursery], tuple[()]]:
        """Sent to another process it is empty: what is on its way stays here."""
        return Nursery, ()

    def begin(self, wanted: Mapping[Hashable, Grow]) -> None:
        """Grow these, in order, unless they are asked for before; the thread ends with the last."""
        gardener = ThreadPoolExecutor(1)
        self._coming = {key: gardener.submit(grow) for key, grow in wanted.items()}
        self._process = os.getpid()
        gardener.shutdown(wait=False)

    def take(self, key: Hashable, grow: Grow) -> Tree:
        """The tree of the key, given away; grown now where it is neither there nor begun.

        In a process forked meanwhile nothing is on its way, for threads are not copied.
        """
        coming = self._coming.pop(key, None)
        if coming is None or self._process != os.getpid() or coming.cancel():
            return grow()
        return coming.result()
