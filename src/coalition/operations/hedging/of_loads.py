"""Hedges from what is to move: notices, dates, pledges, stocks.

Not here: what hangs on them (`candidates`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from coalition.explanation.causes import Cause
from coalition.measure.instants import write_instant, write_span
from coalition.model.book import Book
from coalition.model.forces import Stock, Unit
from coalition.model.identity import PlaceId, RequirementId, StockId, UnitId
from coalition.operations.hedging import changes
from coalition.operations.hedging.hedge import Hedge, HedgeKind


def of_notice(book: Book, cause: Cause) -> Iterator[Hedge]:
    """A day less of notice to move."""
    source = _source(book, cause)
    if source is not None and source.ntm_minutes > 0:
        now = write_span(source.ntm_minutes)
        words = f"{source.name} of {source.nation} at a day's less notice ({now} now)"
        yield Hedge(
            HedgeKind.NOTICE, source.id, words, source.nation,
            partial(changes.shorten_notice, source=source.id), source.provenance.source,
        )  # fmt: skip


def of_date(book: Book, cause: Cause) -> Iterator[Hedge]:
    """The requirement's date a day earlier."""
    wanted, date = (
        book.requirements.get(RequirementId(cause.named("requirement"))),
        cause.named("date"),
    )
    if wanted is not None and date:
        at = write_instant(getattr(wanted, date))
        words = f"{date.upper()} of {wanted.id} ({wanted.description}) 24 h before {at}"
        yield Hedge(
            HedgeKind.DATE, f"{wanted.id} {date}", words, wanted.nation or "whoever asked for it",
            partial(changes.date_sooner, requirement=wanted.id, date=date), wanted.provenance.source,
        )  # fmt: skip


def of_sourcing(book: Book, cause: Cause) -> Iterator[Hedge]:
    """A pledge that opens a day earlier, or more of what is there pledged."""
    source = _source(book, cause)
    if source is not None and cause.named("pledge") and source.pledged is not None:
        opens = write_instant(source.pledged.opens)
        words = f"the pledge of {source.name} by {source.nation} opens 24 h before {opens}"
        yield Hedge(
            HedgeKind.PLEDGE, source.id, words, source.nation,
            partial(changes.pledge_sooner, source=source.id), source.provenance.source,
        )  # fmt: skip
    capability = cause.named("capability")
    if capability:
        yield from _more_pledged(book, capability)


def _more_pledged(book: Book, capability: str) -> Iterator[Hedge]:
    for stock in book.stocks.values():
        if stock.capability == capability and stock.pledged_pieces < stock.line.pieces:
            words = (
                f"{stock.nation} pledges all of {stock.name} at {book.places[stock.place].name}: "
                f"{stock.line.pieces:,} pieces ({stock.pledged_pieces:,} now)"
            )
            yield Hedge(
                HedgeKind.PLEDGED_MORE, stock.id, words, stock.nation,
                partial(changes.pledge_more, stock=stock.id, pieces=stock.line.pieces),
                stock.provenance.source,
            )  # fmt: skip
    for unit in book.units.values():
        if unit.capability == capability and unit.pledged is None:
            words = f"{unit.nation} pledges {unit.name} ({unit.capability_amount:,} {capability})"
            yield Hedge(
                HedgeKind.PLEDGED_MORE, unit.id, words, unit.nation,
                partial(changes.pledge_unit, unit=unit.id), unit.provenance.source,
            )  # fmt: skip


def moved_stock(book: Book, stock: Stock, place: PlaceId) -> Hedge:
    """The stock standing where it is wanted when the crisis begins."""
    here, there = book.places[stock.place].name, book.places[place].name
    words = f"{stock.name} of {stock.nation} kept at {there} instead of {here}"
    return Hedge(
        HedgeKind.MOVED, f"{stock.id} {place}", words, stock.nation,
        partial(changes.move_stock, stock=stock.id, place=place), stock.provenance.source,
    )  # fmt: skip


def _source(book: Book, cause: Cause) -> Unit | Stock | None:
    return book.units.get(UnitId(cause.named("unit"))) or book.stocks.get(
        StockId(cause.named("stock"))
    )
