"""Claims: who acts on an object waits for whoever acts on the same one, and for nobody else.

So acts on different objects are checked at once and made durable in one commit; acts on one object come
one after another, each checked against what the one before it made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Claims:
    """Names that somebody is acting on now."""

    def __init__(self) -> None:
        self._held: set[str] = set()
        self._changed = Condition()

    @contextmanager
    def on(self, *names: str) -> Iterator[None]:
        """Inside nobody else holds any of the names; empty ones are nobody's."""
        wanted = {name for name in names if name}
        with self._changed:
            self._changed.wait_for(lambda: self._held.isdisjoint(wanted))
            self._held |= wanted
        try:
            yield
        finally:
            with self._changed:
                self._held -= wanted
                self._changed.notify_all()
