"""Whether the tables of pre-positioning agree: every name declared, bounds in order, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coalition.formats.faults import did_you_mean, quote
from coalition.formats.placing.tables import PLACING_TABLES
from coalition.formats.schema.column import Kind

if TYPE_CHECKING:
    from coalition.formats.faults import FaultLog
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

Tables = dict[str, list["Record"]]
_ONCE = {
    "sites": ("site", "size"),
    "holdings": ("site", "nation", "commodity"),
    "losses": ("scenario", "site"),
    "facts": ("scenario", "name"),
    "crews": ("scenario", "commodity", "nation"),
    "budgets": ("nation",),
    "commodities": ("commodity",),
    "scenarios": ("scenario",),
}
"""Columns that together name a row of each table."""


def check_placing(tables: Tables, book: Book, log: FaultLog) -> None:
    """Log everything that does not agree."""
    _check_names(tables, book, log)
    for name, columns in _ONCE.items():
        _check_once(tables[name], columns, log)
    _check_holdings(tables, log)
    _check_crews(tables, log)
    for record in tables["needs"]:
        place = book.places.get(record.text("place"))  # type: ignore[call-overload]
        if place is not None and place.nation not in book.nations:
            log.add("unknown-nation", record.at("place"), f"{quote(place.nation)} is no nation")


def _check_names(tables: Tables, book: Book, log: FaultLog) -> None:
    known: dict[str, list[str]] = {
        "place": [str(one) for one in book.places],
        "commodity": [one.text("commodity") for one in tables["commodities"]],
        "scenario": [one.text("scenario") for one in tables["scenarios"]],
        "nation": [str(one) for one in book.nations],
    }
    for record, column, kind in _names(tables):
        said = record.text(column)
        if said not in known[kind]:
            code = "unknown-nation" if kind == "nation" else "unknown-reference"
            where = "is no nation of nations.csv" if kind == "nation" else f"is no {kind}"
            hint = did_you_mean(said, known[kind])
            log.add(code, record.at(column), f"{quote(said)} {where}", hint)


def _names(tables: Tables) -> Iterator[tuple[Record, str, str]]:
    """Every cell that names something: record, column, and what it names."""
    for name, shape in PLACING_TABLES.items():
        for record in tables[name]:
            for column in shape.columns:
                if not record.text(column.name) or not record.sound(column.name):
                    continue
                if column.kind is Kind.REF:
                    yield record, column.name, column.of
                elif column.kind is Kind.NATION:
                    yield record, column.name, "nation"


def _check_once(records: list[Record], columns: tuple[str, ...], log: FaultLog) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for record in records:
        if not record.sound(*columns):
            continue
        key = tuple(record.text(column) for column in columns)
        where = record.at(columns[0])
        if key in seen:
            named = ", ".join(word for word in key if word)
            log.add("duplicate-id", where, f"{quote(named)} already stands at {seen[key]}")
        seen.setdefault(key, where)


def _check_crews(tables: Tables, log: FaultLog) -> None:
    """Crews of one commodity either all name a nation or none does: else nobody knows whom they man."""
    named: dict[str, bool] = {}
    for record in tables["crews"]:
        commodity, by_nation = record.text("commodity"), record.has("nation")
        if record.sound("nation") and named.setdefault(commodity, by_nation) is not by_nation:
            message = f"some crews of {quote(commodity)} name a nation and some do not"
            log.add("contradiction", record.at("nation"), message)


def _check_holdings(tables: Tables, log: FaultLog) -> None:
    sites = {one.text("site") for one in tables["sites"]}
    for record in tables["holdings"]:
        low, high = record.whole("low") or 0, record.whole("high")
        if high is not None and low > high:
            log.add("contradiction", record.at("low"), f"at least {low}, at most {high}")
        site = record.text("site")
        if site and record.sound("site") and site not in sites:
            message = f"{quote(site)} is no site of sites.csv"
            log.add("unknown-reference", record.at("site"), message, did_you_mean(site, sites))
