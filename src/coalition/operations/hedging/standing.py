"""A book as it stands with its law, its ways and its plan, made ready to be asked *what if* many times.

What a change leaves alone is not worked out again. A standing goes to another process as its book, its plan and
the ways it knows. Not here: the changes (`changes`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from coalition.authority.evaluate import Authority
from coalition.judging.again.transcript import Transcript
from coalition.model.book import Book
from coalition.model.plan import Plan
from coalition.model.ways import DeclaredWay, Way, WayKey
from coalition.network.declared import ClosedTimes
from coalition.network.network import Network, load_network
from coalition.planning.ports import WayBook
from coalition.planning.replanning import Desk

Known = dict[WayKey, Way | None]


class KeptWays:
    """Ways, each asked for once."""

    def __init__(self, ways: WayBook, known: Known | None = None) -> None:
        self._ways: WayBook = ways
        self.known: Known = known or {}

    def find_way(self, key: WayKey) -> Way | None:
        """The way of the key, or None."""
        if key not in self.known:
            self.known[key] = self._ways.find_way(key)
        return self.known[key]

    def packed(self) -> tuple[WayBook | None, Known]:
        """What another process needs: the graphs of a network are read there anew."""
        return (None if isinstance(self._ways, Network) else self._ways), self.known


class ChangedWays:
    """The same ways with other closures and other numbers of carriers a day."""

    def __init__(self, ways: KeptWays, book: Book, *, closures: bool) -> None:
        self._ways = ways
        self._closed = ClosedTimes(book.closures) if closures else None
        self._daily: dict[str, DeclaredWay] = {way.id: way for way in book.ways}

    def find_way(self, key: WayKey) -> Way | None:
        """The way of the key, or None."""
        way = self._ways.find_way(key)
        if way is None:
            return None
        declared = self._daily.get(way.declared or "")
        daily = way.carriers_per_day if declared is None else declared.carriers_per_day
        closed = way.closed if self._closed is None else self._closed.of(way)
        same = (daily, closed) == (way.carriers_per_day, way.closed)
        return way if same else replace(way, carriers_per_day=daily, closed=closed)


@dataclass(frozen=True)
class Standing:
    """The book, its law, its ways and the plan in force, and what planner and judge know of them already."""

    book: Book
    authority: Authority
    ways: KeptWays
    plan: Plan
    desk: Desk = field(default_factory=Desk, compare=False)
    court: Transcript = field(default_factory=Transcript, compare=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Law is compiled again where it is unpacked."""
        return _unpack, (self.book, self.plan, *self.ways.packed())

    def law_of(self, book: Book) -> Authority:
        """The law of the changed book."""
        mine = self.book
        if book.instruments is mine.instruments and book.decisions is mine.decisions:
            return self.authority
        return self.authority.with_book(book)

    def ways_of(self, book: Book) -> WayBook:
        """The ways of the changed book."""
        closures = book.closures is not self.book.closures
        if book.ways is self.book.ways and not closures:
            return self.ways
        return ChangedWays(self.ways, book, closures=closures)


def stand(book: Book, authority: Authority, ways: WayBook, plan: Plan) -> Standing:
    """The standing of a book with its plan."""
    return Standing(book, authority, KeptWays(ways), plan)


def _unpack(book: Book, plan: Plan, ways: WayBook | None, known: Known) -> Standing:
    found = ways or load_network(book.places, book.ways, book.closures, drawn=False)
    return Standing(book, Authority(book), KeptWays(found, known), plan)
