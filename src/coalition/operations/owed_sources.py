"""Where obligations are read from to ask who owed what: a folder of ATOP files, or a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.atop import AtopData, States, read_atop
from coalition.formats.atop.days import end_of, start_of
from coalition.formats.atop.treaties import Treaty
from coalition.formats.book_reader import read_book
from coalition.measure.instants import (
    FOREVER,
    MINUTES_PER_DAY,
    Interval,
    Minute,
    moment_of,
    parse_instant,
    write_day,
)
from coalition.model.book import Book, Crisis
from coalition.model.identity import InstrumentId, NationId
from coalition.model.nations import Alliance, Nation
from coalition.operations.owed import Case, Debt, Notes, owed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed: nations as codes, the time as a date, an instant or a year."""

    attacked: str
    by: str = ""
    at: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, every obligation found, names for nations, and what to know about the source.

    `ids` are other ids of an instrument. `hints` help where nothing was found.
    """

    case: Case
    debts: tuple[Debt, ...]
    names: Mapping[NationId, str]
    ids: Mapping[InstrumentId, str]
    source: str
    hints: tuple[str, ...] = ()


def owed_by_atop(folder: Path, asked: Asked) -> Answer:
    """Who owed what by the treaties of an ATOP folder.

    Raises InputError for a missing file or column, an unknown nation, or no usable date.
    """
    return owed_by_treaties(read_atop(folder), asked)


def owed_by_treaties(data: AtopData, asked: Asked) -> Answer:
    """The same of data already read. Raises InputError for an unknown nation or no usable date."""
    when = _when(asked, None)
    attacked = _nation(data.states, "--attacked", asked.attacked)
    by = _nation(data.states, "--by", asked.by) if asked.by else None
    case = Case(attacked, by, when)
    near = [treaty for treaty in data.treaties.values() if _concerns(treaty, case)]
    notes = {treaty.instrument.id: _notes(treaty, case, data.end) for treaty in near}
    debts = owed(_book_of(near, data.states, when), case, notes)
    day = moment_of(when.opens).date()
    nations = {attacked, *({by} if by else ()), *(d.debtor for d in debts)}
    return Answer(
        case, debts, {nation: data.states.name(nation, day) for nation in nations},
        {iid: notes[iid].ids for iid in notes}, _source(data),
        _hints(near, data.states, case),
    )  # fmt: skip


def owed_by_book(folder: Path, asked: Asked) -> Answer:
    """Who owed what by the instruments of a book, with the facts of its crisis; default at its C-day.

    Raises InputError for a faulty book, an unknown nation, or no usable date.
    """
    book = read_book(folder)
    when = _when(asked, book.crisis.activated)
    attacked = _known(book, "--attacked", asked.attacked)
    by = _known(book, "--by", asked.by) if asked.by else None
    case = Case(attacked, by, when)
    debts = owed(book, case, {})
    names = {nation: each.name for nation, each in book.nations.items()}
    return Answer(case, debts, names, {}, f"{book.title}: {len(book.instruments)} instruments")


def _when(asked: Asked, default: Minute | None) -> Interval:
    if asked.year is not None:
        year = Interval(start_of(_first_day(asked.year)), end_of(date(asked.year, 12, 31)))
        return _day(asked.at, year) if asked.at else year
    if asked.at:
        return _day(asked.at, None)
    if default is None:
        raise InputError([Fault("--year", "missing-value", "no time is given", "add --year 1914")])
    return Interval(default, Minute(default + MINUTES_PER_DAY))


def _first_day(year: int) -> date:
    if not 1 <= year < 9999:
        raise InputError([Fault("--year", "absurd-value", f"`{year}` is no year", "write 1914")])
    return date(year, 1, 1)


def _day(text: str, year: Interval | None) -> Interval:
    try:
        at = parse_instant(text)
    except ValueError as error:
        raise InputError([Fault("--at", "bad-date", str(error), "write 1914-08-04")]) from None
    if year is not None and not year.contains(at):
        message = f"`{text}` is not in the year asked about"
        raise InputError([Fault("--at", "contradictory-dates", message, "leave --year out")])
    length = 1 if "T" in text or " " in text.strip() else MINUTES_PER_DAY
    return Interval(at, Minute(at + length))


def _nation(states: States, option: str, text: str) -> NationId:
    nation = states.typed(text)
    if nation is None:
        hint = "write an ISO alpha-3 code, a code of a former state, or a COW number"
        raise InputError([Fault(option, "unknown-nation", f"`{text}` names no state", hint)])
    return nation


def _known(book: Book, option: str, text: str) -> NationId:
    nation = NationId(text.strip().upper())
    if nation not in book.nations:
        hint = f"one of {', '.join(book.nations)}"
        message = f"`{text}` is not in nations.csv"
        raise InputError([Fault(option, "unknown-nation", message, hint)])
    return nation


def _concerns(treaty: Treaty, case: Case) -> bool:
    """Whether one of the two sides is party at some moment of the time asked about."""
    return any(
        party.nation in (case.attacked, case.by)
        and party.in_force.overlaps(case.when.opens, case.when.closes)
        for party in treaty.instrument.parties
    )


def _book_of(treaties: Sequence[Treaty], states: States, when: Interval) -> Book:
    """The treaties as a book of nothing else."""
    parties = {party.nation for treaty in treaties for party in treaty.instrument.parties}
    return Book(
        title="ATOP", fictional=False, alliance=Alliance("", ()),
        crisis=Crisis("", when.opens, when.closes),
        nations={nation: Nation(nation, states.name(nation)) for nation in sorted(parties)},
        places={}, ways=(), closures=(), units={}, stocks={}, fleets={}, requirements={},
        instruments=tuple(treaty.instrument for treaty in treaties), decisions=(),
    )  # fmt: skip


def _notes(treaty: Treaty, case: Case, end: Minute) -> Notes:
    doubts = treaty.doubts
    if case.when.closes > end and treaty.instrument.in_force.closes >= FOREVER:
        ended = f"still in effect when the data end ({write_day(Minute(end - 1))[:4]})"
        doubts = {provision: (*mine, ended) for provision, mine in doubts.items()}
    cow = f", COW {', '.join(treaty.cow)}" if treaty.cow else ""
    return Notes(f"ATOP {treaty.atop}{cow}", doubts, treaty.unsure, treaty.words)


def _source(data: AtopData) -> str:
    rows = ", ".join(f"{count} rows of {name}" for name, count in data.rows.items())
    unused = f", {len(data.unused)} rows not used" if data.unused else ""
    return f"ATOP: {len(data.treaties)} treaties from {rows}{unused}"


def _hints(near: Sequence[Treaty], states: States, case: Case) -> tuple[str, ...]:
    """Who else may be meant when the nation attacked is party to nothing at the time."""
    if any(_concerns(treaty, replace(case, by=None)) for treaty in near):
        return ()
    alike = states.like(case.attacked)
    other = f"; a state of like name: {', '.join(alike)}" if alike else ""
    return (
        f"{case.attacked} is party to no alliance in the data at that time{other}",
        "ATOP holds alliances alone; a guarantee of neutrality can stand in a book: coalition owed BOOK",
    )
