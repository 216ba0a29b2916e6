"""A list written in a published layout begins with that layout's columns and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from coalition.formats.exercise.columns import BLUEPRINT, HSEEP
from coalition.formats.exercise.converting import ListFormat, write_event_list
from coalition.formats.exercise.nouns import EventList
from coalition.formats.exercise.reader import read_event_list
from coalition.formats.faults import FaultLog
from coalition.measure.instants import parse_instant

C_DAY = parse_instant("2027-03-01")
TEXT = """event,objective,storyline,incident,inject,time,delivery,mode,from,to,message,news,expect,Weather
1,O1; O2,S,I,Canal shut,C+3T06:00,2026-11-02,phone,a,b,=The canal is shut.,"kind = ""x""
y = 1",late <= 2,rain
2,O1,S,,Consent asked,C+4,,,a,c,,,,
"""


def read(path: Path) -> EventList:
    log = FaultLog()
    found = read_event_list(path, log, c_day=C_DAY)
    assert found is not None
    assert not log.found
    return found


@pytest.fixture
def events(tmp_path: Path) -> EventList:
    (tmp_path / "list.csv").write_text(TEXT, encoding="utf-8")
    return read(tmp_path / "list.csv")


@pytest.mark.parametrize(("form", "layout"), [("hseep", HSEEP), ("blueprint", BLUEPRINT)])
def test_a_list_in_another_layout_says_the_same(
    events: EventList, tmp_path: Path, form: ListFormat, layout: dict[str, str]
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_event_list(events, form))
    book = load_workbook(path)
    heads = [str(cell.value) for cell in book.worksheets[0][1]]
    assert len(book.worksheets) == 1
    assert heads[: len(layout)] == list(layout)
    again = read(path)
    assert again.layout == form
    for old, new in zip(events.events, again.events, strict=True):
        kept = {name: text for name, text in new.texts.items() if text and name in old.texts}
        assert {name: text for name, text in old.texts.items() if text}.items() <= kept.items()
        assert (new.at, dict(new.extra)) == (old.at, dict(old.extra))


def test_times_become_dates_when_c_day_is_known(events: EventList, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_event_list(events, "hseep", dated=True))
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows[1][1] == "2027-03-04T06:00Z"


def test_a_message_is_never_a_formula(events: EventList, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_event_list(events, "hseep"))
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=The canal") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_the_same_list_gives_the_same_bytes(events: EventList) -> None:
    assert write_event_list(events, "blueprint") == write_event_list(events, "blueprint")
