"""Every planted fault is named with its place, and one mistake makes no heap of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.broken_books.documents import DOCUMENT_BOOKS
from tests.formats.broken_books.planting import Broken
from tests.formats.broken_books.tables import TABLE_BOOKS

from coalition.errors import InputError
from coalition.formats.book_reader import check_book, read_book
from coalition.formats.faults import CODES
from coalition.formats.new_book import new_book

BOOKS = (*TABLE_BOOKS, *DOCUMENT_BOOKS)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_every_planted_fault_is_named_with_its_place(book: Broken, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    new_book(folder)
    for change in book.changes:
        change(folder)
    with pytest.raises(InputError) as caught:
        read_book(folder)
    faults = caught.value.faults
    found = {(fault.code, fault.where) for fault in faults}
    expected = set(book.places(folder))
    assert expected <= found, faults
    assert book.more or found == expected, "a mistake was named that nobody planted"
    assert all(fault.code in CODES and fault.message and fault.hint for fault in faults)


def test_check_book_lists_what_read_book_raises(tmp_path: Path) -> None:
    new_book(tmp_path / "book")
    assert check_book(tmp_path / "book") == ()
    (tmp_path / "book" / "lift.csv").write_text("fleet,count\nA,-1\n")
    with pytest.raises(InputError) as caught:
        read_book(tmp_path / "book")
    assert check_book(tmp_path / "book") == caught.value.faults


def test_there_are_enough_broken_books_and_each_has_its_own_name() -> None:
    assert len(BOOKS) >= 100
    assert len({book.name for book in BOOKS}) == len(BOOKS)
