"""A book made ready to think with: its law compiled and its ways at hand."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.authority.evaluate import Authority
from coalition.model.book import Book
from coalition.network.network import Network, load_network


@dataclass(frozen=True, slots=True)
class Frame:
    """A book with the law and the network that speak of it."""

    book: Book
    authority: Authority
    network: Network
    atlas: Network
    """The same ways with the points to draw them by."""


def frame_of(book: Book) -> Frame:
    """The frame of a book."""
    given = book.places, book.ways, book.closures
    return Frame(book, Authority(book), load_network(*given, drawn=False), load_network(*given))
