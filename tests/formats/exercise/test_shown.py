"""How measures look to a reader."""

from __future__ import annotations

import pytest

from coalition.formats.exercise.expectation import WHOLE, read_clauses
from coalition.formats.exercise.shown import HEADED, days_from, shown_number, shown_value
from coalition.measure.instants import Minute

C_DAY = Minute(0)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("late <= 2", 1234, "1,234"),
        ("weighted hours <= 2", 90 * 60, "90 h"),
        ("closes A <= C+3", None, "never"),
        ("closes A <= C+3", 1500, "1970-01-02T01:00Z (C+1T01:00)"),
        ("delivered A >= 80", 833_333, "83.3 %"),
        ("moved A <= 2 d", -1500, "-1 d 1 h"),
        ("verdict = green", "amber", "amber"),
    ],
)
def test_a_measure_is_shown_in_its_unit(text: str, value: int | str | None, shown: str) -> None:
    (clause,), _ = read_clauses(text, C_DAY)
    assert shown_value(clause, value, C_DAY) == shown


def test_days_before_c_day_count_down() -> None:
    assert days_from(Minute(-60), C_DAY) == "C-1T23:00"
    assert days_from(Minute(0), C_DAY) == "C+0"


def test_every_number_of_the_plan_has_a_head() -> None:
    assert set(HEADED) == set(WHOLE) - {"verdict"}
    assert shown_number("weighted hours", 61) == "1"
