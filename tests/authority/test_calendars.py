"""Working days: vectors across weekends and holidays, written out by hand from published calendars."""

from __future__ import annotations

import pytest

from coalition.authority.calendars import LONGEST_WORKING_DAYS, end_of, has_calendar
from coalition.measure.instants import FOREVER, parse_instant, write_instant
from coalition.model.law import TimeUnit

VECTORS = [
    # country, begins, working days, closes at 00:00 of the day after the last one
    ("DEU", "2025-03-03T09:00Z", 1, "2025-03-05T00:00Z"),
    ("DEU", "2025-03-03T00:00Z", 3, "2025-03-07T00:00Z"),
    ("DEU", "2025-03-07T15:00Z", 1, "2025-03-11T00:00Z"),
    ("DEU", "2025-03-08T12:00Z", 1, "2025-03-11T00:00Z"),
    ("DEU", "2025-04-17T08:00Z", 1, "2025-04-23T00:00Z"),  # Good Friday and Easter Monday between
    ("DEU", "2025-12-24T08:00Z", 3, "2026-01-01T00:00Z"),  # both Christmas days are holidays
    ("POL", "2025-05-02T08:00Z", 1, "2025-05-06T00:00Z"),  # 3 May falls on a Saturday
    ("LTU", "2025-06-23T08:00Z", 1, "2025-06-26T00:00Z"),  # St John, 24 June
    ("TUR", "2003-02-10T08:00Z", 1, "2003-02-18T00:00Z"),  # Kurban Bayrami, 11 to 14 February 2003
    ("TUR", "2003-04-22T08:00Z", 1, "2003-04-25T00:00Z"),  # 23 April
    ("USA", "2025-07-03T08:00Z", 1, "2025-07-08T00:00Z"),  # 4 July is a Friday
    ("EGY", "2025-03-06T08:00Z", 1, "2025-03-10T00:00Z"),  # weekend on Friday and Saturday
    ("", "2025-04-17T08:00Z", 1, "2025-04-19T00:00Z"),  # no calendar: Monday to Friday
]


@pytest.mark.parametrize(("country", "begins", "days", "closes"), VECTORS)
def test_a_step_ends_at_the_close_of_its_last_working_day(
    country: str, begins: str, days: int, closes: str
) -> None:
    ends = end_of(parse_instant(begins), days, TimeUnit.WORKING_DAYS, country)
    assert write_instant(ends) == closes


def test_hours_run_day_and_night() -> None:
    begins = parse_instant("2025-04-17T22:30Z")
    assert write_instant(end_of(begins, 48, TimeUnit.HOURS, "DEU")) == "2025-04-19T22:30Z"


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_nothing_takes_no_time(unit: TimeUnit) -> None:
    begins = parse_instant("2025-04-18T10:00Z")
    assert end_of(begins, 0, unit, "DEU") == begins


def test_a_step_longer_than_any_plan_never_ends() -> None:
    assert (
        end_of(parse_instant("2025-01-01"), LONGEST_WORKING_DAYS + 1, TimeUnit.WORKING_DAYS, "")
        == FOREVER
    )


def test_countries_are_known_by_either_iso_code() -> None:
    assert has_calendar("DEU")
    assert has_calendar("DE")
    assert not has_calendar("ATLANTIS")
    assert not has_calendar("")
