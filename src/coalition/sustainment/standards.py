"""The standards matrix and its gaps: who cannot work with, or live off, whom - and what closing a gap frees.

A gap stands between a nation and a standard that something in the book calls for: an item built to it, or a
requirement that demands it. What closing buys in stock is counted here: the tonnes at places where the
nation's forces are that it could then use. What it buys in time is got by planning again (`operations`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.provenance import Provenance
from coalition.model.supply.standards import Conformity, Level
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.demand import Demand
from coalition.sustainment.usability import Usability


@dataclass(frozen=True, slots=True)
class Gap:
    """A nation that lacks a standard, what calls for it, and the stock it shuts the nation out of."""

    nation: NationId
    standard: str
    level: Level | None
    called_for_by: tuple[str, ...]
    shut_out_kg: int


def matrix(supplies: Supplies) -> tuple[Conformity, ...]:
    """What nations hold, by standard, capability and nation."""
    return tuple(sorted(supplies.standards, key=lambda c: (c.standard, c.capability, c.nation)))


def gaps(book: Book, supplies: Supplies, demands: Iterable[Demand]) -> tuple[Gap, ...]:
    """Every gap that matters to forces in the book, the one that shuts out most stock first.

    A nation of which some unit itself states the standard has no gap in it.
    """
    demands = tuple(demands)
    usability = Usability(supplies)
    levels = {(one.nation, one.standard): one.level for one in supplies.standards}
    shown = {
        (unit.nation, standard)
        for unit in book.units.values()
        for standard in unit.interoperability
    }
    found = []
    for nation in sorted({unit.nation for unit in book.units.values()}):
        for standard, callers in sorted(_called_for(book, supplies).items()):
            level = levels.get((nation, standard), Level.NONE)
            if level is not None and level.rank >= Level.COMPATIBLE.rank:
                continue
            if (nation, standard) in shown:
                continue
            kg = _shut_out(supplies, demands, usability, nation, standard)
            found.append(Gap(nation, standard, level, callers, kg))
    return tuple(sorted(found, key=lambda g: (-g.shut_out_kg, g.nation, g.standard)))


def closed(supplies: Supplies, gap: Gap) -> Supplies:
    """Supplies as they would be with the gap closed."""
    made = Conformity(
        gap.nation, "", gap.standard, Level.COMPATIBLE, "supposed", Provenance("supposed")
    )
    return replace(supplies, standards=(*supplies.standards, made))


def standards_held(supplies: Supplies, nation: NationId, capability: str) -> frozenset[str]:
    """The standards a nation holds in a capability, at *compatible* or above: for sourcing."""
    return frozenset(
        one.standard
        for one in supplies.standards
        if one.nation == nation
        and one.capability in ("", capability)
        and one.level is not None
        and one.level.rank >= Level.COMPATIBLE.rank
    )


def with_standards(book: Book, supplies: Supplies) -> Book:
    """The book whose units and stocks meet, beside their own, the standards their nations hold."""
    return replace(
        book,
        units={
            name: replace(
                unit,
                interoperability=unit.interoperability
                | standards_held(supplies, unit.nation, unit.capability),
            )
            for name, unit in book.units.items()
        },
        stocks={
            name: replace(
                stock,
                interoperability=stock.interoperability
                | standards_held(supplies, stock.nation, stock.capability),
            )
            for name, stock in book.stocks.items()
        },
    )


def _called_for(book: Book, supplies: Supplies) -> dict[str, tuple[str, ...]]:
    """Standard -> the items and requirements that call for it."""
    callers: dict[str, list[str]] = {}
    for item in supplies.items.values():
        if item.standard:
            callers.setdefault(item.standard, []).append(item.id)
    for requirement in book.requirements.values():
        for standard in sorted(requirement.interoperability):
            callers.setdefault(standard, []).append(requirement.id)
    return {standard: tuple(names) for standard, names in callers.items()}


def _shut_out(
    supplies: Supplies, demands: tuple[Demand, ...], usability: Usability, nation: NationId,
    standard: str,
) -> int:  # fmt: skip
    """Stock of the standard at places where the nation asks for something it could be, in kg."""
    asked = {(one.place, one.item) for one in demands if one.nation == nation}
    return sum(
        holding.kg or 0
        for holding in supplies.holdings
        if supplies.items[holding.store.item].standard == standard
        and any(
            place == holding.store.place and usability.is_akin(item, holding.store.item)
            for place, item in asked
        )
    )
