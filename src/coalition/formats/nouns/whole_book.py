"""The book made of parsed records that agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.nouns.cargo import inline_lines, make_line
from coalition.formats.nouns.demand import make_decision, make_entry, make_requirement
from coalition.formats.nouns.forces import make_fleet, make_stock, make_unit
from coalition.formats.nouns.geography import (
    interval_of,
    make_closure,
    make_nation,
    make_place,
    make_way,
    nation_ids,
    provenance_of,
)
from coalition.formats.nouns.law import LawMaker
from coalition.formats.schema.tables import TABLES
from coalition.formats.source.library_folder import command_powers
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.book import Book, Crisis
from coalition.model.facts import Fact, undated

if TYPE_CHECKING:
    from coalition.formats.parse.parsed import Parsed
    from coalition.formats.parse.record import Record
    from coalition.model.cargo import CargoLine

_DEFAULT_HORIZON_DAYS = 60


def make_book(parsed: Parsed) -> Book:
    """The book; the records must be without a fault."""
    rows = parsed.tables
    nations = {nation.id: nation for nation in map(make_nation, rows["nations"])}
    law = LawMaker(parsed, {nation.id: nation.name for nation in nations.values()})
    lines = _lines_by_owner(parsed)
    places = [make_place(one, TABLES["places"]) for one in rows["places"]]
    units = [
        make_unit(one, TABLES["units"], lines.get(one.text("unit"), ())) for one in rows["units"]
    ]
    stocks = [make_stock(one, TABLES["stocks"]) for one in rows["stocks"]]
    fleets = [make_fleet(one, TABLES["lift"]) for one in rows["lift"]]
    wants = [
        make_requirement(one, TABLES["requirements"], _own_lines(one, lines))
        for one in rows["requirements"]
    ]
    return Book(
        title=parsed.documents["book"].text("title"),
        fictional=bool(parsed.documents["book"].flag("fictional")),
        alliance=law.alliance(),
        crisis=_crisis(parsed.documents["crisis"]),
        nations=nations,
        places={place.id: place for place in places},
        ways=tuple(make_way(one, TABLES["ways"]) for one in rows["ways"]),
        closures=tuple(make_closure(one) for one in rows["closures"]),
        units={unit.id: unit for unit in units},
        stocks={stock.id: stock for stock in stocks},
        fleets={fleet.id: fleet for fleet in fleets},
        requirements={want.id: want for want in wants},
        instruments=law.instruments(),
        decisions=tuple(make_decision(one, law.expand) for one in rows["decisions"]),
        timeline=tuple(make_entry(one) for one in rows["timeline"]),
        powers=command_powers(),
    )


def _lines_by_owner(parsed: Parsed) -> dict[str, tuple[CargoLine, ...]]:
    lines: dict[str, list[CargoLine]] = {}
    for record in parsed.tables["cargo"]:
        lines.setdefault(record.text("owner"), []).append(make_line(record, TABLES["cargo"]))
    return {owner: tuple(found) for owner, found in lines.items()}


def _own_lines(record: Record, lines: dict[str, tuple[CargoLine, ...]]) -> tuple[CargoLine, ...]:
    return lines.get(record.text("uln"), ()) or inline_lines(record, TABLES["requirements"])


def _crisis(record: Record) -> Crisis:
    activated = Minute(record.whole("activated") or 0)
    days = record.whole("horizon_days") or _DEFAULT_HORIZON_DAYS
    return Crisis(
        record.text("title"),
        activated,
        Minute(activated + days * MINUTES_PER_DAY),
        (*undated(_facts(record)), *(_fact(one) for one in record.records("fact"))),
        nation_ids(record.texts("avoid")),
        record.text("text"),
        {name: str(value) for name, value in record.mapping("positions").items()},
    )


def _facts(record: Record) -> dict[str, tuple[str, ...]]:
    stated = record.mapping("facts").items()
    return {name: tuple(map(str, values)) for name, values in stated if isinstance(values, tuple)}


def _fact(record: Record) -> Fact:
    when = interval_of(record, "from", "until")
    return Fact(record.text("name"), record.texts("value"), when, provenance_of(record))
