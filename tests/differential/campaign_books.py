"""Books for setting the planner against the exact model: 30 to 60 requirements, four modes, law windows, room.

Every second one is a small fictional reinforcement of the north over real geography, the others are books by
chance with two more carriers a fleet, half of them with all that makes such books nasty.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.differential.exact.frame import WayBook
from tests.simulators.chance_books import chance_book, roomy_book

from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.model.book import Book
from coalition.network.network import load_network


def size_of(seed: int) -> int:
    """30 to 60, spread by seed."""
    return 30 + seed * 7 % 31


def campaign_book(seed: int) -> tuple[str, Book, WayBook]:
    """What kind of book it is, the book, and its network."""
    size = size_of(seed)
    if seed % 2 == 0:
        return ("north", *north_book(seed, size))
    hard = seed % 4 == 3
    return ("chance, nasty" if hard else "chance", *roomy_book(seed, requirements=size, hard=hard))


def north_book(seed: int, requirements: int) -> tuple[Book, WayBook]:
    """A small reinforcement of the north and the network over its places."""
    with TemporaryDirectory() as folder:
        home = Path(folder) / "book"
        generate_book(requirements=requirements, seed=seed, folder=home, small=True)
        book = read_book(home)
    return book, load_network(book.places, book.ways, book.closures, drawn=False)


def tiny_book(seed: int) -> tuple[Book, WayBook]:
    """Five requirements, four carriers."""
    book, network = chance_book(seed, requirements=5)
    fleets = {name: replace(one, count=1) for name, one in list(book.fleets.items())[:4]}
    return replace(book, fleets=fleets), network
