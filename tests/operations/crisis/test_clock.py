"""Crisis time: the wall's, or an exercise's that is moved on, kept through a restart, and never goes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.simulators.small_books import small_book

from coalition.errors import InputError, IntegrityError
from coalition.measure.instants import Minute
from coalition.operations.crisis.clock import CrisisClock, Setting, exercise_from, read_setting
from coalition.operations.crisis.opening import setting_for

BOOK = small_book()
DAY = 1_440


def at(minute: int) -> int:
    return minute * 60_000


def test_an_exercise_is_moved_on_and_stays_so_after_a_restart(tmp_path: Path) -> None:
    file, now = tmp_path / "clock.json", at(1_000)
    clock = CrisisClock(lambda: now, exercise_from(lambda: now, Minute(50)), file)
    assert clock.minute() == 50
    clock.move_on(Minute(90))
    assert clock.minute() == 90
    kept = read_setting(file)
    assert kept is not None
    assert CrisisClock(lambda: now + at(5), kept).minute() == 95


def test_time_does_not_go_back_and_the_walls_is_not_moved() -> None:
    exercise = CrisisClock(lambda: at(10), Setting(exercise=True))
    with pytest.raises(InputError):
        exercise.move_on(Minute(9))
    with pytest.raises(InputError):
        CrisisClock(lambda: at(10), Setting()).move_on(Minute(11))


def test_a_damaged_setting_stops(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    assert read_setting(file) is None
    file.write_bytes(b"{")
    with pytest.raises(IntegrityError):
        read_setting(file)


@pytest.mark.parametrize(
    ("days", "exercise"), [(0, False), (-20, False), (-60, True), (10, False), (400, True)]
)
def test_a_crisis_that_is_going_on_has_the_walls_time(days: int, exercise: bool) -> None:
    now = BOOK.crisis.activated + days * DAY
    setting = setting_for(BOOK, lambda: at(now))
    assert setting.exercise is exercise
    assert setting_for(BOOK, lambda: at(now), "2025-03-10").exercise
    with pytest.raises(InputError):
        setting_for(BOOK, lambda: at(now), "soon")
