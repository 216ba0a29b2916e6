"""The tracker's table as users keep it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.kiel.tracker import month_number, read_tracker

HEAD = "country,iso,year,month,total,military\n"


def read(folder: Path, text: str) -> dict[tuple[str, int], int]:
    (folder / "data_explorer.csv").write_text(text, encoding="utf-8")
    return dict(read_tracker(folder))


def test_allocations_are_thousands_of_euros_by_donor_and_month(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "Sweden,SWE,2025,1,3,1.1025\nSweden,SWE,2025,2,0,0\n")
    january = month_number(2025, 1)
    assert found == {("SWE", january): 1_102_500, ("SWE", january + 1): 0}


def test_december_is_followed_by_january() -> None:
    assert month_number(2025, 1) - month_number(2024, 12) == 1


def test_institutions_without_a_nations_code_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + '"EU (Commission and Council)",EU,2025,1,9,9\n') == {}


def test_what_is_taken_back_never_falls_below_nothing(tmp_path: Path) -> None:
    assert set(read(tmp_path, HEAD + "France,FRA,2025,3,0,-0.5\n").values()) == {0}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("France,FRA,2025,13,0,1", "bad-date"),
        ("France,FRA,soon,1,0,1", "bad-date"),
        ("France,FRA,2025,1,0,much", "bad-number"),
        ("France,FRA,2025,1,0,NaN", "bad-number"),
        ("France,FRA,2025,1,0,1e9", "bad-number"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, HEAD + row + "\n")
    assert [(f.where, f.code) for f in caught.value.faults] == [("data_explorer.csv:row 2", code)]


def test_a_table_without_the_heads_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, "country,iso\nFrance,FRA\n")
    assert {f.code for f in caught.value.faults} == {"missing-column"}
    assert len(caught.value.faults) == 3


def test_a_folder_without_the_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="data_explorer"):
        read_tracker(tmp_path)
