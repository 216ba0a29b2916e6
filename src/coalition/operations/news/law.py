"""News of the law: consents, decisions, procedures, prohibitions and caveats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from coalition.measure.instants import Interval
from coalition.model.book import Book
from coalition.model.change.news import NewsItem
from coalition.model.law import Decision, Duration, Instrument, Outcome, Provision

T = TypeVar("T")


def withdraw_consent(book: Book, item: NewsItem) -> Book:
    """The decision lapses on the date told; one withdrawn before it would hold becomes a refusal."""

    def withdrawn(decision: Decision) -> Decision:
        if item.when.opens > decision.at:
            return replace(decision, until=min(decision.until, item.when.opens))
        return replace(decision, outcome=Outcome.REFUSED, at=item.when.opens)

    return _redecide(book, item.subject, withdrawn)


def move_consent(book: Book, item: NewsItem) -> Book:
    """The decision is taken on the date told instead."""
    return _redecide(book, item.subject, lambda decision: replace(decision, at=item.when.opens))


def decide(book: Book, item: NewsItem) -> Book:
    """One more recorded decision, which replaces the estimate of its procedure."""
    return replace(book, decisions=(*book.decisions, made(item, Decision)))


def slow_procedure(book: Book, item: NewsItem) -> Book:
    """The procedure takes as long as is told."""
    duration = made(item, Duration)
    return _reword(book, item.subject, lambda provision: replace(provision, duration=duration))


def declare(book: Book, item: NewsItem) -> Book:
    """One more text; further caveats of a nation join those it has."""
    text = made(item, Instrument)
    if not any(one.id == text.id for one in book.instruments):
        return replace(book, instruments=(*book.instruments, text))
    joined = tuple([_joined(one, text) for one in book.instruments])
    return replace(book, instruments=joined)


def lift_caveat(book: Book, item: NewsItem) -> Book:
    """The provision holds no longer than to the date told."""

    def lifted(provision: Provision) -> Provision:
        valid = provision.valid
        closes = max(valid.opens, min(valid.closes, item.when.opens))
        return replace(provision, valid=Interval(valid.opens, closes))

    return _reword(book, item.subject, lifted)


def made(item: NewsItem, kind: type[T]) -> T:
    """What the news brings with it.

    Raises ValueError when it brings nothing of the kind; news that was read from a file always does.
    """
    if not isinstance(item.made, kind):
        raise ValueError(f"`{item.kind}` needs a {kind.__name__}")
    return item.made


def _redecide(book: Book, name: str, change: Callable[[Decision], Decision]) -> Book:
    changed = tuple([change(one) if one.id == name else one for one in book.decisions])
    return replace(book, decisions=changed)


def _reword(book: Book, name: str, change: Callable[[Provision], Provision]) -> Book:
    instruments = tuple([_with_provision(one, name, change) for one in book.instruments])
    return replace(book, instruments=instruments)


def _with_provision(
    instrument: Instrument, name: str, change: Callable[[Provision], Provision]
) -> Instrument:
    if not any(one.id == name for one in instrument.provisions):
        return instrument
    provisions = tuple([change(one) if one.id == name else one for one in instrument.provisions])
    return replace(instrument, provisions=provisions)


def _joined(instrument: Instrument, text: Instrument) -> Instrument:
    if instrument.id != text.id:
        return instrument
    return replace(instrument, provisions=(*instrument.provisions, *text.provisions))
