"""The journal: what is durable is in memory, in the order of the record, and what cannot be is refused."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.simulators.memory_record import MemoryRecord
from tests.simulators.small_books import small_book

from coalition.command.events.event import (
    Event,
    EventId,
    ObjectId,
    Origin,
    PersonId,
    UnknownBody,
)
from coalition.command.events.kinds.tasks import TaskAssigned
from coalition.command.events.stamps import Stamp
from coalition.command.events.wire import event_to_json
from coalition.errors import IntegrityError
from coalition.labels import default_policy, national_label
from coalition.operations.crisis.adopting import Adoption, adopted
from coalition.operations.crisis.journal import (
    Journal,
    draft_of,
    payload_of,
    read_quickly,
    stream_of,
)
from coalition.operations.crisis.stated.labelling import labeller, policy_of
from coalition.record import canonical_bytes

POLICY = default_policy()
BOOK = small_book()


def event(number: int, nation: str = "DEU") -> Event:
    name = f"{number:032x}"
    return Event(
        EventId(name), Stamp(number), Origin(nation), PersonId("p"), "TaskAssigned", ObjectId(name),
        national_label(nation), TaskAssigned(Origin(nation), "x"),
    )  # fmt: skip


def test_what_is_appended_is_read_back_and_read_again_from_the_record() -> None:
    record = MemoryRecord()
    journal = Journal(record, POLICY)
    journal.append([event(1), event(2, "FRA")])
    assert journal.events == [event(1), event(2, "FRA")]
    again = Journal(record, POLICY)
    assert again.events == journal.events
    assert again.labels == journal.labels
    assert again.place_of(event(2).id).stream == stream_of(event(2, "FRA"))


def test_payloads_are_the_canonical_bytes_of_their_events() -> None:
    label = labeller(BOOK, None, policy_of(BOOK))
    events = list(adopted(BOOK, Adoption(label, random.Random(1).randbytes, Stamp(0))))
    for one in (
        *events,
        event(1),
        replace(event(2), body=UnknownBody({"b": 1, "a": "\u00e9"}, "x")),
    ):
        payload = payload_of(one)
        assert payload == canonical_bytes(event_to_json(one))
        assert read_quickly(payload, one.label) in (None, one)


def test_a_label_is_kept_once() -> None:
    journal = Journal(MemoryRecord(), POLICY)
    journal.append([event(1), event(2)])
    assert journal.events[0].label is journal.events[1].label


def test_an_event_twice_or_in_another_stream_stops() -> None:
    record = MemoryRecord()
    record.append([draft_of(event(1)), draft_of(event(1))])
    with pytest.raises(IntegrityError):
        Journal(record, POLICY)
    moved = MemoryRecord()
    moved.append([replace(draft_of(event(1)), stream=stream_of(event(2, "FRA")))])
    with pytest.raises(IntegrityError):
        Journal(moved, POLICY)
