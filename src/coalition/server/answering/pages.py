"""Pages that were answered lately, kept until what they were made from changes.

A page belongs to one clearance and one question; it is told again only for the very version of the view
it was made from. Pages are kept packed, for they say the same labels again and again; the longest unused go
when all of them take too much room. Packed they lie in memory alone: what is sent is never compressed
(`compressing`).
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from coalition.server.answering.tags import tag_of

BYTES_MAX = 32 * 1024 * 1024
_LEVEL = 1


class Pages:
    """Pages by clearance and question. Safe from many threads."""

    def __init__(self, bytes_max: int = BYTES_MAX) -> None:
        self._most, self._bytes = bytes_max, 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, bytes, str]] = OrderedDict()
        self._lock = Lock()

    def page(
        self, name: Hashable, version: Hashable, make: Callable[[], bytes], *, known: str = ""
    ) -> tuple[bytes, str]:
        """The page of that name and its tag: the one kept of this version, else made now.

        Nobody needs the bytes of a page whose tag is among those `known` (`If-None-Match`): they are empty
        then, when the page is kept.
        """
        with self._lock:
            found = self._kept.get(name)
            if found is not None and found[0] == version:
                self._kept.move_to_end(name)
        if found is not None and found[0] == version:
            return b"" if found[2] in known else zlib.decompress(found[1]), found[2]
        body = make()
        tag = tag_of(body)
        self._keep(name, (version, zlib.compress(body, _LEVEL), tag))
        return body, tag

    def _keep(self, name: Hashable, page: tuple[Hashable, bytes, str]) -> None:
        with self._lock:
            before = self._kept.pop(name, None)
            self._bytes += len(page[1]) - (0 if before is None else len(before[1]))
            self._kept[name] = page
            while self._bytes > self._most and self._kept:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone[1])
