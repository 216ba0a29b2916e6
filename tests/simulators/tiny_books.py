"""Books so small that an exact model proves what is best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.simulators.chance_books import ChanceNetwork, chance_book

from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId


def tiny_book(seed: int) -> tuple[Book, ChanceNetwork]:
    """One to four requirements, three or four single carriers of different modes."""
    book, network = chance_book(seed, requirements=1 + seed % 4, hard=seed % 2 == 1)
    chosen = list(_mixed(list(book.fleets.values())))[: 3 + seed // 4 % 2]
    fleets: dict[FleetId, Fleet] = {
        fleet.id: replace(fleet, count=1, range_m=None) for fleet in chosen
    }
    return replace(book, title=f"Tiny {seed}", fleets=fleets), network


def _mixed(fleets: list[Fleet]) -> Iterator[Fleet]:
    """The fleets, one of each mode in turn."""
    by_mode: dict[str, list[Fleet]] = {}
    for fleet in fleets:
        by_mode.setdefault(fleet.mode, []).append(fleet)
    while any(by_mode.values()):
        for mode in sorted(by_mode, reverse=True):
            if by_mode[mode]:
                yield by_mode[mode].pop(0)
