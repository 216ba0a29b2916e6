"""List, book, news and expectations read together, so that all their faults are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coalition.errors import InputError
from coalition.formats.book_reader import read_book
from coalition.formats.exercise.expectation import read_clauses
from coalition.formats.exercise.news_cell import read_news_cell
from coalition.formats.exercise.nouns import Clause, Event, EventList
from coalition.formats.exercise.reader import read_event_list
from coalition.formats.faults import FaultLog
from coalition.model.book import Book
from coalition.model.change.news import News
from coalition.operations.news.taking_in import take_in


@dataclass(frozen=True, slots=True)
class Script:
    """What is played: the book as it begins, the list, and by event number its news and what is expected."""

    book: Book
    events: EventList
    news: Mapping[str, News]
    clauses: Mapping[str, tuple[Clause, ...]]


def read_script(folder: Path, file: Path, *, mapping: Path | None = None) -> Script:
    """The script of a book and a list.

    Raises InputError with every fault of both: rows and columns of the list, lines of news, the book's own.
    """
    log, book = FaultLog(), None
    try:
        book = read_book(folder)
    except InputError as error:
        log.found += error.faults
    c_day = None if book is None else book.crisis.activated
    events = read_event_list(file, log, mapping=mapping, c_day=c_day)
    if book is None or events is None:
        raise InputError(log.found)
    news, names = _news(events, book, file.parent, log)
    clauses = {
        event.number: _clauses(event, events, (book, names), log) for event in _played(events, book)
    }
    if log.found:
        raise InputError(log.found)
    return Script(book, events, news, clauses)


def _played(events: EventList, book: Book) -> list[Event]:
    """The events that are played in order; one whose time is faulty is read as of C-day."""
    c_day = book.crisis.activated
    played = [event for event in events.events if event.played]
    return sorted(played, key=lambda one: (c_day if one.at is None else one.at, one.row))


def _news(
    events: EventList, book: Book, folder: Path, log: FaultLog
) -> tuple[dict[str, News], frozenset[str]]:
    """News by event, each read against the book as the news before it left it, and every requirement named."""
    found: dict[str, News] = {}
    names = set(book.requirements)
    for place, event in enumerate(_played(events, book)):
        cell = event.text("news")
        if not cell:
            continue
        at = book.crisis.activated if event.at is None else event.at
        news = read_news_cell(
            cell, at, book, folder=folder, where=events.where(event, "news"),
            prefix=f"event{place + 1}", log=log,
        )  # fmt: skip
        if news is not None:
            found[event.number] = news
            book = take_in(book, news)
            names |= set(book.requirements)
    return found, frozenset(map(str, names))


def _clauses(
    event: Event, events: EventList, known: tuple[Book, frozenset[str]], log: FaultLog
) -> tuple[Clause, ...]:
    book, names = known
    clauses, faults = read_clauses(event.text("expect"), book.crisis.activated, sorted(names))
    for fault in faults:
        log.add(fault.code, events.where(event, "expect"), fault.message, fault.hint)
    return tuple(clauses)
