"""Working days are the nation's own: its holidays, its weekend, its local time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.simulators.small_books import small_book

from coalition.command.calendars import after_working
from coalition.measure.instants import parse_instant, write_instant
from coalition.operations.crisis.acts import offices

YEARS = range(2024, 2028)


def test_each_nation_of_the_book_has_its_days() -> None:
    book = small_book()
    found = offices.offices_of(book, book.crisis.activated)
    assert set(found) == {str(one) for one in book.nations}
    begin = parse_instant("2025-04-30T12:00Z")
    ends = {one: write_instant(after_working(begin, 1440, found[one])) for one in ("DEU", "POL")}
    assert ends["DEU"] == "2025-05-02T12:00Z"
    """Ten hours are left of the local day, 1 May is a holiday, and fourteen are worked on the second."""
    assert ends["POL"] == ends["DEU"]


def test_summer_time_moves_the_day() -> None:
    changes = offices.offsets_of("Europe/Berlin", range(2025, 2026))
    assert [(write_instant(at), minutes) for at, minutes in changes] == [
        ("always", 60), ("2025-03-30T01:00Z", 120), ("2025-10-26T01:00Z", 60),
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ["", "Atlantis/Poseidon", "../etc"])
def test_an_unknown_zone_is_utc(zone: str) -> None:
    assert [minutes for _, minutes in offices.offsets_of(zone, YEARS)] == [0]


def test_a_nation_whose_holidays_nobody_knows_has_no_calendar() -> None:
    assert offices._office("XAA", "XAA", YEARS, {}) is None


def test_without_the_table_of_zones_days_are_those_of_utc(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(offices, "TZPATH", (str(tmp_path),))
    book = small_book()
    found = offices.offices_of(book, book.crisis.activated)
    assert {office.offsets[0][1] for office in found.values()} == {0}
