"""The rows of the book as they stand in a view: the last that their origin stated, until it is retired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coalition.command.events.event import Event
from coalition.command.fold.object import ObjectRecord
from coalition.command.nouns.facts import Fact
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


class Nouns:
    """The nouns of rows, read once an event."""

    def __init__(self) -> None:
        self._read: dict[str, Any] = {}

    def of(self, fact: Fact) -> Any | None:
        """The noun that a row states; None when it fits no table, or is not its origin's to state."""
        if fact.version not in self._read:
            self._read[fact.version] = _noun_of(fact)
        return self._read[fact.version]

    def table(self, view: View, name: str) -> dict[str, tuple[ObjectRecord, Any]]:
        """The rows of a table that stand, by key: the object and the noun.

        Of two rows of one key the staff's stands, else the one stated first.
        """
        found: dict[str, tuple[ObjectRecord, Any]] = {}
        for record in view.facts(name):
            fact: Fact = record.state
            noun = None if fact.retired is not None else self.of(fact)
            key = fact.stated.key
            if noun is not None and (key not in found or _before(record, found[key][0])):
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


def _noun_of(fact: Fact) -> Any | None:
    kind = TABLES.get(fact.stated.table)
    try:
        noun = None if kind is None else from_json(kind, fact.stated.fields)
    except InputError:
        return None
    if noun is None or key_of(fact.stated.table, noun) != fact.stated.key:
        return None
    return noun if may_state(fact.stated.table, noun, fact.owner) else None


def frame_in(tables: Tables) -> BookFrame | None:
    """The frame of the book; None when it is not in view."""
    frames: Iterable[Any] = tables.get("book", {}).values()
    return next((one for one in frames if isinstance(one, BookFrame)), None)
