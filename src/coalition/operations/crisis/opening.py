"""Opening a crisis: the room of a record, which is adopted from the book when nothing is on record yet.

Whose time it is: the wall's when the crisis is going on, an exercise's beginning at C-day when it is long
over or more than a month off, so that a case of the past can be played.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coalition.command.events.stamps import Stamp, stamp_of
from coalition.errors import Fault, InputError
from coalition.measure.instants import MINUTES_PER_DAY, Minute, parse_instant
from coalition.model.book import Book
from coalition.operations.crisis.acting import Chance
from coalition.operations.crisis.acts.offices import offices_of
from coalition.operations.crisis.adopting import Adoption, adopted
from coalition.operations.crisis.clock import CrisisClock, Milliseconds, Setting, exercise_from
from coalition.operations.crisis.keeping.snapshot import Shelf
from coalition.operations.crisis.room import CrisisRoom, Means
from coalition.operations.crisis.stated.labelling import labeller, policy_of
from coalition.operations.crisis.stated.nouns import STAFF, Row
from coalition.record import Record

_SOON_DAYS = 31


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by what a crisis is opened: its record, the book's folder, the clock, chance, and where a
    snapshot may lie.
    """

    record: Record
    folder: Path | None
    clock: CrisisClock
    chance: Chance
    shelf: Shelf | None = None


def open_crisis(book: Book, place: Place) -> tuple[CrisisRoom, bool]:
    """The room, and whether the book was adopted just now. Raises InputError for a faulty `labels.toml`."""
    policy = policy_of(book)
    label = labeller(book, place.folder, policy)
    usual = label(Row("", "", STAFF, None))
    offices = offices_of(book, place.clock.minute())
    kept = None if place.shelf is None else place.shelf.find(place.record, policy.name)
    room = CrisisRoom(
        Means(place.record, policy, place.clock, place.chance, usual, offices, snapshot=kept)
    )
    if len(room.journal):
        return room, False
    at = Stamp(min(stamp_of(book.crisis.activated), place.clock.stamp()))
    room.take(list(adopted(book, Adoption(label, place.chance, at))))
    return room, True


def setting_for(book: Book, machine: Milliseconds, begin: str = "") -> Setting:
    """Whose time it is. Raises InputError when `begin` is no instant."""
    if begin:
        try:
            return exercise_from(machine, parse_instant(begin))
        except ValueError as error:
            raise InputError([Fault("--begin", "bad-date", str(error))]) from None
    now = Minute(machine() // 60_000)
    soon = book.crisis.activated - _SOON_DAYS * MINUTES_PER_DAY
    if soon <= now < book.crisis.horizon_end:
        return Setting()
    return exercise_from(machine, book.crisis.activated)
