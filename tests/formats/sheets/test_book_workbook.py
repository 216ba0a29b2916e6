"""Tables go into a workbook and come back as they were, whatever their cells hold."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from string import printable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.formats.book_workbook import book_to_workbook, csv_text, workbook_to_book
from coalition.formats.faults import FaultLog
from coalition.formats.new_book import new_book
from coalition.formats.sheets.cell_text import escape, number_of, number_text, text_of, unescape
from coalition.formats.sheets.writer import Sheet, workbook_bytes
from coalition.formats.source.grid import read_csv_grid

TABLE_CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    st.text(printable, max_size=8),
    st.sampled_from(
        ["007", "1.50", "1e5", "-0", "+1", "=1+1", "@x", "-x", "TRUE", "2025-04-01", "01:30", "1/2", "_x0041_",
         "#N/A", " lead", "trail ", "a\nb", "a,b", 'a"b', "'x", "0.1", "12345678901234567890", "", "?", "C+12"]
    ),
    st.integers(-(10**15), 10**15).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999).map(str),
)  # fmt: skip


def fresh_book(tmp_path: Path) -> Path:
    new_book(tmp_path / "book")
    return tmp_path / "book"


def moment(*parts: int) -> datetime:
    """A date as a spreadsheet gives it: without a time zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc, arg-type]


def test_a_book_comes_back_the_same_from_a_workbook(tmp_path: Path) -> None:
    book, copy = fresh_book(tmp_path), tmp_path / "copy"
    new_book(copy)
    for path in copy.glob("*.csv"):
        path.unlink()
    book_to_workbook(book, tmp_path / "tables.xlsx")
    written = workbook_to_book(tmp_path / "tables.xlsx", copy)
    assert [path.name for path in written] == [
        path.name for path in written if (book / path.name).is_file()
    ]
    assert all((book / path.name).read_bytes() == path.read_bytes() for path in written)
    assert read_book(copy) == read_book(book)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([["a\r", "b\r\nc", "\rd", 'e"\r'], ["0\n", "\t", " ", "_x000D_"]])
@given(st.lists(st.lists(TABLE_CELLS, min_size=4, max_size=4), max_size=6))
def test_every_cell_text_comes_back_the_same(tmp_path: Path, rows: list[list[str]]) -> None:
    heads = ["place", "mog", "lat", "note"]
    folder, copy = tmp_path / "from", tmp_path / "to"
    folder.mkdir(exist_ok=True)
    for name in ("book.toml", "crisis.toml"):
        (folder / name).write_text("")
    (folder / "nations.csv").write_text("nation,name\n")
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([heads, *rows])
    (folder / "places.csv").write_bytes(stream.getvalue().encode())
    book_to_workbook(folder, tmp_path / "x.xlsx")
    workbook_to_book(tmp_path / "x.xlsx", copy)
    grids = [
        read_csv_grid(path.read_bytes().decode(), "t", FaultLog())
        for path in (folder / "places.csv", copy / "places.csv")
    ]
    assert grids[0] is not None
    assert grids[1] is not None
    assert grids[1].rows == grids[0].rows


@given(st.text(max_size=30))
def test_escaped_text_comes_back_the_same(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text("0123456789.-+e", max_size=12))
def test_a_text_becomes_a_number_only_when_the_number_reads_the_same(text: str) -> None:
    number = number_of(text)
    assert number is None or number_text(number) == text


def test_what_people_type_into_a_spreadsheet_reads_as_they_see_it() -> None:
    typed = {
        12.0: "12", 0.1 + 0.2: "0.3", 1500: "1500", -3.25: "-3.25", True: "yes", False: "no", None: "",
        moment(2025, 4, 1): "2025-04-01", moment(2025, 4, 1, 6, 30): "2025-04-01T06:30Z",
        moment(2025, 4, 1, 5, 59, 59, 999_000): "2025-04-01T06:00Z", date(2025, 4, 1): "2025-04-01",
        time(6, 5): "06:05", timedelta(hours=24): "24:00",
    }  # fmt: skip
    assert [text_of(value) for value in typed] == list(typed.values())


def test_numbers_and_dates_typed_in_a_spreadsheet_come_into_the_book(tmp_path: Path) -> None:
    folder = fresh_book(tmp_path)
    book_to_workbook(folder, tmp_path / "x.xlsx")
    workbook = load_workbook(tmp_path / "x.xlsx")
    heads = [cell.value for cell in workbook["requirements"][1]]
    workbook["requirements"].cell(2, heads.index("rdd") + 1).value = moment(2025, 4, 12, 6, 0)
    heads = [cell.value for cell in workbook["lift"][1]]
    workbook["lift"].cell(2, heads.index("count") + 1).value = 5.0
    workbook.save(tmp_path / "x.xlsx")
    before = read_book(folder)
    workbook_to_book(tmp_path / "x.xlsx", folder)
    after = read_book(folder)
    want = next(iter(after.requirements.values()))
    assert want.rdd == before.crisis.activated + 11 * 1440 + 360
    assert next(iter(after.fleets.values())).count == 5


def test_texts_that_look_like_formulas_are_written_as_texts(tmp_path: Path) -> None:
    cells = ["=1+1", "+1", "-1", "@SUM(A1)"]
    (tmp_path / "x.xlsx").write_bytes(
        workbook_bytes([Sheet("places", ["a", "b", "c", "d"], [cells])])
    )
    row = load_workbook(tmp_path / "x.xlsx")["places"][2]
    assert [cell.value for cell in row] == cells
    assert {cell.data_type for cell in row} == {"s"}


def test_every_formula_is_refused_with_its_row_and_column_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "places"
    sheet.append(["place", "name", "mog"])
    sheet.append(["A", "Alpha", "=2+2"])
    sheet.append(["B", '=HYPERLINK("http://x")', 3])
    sheet.append(["C", "Gamma", "#REF!"])
    workbook.save(tmp_path / "x.xlsx")
    with pytest.raises(InputError) as caught:
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("formula", "x.xlsx[places]:row 2, column mog"),
        ("formula", "x.xlsx[places]:row 3, column name"),
        ("formula", "x.xlsx[places]:row 4, column mog"),
    ]
    assert not (tmp_path / "book").exists()


def test_a_sheet_nobody_knows_is_named_with_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(workbook_bytes([Sheet("Places", ["place"], [["A"]])]))
    with pytest.raises(InputError) as caught:
        workbook_to_book(tmp_path / "x.xlsx", tmp_path / "book")
    assert caught.value.faults[0].code == "unknown-sheet"
    assert "`places`" in caught.value.faults[0].hint


def test_rows_keep_their_numbers_over_blank_rows(tmp_path: Path) -> None:
    text = "nation,name\nDEU,Germany\n\n,\nPOL,Poland\n"
    grid = read_csv_grid(text, "nations.csv", FaultLog())
    assert grid is not None
    assert [row for row, _ in grid.rows] == [2, 5]
    assert csv_text(grid).split("\n")[4] == "POL,Poland"


def test_a_workbook_overwrites_only_the_tables_it_has(tmp_path: Path) -> None:
    folder = fresh_book(tmp_path)
    kept = (folder / "places.csv").read_bytes()
    (tmp_path / "x.xlsx").write_bytes(
        workbook_bytes([Sheet("nations", ["nation", "name"], [["DEU", "D"]])])
    )
    assert workbook_to_book(tmp_path / "x.xlsx", folder) == (folder / "nations.csv",)
    assert (folder / "places.csv").read_bytes() == kept
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    folder = fresh_book(tmp_path)
    for name in ("a.xlsx", "b.xlsx"):
        book_to_workbook(folder, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_table_that_is_none_makes_no_workbook(tmp_path: Path) -> None:
    folder = fresh_book(tmp_path)
    (folder / "lift.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        book_to_workbook(folder, tmp_path / "x.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
