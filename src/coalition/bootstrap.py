"""Where the bundled cases lie, what the environment asks of this run, and how a crisis room is opened.

The only reader of the environment, and the one place that takes the clock, chance, keys and the database
and hands them down.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns

from coalition.formats.book_reader import read_book
from coalition.model.book import Book
from coalition.operations.crisis.clock import CrisisClock, read_setting, write_setting
from coalition.operations.crisis.keeping.snapshot import Shelf
from coalition.operations.crisis.opening import Place, open_crisis, setting_for
from coalition.operations.crisis.planning.desk import PlanDesk
from coalition.operations.crisis.planning.shelf import PlanShelf
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.stated.labelling import participants
from coalition.record import (
    Keyring,
    generate_keyring,
    load_keyring,
    open_record,
    save_keyring,
)
from coalition.record.signing.roster import Roster

_PACKAGE = Path(__file__).parent
_DATABASE = "COALITION_DATABASE"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run takes from outside its arguments: where cases lie, and whether to show progress."""

    cases: Path
    show_progress: bool


def read_settings() -> Settings:
    """Settings of this run. `COALITION_QUIET` turns live progress off.

    The cases are those in the installed package, or in the checkout the package is run from.
    """
    packaged = _PACKAGE / "cases"
    cases = packaged if packaged.is_dir() else _PACKAGE.parents[1] / "cases"
    return Settings(cases=cases, show_progress=not os.environ.get("COALITION_QUIET"))


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """Where a crisis room is kept and how it runs.

    `database` is a `postgresql://` address, else the record lies in `data` as SQLite. `begin` is the instant at
    which an exercise begins (ISO text); empty: at C-day when the crisis is over or far off, else the
    wall's time.
    """

    book: Path
    data: Path
    database: str = ""
    begin: str = ""
    plans_at_once: int = 1


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A crisis room with what runs beside it. `book` is the book it was opened from, `new` whether just now."""

    room: CrisisRoom
    desk: PlanDesk
    shelf: PlanShelf
    book: Book
    key: bytes = field(repr=False)
    """64 bytes by which the server seals cursors; the same after a restart."""
    new: bool
    roster: Roster
    signers: frozenset[str] = frozenset()
    """The ids of the signing keys that this node holds."""
    fold: Shelf | None = None
    """Where a snapshot of what is on record is kept."""

    def close(self) -> None:
        """Jobs are ended and the record is let go."""
        self.desk.close()
        self.room.close()


def random_bytes(count: int) -> bytes:
    """That many bytes of the machine's best chance."""
    return os.urandom(count)


def machine_milliseconds() -> int:
    """Milliseconds since 1970 by the machine's clock."""
    return time_ns() // 1_000_000


def record_now() -> str:
    """The instant by the machine's clock, as the record writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def room_settings(
    book: Path, *, data: Path | None = None, database: str | None = None, begin: str = ""
) -> RoomSettings:
    """The settings of a room; `COALITION_DATABASE` names the database when no argument does."""
    address = os.environ.get(_DATABASE, "") if database is None else database
    return RoomSettings(book, data or book / ".crisis", address, begin)


def open_room(settings: RoomSettings) -> OpenRoom:
    """The crisis room of the settings, adopted from its book when the record is empty.

    Raises InputError with every fault of the book or the settings, IntegrityError when the record does not
    verify.
    """
    book = read_book(settings.book)
    data = settings.data
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    keyring = _keyring(data / "keys", participants(book))
    where = settings.database or data / "record.sqlite"
    # Beside an SQLite file the journal lies anyway.
    journal = data / "record.checkpoints" if settings.database else None
    record = open_record(where, keyring, random=random_bytes, now=record_now, journal=journal)
    key = _secret(data)
    fold = Shelf(data / "fold.snapshot", key)
    place = Place(record, settings.book, _clock(settings, book), random_bytes, fold)
    room, new = open_crisis(book, place)
    shelf = PlanShelf(data / "plans")
    return OpenRoom(
        room, PlanDesk(settings.plans_at_once), shelf, book, key, new, keyring.roster,
        frozenset(keyring.signers), fold,
    )  # fmt: skip


def _keyring(folder: Path, nations: tuple[str, ...]) -> Keyring:
    """The keys of this node: those in the folder, or new ones for the nations of the book."""
    if not (folder / "roster.json").is_file():
        save_keyring(generate_keyring(nations, random=random_bytes, now=record_now()), folder)
    return load_keyring(folder)


def _clock(settings: RoomSettings, book: Book) -> CrisisClock:

    file = settings.data / "clock.json"
    setting = read_setting(file)
    if setting is None:
        setting = setting_for(book, machine_milliseconds, settings.begin)
        write_setting(file, setting)
    return CrisisClock(machine_milliseconds, setting, file)


def _secret(data: Path) -> bytes:
    """The server's own key, made at the first start, readable by its owner alone."""
    file = data / "server.key"
    if not file.is_file():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(random_bytes(64))
    return file.read_bytes()
