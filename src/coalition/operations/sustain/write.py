"""The files of stores kept: what `coalition sustain --out` writes."""

from __future__ import annotations

from pathlib import Path

from coalition.formats.exports.sustainment import Series, SustainmentFile, contents_of
from coalition.formats.whole_write import write_files
from coalition.measure.instants import MINUTES_PER_DAY, write_instant
from coalition.model.supply.inventory import Store
from coalition.operations.sustain.sustain_book import Sustained
from coalition.sustainment.stores.accounts import Posting
from coalition.sustainment.stores.keeping import DaysOfSupply
from coalition.sustainment.stores.ordering import Order
from coalition.sustainment.stores.shortage import Shortage


def write_sustained(found: Sustained, out: Path) -> tuple[Path, ...]:
    """Write JSON, tables and the picture into the folder; returns what was written."""
    return write_files(out, contents_of(file_of(found)))


def file_of(found: Sustained) -> SustainmentFile:
    """Everything that is written, in whole numbers."""
    kept = found.kept
    tables: dict[str, tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]] = {
        "days-of-supply": (
            ("at", "place", "nation", "item", "usable_kg", "kg_per_day", "days_tenths"),
            tuple(map(_day, kept.days)),
        ),
        "shortages": (
            ("from", "until", "place", "nation", "item", "missing_kg", "beside"),
            tuple(map(_shortage, kept.shortages)),
        ),
        "orders": (
            ("order", "at", "supplier", "supplier_nation", "place", "nation", "item", "kg", "wanted_kg"),
            tuple(map(_order, found.orders)),
        ),
        "accounts": (
            ("at", "place", "nation", "item", "entry", "kg", "user", "asked", "reference"),
            tuple(map(_posting, kept.accounts.postings)),
        ),
        "balances": (
            ("unit", "nation", "given", "received", "credit"),
            tuple((b.unit, b.nation, b.given, b.received, b.credit) for b in found.owed),
        ),
    }  # fmt: skip
    first = write_instant(found.span.opens)
    return SustainmentFile(found.book.title, found.is_known, first, tables, _series(found))


def _day(one: DaysOfSupply) -> tuple[object, ...]:
    at = write_instant(one.at)
    return (
        at, one.place, one.nation, one.item, one.usable_kg, one.kg_per_day, one.days_tenths,
    )  # fmt: skip


def _shortage(one: Shortage) -> tuple[object, ...]:
    span = write_instant(one.opens), write_instant(one.closes)
    return (*span, one.place, one.nation, one.item, one.missing_kg, one.beside)


def _order(one: Order) -> tuple[object, ...]:
    source = (one.supplier.place, one.supplier.nation) if one.supplier else (None, None)
    return (one.id, write_instant(one.at), *source, *_where(one.store), one.kg, one.wanted_kg)


def _posting(one: Posting) -> tuple[object, ...]:
    line = str(one.entry), one.kg, one.user, one.asked, one.reference
    return (write_instant(one.at), *_where(one.store), *line)


def _where(store: Store) -> tuple[str, str, str]:
    return store.place, store.nation, store.item


def _series(found: Sustained) -> tuple[Series, ...]:
    """One for each nation's item at a place, the one with the least days first."""
    days = range(found.span.opens, found.span.closes, MINUTES_PER_DAY)
    by_key: dict[tuple[str, str, str], dict[int, DaysOfSupply]] = {}
    for one in found.kept.days:
        by_key.setdefault((one.place, one.nation, one.item), {})[one.at] = one
    made = []
    for key, known in by_key.items():
        tenths = tuple(known[at].days_tenths if at in known else None for at in days)
        short = tuple(
            any(
                (s.place, s.nation, s.item) == key
                and s.opens < at + MINUTES_PER_DAY
                and at < s.closes
                for s in found.kept.shortages
            )
            for at in days
        )
        made.append(Series(" ".join(key), tenths, short))
    return tuple(
        sorted(
            made,
            key=lambda s: (
                -sum(s.short),
                min((t for t in s.tenths if t is not None), default=0),
                s.name,
            ),
        )
    )
