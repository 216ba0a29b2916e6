"""A stamp has one text, and minutes are its floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.command.events.stamps import (
    Stamp,
    last_stamp_of,
    minute_of_stamp,
    read_stamp,
    stamp_of,
    write_stamp,
)
from coalition.measure.instants import Minute


@given(st.integers(0, 250_000_000_000_000))
def test_a_stamp_is_read_back_from_its_text(at: int) -> None:
    assert read_stamp(write_stamp(Stamp(at))) == at


@given(st.integers(0, 4_000_000_000))
def test_the_first_and_last_stamp_of_a_minute_lie_in_it(minute: int) -> None:
    first, last = stamp_of(Minute(minute)), last_stamp_of(Minute(minute))
    assert minute_of_stamp(first) == minute_of_stamp(last) == minute
    assert minute_of_stamp(Stamp(last + 1)) == minute + 1


def test_milliseconds_stand_only_where_there_are_some() -> None:
    assert write_stamp(Stamp(0)) == "1970-01-01T00:00:00Z"
    assert write_stamp(Stamp(1)) == "1970-01-01T00:00:00.001Z"


@pytest.mark.parametrize(
    "text", ["", "1970-01-01T00:00:00.000Z", "1970-02-30T00:00:00Z", "1970-01-01T24:00:00Z"]
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"stamp|day|hour"):
        read_stamp(text)
