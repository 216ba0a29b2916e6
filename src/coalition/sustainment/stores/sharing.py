"""Between whom stock may be handed over, and when: the port to the law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId, PlaceId


class Sharing(Protocol):
    """When `owner` may hand stock to `user` at a place: stretches, sorted and apart."""

    def windows(self, owner: NationId, user: NationId, place: PlaceId) -> tuple[Interval, ...]:
        """The stretches."""


def covers(windows: Iterable[Interval], opens: Minute, closes: Minute) -> bool:
    """Whether some stretch holds all of [opens, closes)."""
    return any(one.opens <= opens and closes <= one.closes for one in windows)
