"""Which nouns a book holds, as rows of tables with keys, and of which nation each is the statement.

Tables are named in the singular: `book` (the frame: title, alliance, crisis, timeline, powers), `nation`,
`place`, `way`, `closure`, `unit`, `stock`, `fleet`, `requirement`, `instrument`, `decision`. Caveats are
rows of their own, so that each can have its label. What no single nation states is the staff's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coalition.measure.instants import write_instant
from coalition.model.book import Book, Crisis, TimelineEntry
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import ProvisionId
from coalition.model.law import Decision, Instrument
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Place
from coalition.model.requirements import Requirement
from coalition.model.ways import Closure, DeclaredWay

STAFF = "STAFF"
"""The origin of what no single nation states, and of what the secretariat does."""
CAVEAT = "caveat"


@dataclass(frozen=True, slots=True)
class BookFrame:
    """What is left of a book without its rows."""

    title: str
    fictional: bool
    alliance: Alliance
    crisis: Crisis
    timeline: tuple[TimelineEntry, ...] = ()
    powers: Mapping[tuple[str, str], bool] = field(default_factory=dict)


TABLES: Mapping[str, type[Any]] = {
    "book": BookFrame,
    "nation": Nation,
    "place": Place,
    "way": DeclaredWay,
    "closure": Closure,
    "unit": Unit,
    "stock": Stock,
    "fleet": Fleet,
    "requirement": Requirement,
    "instrument": Instrument,
    "decision": Decision,
}
"""The noun of each table, in the order in which a book is stated."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the book: its table and key, whose statement it is, and the noun."""

    table: str
    key: str
    nation: str
    noun: Any


def rows_of(book: Book) -> Iterator[Row]:
    """Every row of the book, in order of tables and of the files."""
    frame = BookFrame(
        book.title, book.fictional, book.alliance, book.crisis, book.timeline, book.powers
    )
    yield Row("book", "book", STAFF, frame)
    for nation in book.nations.values():
        yield Row("nation", nation.id, STAFF, nation)
    for place in book.places.values():
        yield Row("place", place.id, place.nation, place)
    for way in book.ways:
        yield Row("way", way.id, STAFF, way)
    for closure in book.closures:
        yield Row("closure", _closure_key(closure), STAFF, closure)
    yield from _forces(book)
    for wanted in book.requirements.values():
        yield Row("requirement", wanted.id, wanted.nation or STAFF, wanted)
    yield from _law(book)


def _forces(book: Book) -> Iterator[Row]:
    for unit in book.units.values():
        yield Row("unit", unit.id, unit.nation, unit)
    for stock in book.stocks.values():
        yield Row("stock", stock.id, stock.nation, stock)
    for fleet in book.fleets.values():
        yield Row("fleet", fleet.id, fleet.nation, fleet)


def _law(book: Book) -> Iterator[Row]:
    bodies = {one.id: one.body for text in book.instruments for one in text.provisions}
    for text in book.instruments:
        yield from _instrument(text)
    for decision in book.decisions:
        yield Row("decision", decision.id, _decider(decision, bodies), decision)


def _instrument(text: Instrument) -> Iterator[Row]:
    if text.kind != CAVEAT:
        yield Row("instrument", text.id, STAFF, text)
        return
    nation = text.parties[0].nation if len(text.parties) == 1 else STAFF
    for one in text.provisions:
        yield Row("instrument", one.id, nation, replace(text, provisions=(one,)))


def _decider(decision: Decision, bodies: Mapping[ProvisionId, str]) -> str:
    """The nation whose decision it is: that of the procedure's body, or the one that signed."""
    body = bodies.get(decision.procedure, "")
    sides = {"actor": decision.actors, "territory": decision.territories}.get(body, ())
    for named in (sides, decision.signed_by):
        if len(named) == 1:
            return named[0]
    return STAFF


def _closure_key(closure: Closure) -> str:
    return f"{closure.subject}@{write_instant(closure.closed.opens)}"


def key_of(table: str, noun: Any) -> str:
    """The key under which a noun stands in its table."""
    if table == "closure":
        return _closure_key(noun)
    if table == "instrument" and noun.kind == CAVEAT and len(noun.provisions) == 1:
        return str(noun.provisions[0].id)
    return "book" if table == "book" else str(noun.id)


def may_state(table: str, noun: Any, origin: str) -> bool:
    """Whether the origin may state the row: the staff any, a nation what is its own."""
    if origin == STAFF:
        return True
    if table in {"place", "unit", "stock", "fleet", "requirement"}:
        nation: str = noun.nation
        return nation == origin
    if table == "closure":
        words: list[str] = noun.subject.split(":")
        return words[0] == "nation" and words[-1] == origin
    if table == "instrument":
        return bool(noun.kind == CAVEAT) and all(party.nation == origin for party in noun.parties)
    return bool(table == "decision") and _decides_alone(noun, origin)


def _decides_alone(decision: Decision, origin: str) -> bool:
    named = {*decision.actors, *decision.territories, *decision.signed_by}
    return origin in decision.signed_by or origin in decision.territories or named == {origin}
