"""The clock of a crisis: the wall's, or that of an exercise, which may be moved on and never back.

Everything in the room is told in crisis time: stamps of events, deadlines, what a plan may still change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import msgspec

from coalition.command.events.stamps import Stamp, minute_of_stamp, stamp_of
from coalition.errors import Fault, InputError, IntegrityError
from coalition.measure.instants import Minute

Milliseconds = Callable[[], int]
"""Milliseconds since 1970, as the machine tells them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How far crisis time is from the machine's, and whether this is an exercise."""

    offset_ms: int = 0
    exercise: bool = False


class CrisisClock:
    """Crisis time. The setting is kept in a file, where one is named, so that a restart changes nothing."""

    def __init__(self, machine: Milliseconds, setting: Setting, file: Path | None = None) -> None:
        self._machine, self._setting, self._file = machine, setting, file
        self._lock = Lock()

    @property
    def exercise(self) -> bool:
        """Whether time is an exercise's, which exercise control may move on."""
        return self._setting.exercise

    def stamp(self) -> Stamp:
        """Crisis time in milliseconds."""
        return Stamp(self._machine() + self._setting.offset_ms)

    def minute(self) -> Minute:
        """Crisis time in whole minutes."""
        return minute_of_stamp(self.stamp())

    def move_on(self, to: Minute) -> None:
        """It is `to` now. Raises InputError when this is no exercise, or when that is in the past."""
        with self._lock:
            if not self._setting.exercise:
                raise InputError(
                    [Fault("to", "bad-value", "this is no exercise; time is the wall's")]
                )
            ahead = stamp_of(to) - self.stamp()
            if ahead < 0:
                raise InputError([Fault("to", "bad-value", "time does not go back")])
            self._keep(Setting(self._setting.offset_ms + ahead, exercise=True))

    def _keep(self, setting: Setting) -> None:
        self._setting = setting
        if self._file is not None:
            write_setting(self._file, setting)


def exercise_from(machine: Milliseconds, begin: Minute) -> Setting:
    """An exercise whose time is `begin` now."""
    return Setting(stamp_of(begin) - machine(), exercise=True)


def read_setting(file: Path) -> Setting | None:
    """The setting in the file; None when there is no file. Raises IntegrityError when it cannot be read."""
    if not file.is_file():
        return None
    try:
        return msgspec.json.decode(file.read_bytes(), type=Setting)
    except msgspec.MsgspecError as error:
        raise IntegrityError(f"`{file.name}` cannot be read: {error}") from None


def write_setting(file: Path, setting: Setting) -> None:
    """The setting put into the file, whole or not at all."""
    draft = file.with_suffix(".draft")
    draft.write_bytes(msgspec.json.encode(setting))
    draft.replace(file)
