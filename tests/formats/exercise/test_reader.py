"""Lists of any columns become events; everything wrong with one is named at once by row and column."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from coalition.formats.exercise.nouns import EventList, Standing
from coalition.formats.exercise.reader import instant_of, read_event_list
from coalition.formats.faults import FaultLog
from coalition.measure.instants import Minute, parse_instant, write_instant

C_DAY = parse_instant("2027-03-01")


def read(path: Path, text: str, mapping: Path | None = None) -> tuple[EventList | None, list[str]]:
    path.write_text(text, encoding="utf-8")
    log = FaultLog()
    found = read_event_list(path, log, mapping=mapping, c_day=C_DAY)
    return found, [f"{fault.where}: {fault.code}" for fault in log.found]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("C+3", "2027-03-04T00:00Z"),
        ("C+3 06:30", "2027-03-04T06:30Z"),
        ("C-1T23:00Z", "2027-02-28T23:00Z"),
        ("2027-03-04", "2027-03-04T00:00Z"),
        ("2027-03-04 06:30:00", "2027-03-04T06:30Z"),
        ("2027-03-04T06:30:00Z", "2027-03-04T06:30Z"),
    ],
)
def test_a_time_is_read_as_people_and_spreadsheets_write_it(text: str, shown: str) -> None:
    at = instant_of(text, C_DAY)
    assert at is not None
    assert write_instant(at) == shown


def test_without_a_c_day_a_time_counted_from_it_is_not_known() -> None:
    assert instant_of("C+3", None) is None


def test_events_are_played_by_time_and_of_one_time_by_row(tmp_path: Path) -> None:
    text = "event,time,inject,status\na,C+5,x,\nb,C+2,x,\nc,C+2,x,\nd,C+1,x,Held\n"
    found, faults = read(tmp_path / "list.csv", text)
    assert not faults
    assert found is not None
    assert [event.number for event in found.script] == ["b", "c", "a"]


def test_a_workbook_with_dates_in_its_cells_is_read(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2027-03-04T06:30")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Any name"
    sheet.append(["Event Number", "Designated Scenario Time", "Message", "From", "Event Type",
                  "Exercise Objective"])  # fmt: skip
    sheet.append([7, at, "The canal is shut. Route anew.", "x", "Inject", "O"])
    book.save(tmp_path / "list.xlsx")
    log = FaultLog()
    found = read_event_list(tmp_path / "list.xlsx", log, c_day=C_DAY)
    assert not log.found
    assert found is not None
    assert (found.layout, found.events[0].number) == ("hseep", "7")
    assert found.events[0].at == Minute(C_DAY + 3 * 1440 + 390)
    assert found.events[0].title == "The canal is shut."


def test_every_fault_is_named_by_row_and_column(tmp_path: Path) -> None:
    text = "event,time,inject,rating\n1,C+3T26:00,x,good\n1,,x,\n2,C+1,,\n3,C+1,x\n"
    assert read(tmp_path / "list.csv", text)[1] == [
        "list.csv:row 5: ragged-row",
        "list.csv:row 2, column rating: bad-choice",
        "list.csv:row 2, column time: bad-date",
        "list.csv:row 3: missing-value",
        "list.csv:row 4: missing-value",
        "list.csv:row 3, column event: duplicate-id",
    ]


def test_a_list_without_times_or_injects_is_refused(tmp_path: Path) -> None:
    found, faults = read(tmp_path / "list.csv", "event,weather\n1,rain\n")
    assert found is not None
    assert faults == ["list.csv:row 1: missing-column"] * 2


def test_two_columns_for_one_field_are_a_fault(tmp_path: Path) -> None:
    _, faults = read(tmp_path / "list.csv", "time,inject,title\nC+1,x,y\n")
    assert faults == ["list.csv:row 1, column title: duplicate-column"]


def test_what_no_field_takes_is_kept_and_named(tmp_path: Path) -> None:
    found, faults = read(tmp_path / "list.csv", "time,inject,Weather\nC+1,x,rain\n")
    assert not faults
    assert found is not None
    assert found.unread == ("Weather",)
    assert found.events[0].extra == {"Weather": "rain"}


def test_a_blank_scenario_time_is_that_of_the_delivery(tmp_path: Path) -> None:
    found, _ = read(tmp_path / "list.csv", "time,delivery,inject\n,C+2,x\n")
    assert found is not None
    assert found.events[0].at == C_DAY + 2880


@pytest.mark.parametrize(
    ("word", "standing"),
    [("P", "met"), ("s", "met"), ("M", "partly"), ("U", "not"), ("Partly", "partly"), ("", "not evaluated")],
)  # fmt: skip
def test_an_observers_rating_is_a_standing(tmp_path: Path, word: str, standing: str) -> None:
    found, _ = read(tmp_path / "list.csv", f"time,inject,rating\nC+2,x,{word}\n")
    assert found is not None
    assert found.events[0].rating is Standing(standing)


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"none")
    log = FaultLog()
    assert read_event_list(path, log) is None
    assert [fault.code for fault in log.found] == ["bad-workbook"]
