from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.measure.instants import (
    ALWAYS,
    FOREVER,
    Interval,
    Minute,
    parse_instant,
    write_instant,
    write_span,
)

instants = st.integers(-20_000_000, 60_000_000).map(Minute)


@given(instants)
def test_what_is_written_reads_back(at: Minute) -> None:
    assert parse_instant(write_instant(at)) == at


def test_a_date_alone_is_its_midnight_utc() -> None:
    assert parse_instant("1970-01-02") == 1440
    assert parse_instant("1970-01-01T01:30Z") == 90


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2014-13-01",
        "2014-02-30",
        "2014-1-1",
        "2014-01-01T25:00Z",
        "20140101",
        "2014-01-01T10:00+02:00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


def test_an_interval_is_half_open() -> None:
    interval = Interval(Minute(10), Minute(20))
    assert interval.contains(Minute(10))
    assert not interval.contains(Minute(20))
    assert interval.covers(Minute(10), Minute(20))
    assert not interval.covers(Minute(9), Minute(20))
    assert not interval.overlaps(Minute(0), Minute(10))
    assert interval.overlaps(Minute(19), Minute(30))


def test_open_ends_read_as_words() -> None:
    assert (write_instant(FOREVER), write_instant(ALWAYS)) == ("forever", "always")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h"),
        (95, "1 h 35 min"),
        (1440, "1 d"),
        (1500, "1 d 1 h"),
        (-90, "-1 h 30 min"),
    ],
)
def test_spans_read_as_a_planner_says_them(minutes: int, text: str) -> None:
    assert write_span(minutes) == text
