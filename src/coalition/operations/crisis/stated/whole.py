"""A book from the rows that are visible: what names something that is not there is left out, to the last.

The rule: hidden equals absent. A row that cannot be understood without a hidden one (a unit whose home is
hidden, a decision under a hidden procedure) is as absent as that; where only a part names it (a party, a
predecessor), the part is. Rows stand in the order of their keys, so that the order tells nothing of what
is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from coalition.model.book import Book
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.law import AllOf, AnyOf, Decision, Instrument, Need, Provision, Step
from coalition.model.places import Place
from coalition.model.requirements import Requirement
from coalition.model.ways import Closure, DeclaredWay
from coalition.operations.crisis.stated.nouns import BookFrame

T = TypeVar("T")
Tables = Mapping[str, Mapping[str, Any]]
"""Nouns by table and key."""


def whole_book(frame: BookFrame, tables: Tables) -> Book:
    """The book of the rows."""
    known = _Known(tables)
    nations = {one.id: one for one in _sorted(tables, "nation")}
    units = {one.id: one for one in _sorted(tables, "unit") if known.unit(one)}
    stocks = {one.id: one for one in _sorted(tables, "stock") if known.stock(one)}
    instruments = _law(known, _sorted(tables, "instrument"))
    procedures = {one.id for text in instruments for one in text.provisions}
    return Book(
        title=frame.title,
        fictional=frame.fictional,
        alliance=frame.alliance,
        crisis=frame.crisis,
        nations=nations,
        places={one.id: one for one in _sorted(tables, "place") if known.place(one)},
        ways=tuple(one for one in _sorted(tables, "way") if known.way(one)),
        closures=tuple(one for one in _sorted(tables, "closure") if known.closure(one)),
        units=units,
        stocks=stocks,
        fleets={one.id: one for one in _sorted(tables, "fleet") if known.fleet(one)},
        requirements=_demand(known, units, stocks, _sorted(tables, "requirement")),
        instruments=instruments,
        decisions=_decisions(_sorted(tables, "decision"), procedures),
        timeline=frame.timeline,
        powers=frame.powers,
    )


def _sorted(tables: Tables, table: str) -> list[Any]:
    rows = tables.get(table, {})
    return [rows[key] for key in sorted(rows)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows may name."""

    tables: Tables

    def has(self, table: str, key: str | None) -> bool:
        """Whether there is such a row, or none is named."""
        return key is None or key in self.tables.get(table, {})

    def place(self, one: Place) -> bool:
        return self.has("nation", one.nation)

    def at(self, place: str | None) -> bool:
        """Whether the place is there, and its nation."""
        if place is None:
            return True
        found = self.tables.get("place", {}).get(place)
        return found is not None and self.place(found)

    def way(self, one: DeclaredWay) -> bool:
        nations = all(self.has("nation", nation) for nation in one.nations)
        return nations and self.at(one.origin) and self.at(one.destination)

    def closure(self, one: Closure) -> bool:
        kind, _, name = one.subject.partition(":")
        if kind == "nation":
            return self.has("nation", name.rpartition(":")[2])
        if kind == "place":
            return self.at(name)
        return kind != "way" or self._way_named(name)

    def _way_named(self, name: str) -> bool:
        found = self.tables.get("way", {}).get(name)
        return found is not None and self.way(found)

    def unit(self, one: Unit) -> bool:
        return self.has("nation", one.nation) and self.at(one.home)

    def stock(self, one: Stock) -> bool:
        return self.has("nation", one.nation) and self.at(one.place)

    def fleet(self, one: Fleet) -> bool:
        return self.has("nation", one.nation) and self.at(one.home)

    def requirement(self, one: Requirement) -> bool:
        places = (one.destination, one.origin, one.poe, one.pod)
        return self.has("nation", one.nation) and all(self.at(place) for place in places)


def _demand(
    known: _Known, units: Mapping[Any, Unit], stocks: Mapping[Any, Stock], wanted: list[Requirement]
) -> dict[Any, Requirement]:
    kept = {
        one.id: one
        for one in wanted
        if known.requirement(one)
        and (one.unit is None or one.unit in units)
        and (one.stock is None or one.stock in stocks)
    }
    return {
        name: replace(one, after=tuple(each for each in one.after if each in kept))
        for name, one in kept.items()
    }


def _law(known: _Known, texts: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The texts with their provisions; caveats of one text joined again, what rests on a hidden step left
    out.
    """
    joined: dict[str, Instrument] = {}
    for text in texts:
        before = joined.get(text.id)
        provisions = (*before.provisions, *text.provisions) if before else text.provisions
        joined[text.id] = replace(text, provisions=provisions)
    while True:
        there = {one.id for text in joined.values() for one in text.provisions}
        kept = {name: _standing(text, there) for name, text in joined.items()}
        if kept == joined:
            break
        joined = kept
    return tuple(_bound(known, text) for text in joined.values())


def _standing(text: Instrument, there: set[Any]) -> Instrument:
    provisions = tuple(
        replace(one, excepts=tuple(e for e in one.excepts if e in there))
        for one in text.provisions
        if _met(one, there)
    )
    return replace(text, provisions=provisions)


def _met(one: Provision, there: set[Any]) -> bool:
    return all(step in there for step in _steps(one.requires))


def _steps(need: Need) -> Iterable[Any]:
    if isinstance(need, Step):
        return (need.procedure,)
    parts: tuple[Need, ...] = need.parts if isinstance(need, AllOf | AnyOf) else ()
    return tuple(step for part in parts for step in _steps(part))


def _bound(known: _Known, text: Instrument) -> Instrument:
    parties = tuple(one for one in text.parties if known.has("nation", one.nation))
    return text if parties == text.parties else replace(text, parties=parties)


def _decisions(found: list[Decision], procedures: set[Any]) -> tuple[Decision, ...]:
    standing = [one for one in found if one.procedure in procedures]
    return tuple(sorted(standing, key=lambda one: (one.at, one.id)))
