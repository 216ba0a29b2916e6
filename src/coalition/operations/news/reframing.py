"""The frame of the book after the news: law and ways that it leaves alone are not worked out again."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from coalition.authority.evaluate import Authority
from coalition.model.book import Book
from coalition.model.places import SLOT_FIELDS, Place
from coalition.model.ways import Way, WayKey
from coalition.network.declared import ClosedTimes
from coalition.network.network import Network, load_network
from coalition.operations.frame import Frame


class ReclosedNetwork(Network):
    """The ways of another network under other closures: what is shut when is all that differs."""

    def __init__(self, known: Network, book: Book) -> None:
        super().__init__(book.places, book.ways, book.closures)
        self._known, self._shut = known, ClosedTimes(book.closures)

    def _seek(self, key: WayKey) -> Way | None:
        way = self._known.find_way(key)
        return None if way is None else replace(way, closed=self._shut.of(way))


def reframe(before: Frame, book: Book) -> Frame:
    """The frame of the book after, as `frame_of` would make it."""
    return Frame(
        book,
        _law(before, book),
        _ways(before.network, before.book, book, drawn=False),
        _ways(before.atlas, before.book, book, drawn=True),
    )


def _law(before: Frame, book: Book) -> Authority:
    old = before.book
    if book.instruments is old.instruments and book.decisions is old.decisions:
        law = copy(before.authority)
        law.book = book
        return law
    return before.authority.with_book(book)


def _ways(known: Network, old: Book, book: Book, *, drawn: bool) -> Network:
    if book.ways != old.ways or not _lie_alike(old, book):
        return load_network(book.places, book.ways, book.closures, drawn=drawn)
    return known if book.closures == old.closures else ReclosedNetwork(known, book)


def _lie_alike(old: Book, book: Book) -> bool:
    """Whether places differ at most in how many carriers they can work."""
    if book.places is old.places:
        return True
    slots = dict.fromkeys(SLOT_FIELDS.values())

    def bare(place: Place) -> Place:
        return replace(place, **slots, unknown=place.unknown - slots.keys())  # type: ignore[arg-type]

    return book.places.keys() == old.places.keys() and all(
        bare(place) == bare(old.places[name]) for name, place in book.places.items()
    )
