"""Stores, shortages, orders and balances as tables."""

from __future__ import annotations

from collections.abc import Iterator

from coalition.cli.law.sheets import Cell, Sheet
from coalition.measure.instants import write_instant
from coalition.operations.sustain.sustain_book import Sustained
from coalition.sustainment.stores.keeping import DaysOfSupply


def sheets_of(found: Sustained) -> list[Sheet]:
    """What was found, the worst first."""
    return [
        Sheet("shortages", "Shortages", (
            "from", "until", "place", "nation", "item", "missing_kg", "beside",
        ), tuple(_shortages(found))),
        Sheet("days_of_supply", "Days of supply", (
            "place", "nation", "item", "kg_per_day", "first", "least", "on", "last",
        ), tuple(_days(found))),
        Sheet("orders", "Orders", (
            "order", "at", "from", "to", "nation", "item", "kg", "wanted_kg", "arrives", "came",
        ), tuple(_orders(found))),
        Sheet("balances", "Who owes whom", (
            "unit", "nation", "given", "received", "credit",
        ), tuple((b.unit, b.nation, b.given, b.received, b.credit) for b in found.owed)),
        Sheet("unknown", "What nobody knows", (
            "who", "where", "class", "why",
        ), tuple(_unknown(found))),
    ]  # fmt: skip


def notes_of(found: Sustained) -> list[str]:
    """The verdict in a line or two."""
    short = found.kept.shortages
    verdict = (
        "nothing runs short" if not short else f"{len(short)} shortages, the first {_first(found)}"
    )
    notes = [verdict]
    if not found.is_known:
        notes.append("amber: numbers that matter are not known; nothing here is green")
    if found.judged is not None:
        notes.append(f"kept with a plan judged {str(found.judged.verdict).upper()}")
    notes.append(
        f"accounts: {len(found.kept.accounts.postings):,} lines, "
        f"{found.kept.accounts.imbalance()} kg unaccounted for"
    )
    return notes


def _first(found: Sustained) -> str:
    one = found.kept.shortages[0]
    return f"{one.item} of {one.nation} at {one.place} on {write_instant(one.opens)}"


def _shortages(found: Sustained) -> Iterator[tuple[Cell, ...]]:
    for one in found.kept.shortages:
        yield (
            write_instant(one.opens), write_instant(one.closes), one.place, one.nation, one.item,
            one.missing_kg, one.beside,
        )  # fmt: skip


def _days(found: Sustained) -> Iterator[tuple[Cell, ...]]:
    """A line for each nation's item at a place: at first, at its least and when, and at last."""
    by_key: dict[tuple[str, str, str], list[DaysOfSupply]] = {}
    for one in found.kept.days:
        by_key.setdefault((one.place, one.nation, one.item), []).append(one)
    for key, days in sorted(by_key.items()):
        least = min(days, key=lambda d: (d.days_tenths or 0, d.at))
        yield (
            *key, max(one.kg_per_day for one in days), _tenths(days[0]), _tenths(least),
            write_instant(least.at), _tenths(days[-1]),
        )  # fmt: skip


def _tenths(one: DaysOfSupply) -> str:
    return "" if one.days_tenths is None else f"{one.days_tenths / 10:.1f}"


def _orders(found: Sustained) -> Iterator[tuple[Cell, ...]]:
    came: dict[str, int] = {}
    for line in found.kept.accounts.postings:
        if line.reference and line.kg > 0:
            came[line.reference] = max(came.get(line.reference, line.at), line.at)
    for one in found.orders:
        source = f"{one.supplier.place} ({one.supplier.nation})" if one.supplier else "nowhere"
        yield (
            one.id, write_instant(one.at), source, one.store.place, one.store.nation,
            one.store.item, one.kg, one.wanted_kg, _at(one.arrives), _at(came.get(one.id)),
        )  # fmt: skip


def _at(minute: int | None) -> str:
    from coalition.measure.instants import Minute

    return "" if minute is None else write_instant(Minute(minute))


def _unknown(found: Sustained) -> Iterator[tuple[Cell, ...]]:
    for one in found.demands.unknown:
        yield one.unit, one.place, str(one.supply_class), one.why
    for holding in found.kept.unknown_holdings:
        store = holding.store
        kind = str(found.supplies.items[store.item].supply_class)
        yield store.nation, store.place, kind, f"how much {store.item} is there is not stated"
