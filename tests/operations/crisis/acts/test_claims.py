"""Acts on one object come one after another; acts on different objects share a commit."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Barrier, Event, Thread

from tests.simulators.memory_record import MemoryRecord
from tests.simulators.small_books import small_book

from coalition.command.acting.command import Actor
from coalition.command.events.event import Origin, PersonId
from coalition.command.events.kinds.tasks import TaskAccepted, TaskAssigned
from coalition.command.events.registry import Role
from coalition.labels import clearance_up_to
from coalition.operations.crisis.acting import NotAllowedError, Said
from coalition.operations.crisis.acts.claims import Claims
from coalition.operations.crisis.clock import CrisisClock, Setting
from coalition.operations.crisis.opening import Place, open_crisis
from coalition.operations.crisis.room import CrisisRoom
from coalition.record import Draft, Receipt

PATIENCE_SECONDS = 30


class TogetherRecord(MemoryRecord):
    """A record that makes nothing durable until so many have handed something in."""

    def __init__(self, together: int) -> None:
        super().__init__()
        self.gate: Barrier | None = None
        self.together = together

    def append(self, drafts: Sequence[Draft]) -> list[Receipt]:
        if self.gate is not None:
            self.gate.wait(PATIENCE_SECONDS)
        return super().append(drafts)


def room_on(record: MemoryRecord) -> CrisisRoom:
    book = small_book()
    begin = book.crisis.activated * 60_000
    numbers = iter(range(1, 10_000))
    chance = lambda count: next(numbers).to_bytes(count, "big")  # noqa: E731
    place = Place(record, None, CrisisClock(lambda: begin, Setting(), None), chance)
    return open_crisis(book, place)[0]


def said(nation: str, body: object, subject: str = "") -> Said:
    actor = Actor(PersonId(nation), Origin(nation), frozenset(Role))
    return Said(actor, clearance_up_to("SECRET", nation=nation), body, subject)


def test_two_writers_share_a_commit() -> None:
    """Neither gets past the record before the other has handed in too, so waiting for one another is
    death.
    """
    record = TogetherRecord(2)
    room = room_on(record)
    record.gate = Barrier(2)
    threads = [
        Thread(target=room.act, args=(said(nation, TaskAssigned(Origin("DEU"), nation)),))
        for nation in ("DEU", "POL")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    assert not record.gate.broken
    titles = {event.body.title for event in room.journal.events[-2:]}
    assert titles == {"DEU", "POL"}
    assert [room.journal.place_of(e.id).position for e in room.journal.events[-2:]] == [
        len(room.journal) - 1, len(room.journal),
    ]  # fmt: skip


def test_of_two_who_say_the_same_of_one_object_the_second_is_refused() -> None:
    room = room_on(MemoryRecord())
    task = room.act(said("POL", TaskAssigned(Origin("DEU"), "x"))).subject
    begin, found = Barrier(8), list[str]()

    def accept() -> None:
        begin.wait(PATIENCE_SECONDS)
        try:
            room.act(said("DEU", TaskAccepted(), task))
            found.append("said")
        except NotAllowedError as error:
            found.append(error.code)

    threads = [Thread(target=accept) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(found) == ["said", *["state"] * 7]


def test_a_name_is_held_by_one_and_others_are_free() -> None:
    claims, entered, leave = Claims(), Event(), Event()

    def hold() -> None:
        with claims.on("a", "b", ""):
            entered.set()
            leave.wait(PATIENCE_SECONDS)

    holder = Thread(target=hold)
    holder.start()
    entered.wait(PATIENCE_SECONDS)
    with claims.on("c", ""):
        pass
    waited = Thread(target=lambda: claims.on("b").__enter__())
    waited.start()
    waited.join(0.05)
    assert waited.is_alive()
    leave.set()
    waited.join(PATIENCE_SECONDS)
    holder.join(PATIENCE_SECONDS)
    assert not waited.is_alive()
