"""The rows of the book as they stand in a view: the last that their origin stated, until it is retired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coalition.command.events.event import Event
from coalition.command.events.kinds.facts import FactRetired, FactStated
from coalition.command.fold.object import ObjectRecord
from coalition.errors import InputError
from coalition.operations.crisis.stated.nouns import (
    STAFF,
    TABLES,
    BookFrame,
    key_of,
    may_state,
)
from coalition.operations.crisis.stated.reading import from_json
from coalition.operations.crisis.stated.whole import Tables
from coalition.operations.crisis.viewing.view import View


def effective(record: ObjectRecord) -> Iterator[Event]:
    """The events of an object that changed something, in order."""
    aside = {one.event.id for one in record.set_aside} | {one.id for one in record.held}
    return (event for event in record.events if event.id not in aside)


def standing_fact(record: ObjectRecord) -> Event | None:
    """The event that says what the row is now; None when it was retired."""
    found: Event | None = None
    for event in effective(record):
        if isinstance(event.body, FactStated):
            found = event
        elif isinstance(event.body, FactRetired):
            found = None
    return found


class Nouns:
    """The nouns of rows, read once an event."""

    def __init__(self) -> None:
        self._read: dict[str, Any] = {}

    def of(self, event: Event) -> Any | None:
        """The noun that the event states; None when it fits no table."""
        if event.id not in self._read:
            self._read[event.id] = _noun_of(event.body)
        return self._read[event.id]

    def table(self, view: View, name: str) -> dict[str, tuple[ObjectRecord, Any]]:
        """The rows of a table that stand, by key: the object and the noun.

        Of two rows of one key the staff's stands, else the one stated first.
        """
        found: dict[str, tuple[ObjectRecord, Any]] = {}
        for record in view.facts(name):
            event = standing_fact(record)
            noun = None if event is None else self.of(event)
            if event is None or noun is None or not may_state(name, noun, event.origin):
                continue
            key = key_of(name, noun)
            if key == event.body.key and (key not in found or _before(record, found[key][0])):
                found[key] = (record, noun)
        return found

    def tables(self, view: View) -> Tables:
        """Every row that stands, by table and key."""
        return {
            name: {key: noun for key, (_, noun) in self.table(view, name).items()}
            for name in TABLES
        }


def _before(one: ObjectRecord, other: ObjectRecord) -> bool:
    """Whether the one stands where both have the same key."""
    first, second = one.events[0], other.events[0]
    return (first.origin != STAFF, first.order) < (second.origin != STAFF, second.order)


def _noun_of(stated: FactStated) -> Any | None:
    kind = TABLES.get(stated.table)
    try:
        return None if kind is None else from_json(kind, stated.fields)
    except InputError:
        return None


def frame_in(tables: Tables) -> BookFrame | None:
    """The frame of the book; None when it is not in view."""
    frames: Iterable[Any] = tables.get("book", {}).values()
    return next((one for one in frames if isinstance(one, BookFrame)), None)
