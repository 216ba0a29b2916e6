"""Object states that several views share: the same events of an object are folded once.

The rule: a step is known by the record before it (the very one) and by its event. Views that have seen the same
events of an object hold the same record, so that a picture for each nation costs little more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

from coalition.command.events.event import Event
from coalition.command.fold.object import ObjectRecord, with_event
from coalition.command.fold.picture import Key

_Step = tuple[ObjectRecord | None, ObjectRecord]


class SharedSteps:
    """Steps that were made before, by event; and the keys by which events are ordered."""

    def __init__(self) -> None:
        self._steps: dict[str, tuple[_Step, ...]] = {}
        self._keys: dict[str, Key] = {}

    def step(self, before: ObjectRecord | None, event: Event) -> ObjectRecord:
        """The record with one event more; `before` None when it is the first."""
        known = self._steps.get(event.id, ())
        for begin, after in known:
            if begin is before:
                return after
        made = with_event(before or ObjectRecord(event.subject), event)
        self._steps[event.id] = (*known, (before, made))
        return made

    def first(self, events: Sequence[Event]) -> ObjectRecord:
        """The record of all the events of an object; one that was made before is given again.

        It is not kept here: whoever asks keeps it.
        """
        record: ObjectRecord | None = None
        for event in events:
            known = next(
                (made for begin, made in self._steps.get(event.id, ()) if begin is record), None
            )
            record = known or with_event(record or ObjectRecord(event.subject), event)
        if record is None:
            raise IndexError("an object has events")
        return record

    def key(self, event: Event) -> Key:
        """The place of the event in every order, the same object for all views."""
        return self._keys.setdefault(event.id, (event.at, event.id))
