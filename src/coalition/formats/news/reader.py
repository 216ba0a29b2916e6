"""From a file of news to the nouns: each key on its own, then whether it fits the book, then the nouns.

The keys stand in `formats.schema.news`; an example in `docs/reference/news.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog
from coalition.formats.news.fitting import check_fit
from coalition.formats.news.keys import check_keys
from coalition.formats.news.names import book_as_parsed, names_of
from coalition.formats.news.nouns import ItemMaker
from coalition.formats.parse.toml_values import TomlReader
from coalition.formats.schema.news import NEWS
from coalition.formats.source.text_file import MOST_TOML_BYTES, read_clean_text
from coalition.formats.source.toml_file import parse_toml
from coalition.model.change.news import News

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.formats.parse.record import Record
    from coalition.measure.instants import Minute
    from coalition.model.book import Book


def read_news(path: Path, book: Book) -> News:
    """The news of the file. Dates may count from the book's C-day.

    Raises InputError with all faults: what cannot be read, and names that the book does not hold.
    """
    log = FaultLog()
    text = read_clean_text(path, path.name, log, most=MOST_TOML_BYTES)
    if text is None:
        raise InputError(log.found)
    return parse_news(text, book, shown=path.name, log=log)


def parse_news(
    text: str, book: Book, *, shown: str = "news.toml", log: FaultLog | None = None
) -> News:
    """The news of a TOML text. Raises InputError as above."""
    log = FaultLog() if log is None else log
    record = TomlReader(parse_toml(text, shown, log), book.crisis.activated, log).read(NEWS)
    items = record.records("news")
    sound = [item for item in items if check_keys(item, log)]
    parsed = book_as_parsed(book, items)
    check_fit(sound, parsed, (book, names_of(book, items, log)), log)
    at = record.minute("at")
    if log.found or at is None:
        raise InputError(log.found)
    return _made(at, items, ItemMaker(parsed, book, at))


def _made(at: Minute, items: tuple[Record, ...], maker: ItemMaker) -> News:
    return News(at, tuple([maker.make(item) for item in items]))
