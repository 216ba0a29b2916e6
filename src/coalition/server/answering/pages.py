"""Pages that were answered lately, kept until what they were made from changes.

A page belongs to one clearance and one question; it is told again only for the very version of the view
it was made from. The longest unused go when all of them take too much room.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from coalition.server.answering.tags import tag_of

BYTES_MAX = 32 * 1024 * 1024


class Pages:
    """Pages by clearance and question. Safe from many threads."""

    def __init__(self, bytes_max: int = BYTES_MAX) -> None:
        self._most, self._bytes = bytes_max, 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, bytes, str]] = OrderedDict()
        self._lock = Lock()

    def page(
        self, name: Hashable, version: Hashable, make: Callable[[], bytes]
    ) -> tuple[bytes, str]:
        """The page of that name and its tag: the one kept of this version, else made now."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None and found[0] == version:
                self._kept.move_to_end(name)
                return found[1], found[2]
        body = make()
        tag = tag_of(body)
        self._keep(name, (version, body, tag))
        return body, tag

    def _keep(self, name: Hashable, page: tuple[Hashable, bytes, str]) -> None:
        with self._lock:
            before = self._kept.pop(name, None)
            self._bytes += len(page[1]) - (0 if before is None else len(before[1]))
            self._kept[name] = page
            while self._bytes > self._most and self._kept:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone[1])
