"""Between whom stock may be handed over, and when: the port to the law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId
from coalition.model.supply.inventory import Store


class Sharing(Protocol):
    """When a store's owner may hand what is in it to another nation's forces there."""

    def windows(self, store: Store, user: NationId) -> tuple[Interval, ...]:
        """The stretches, sorted and apart."""


def covers(windows: Iterable[Interval], opens: Minute, closes: Minute) -> bool:
    """Whether some stretch holds all of [opens, closes)."""
    return any(one.opens <= opens and closes <= one.closes for one in windows)
