"""Documents of plans by digest, beside the record: the record holds the digest, the shelf what it is the
digest of.

A document that does not fit its digest is never given out. Whether somebody may have it is decided by the event
that names the digest, not here.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec

from coalition.errors import IntegrityError

_IN_MEMORY_MAX = 16


class PlanShelf:
    """A folder of documents; the last used stay in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._held: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._lock = RLock()

    def put(self, document: dict[str, Any]) -> str:
        """The digest under which the document now stands."""
        data = msgspec.json.encode(document, order="sorted")
        digest = sha256(data).hexdigest()
        path = self._folder / f"{digest}.json"
        if not path.exists():
            draft = path.with_suffix(f".{id(document)}.draft")
            draft.write_bytes(data)
            draft.replace(path)
        return digest

    def find(self, digest: str) -> dict[str, Any] | None:
        """The document; None when it is not here. Raises IntegrityError when it is not what the digest says."""
        with self._lock:
            if digest in self._held:
                self._held.move_to_end(digest)
                return self._held[digest]
        path = self._folder / f"{digest}.json"
        if not digest.isalnum() or not path.is_file():
            return None
        data = path.read_bytes()
        if sha256(data).hexdigest() != digest:
            raise IntegrityError("a plan on the shelf is not what the record says")
        document: dict[str, Any] = msgspec.json.decode(data)
        with self._lock:
            self._held[digest] = document
            if len(self._held) > _IN_MEMORY_MAX:
                self._held.popitem(last=False)
        return document
