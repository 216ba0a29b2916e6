"""Whether news fits the book it speaks of: names it holds, dates in order, nothing that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from coalition.formats.checks.iso_nations import is_nation_code
from coalition.formats.checks.loads import check_loads
from coalition.formats.checks.order import check_cycles, check_dates
from coalition.formats.checks.references import check_references
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.news.keys import kind_of
from coalition.formats.schema.column import Kind
from coalition.formats.schema.news import NEWS_ITEM
from coalition.measure.instants import write_instant
from coalition.model.change.news import NewsKind
from coalition.model.identity import FleetId, PlaceId, StockId, UnitId
from coalition.model.law import Outcome, ProvisionKind
from coalition.model.places import Mode
from coalition.network.passages import read_passages

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.parsed import Names, Parsed
    from coalition.formats.parse.record import Record
    from coalition.formats.schema.column import Column
    from coalition.model.book import Book

Complaint = tuple[str, str, str]
"""Key, code and message of what does not fit."""
_WHOLE = 100


def check_fit(
    items: list[Record], parsed: Parsed, known: tuple[Book, Names], log: FaultLog
) -> None:
    """Log every name the book does not hold and everything it contradicts; `known` is book and its names."""
    book, names = known
    for item in items:
        _check_names(item, names, log)
        _check_span(item, log)
        check = _CHECKS.get(kind_of(item)[0])
        for key, code, message in check(item, book) if check is not None else ():
            log.add(code, item.at(key), message)
    _check_order(items, book, log)
    check_references(parsed, names, log)
    check_dates(parsed, log)
    check_loads(parsed, log)
    check_cycles(parsed, log)


def _check_order(items: Iterable[Record], book: Book, log: FaultLog) -> None:
    """Log requirements spoken of before the news brings them or after it has cancelled them."""
    later = {new.text("uln") for item in items if (new := item.record("new")) is not None}
    gone: set[str] = set()
    for item in items:
        new, name = item.record("new"), item.text("requirement")
        spoken_of = [(name, item.at("requirement"))]
        if new is not None:
            spoken_of += [(one, new.at("after")) for one in new.texts("after")]
        for spoken, where in spoken_of:
            if spoken in gone:
                log.add("contradiction", where, f"{quote(spoken)} was cancelled before")
            elif spoken in later and spoken not in book.requirements:
                log.add("contradiction", where, f"{quote(spoken)} is wanted only further down")
        if new is not None:
            later.discard(new.text("uln"))
        if kind_of(item)[0] is NewsKind.REQUIREMENT_CANCELLED and name:
            gone.add(name)


def _check_names(item: Record, names: Names, log: FaultLog) -> None:
    for column in NEWS_ITEM.columns:
        if item.sound(column.name):
            for name in item.texts(column.name) or (item.text(column.name),):
                if name and not _is_known(column, name, names):
                    known = names.known.get(_kind_named(column), {})
                    message = f"{quote(name)} is no {_kind_named(column)} of the book"
                    code = "unknown-nation" if column.kind in _NATIONS else "unknown-reference"
                    log.add(code, item.at(column.name), message, did_you_mean(name, known))
    passage, passages = item.text("passage"), read_passages()
    if passage and passage not in passages:
        hint = did_you_mean(passage, passages) or "passages are " + ", ".join(passages)
        log.add("unknown-reference", item.at("passage"), f"{quote(passage)} is no passage", hint)


_NATIONS = (Kind.NATION, Kind.NATIONS, Kind.TERRITORY)


def _kind_named(column: Column) -> str:
    return column.of if column.kind is Kind.REF else "nation"


def _is_known(column: Column, name: str, names: Names) -> bool:
    if column.kind is Kind.REF:
        return names.has(column.of, name)
    if column.kind is Kind.TERRITORY:
        return is_nation_code(name) or names.has("nation", name)
    if column.kind is Kind.NATIONS:
        return names.has("group", name) or names.has("nation", name)
    return True


def _check_span(item: Record, log: FaultLog) -> None:
    for key in ("from", "taken"):
        begins, ends = item.minute(key), item.minute("until")
        if begins is not None and ends is not None and ends <= begins:
            message = f"`until` ({write_instant(ends)}) does not come after `{key}`"
            log.add("contradictory-dates", item.at("until"), message)


def _withdrawn(item: Record, book: Book) -> Iterable[Complaint]:
    for decision in book.decisions:
        if decision.id == item.text("decision") and decision.outcome is not Outcome.GRANTED:
            yield "decision", "contradiction", f"{quote(decision.id)} is no consent that was given"


def _moved(item: Record, book: Book) -> Iterable[Complaint]:
    """Early is before the date recorded and late after it."""
    taken, early = item.minute("taken"), item.text("kind") == NewsKind.CONSENT_EARLY
    for decision in book.decisions:
        named = taken is not None and decision.id == item.text("decision")
        if named and taken is not None and (taken < decision.at) is not early:
            message = f"the book has {write_instant(decision.at)} for it"
            yield "taken", "contradictory-dates", message


def _procedure(item: Record, book: Book) -> Iterable[Complaint]:
    name = item.text("procedure")
    if _kind_in_law(book, name) not in {None, ProvisionKind.PROCEDURE}:
        yield "procedure", "not-a-procedure", f"{quote(name)} is no procedure"


def _lifted(item: Record, book: Book) -> Iterable[Complaint]:
    name = item.text("provision")
    if _kind_in_law(book, name) not in {None, ProvisionKind.PROHIBITION}:
        yield "provision", "contradiction", f"{quote(name)} forbids nothing"


def _kind_in_law(book: Book, name: str) -> ProvisionKind | None:
    provisions = (one for text in book.instruments for one in text.provisions)
    return next((one.kind for one in provisions if one.id == name), None)


def _reopened(item: Record, book: Book) -> Iterable[Complaint]:
    name = item.text("place")
    closed = any(closure.subject == f"place:{name}" for closure in book.closures)
    if PlaceId(name) in book.places and not closed:
        yield "place", "contradiction", f"the book does not close {quote(name)}"


def _slots(item: Record, book: Book) -> Iterable[Complaint]:
    place, mode = book.places.get(PlaceId(item.text("place"))), item.text("mode")
    if place is not None and mode and item.sound("mode") and Mode(mode) not in place.modes:
        yield "mode", "mode-not-served", f"{place.name} does not serve {mode}"


def _lost(item: Record, book: Book) -> Iterable[Complaint]:
    fleet = book.fleets.get(FleetId(item.text("fleet")))
    if fleet is not None and fleet.count < (item.whole("carriers") or 0):
        yield "carriers", "contradiction", f"the fleet has {fleet.count}"


def _slower(item: Record, _: Book) -> Iterable[Complaint]:
    if (item.whole("percent") or 0) >= _WHOLE:
        yield "percent", "absurd-value", "a fleet that loses all its speed is lost"


def _pledged(item: Record, book: Book) -> Iterable[Complaint]:
    for key, found in (
        ("unit", book.units.get(UnitId(item.text("unit")))),
        ("stock", book.stocks.get(StockId(item.text("stock")))),
    ):
        if found is not None and found.pledged is None:
            yield key, "contradiction", f"{quote(found.id)} is not pledged"


def _reduced(item: Record, book: Book) -> Iterable[Complaint]:
    stock, pieces = book.stocks.get(StockId(item.text("stock"))), item.whole("pieces")
    if stock is not None and pieces is not None and pieces > stock.line.pieces:
        yield "pieces", "contradiction", f"the book has {stock.line.pieces} on hand"


_CHECKS: dict[NewsKind, Callable[[Record, Book], Iterable[Complaint]]] = {
    NewsKind.CONSENT_WITHDRAWN: _withdrawn,
    NewsKind.CONSENT_EARLY: _moved,
    NewsKind.CONSENT_LATE: _moved,
    NewsKind.CONSENT_REFUSED: _procedure,
    NewsKind.DECISION_EARLY: _procedure,
    NewsKind.PROCEDURE_SLOW: _procedure,
    NewsKind.CAVEAT_LIFTED: _lifted,
    NewsKind.PLACE_REOPENED: _reopened,
    NewsKind.SLOTS_CHANGED: _slots,
    NewsKind.CARRIERS_LOST: _lost,
    NewsKind.SPEED_REDUCED: _slower,
    NewsKind.PLEDGE_WITHDRAWN: _pledged,
    NewsKind.STOCK_REDUCED: _reduced,
}
"""What of each kind may contradict the book; names it does not hold are told apart from that."""
