"""A snapshot brings back what is on record, where it fits the record, and is passed by where it does not."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.simulators.crisis_sites import StillClock
from tests.simulators.small_books import small_book

from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId, UnknownBody
from coalition.command.events.kinds.tasks import TaskAccepted, TaskAssigned
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.labels import national_label
from coalition.operations.crisis import room as rooms
from coalition.operations.crisis import searching
from coalition.operations.crisis.clock import CrisisClock, Setting
from coalition.operations.crisis.journal import stream_of
from coalition.operations.crisis.keeping.snapshot import Shelf
from coalition.operations.crisis.opening import Place, open_crisis
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.rows import notices, things
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import Marks
from coalition.operations.crisis.stated.labelling import participants
from coalition.operations.crisis.viewing import standing
from coalition.operations.crisis.viewing.indexes import index_of, ranked
from coalition.record import Keyring, generate_keyring, open_record
from coalition.server.opening import clearance_for

BOOK = small_book()
KEY = bytes(range(64))


@dataclass
class Opener:
    """Opens one room again and again."""

    folder: Path
    keyring: Keyring
    clock: StillClock

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.folder / "fold.snapshot", KEY)

    def open(self, *, shelf: bool = True) -> CrisisRoom:
        record = open_record(
            self.folder / "record.sqlite", self.keyring, random=random.Random(2).randbytes,
            now=lambda: "2026-11-28T00:00:00Z",
        )  # fmt: skip
        clock = CrisisClock(self.clock, Setting())
        place = Place(
            record, None, clock, random.Random(3).randbytes, self.shelf if shelf else None
        )
        return open_crisis(BOOK, place)[0]


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    monkeypatch.setattr(rooms, "FOUNDED_FROM", 10)
    now = BOOK.crisis.activated + 600
    nations = participants(BOOK)
    keyring = generate_keyring(
        nations, random=random.Random(1).randbytes, now="2026-11-28T00:00:00Z"
    )
    return Opener(tmp_path, keyring, StillClock(now))


def said(room: CrisisRoom, number: int, nation: str, to: str) -> Event:
    name = f"{number:032x}"
    at = Stamp(room.clock.stamp() - 1_000 + number)
    return Event(
        EventId(name), at, Origin(nation), PersonId("p"), "TaskAssigned", ObjectId(name),
        room.usual if number % 2 else national_label(nation),
        TaskAssigned(Origin(to), f"fuel for {number}"),
    )  # fmt: skip


def filled(room: CrisisRoom) -> None:
    """Tasks of two nations, one of them accepted, and an event of a kind that is not known."""
    events = [
        said(room, number, *(("DEU", "POL"), ("POL", "DEU"))[number % 2]) for number in range(40)
    ]
    first = events[1]
    taken = replace(
        first, id=EventId("a" * 32), at=Stamp(first.at + 100), origin=Origin("DEU"),
        kind="TaskAccepted", body=TaskAccepted(),
    )  # fmt: skip
    odd = EventId("b" * 32)
    strange = replace(
        first, id=odd, subject=ObjectId(odd), kind="SongSung",
        body=UnknownBody({"verse": 1}, "the kind `SongSung`"),
    )  # fmt: skip
    room.take([*events, taken, strange])


def kept(opener: Opener) -> None:
    """A snapshot lies there of a room that was filled, with all that is prepared."""
    room = opener.open()
    filled(room)
    room.lay_foundation()
    laid = room.foundation
    assert laid is not None
    searching.prepare(laid)
    notices.prepare(laid)
    standing.prepare(laid)
    ranked(laid, Noun.TASK, "title", things.COLUMNS["title"])
    assert opener.shelf.keep(room.journal, laid, policy=room.policy.name, now=room.clock.minute())
    room.close()


def test_a_room_begun_with_it_is_the_room_read_from_the_record(opener: Opener) -> None:
    kept(opener)
    alone = opener.open(shelf=False)
    events, labels = list(alone.journal.events), list(alone.journal.labels)
    places = [alone.journal.place_of(event.id) for event in events]
    alone_told = {nation: told(alone, nation) for nation in ("DEU", "POL")}
    alone.close()
    begun = opener.open()
    assert begun.snapshot is not None
    assert begun.journal.events == events
    assert begun.journal.labels == labels
    assert [begun.journal.place_of(event.id) for event in events] == places
    assert {nation: told(begun, nation) for nation in ("DEU", "POL")} == alone_told
    assert begun.foundation is not None
    assert begun.foundation.position == begun.snapshot.foundation.position
    begun.close()


def told(room: CrisisRoom, nation: str) -> list[object]:
    """What a nation sees, in several ways."""
    view = room.view(clearance_for(room.policy, nation))
    ground = Ground(room, view, Marks(room.policy), None)
    picture = view.picture()
    return [
        [list(picture.each(noun)) for noun in Noun],
        picture.held_events(),
        [list(run) for run in view.event_keys()],
        notices.notice_rows(ground),
        list(searching.search(ground, "fuel")),
        list(index_of(view, Noun.TASK, "title", things.COLUMNS["title"]).keys),
        standing.book_of(view, room.nouns),
    ]


def test_what_came_after_it_is_read_from_the_record(opener: Opener) -> None:
    kept(opener)
    room = opener.open()
    more = said(room, 99, "DEU", "POL")
    room.take([more])
    room.close()
    again = opener.open()
    assert again.snapshot is not None
    assert again.journal.find(more.id) == (more, again.journal.labels[-1])
    assert len(again.journal.events) == again.snapshot.foundation.position + 1
    again.close()


def test_it_is_not_used_when_a_byte_of_it_or_its_key_is_another(opener: Opener) -> None:
    kept(opener)
    file = opener.shelf.file
    whole = file.read_bytes()
    room = opener.open(shelf=False)
    assert Shelf(file, KEY[::-1]).find(room.journal.record, room.policy.name) is None
    for place in (0, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert opener.shelf.find(room.journal.record, room.policy.name) is None
        assert not file.exists()
    file.write_bytes(whole)
    assert opener.shelf.find(room.journal.record, "another policy") is None
    file.write_bytes(whole)
    assert opener.shelf.find(room.journal.record, room.policy.name) is not None
    room.close()


def test_it_is_not_used_after_a_redaction(opener: Opener) -> None:
    kept(opener)
    room = opener.open()
    event = room.journal.events[-2]
    place = room.journal.place_of(event.id)
    room.journal.record.redact(stream_of(event), place.index, reason="said in error")
    room.close()
    again = opener.open()
    assert again.snapshot is None
    assert again.journal.find(event.id) is None
    assert not opener.shelf.file.exists()
    again.close()


def test_it_is_not_used_beside_another_record(opener: Opener, tmp_path: Path) -> None:
    kept(opener)
    for name in ("record.sqlite", "record.sqlite.checkpoints"):
        (tmp_path / name).unlink()
    other = opener.open()
    assert other.snapshot is None
    other.close()
