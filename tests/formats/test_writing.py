"""Files and folders are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.formats.book_reader import check_book, read_book
from coalition.formats.new_book import new_book
from coalition.formats.schemas import write_schemas
from coalition.formats.whole_write import write_file, write_files, write_folder
from coalition.model.places import Mode


def test_the_starter_book_is_good_and_has_what_a_user_wants_to_see(tmp_path: Path) -> None:
    files = new_book(tmp_path / "deep" / "book")
    assert tmp_path / "deep" / "book" / "instruments" / "transit.toml" in files
    assert check_book(tmp_path / "deep" / "book") == ()
    book = read_book(tmp_path / "deep" / "book")
    assert book.fictional
    assert {fleet.mode for fleet in book.fleets.values()} == set(Mode)
    assert len(book.nations) == 4
    assert len(book.decisions) == 1
    assert {want.kind.value for want in book.requirements.values()} == {"movement", "capability"}
    assert any(one.kind == "caveat" for one in book.instruments)


def test_a_filled_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError) as caught:
        new_book(tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["folder-not-empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    assert new_book(tmp_path / "book")
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file")
    with pytest.raises(InputError):
        new_book(tmp_path / "book")
    assert (tmp_path / "book").read_text() == "a file"


def test_nothing_is_left_of_a_folder_that_fails_half_way(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        (draft / "first").write_text("x")
        raise OSError(28, "no space left")

    with pytest.raises(InputError, match="no space left"):
        write_folder(tmp_path / "book", fill)
    assert list(tmp_path.iterdir()) == []


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(InputError):
        write_files(tmp_path, {"a": b"new", "nowhere/b": b"new"})
    assert (tmp_path / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "missing" / "x", tmp_path / "nul\0"):
        with pytest.raises(InputError):
            write_file(path, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    names = {path.name for path in write_schemas(tmp_path / "schemas")}
    assert {"book.json", "crisis.json", "instruments.json", "plan.json"} <= names
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == names
