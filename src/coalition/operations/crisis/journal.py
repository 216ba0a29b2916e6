"""The events of the record in memory, in the node's order of commit, each with the number of its label.

The order and the positions never leave the node: viewers are told of events by `(at, id)` alone. An event is in
memory only once it is durable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import RLock

from coalition.command.events.event import Event
from coalition.command.events.wire import event_from_json, event_to_json
from coalition.errors import IntegrityError
from coalition.labels import Label, LabelTable, Policy, label_digest
from coalition.record import Draft, Record, StreamName, canonical_bytes, parse_canonical

_BATCH = 1_000
_AUDIENCE_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where the record keeps an event."""

    stream: StreamName
    index: int
    position: int


class Journal:
    """Every event that is durable. Appending blocks until it is; reading goes on meanwhile."""

    def __init__(self, record: Record, policy: Policy) -> None:
        self.record, self.table = record, LabelTable(policy)
        self._lock = RLock()
        self.events: list[Event] = []
        self.labels: list[int] = []
        self._places: dict[str, tuple[int, Place]] = {}
        self._position = 0
        self.take_in()

    def __len__(self) -> int:
        return len(self.events)

    def take_in(self) -> int:
        """Read what the record has and the memory has not; how many events that were."""
        with self._lock:
            begun = len(self.events)
            while entries := self.record.read(self._position, _BATCH):
                for entry in entries:
                    self._position = entry.position
                    if entry.payload is not None:
                        event = event_from_json(parse_canonical(entry.payload))
                        place = Place(entry.stream, entry.index, entry.position)
                        self._remember(event, place)
            return len(self.events) - begun

    def append(self, events: Sequence[Event]) -> None:
        """The events are durable, all together, and in memory. Raises what the record raises."""
        drafts = [draft_of(event) for event in events]
        with self._lock:
            self.record.append(drafts)
            self.take_in()

    def _remember(self, event: Event, place: Place) -> None:
        if event.id in self._places:
            raise IntegrityError("the record holds an event twice")
        if place.stream != stream_of(event):
            raise IntegrityError("an event stands in a stream that its label does not name")
        number = self.table.intern(event.label)
        self.events.append(replace(event, label=self.table.label(number)))
        self.labels.append(number)
        self._places[event.id] = len(self.events) - 1, place

    def find(self, event: str) -> tuple[Event, int] | None:
        """The event and the number of its label; None when there is none of the name."""
        found = self._places.get(event)
        return None if found is None else (self.events[found[0]], self.labels[found[0]])

    def index_of(self, event: str) -> int:
        """How many events came before it in the node's order. Raises KeyError for none of this journal."""
        return self._places[event][0]

    def place_of(self, event: str) -> Place:
        """Where the record keeps the event. Raises KeyError for none of this journal."""
        return self._places[event][1]

    def after(self, position: int) -> Iterator[tuple[Event, int]]:
        """Events past so many, with the numbers of their labels."""
        end = len(self.events)
        return zip(self.events[position:end], self.labels[position:end], strict=True)


def stream_of(event: Event) -> StreamName:
    """The stream an event belongs to: its origin, and for whom it is."""
    return StreamName(event.origin, audience_of(event.label))


def audience_of(label: Label) -> str:
    """The name of a label's audience in streams; equal labels have the same."""
    return label_digest(label)[:_AUDIENCE_DIGITS]


def draft_of(event: Event) -> Draft:
    """What is appended for an event: its canonical bytes, in its stream."""
    return Draft(stream_of(event), canonical_bytes(event_to_json(event)))


def drafts_of(events: Iterable[Event]) -> list[Draft]:
    """The drafts of events, in order."""
    return [draft_of(event) for event in events]
