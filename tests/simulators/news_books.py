"""A book that news of every kind can speak of: the starter book with a closed port and a way more.

`take_in(book, told(book, 'kind = "place-closed"', 'place = "KLAIPEDA"'))` is the book after one item of news.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from coalition.formats.book_reader import read_book
from coalition.formats.news.reader import parse_news
from coalition.measure.instants import FOREVER, MINUTES_PER_DAY, Interval, Minute
from coalition.model.book import Book
from coalition.model.change.news import News
from coalition.model.identity import PlaceId, WayId
from coalition.model.places import Mode
from coalition.model.ways import Closure, DeclaredWay


@cache
def starter_book() -> Book:
    """The book that `coalition new` writes."""
    with as_file(files("coalition.formats.starter") / "book") as folder:
        return read_book(folder)


@cache
def told_book() -> Book:
    """The starter book with a closed port and a declared way."""
    book = starter_book()
    shut = Interval(day(book, 2), FOREVER)
    way = DeclaredWay(
        WayId("A1"), Mode.ROAD, PlaceId("KLAIPEDA"), PlaceId("KAUNAS"), length_m=215_000
    )
    return replace(
        book, closures=(Closure("place:ESBJERG", shut, "strike"),), ways=(*book.ways, way)
    )


def day(book: Book, number: int) -> Minute:
    """Midnight of C+number."""
    return Minute(book.crisis.activated + number * MINUTES_PER_DAY)


def told(book: Book, *lines: str, at: str = "C+4") -> News:
    """News of one item, known at C+4; an inner table comes last."""
    return parse_news("\n".join((f'at = "{at}"', "[[news]]", *lines)), book)
