"""The events of the record in memory, in the node's order of commit, each with the number of its label.

The order and the positions never leave the node: viewers are told of events by `(at, id)` alone. An event is in
memory only once it is durable.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import RLock

import msgspec

from coalition.command.events.event import (
    Event,
    EventId,
    ObjectId,
    Origin,
    PersonId,
    UnknownBody,
)
from coalition.command.events.registry import BY_NAME
from coalition.command.events.shape import UnknownFieldError, body_from_json, body_to_json
from coalition.command.events.stamps import read_stamp, write_stamp
from coalition.command.events.wire import VERSION, event_from_json
from coalition.errors import IntegrityError
from coalition.labels import Label, LabelTable, Policy, label_digest, label_to_json
from coalition.measure.collector import without_collector
from coalition.record import Draft, Record, StreamName, canonical_bytes, parse_canonical

_BATCH = 1_000
_AUDIENCE_DIGITS = 32
_ENCODER = msgspec.json.Encoder(order="sorted")


_NONE: array[int] = array("i")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the record keeps an event."""

    stream: StreamName
    index: int
    position: int


Begin = Callable[["Journal"], None]


class Whereabouts:
    """Where the record keeps each event, as columns: streams are numbered as they come."""

    def __init__(
        self, names: Sequence[StreamName] = (), streams: array[int] = _NONE,
        indexes: array[int] = _NONE, positions: array[int] = _NONE,
    ) -> None:  # fmt: skip
        """Places that are known already, as columns side by side."""
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(names)}
        self.streams, self.indexes = array("i", streams), array("q", indexes)
        self.positions = array("q", positions)

    def add(self, place: Place) -> None:
        """The place of one event more."""
        number = self._numbers.setdefault(place.stream, len(self.names))
        if number == len(self.names):
            self.names.append(place.stream)
        self.streams.append(number)
        self.indexes.append(place.index)
        self.positions.append(place.position)

    def of(self, number: int) -> Place:
        """The place of an event by its number."""
        name = self.names[self.streams[number]]
        return Place(name, self.indexes[number], self.positions[number])


class Journal:
    """Every event that is durable. Appending blocks until it is; reading goes on meanwhile."""

    def __init__(self, record: Record, policy: Policy, begin: Begin | None = None) -> None:
        """What is on record; `begin` may put events in that are known to be the first of them."""
        self.record, self.table = record, LabelTable(policy)
        self._lock = RLock()
        self.events: list[Event] = []
        self.labels: list[int] = []
        self._numbers: dict[str, int] = {}
        self.where = Whereabouts()
        """Where the record keeps each event."""
        self._audiences: dict[str, int] = {}
        self._position = 0
        self._arrived: dict[int, tuple[Event, Place]] = {}
        if begin is not None:
            begin(self)
        self.take_in()

    def __len__(self) -> int:
        return len(self.labels)  # an event is there once its label is, which is put down last

    def begin_with(
        self, events: list[Event], labels: list[int], known: Sequence[Label], where: Whereabouts
    ) -> None:
        """Have these events as the first on record; `known` are all labels by their numbers."""
        for label in known:
            self.table.intern(label)
        self._numbers = {event.id: number for number, event in enumerate(events)}
        for stream, number in dict(zip(where.streams, labels, strict=True)).items():
            self._audiences[where.names[stream].audience] = number
        self.events, self.labels, self.where = events, labels, where
        self._position = where.positions[-1] if events else 0

    def take_in(self) -> int:
        """Read what the record has and the memory has not; how many events that were."""
        with self._lock, without_collector():
            begun = len(self.events)
            while entries := self.record.read(self._position, _BATCH):
                for entry in entries:
                    self._position = entry.position
                    self._arrived.pop(entry.position, None)
                    if entry.payload is not None:
                        place = Place(entry.stream, entry.index, entry.position)
                        self._take(entry.payload, place)
            return len(self.events) - begun

    def append(self, events: Sequence[Event]) -> None:
        """The events are durable, all together, and in memory. Raises what the record raises.

        Nobody is kept waiting while the record makes them durable, so that what several hand in at once is
        one commit.
        """
        receipts = self.record.append([draft_of(event) for event in events])
        with self._lock:
            for event, receipt in zip(events, receipts, strict=True):
                if receipt.position > self._position:
                    place = Place(receipt.stream, receipt.index, receipt.position)
                    self._arrived[receipt.position] = event, place
            self._take_arrived()
            if receipts and receipts[-1].position > self._position:
                self.take_in()  # others of the commit, or of another process, have not come by

    def _take_arrived(self) -> None:
        """Remember what has arrived, as far as nothing before it is missing."""
        while (found := self._arrived.pop(self._position + 1, None)) is not None:
            event, place = found
            self._position += 1
            self._remember(event, self._number(event, place.stream), place)

    def _take(self, payload: bytes, place: Place) -> None:
        """Take in a payload, which the record has checked against its hash.

        Labels of one audience are one label: it is read once, and known by the audience's name after that.
        """
        number = self._audiences.get(place.stream.audience)
        event = None if number is None else read_quickly(payload, self.table.label(number))
        if event is None or number is None or event.origin != place.stream.origin:
            event = event_from_json(parse_canonical(payload))
            number = self._number(event, place.stream)
        self._remember(event, number, place)

    def _number(self, event: Event, stream: StreamName) -> int:
        """The number of an event's label. Raises IntegrityError when it stands in another label's stream."""
        if (stream.origin, stream.audience) != (event.origin, audience_of(event.label)):
            raise IntegrityError("an event stands in a stream that its label does not name")
        if stream.audience not in self._audiences:
            self._audiences[stream.audience] = self.table.intern(event.label)
        return self._audiences[stream.audience]

    def _remember(self, event: Event, number: int, place: Place) -> None:
        if event.id in self._numbers:
            raise IntegrityError("the record holds an event twice")
        label = self.table.label(number)
        self.where.add(place)
        self._numbers[event.id] = len(self.events)
        self.events.append(event if event.label is label else replace(event, label=label))
        self.labels.append(number)

    def find(self, event: str) -> tuple[Event, int] | None:
        """The event and the number of its label; None when there is none of the name."""
        found = self._numbers.get(event)
        if found is None or found >= len(self):
            return None
        return self.events[found], self.labels[found]

    def index_of(self, event: str) -> int:
        """How many events came before it in the node's order. Raises KeyError for none of this journal."""
        return self._numbers[event]

    def place_of(self, event: str) -> Place:
        """Where the record keeps the event. Raises KeyError for none of this journal."""
        return self.where.of(self._numbers[event])

    def after(self, position: int) -> Iterator[tuple[Event, int]]:
        """Events past so many, with the numbers of their labels."""
        end = len(self)
        return zip(self.events[position:end], self.labels[position:end], strict=True)


def stream_of(event: Event) -> StreamName:
    """The stream an event belongs to: its origin, and for whom it is."""
    return StreamName(event.origin, audience_of(event.label))


@lru_cache(maxsize=100_000)
def audience_of(label: Label) -> str:
    """The name of a label's audience in streams; equal labels have the same."""
    return label_digest(label)[:_AUDIENCE_DIGITS]


@lru_cache(maxsize=100_000)
def _label_bytes(label: Label) -> msgspec.Raw:
    return msgspec.Raw(canonical_bytes(label_to_json(label)))


def payload_of(event: Event) -> bytes:
    """The canonical bytes of an event, with its label's taken from those known.

    They are those of `canonical_bytes(event_to_json(event))`. Raises InputError for a body that has no one
    text.
    """
    held = isinstance(event.body, UnknownBody)
    body = event.body.fields if held else body_to_json(event.body)
    return _ENCODER.encode(
        {
            "v": VERSION,
            "id": event.id,
            "at": write_stamp(event.at),
            "origin": event.origin,
            "actor": event.actor,
            "kind": event.kind,
            "subject": event.subject,
            "label": _label_bytes(event.label),
            "body": msgspec.Raw(canonical_bytes(body)),
        }
    )


def read_quickly(payload: bytes, label: Label) -> Event | None:
    """The event of a payload whose label is known; None for one that has to be looked at closely."""
    try:
        data = msgspec.json.decode(payload)
        return Event(
            EventId(data["id"]), read_stamp(data["at"]), Origin(data["origin"]),
            PersonId(data["actor"]), data["kind"], ObjectId(data["subject"]), label,
            body_from_json(BY_NAME[data["kind"]].body, data["body"]),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, UnknownFieldError, msgspec.MsgspecError):
        return None


def draft_of(event: Event) -> Draft:
    """What is appended for an event: its canonical bytes, in its stream."""
    return Draft(stream_of(event), payload_of(event))
