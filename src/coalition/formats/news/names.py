"""The book that news speaks of, in the form in which the readers check names and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.parse.parsed import MEMBERS, Names, Parsed
from coalition.formats.parse.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.formats.faults import FaultLog
    from coalition.model.book import Book

_THE_BOOK = "the book"


def names_of(book: Book, items: Iterable[Record], log: FaultLog) -> Names:
    """Every id of the book and of what the news brings; an id brought that is there already is logged."""
    named: dict[str, Iterable[str]] = {
        "nation": book.nations,
        "group": (MEMBERS, *book.alliance.groups),
        "body": book.alliance.bodies,
        "place": book.places,
        "way": [way.id for way in book.ways],
        "unit": book.units,
        "stock": book.stocks,
        "fleet": book.fleets,
        "decision": [decision.id for decision in book.decisions],
        "instrument": [text.id for text in book.instruments],
        "provision": [one.id for text in book.instruments for one in text.provisions],
        "requirement": book.requirements,
    }
    names = Names({kind: dict.fromkeys(ids, _THE_BOOK) for kind, ids in named.items()})
    for kind, full_id, record, column in _brought(items):
        names.declare(kind, full_id, record.at(column), log)
    for unit in names.known["unit"].keys() & names.known["requirement"].keys():
        where = names.known["requirement"][unit]
        log.add("duplicate-id", where, f"`{unit}` is already the id of a unit")
    return names


def book_as_parsed(book: Book, items: Iterable[Record]) -> Parsed:
    """What the news brings as records, with the groups of the book to expand its names."""
    groups: dict[str, object] = {
        name: tuple(members) for name, members in book.alliance.groups.items()
    }
    values: dict[str, object] = {"members": tuple(book.alliance.members), "groups": groups}
    parsed = Parsed(documents={"alliance": Record("alliance", lambda _: _THE_BOOK, values)})
    for item in items:
        new, caveat, ban = (item.record(name) for name in ("new", "caveat", "prohibition"))
        parsed.tables["requirements"] += [new] if new is not None else []
        parsed.caveats += [caveat] if caveat is not None else []
        parsed.instruments += [text_of(ban)] if ban is not None else []
    return parsed


def text_of(ban: Record) -> Record:
    """The record of a prohibition as a text of national law that says nothing else."""
    provision = Record("provision", ban.at, dict(ban.values), ban.unknown, ban.faulty)
    provision.values |= {"kind": "prohibition", "article": "as told"}
    nation = ban.text("nation")
    party = Record("party", ban.at, {"nations": (nation,)} if nation else {})
    return Record("instrument", ban.at, {
        "id": f"news-{nation}", "title": f"Prohibitions of {nation}, as told", "kind": "national-law",
        "party": (party,), "provision": (provision,),
    })  # fmt: skip


def _brought(items: Iterable[Record]) -> Iterable[tuple[str, str, Record, str]]:
    for item in items:
        new, caveat, ban = (item.record(name) for name in ("new", "caveat", "prohibition"))
        if new is not None and new.text("uln"):
            yield "requirement", new.text("uln"), new, "uln"
        for record, head in ((caveat, "caveats"), (ban, "news")):
            if record is not None and record.text("id"):
                full_id = f"{head}-{record.text('nation')}/{record.text('id')}"
                yield "provision", full_id, record, "id"
