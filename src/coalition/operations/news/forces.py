"""News of who and what can be sent, and of what carries it."""

from __future__ import annotations

from dataclasses import replace

from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.change.news import NewsItem
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import FleetId, StockId, UnitId

_PERCENT = 100


def delay_fleet(book: Book, item: NewsItem) -> Book:
    """No carrier of the fleet is there before the date told."""
    fleet = book.fleets[FleetId(item.subject)]
    opens = max(fleet.available.opens, item.when.opens)
    closes = max(opens, fleet.available.closes)
    return _with_fleet(book, replace(fleet, available=Interval(opens, closes)))


def lose_carriers(book: Book, item: NewsItem) -> Book:
    """So many carriers fewer; those last in number are the lost ones."""
    fleet = book.fleets[FleetId(item.subject)]
    return _with_fleet(book, replace(fleet, count=max(0, fleet.count - item.amount)))


def add_carriers(book: Book, item: NewsItem) -> Book:
    """So many carriers more, numbered after those there are."""
    fleet = book.fleets[FleetId(item.subject)]
    return _with_fleet(book, replace(fleet, count=fleet.count + item.amount))


def reduce_speed(book: Book, item: NewsItem) -> Book:
    """The fleet makes so many percent less way an hour, rounded up, and never none."""
    fleet = book.fleets[FleetId(item.subject)]
    slower = -(-fleet.speed_m_per_hour * (_PERCENT - item.amount) // _PERCENT)
    return _with_fleet(book, replace(fleet, speed_m_per_hour=max(1, slower)))


def slip_readiness(book: Book, item: NewsItem) -> Book:
    """The unit's notice to move is what is told, and is known now."""
    unit = book.units[UnitId(item.subject)]
    known = unit.unknown - {"ntm_minutes"}
    return _with_source(book, replace(unit, ntm_minutes=item.amount, unknown=known))


def withdraw(book: Book, item: NewsItem) -> Book:
    """From the date told on the unit or stock is not at the coalition's disposal, wherever it is named."""
    source = source_of(book, item.subject)
    pledge = source.pledged or Interval(ALWAYS, FOREVER)
    closes = max(_beginning(pledge, item), min(pledge.closes, item.when.opens))
    return _with_source(
        book, replace(source, pledged=Interval(_beginning(pledge, item), Minute(closes)))
    )


def reduce_stock(book: Book, item: NewsItem) -> Book:
    """So many pieces are on hand in all, and no more than these are pledged."""
    stock = book.stocks[StockId(item.subject)]
    pledged = min(stock.pledged_pieces, item.amount)
    line = replace(stock.line, pieces=item.amount)
    return _with_source(book, replace(stock, line=line, pledged_pieces=pledged))


def source_of(book: Book, name: str) -> Unit | Stock:
    """The unit or stock of the name. Raises KeyError when the book has neither."""
    unit = book.units.get(UnitId(name))
    return book.stocks[StockId(name)] if unit is None else unit


def _beginning(pledge: Interval, item: NewsItem) -> Minute:
    """What is withdrawn before the pledge opens is never pledged: an interval without a minute."""
    return min(pledge.opens, item.when.opens)


def _with_fleet(book: Book, fleet: Fleet) -> Book:
    return replace(book, fleets={**book.fleets, fleet.id: fleet})


def _with_source(book: Book, source: Unit | Stock) -> Book:
    if isinstance(source, Unit):
        return replace(book, units={**book.units, source.id: source})
    return replace(book, stocks={**book.stocks, source.id: source})
