from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.book import Book

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(CASE)


def _faults(folder: Path, book: Book, **files: str) -> tuple[Fault, ...]:
    """Faults of the case with some of its files in other words."""
    shutil.copytree(CASE / "preposition", folder / "preposition")
    for name, text in files.items():
        (folder / "preposition" / name.replace("_", ".")).write_text(text)
    with pytest.raises(InputError) as caught:
        read_placing(folder, book)
    return tuple(caught.value.faults)


def test_every_fault_of_the_tables_is_named_at_once(tmp_path: Path, book: Book) -> None:
    faults = _faults(
        tmp_path, book,
        needs_csv="scenario,place,commodity,amount\nwar,tapa,ration,0\n",
        holdings_csv="site,nation,commodity,unit_cost,low,high\ntapa,XXX,rations,1,5,2\n",
    )  # fmt: skip
    assert {fault.code for fault in faults} == {
        "unknown-reference", "unknown-nation", "not-positive", "contradiction",
    }  # fmt: skip
    assert all(fault.where.startswith("preposition/") and fault.hint for fault in faults)


def test_a_book_without_the_tables_says_which_it_lacks(tmp_path: Path, book: Book) -> None:
    with pytest.raises(InputError) as caught:
        read_placing(tmp_path, book)
    assert {fault.code for fault in caught.value.faults} == {"missing-file"}
    assert len(caught.value.faults) == 5


def test_terms_are_read_and_a_slip_in_them_is_named(tmp_path: Path, book: Book) -> None:
    shutil.copytree(CASE / "preposition", tmp_path / "good" / "preposition")
    (tmp_path / "good/preposition/terms.toml").write_text("tail_percent = 40\nwithin_hours = 96\n")
    terms = read_placing(tmp_path / "good", book).terms
    assert (terms.tail_percent, terms.within_hours, terms.share_percent) == (40, 96, 80)
    faults = _faults(tmp_path / "bad", book, terms_toml="tail_percant = 40\nwithin_hours = 0\n")
    assert len(faults) == 2
    assert all(fault.where.startswith("preposition/terms.toml") for fault in faults)


def test_an_unknown_table_is_told_with_its_likely_name(tmp_path: Path, book: Book) -> None:
    (fault,) = _faults(tmp_path, book, need_csv="scenario\n")
    assert fault.code == "unknown-file"
    assert "needs.csv" in fault.hint


def test_crews_that_name_a_nation_only_sometimes_contradict(tmp_path: Path, book: Book) -> None:
    crews = "scenario,commodity,amount,nation\nwhole-flank,equipment-set,4,USA\nno-request,equipment-set,4,\n"
    (fault,) = _faults(tmp_path, book, crews_csv=crews)
    assert fault.code == "contradiction"


def test_what_is_said_twice_is_told_with_the_first_place(tmp_path: Path, book: Book) -> None:
    (fault,) = _faults(tmp_path, book, budgets_csv="nation,budget\nUSA,1\nUSA,2\n")
    assert fault.code == "duplicate-id"
    assert "budgets.csv" in fault.message
