"""Whether chances fit their kinds and their book: keys, names, amounts in order, ids used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.chances.schema import CHANCE, KINDS
from coalition.formats.faults import did_you_mean, quote
from coalition.formats.parse.parsed import MEMBERS
from coalition.formats.schema.column import Kind
from coalition.model.chance.chances import ChanceKind
from coalition.model.law import ProvisionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

_ALWAYS = ("id", "kind", "cause", "text", "source", "source_date", "confidence", "note")


def check_fit(record: Record, book: Book, assumed: Record, log: FaultLog) -> None:
    """Log everything in the record that no chance of its kind, or no chance of this book, can be."""
    causes = record.records("cause")
    known = _ids(causes, log) | {one.text("id") for one in assumed.records("cause")}
    _ids(record.records("chance"), log)
    names = _names(book)
    for chance in record.records("chance"):
        _check_keys(chance, log)
        _check_cause(chance, known, log)
        _check_order(chance, log)
        _check_names(chance, names, log)
        _check_procedures(chance, book, log)
    _check_dropped(record, {one.text("id") for one in assumed.records("chance")}, log)


def _ids(records: Iterable[Record], log: FaultLog) -> set[str]:
    found: set[str] = set()
    for record in records:
        name = record.text("id")
        if name and name in found:
            log.add("duplicate-id", record.at("id"), f"{quote(name)} is given twice")
        found.add(name)
    return found


def _check_keys(chance: Record, log: FaultLog) -> None:
    """Keys its kind needs and has not, and keys that say nothing of it."""
    if not chance.has("kind") or not chance.sound("kind"):
        return
    kind = ChanceKind(chance.text("kind"))
    wanted = KINDS[kind]
    hint = f"keys of {kind} are {', '.join((*_ALWAYS[:4], *wanted.keys))}"
    for key in chance.values:
        if key not in (*_ALWAYS, *wanted.keys):
            log.add("unknown-key", chance.at(key), f"`{key}` says nothing of {kind}", hint)
    for key in wanted.needs:
        if key not in chance.values and chance.sound(key):
            log.add("missing-key", chance.at(""), f"{kind} needs `{key}`", hint)


def _check_cause(chance: Record, known: set[str], log: FaultLog) -> None:
    name = chance.text("cause")
    if name and name not in known:
        message = f"{quote(name)} is no cause"
        log.add("unknown-reference", chance.at("cause"), message, did_you_mean(name, known))


def _check_order(chance: Record, log: FaultLog) -> None:
    """Least before likely before most."""
    for key in ("lasts", "more"):
        spread = chance.record(key)
        if spread is None or not spread.sound("least", "likely", "most"):
            continue
        likely = spread.whole("likely") or 0
        least, most = spread.whole("least") or 0, spread.whole("most")
        if not least <= likely <= (likely if most is None else most):
            message = f"`{key}` does not go from the least over the likely to the most"
            log.add("contradiction", chance.at(key), message, "put the three in order")


def _names(book: Book) -> dict[str, set[str]]:
    return {
        "place": set(book.places),
        "fleet": set(book.fleets),
        "unit": set(book.units),
        "stock": set(book.stocks),
        "requirement": set(book.requirements),
        "provision": {one.id for text in book.instruments for one in text.provisions},
        "nation": {*book.nations, *book.alliance.groups, MEMBERS},
    }


def _check_names(chance: Record, names: dict[str, set[str]], log: FaultLog) -> None:
    for column in CHANCE.columns:
        what = column.of if column.kind is Kind.REF else "nation"
        if column.kind not in (Kind.REF, Kind.NATIONS) or not chance.sound(column.name):
            continue
        for name in chance.texts(column.name):
            if name not in names[what]:
                code = "unknown-nation" if what == "nation" else "unknown-reference"
                message = f"{quote(name)} is no {what} of the book"
                log.add(code, chance.at(column.name), message, did_you_mean(name, names[what]))


def _check_procedures(chance: Record, book: Book, log: FaultLog) -> None:
    wanted = set(chance.texts("procedures"))
    for text in book.instruments if wanted else ():
        for one in text.provisions:
            if one.id in wanted and one.kind is not ProvisionKind.PROCEDURE:
                log.add(
                    "not-a-procedure", chance.at("procedures"), f"{quote(one.id)} is no procedure"
                )


def _check_dropped(record: Record, assumed: set[str], log: FaultLog) -> None:
    for name in record.texts("drop"):
        if name not in assumed:
            message = f"nothing that is assumed is called {quote(name)}"
            log.add("unknown-reference", record.at("drop"), message, did_you_mean(name, assumed))
