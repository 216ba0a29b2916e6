"""Whether the tables of supply agree with the book and with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.schema.column import Column, Kind
from coalition.formats.supply.tables import SUPPLY_TABLES
from coalition.model.supply.inventory import Kind as Line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

_SPANS = {"activities": ("from", "until"), "declared": ("from", "until")}
_KEYS = {"holdings": ("place", "nation", "item"), "objectives": ("place", "nation", "item")}


def check_supplies(
    tables: Mapping[str, list[Record]], partial: Collection[str], book: Book, log: FaultLog
) -> None:
    """Log every name nothing declares, every pair of dates in the wrong order, every double account."""
    known: dict[str, Collection[str]] = {
        "place": [*book.places], "unit": [*book.units],
        "item": [one.text("item") for one in tables["items"]],
    }  # fmt: skip
    unsure = {"item"} if "items" in partial or _is_unsure(tables["items"]) else set()
    for name, shape in SUPPLY_TABLES.items():
        for record in tables[name]:
            for column in shape.columns:
                if record.sound(column.name):
                    _check_names(record, column, known, unsure, book, log)
            _check_dates(record, _SPANS.get(name), log)
    _check_ids(tables, log)
    _check_lines(tables["transactions"], log)
    _check_objectives(tables["objectives"], log)


def _is_unsure(items: list[Record]) -> bool:
    return any(not one.sound("item") for one in items)


def _check_names(
    record: Record, column: Column, known: Mapping[str, Collection[str]], unsure: Collection[str],
    book: Book, log: FaultLog,
) -> None:  # fmt: skip
    """Log the names of a column that the book or the items do not declare."""
    names = record.texts(column.name) or (record.text(column.name),)
    groups = (*book.alliance.groups, "members")
    for name in filter(None, names):
        if column.kind is Kind.REF and column.of not in unsure and name not in known[column.of]:
            message = f"no {column.of} is called {quote(name)}"
            log.add(
                "unknown-reference",
                record.at(column.name),
                message,
                did_you_mean(name, known[column.of]),
            )
        elif column.kind in (Kind.NATION, Kind.NATIONS) and name not in book.nations:
            if column.kind is Kind.NATIONS and name in groups:
                continue
            message = f"{quote(name)} is no nation of nations.csv"
            log.add(
                "unknown-nation", record.at(column.name), message, did_you_mean(name, book.nations)
            )


def _check_dates(record: Record, span: tuple[str, str] | None, log: FaultLog) -> None:
    if span is None:
        return
    begin, end = record.minute(span[0]), record.minute(span[1])
    if begin is not None and end is not None and end <= begin:
        message = f"`{span[1]}` is not after `{span[0]}`"
        log.add("contradictory-dates", record.at(span[1]), message)


def _check_ids(tables: Mapping[str, list[Record]], log: FaultLog) -> None:
    keys = {"items": ("item",), "transactions": ("transaction",), **_KEYS}
    for name, columns in keys.items():
        seen: dict[tuple[str, ...], str] = {}
        for record in tables[name]:
            key = tuple(record.text(column) for column in columns)
            if not all(key) or not record.sound(*columns):
                continue
            if key in seen:
                message = f"{quote(' '.join(key))} already stands at {seen[key]}"
                log.add("duplicate-id", record.at(columns[-1]), message)
            seen.setdefault(key, record.at(columns[-1]))


def _check_lines(lines: list[Record], log: FaultLog) -> None:
    """Only an adjustment may be negative, and it alone may not be nought."""
    for record in lines:
        amount, kind = record.whole("quantity"), record.text("kind")
        if amount is None or not record.sound("kind", "quantity"):
            continue
        if amount < 0 and kind != Line.ADJUSTMENT:
            message = f"a {kind} of less than nothing"
            log.add("not-positive", record.at("quantity"), message, "write an adjustment")
        if record.text("kind") in (Line.DISPATCH, Line.REQUEST) and not record.text("request"):
            message = f"a {kind} without a request number cannot be followed"
            log.add(
                "missing-value", record.at("request"), message, "write the request it belongs to"
            )


def _check_objectives(objectives: list[Record], log: FaultLog) -> None:
    for record in objectives:
        wanted, again = record.whole("objective_days"), record.whole("reorder_days")
        if wanted is not None and again is not None and again > wanted:
            message = f"ordered anew at {again} days, above the objective of {wanted}"
            log.add("contradiction", record.at("reorder_days"), message)
