"""The picture of an instant: every visible object, the instant, and the calendars clocks are read on.

Whatever depends on the time or on several objects (has a deadline passed, is a plan stale) is worked out from
a picture when asked, by the functions of the rooms; nothing of it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coalition.command.calendars import Calendars
from coalition.command.events.event import Event, EventId, ObjectId
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.sharing import MapSnapshot
from coalition.command.fold.states import links_of
from coalition.measure.instants import Minute

Key = tuple[Stamp, EventId]
"""When an object was opened, and its id."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What one viewer may see, as of `now`. Never changes."""

    now: Minute
    calendars: Calendars = field(default_factory=dict)
    objects: MapSnapshot[ObjectRecord] = field(default_factory=MapSnapshot)
    order: Mapping[Noun, tuple[Sequence[Key], ...]] = field(default_factory=dict)
    held: MapSnapshot[Event] = field(default_factory=MapSnapshot)
    naming: MapSnapshot[frozenset[ObjectId]] = field(default_factory=MapSnapshot)

    def find(self, subject: ObjectId) -> ObjectRecord | None:
        """The object's record; None when it is not in the picture or its opening is not."""
        record = self.objects.find(subject)
        return record if record is not None and record.state is not None else None

    def find_state(self, subject: ObjectId, kind: type[Any]) -> Any:
        """The object's state when it is of the class; else None."""
        record = self.find(subject)
        return record.state if record is not None and isinstance(record.state, kind) else None

    def each(self, noun: Noun, *, after: Key | None = None) -> Iterator[ObjectRecord]:
        """The objects of a noun by (opened at, id); `after` goes on behind a key."""
        for key in self.keys(noun, after=after):
            record = self.objects.find(str(key[1]))
            if record is not None:
                yield record

    def keys(self, noun: Noun, *, after: Key | None = None) -> Iterator[Key]:
        """The keys of a noun's objects, in order."""
        for run in self.order.get(noun, ()):
            if after is None:
                yield from run
            elif run[-1] > after:
                yield from run[bisect_right(run, after) :]

    def count(self, noun: Noun) -> int:
        """How many objects of the noun there are."""
        return sum(len(run) for run in self.order.get(noun, ()))

    def naming_each(self, subject: ObjectId, noun: Noun) -> tuple[ObjectRecord, ...]:
        """The objects of a noun that name an object (rest on it, serve its line), by (opened at, id)."""
        found = (self.find(each) for each in self.naming.find(subject) or ())
        records = (
            r for r in found if r is not None and r.noun is noun and subject in links_of(r.state)
        )
        return tuple(sorted(records, key=opened_key))

    def held_events(self) -> tuple[Event, ...]:
        """Events of unknown kinds, in order."""
        return tuple(sorted(self.held.values(), key=lambda event: (event.at, event.id)))


def opened_key(record: ObjectRecord) -> tuple[Stamp, ObjectId]:
    """The place of an object among those of its noun."""
    opened = record.opened
    return (Stamp(0) if opened is None else opened.at), record.subject
