"""News of places and ways: what closes, what opens again, how many can be worked at once."""

from __future__ import annotations

from dataclasses import replace

from coalition.measure.instants import Interval
from coalition.model.book import Book
from coalition.model.change.news import NewsItem, NewsKind
from coalition.model.identity import PlaceId
from coalition.model.places import SLOT_FIELDS
from coalition.model.ways import Closure

_SUBJECTS = {
    NewsKind.AIRSPACE_CLOSED: "nation:air:",
    NewsKind.PASSAGE_CLOSED: "passage:",
    NewsKind.PLACE_CLOSED: "place:",
    NewsKind.WAY_CLOSED: "way:",
}
"""How a closure names what each kind closes."""


def close(book: Book, item: NewsItem) -> Book:
    """One more closure, for the time told."""
    closure = Closure(f"{_SUBJECTS[item.kind]}{item.subject}", item.when, item.text)
    return replace(book, closures=(*book.closures, closure))


def reopen(book: Book, item: NewsItem) -> Book:
    """No closure of the place lasts past the date told; one that begins later falls away."""
    subject, opens = f"place:{item.subject}", item.when.opens
    kept = [_until(one, item) if one.subject == subject else one for one in book.closures]
    standing = [one for one in kept if one.subject != subject or one.closed.opens < opens]
    return replace(book, closures=tuple(standing))


def change_slots(book: Book, item: NewsItem) -> Book:
    """The place works so many carriers of the mode at once; their number is known now.

    Raises ValueError when the news names no mode; news that was read from a file always does.
    """
    if item.mode is None:
        raise ValueError(f"`{item.kind}` needs a mode")
    place = book.places[PlaceId(item.subject)]
    field = SLOT_FIELDS[item.mode]
    changed = replace(place, **{field: item.amount}, unknown=place.unknown - {field})  # type: ignore[arg-type]
    return replace(book, places={**book.places, place.id: changed})


def _until(closure: Closure, item: NewsItem) -> Closure:
    closes = min(closure.closed.closes, item.when.opens)
    return replace(closure, closed=Interval(closure.closed.opens, closes))
