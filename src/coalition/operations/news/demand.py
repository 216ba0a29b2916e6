"""News of what is wanted: requirements that come, go and change."""

from __future__ import annotations

from dataclasses import replace

from coalition.model.book import Book
from coalition.model.cargo import CargoLine
from coalition.model.change.news import NewsItem
from coalition.model.identity import PlaceId, RequirementId
from coalition.model.requirements import Requirement
from coalition.operations.news.law import made

_PERCENT = 100


def add_requirement(book: Book, item: NewsItem) -> Book:
    """One more requirement, after those there are."""
    return _with(book, made(item, Requirement))


def cancel_requirement(book: Book, item: NewsItem) -> Book:
    """The requirement is gone, and nothing waits for it any longer."""
    gone = RequirementId(item.subject)
    kept = {
        name: _without(wanted, gone) for name, wanted in book.requirements.items() if name != gone
    }
    return replace(book, requirements=kept)


def move_rdd(book: Book, item: NewsItem) -> Book:
    """The requirement is due at the date told."""
    return _with(book, replace(_named(book, item), rdd=item.when.opens))


def change_priority(book: Book, item: NewsItem) -> Book:
    """The requirement's priority and weight are what is told."""
    wanted = _named(book, item)
    weight = wanted.weight if item.weight is None else item.weight
    return _with(book, replace(wanted, priority=item.amount, weight=weight))


def change_load(book: Book, item: NewsItem) -> Book:
    """So many percent of the load (own lines, the unit's, or the amount wanted), rounded up to pieces."""
    wanted = _named(book, item)
    if wanted.unit is not None:
        unit = book.units[wanted.unit]
        lines = _grown(unit.lines, item.amount)
        return replace(book, units={**book.units, unit.id: replace(unit, lines=lines)})
    return _with(
        book,
        replace(
            wanted,
            lines=_grown(wanted.lines, item.amount),
            amount=_share(wanted.amount, item.amount),
        ),
    )


def change_pod(book: Book, item: NewsItem) -> Book:
    """The load passes through another port of debarkation."""
    return _with(book, replace(_named(book, item), pod=PlaceId(item.target)))


def change_destination(book: Book, item: NewsItem) -> Book:
    """The load is wanted at another place."""
    return _with(book, replace(_named(book, item), destination=PlaceId(item.target)))


def _named(book: Book, item: NewsItem) -> Requirement:
    return book.requirements[RequirementId(item.subject)]


def _with(book: Book, wanted: Requirement) -> Book:
    return replace(book, requirements={**book.requirements, wanted.id: wanted})


def _without(wanted: Requirement, gone: RequirementId) -> Requirement:
    if gone not in wanted.after:
        return wanted
    return replace(wanted, after=tuple(one for one in wanted.after if one != gone))


def _grown(lines: tuple[CargoLine, ...], percent: int) -> tuple[CargoLine, ...]:
    return tuple([replace(line, pieces=_share(line.pieces, percent)) for line in lines])


def _share(number: int, percent: int) -> int:
    return -(-number * percent // _PERCENT)
