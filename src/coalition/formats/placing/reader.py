"""Reads a book's `preposition/` folder: every fault of every table at once, then the nouns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import InputError
from coalition.formats.faults import FaultLog, did_you_mean, quote
from coalition.formats.nouns.geography import provenance_of
from coalition.formats.parse.rows import read_rows
from coalition.formats.placing.tables import NEEDED, PLACING_TABLES
from coalition.formats.schema.column import Kind
from coalition.formats.source.grid import read_csv_grid
from coalition.formats.source.text_file import read_clean_text
from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.supply.placing import (
    Choice,
    Commodity,
    CommodityId,
    Placing,
    Scenario,
    ScenarioId,
    SiteSize,
)

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.model.book import Book

FOLDER = "preposition"
Tables = dict[str, list["Record"]]


def read_placing(folder: Path, book: Book) -> Placing:
    """The question of the book in the folder. Raises InputError with every fault of its tables."""
    log = FaultLog()
    tables: Tables = {name: [] for name in PLACING_TABLES}
    for name in PLACING_TABLES:
        path, shown = folder / FOLDER / f"{name}.csv", f"{FOLDER}/{name}.csv"
        if not path.is_file():
            if name in NEEDED:
                log.add("missing-file", shown, f"pre-positioning needs {quote(shown)}")
            continue
        found = read_clean_text(path, shown, log)
        grid = None if found is None else read_csv_grid(found, shown, log)
        if grid is not None:
            tables[name] = read_rows(grid, PLACING_TABLES[name], book.crisis.activated, log)
    _check(tables, book, log)
    if log.found:
        raise InputError(log.found)
    return _made(tables)


def _check(tables: Tables, book: Book, log: FaultLog) -> None:
    """Log names nothing declares and bounds in the wrong order."""
    known: dict[str, list[str]] = {
        "place": [str(one) for one in book.places],
        "commodity": [one.text("commodity") for one in tables["commodities"]],
        "scenario": [one.text("scenario") for one in tables["scenarios"]],
    }
    for name, shape in PLACING_TABLES.items():
        for record in tables[name]:
            for column in shape.columns:
                said, where = record.text(column.name), record.at(column.name)
                if not said or not record.sound(column.name):
                    continue
                if column.kind is Kind.REF and said not in known[column.of]:
                    message = f"no {column.of} is called {quote(said)}"
                    log.add(
                        "unknown-reference", where, message, did_you_mean(said, known[column.of])
                    )
                if column.kind is Kind.NATION and said not in book.nations:
                    message = f"{quote(said)} is no nation of nations.csv"
                    log.add("unknown-nation", where, message, did_you_mean(said, book.nations))
    for record in tables["holdings"]:
        low, high = record.whole("low") or 0, record.whole("high")
        if high is not None and low > high:
            log.add("contradiction", record.at("low"), f"at least {low}, at most {high}")


def _made(tables: Tables) -> Placing:
    commodities = {one.id: one for one in map(_commodity, tables["commodities"])}
    return Placing(
        tuple(map(_site, tables["sites"])),
        commodities,
        tuple(map(_choice, tables["holdings"])),
        tuple(_scenario(one, tables) for one in tables["scenarios"]),
        {NationId(one.text("nation")): one.whole("budget") or 0 for one in tables["budgets"]},
    )


def _site(record: Record) -> SiteSize:
    return SiteSize(
        PlaceId(record.text("site")), record.text("size"), record.whole("capacity") or 1,
        record.whole("cost") or 0, provenance_of(record),
    )  # fmt: skip


def _commodity(record: Record) -> Commodity:
    return Commodity(
        CommodityId(record.text("commodity")), record.text("name"),
        record.whole("unit_mass") or 1, Mode(record.text("mode")), record.whole("speed") or 1_000,
        record.whole("cost_per_1000_tkm") or 0, record.whole("delay_cost") or 0,
        record.whole("unmet_cost") or 1, Nature(record.text("nature") or "general"),
        bool(record.flag("whole")), provenance_of(record),
    )  # fmt: skip


def _choice(record: Record) -> Choice:
    return Choice(
        PlaceId(record.text("site")), NationId(record.text("nation")),
        CommodityId(record.text("commodity")), record.whole("unit_cost") or 0,
        record.whole("low") or 0, record.whole("high") or 0, record.whole("today") or 0,
        provenance_of(record),
    )  # fmt: skip


def _scenario(record: Record, tables: Tables) -> Scenario:
    own = record.text("scenario")
    rows = {name: _of(tables[name], own) for name in ("needs", "losses", "facts", "crews")}
    needs: dict[tuple[PlaceId, CommodityId], int] = {}
    for one in rows["needs"]:
        key = (PlaceId(one.text("place")), CommodityId(one.text("commodity")))
        needs[key] = needs.get(key, 0) + (one.whole("amount") or 0)
    weight = record.whole("weight")
    return Scenario(
        ScenarioId(own), record.text("says"), 1 if weight is None else weight,
        {one.text("name"): one.texts("value") for one in rows["facts"]}, needs,
        {PlaceId(one.text("site")): one.whole("kept_percent") or 0 for one in rows["losses"]},
        {CommodityId(one.text("commodity")): one.whole("amount") or 0 for one in rows["crews"]},
        provenance_of(record),
    )  # fmt: skip


def _of(records: list[Record], scenario: str) -> list[Record]:
    return [one for one in records if one.text("scenario") == scenario]
