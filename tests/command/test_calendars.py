"""Working minutes run only while the office works."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coalition.command.calendars import (
    OfficeHours,
    after_working,
    at_local,
    local_of,
    works_at,
)
from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Minute, parse_instant

BRUSSELS = OfficeHours(
    name="BEL",
    opens_minute=9 * 60,
    closes_minute=17 * 60,
    holidays=frozenset({parse_instant("2026-11-11T00:00Z") // MINUTES_PER_DAY}),
    offsets=((ALWAYS, 120), (parse_instant("2026-10-25T01:00Z"), 60)),
)


def test_an_hour_within_the_day_is_an_hour() -> None:
    begin = parse_instant("2026-11-02T09:00Z")  # 10:00 in Brussels
    assert after_working(begin, 60, BRUSSELS) == parse_instant("2026-11-02T10:00Z")


def test_what_is_left_at_closing_time_runs_on_the_next_working_day() -> None:
    friday = parse_instant("2026-11-06T15:30Z")  # half an hour before 17:00
    assert after_working(friday, 60, BRUSSELS) == parse_instant("2026-11-09T08:30Z")


def test_a_holiday_does_not_count() -> None:
    tuesday = parse_instant("2026-11-10T15:00Z")
    assert after_working(tuesday, 120, BRUSSELS) == parse_instant("2026-11-12T09:00Z")


def test_a_clock_set_before_opening_waits_for_it() -> None:
    night = parse_instant("2026-11-03T02:00Z")
    assert after_working(night, 30, BRUSSELS) == parse_instant("2026-11-03T08:30Z")


def test_summer_time_moves_the_office_not_the_clock() -> None:
    friday = parse_instant("2026-10-23T14:30Z")  # 16:30 in summer time
    assert after_working(friday, 60, BRUSSELS) == parse_instant("2026-10-26T08:30Z")


def test_what_ends_with_the_day_ends_at_its_close() -> None:
    begin = parse_instant("2026-11-02T15:00Z")
    assert after_working(begin, 60, BRUSSELS) == parse_instant("2026-11-02T16:00Z")


def test_an_office_that_never_works_never_ends() -> None:
    assert after_working(Minute(0), 1, OfficeHours("none", weekdays=frozenset())) == FOREVER


def test_without_hours_every_minute_counts_and_none_is_at_once() -> None:
    assert after_working(Minute(5), 7, None) == 12
    assert after_working(Minute(5), 0, BRUSSELS) == 5


@given(st.integers(0, 5_000_000), st.integers(1, 3_000), st.integers(1, 3_000))
def test_two_stretches_one_after_the_other_are_one(begin: int, one: int, other: int) -> None:
    middle = after_working(Minute(begin), one, BRUSSELS)
    assert after_working(middle, other, BRUSSELS) == after_working(
        Minute(begin), one + other, BRUSSELS
    )


@given(st.integers(0, 5_000_000), st.integers(1, 3_000))
def test_a_later_start_never_ends_earlier(begin: int, minutes: int) -> None:
    first = after_working(Minute(begin), minutes, BRUSSELS)
    assert after_working(Minute(begin + 1), minutes, BRUSSELS) >= first >= begin + minutes


def test_the_local_clock_and_utc_tell_each_other() -> None:
    for text in ("2026-10-24T09:30Z", "2026-10-26T09:30Z"):
        at = parse_instant(text)
        assert at_local(local_of(at, BRUSSELS), BRUSSELS) == at
    assert at_local(parse_instant("2026-10-24T17:30Z"), BRUSSELS) == parse_instant(
        "2026-10-24T15:30Z"
    )


def test_an_hour_shown_twice_is_the_first_and_one_never_shown_is_the_next() -> None:
    twice = parse_instant("2026-10-25T02:30Z")
    assert at_local(twice, BRUSSELS) == parse_instant("2026-10-25T00:30Z")
    spring = OfficeHours("DEU", offsets=((ALWAYS, 60), (parse_instant("2026-03-29T01:00Z"), 120)))
    never = parse_instant("2026-03-29T02:30Z")
    assert at_local(never, spring) == parse_instant("2026-03-29T01:30Z")


def test_an_office_works_in_its_hours_on_its_days_alone() -> None:
    assert works_at(parse_instant("2026-11-10T09:00Z"), BRUSSELS)
    assert not works_at(parse_instant("2026-11-10T07:30Z"), BRUSSELS)
    assert not works_at(parse_instant("2026-11-11T09:00Z"), BRUSSELS)
    assert not works_at(parse_instant("2026-11-14T09:00Z"), BRUSSELS)
