"""The nouns of supply, made of records that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.nouns.geography import interval_of, provenance_of
from coalition.measure.instants import Interval, Minute
from coalition.model.cargo import Category
from coalition.model.identity import NationId, PlaceId, UnitId
from coalition.model.supply.consumption import Activity, Factor, Per
from coalition.model.supply.inventory import (
    Exchange,
    Holding,
    Kind,
    Objective,
    Store,
    Transaction,
)
from coalition.model.supply.items import Interchange, Item, ItemId, SupplyClass
from coalition.model.supply.standards import Conformity, Declared, Level, Readiness
from coalition.model.supply.standards import Factor as Stated
from coalition.model.supply.supplies import Supplies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.formats.parse.record import Record
    from coalition.model.book import Book


def make_supplies(tables: Mapping[str, list[Record]], book: Book) -> Supplies:
    """All of it; the records must be without a fault."""
    items = {item.id: item for item in map(_item, tables["items"])}
    return Supplies(
        items,
        tuple(_interchange(one, book) for one in tables["interchange"]),
        tuple(map(_factor, tables["factors"])),
        tuple(_activity(one, book) for one in tables["activities"]),
        tuple(_holding(one, book) for one in tables["holdings"]),
        tuple(_objective(one, items) for one in tables["objectives"]),
        tuple(map(_transaction, tables["transactions"])),
        tuple(map(_exchange, tables["exchanges"])),
        tuple(map(_conformity, tables["standards"])),
        tuple(map(_readiness, tables["readiness"])),
        tuple(map(_declared, tables["declared"])),
    )


def _item(record: Record) -> Item:
    return Item(
        ItemId(record.text("item")), record.text("name"), SupplyClass(record.text("class")),
        record.whole("piece_mass") or 1, record.text("standard"), Category(record.text("category") or "bulk"),
        record.text("hazard"), record.whole("value_per_t"), provenance_of(record),
    )  # fmt: skip


def _interchange(record: Record, book: Book) -> Interchange:
    users: set[NationId] = set()
    for name in record.texts("users"):
        found = book.alliance.members if name == "members" else book.alliance.groups.get(name)
        users.update(found or (NationId(name),))
    return Interchange(
        ItemId(record.text("item")), ItemId(record.text("serves")), record.whole("permille") or 1000,
        frozenset(users), provenance_of(record),
    )  # fmt: skip


def _factor(record: Record) -> Factor:
    return Factor(
        ItemId(record.text("item")), Per(record.text("per")), record.whole("grams_per_day"),
        _nation(record, "nation"), record.text("element"), record.text("activity"),
        provenance_of(record),
    )  # fmt: skip


def _activity(record: Record, book: Book) -> Activity:
    span = interval_of(record, "from", "until")
    begin = max(span.opens, book.crisis.activated)
    end = min(span.closes, book.crisis.horizon_end)
    return Activity(
        UnitId(record.text("unit")), PlaceId(record.text("place")), record.text("activity"),
        Interval(begin, max(begin, end)), provenance_of(record),
    )  # fmt: skip


def _holding(record: Record, book: Book) -> Holding:
    at = record.minute("at")
    return Holding(
        _store(record), book.crisis.activated if at is None else at, record.whole("on_hand"),
        provenance_of(record),
    )  # fmt: skip


def _objective(record: Record, items: Mapping[ItemId, Item]) -> Objective:
    store = _store(record)
    supplier = record.text("supplier")
    return Objective(
        store, record.whole("objective_days") or 0, record.whole("reorder_days") or 0,
        PlaceId(supplier) if supplier else None, _nation(record, "supplier_nation"),
        record.whole("lead"), record.whole("batch") or items[store.item].piece_kg,
        provenance_of(record),
    )  # fmt: skip


def _transaction(record: Record) -> Transaction:
    return Transaction(
        record.text("transaction"), Kind(record.text("kind")), _at(record), _store(record),
        record.whole("quantity") or 0, record.text("request"), record.text("note"),
        provenance_of(record),
    )  # fmt: skip


def _exchange(record: Record) -> Exchange:
    return Exchange(
        _at(record), NationId(record.text("giver")), NationId(record.text("receiver")),
        record.whole("amount") or 0, record.text("unit"), record.text("arrangement"),
        record.text("reference"), provenance_of(record),
    )  # fmt: skip


def _conformity(record: Record) -> Conformity:
    level = record.text("level")
    return Conformity(
        NationId(record.text("nation")), record.text("capability"), record.text("standard"),
        Level(level) if level else None, record.text("evidence"), provenance_of(record),
    )  # fmt: skip


def _readiness(record: Record) -> Readiness:
    return Readiness(
        UnitId(record.text("unit")), _at(record), record.whole("percent") or 0,
        record.whole("falls_per_month"), record.whole("rises_per_month"),
        record.whole("floor") or 0, provenance_of(record),
    )  # fmt: skip


def _declared(record: Record) -> Declared:
    return Declared(
        NationId(record.text("nation")), Stated(record.text("factor")), record.whole("value") or 0,
        interval_of(record, "from", "until"), provenance_of(record),
    )  # fmt: skip


def _store(record: Record) -> Store:
    return Store(
        PlaceId(record.text("place")), NationId(record.text("nation")), ItemId(record.text("item"))
    )


def _nation(record: Record, name: str) -> NationId | None:
    found = record.text(name)
    return NationId(found) if found else None


def _at(record: Record) -> Minute:
    return record.minute("at") or Minute(0)
