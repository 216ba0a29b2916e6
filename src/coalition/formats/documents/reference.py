"""The reference pages this room owns, as they must stand in `docs/reference`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.chances.page import chances_page
from coalition.formats.documents.book_page import insert_generated
from coalition.formats.documents.errors_page import errors_page
from coalition.formats.documents.json_schemas import schemas
from coalition.formats.documents.news_page import news_page
from coalition.formats.documents.preposition_page import preposition_page
from coalition.formats.documents.supply_page import supply_page

if TYPE_CHECKING:
    from pathlib import Path


def reference_pages(folder: Path) -> dict[Path, str]:
    """Path -> text of every page; the hand-written part of `book.md` is kept."""
    book = folder / "book.md"
    pages = {
        book: insert_generated(book.read_text(encoding="utf-8")),
        folder / "errors.md": errors_page(),
        folder / "news.md": news_page(),
        folder / "chances.md": chances_page(),
        folder / "supply.md": supply_page(),
        folder / "preposition.md": preposition_page(),
    }
    return pages | {folder / "schemas" / name: text for name, text in schemas().items()}
