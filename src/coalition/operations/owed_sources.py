"""Where obligations are read from to ask who owed what: a folder of ATOP files, or a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from coalition.model.book import Book
from coalition.model.facts import Fact
from coalition.model.identity import InstrumentId, NationId
from coalition.operations.owed import Case, Debt, Notes, owed
from coalition.operations.owed_weighing import Facts


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
    notes = {iid: _notes(treaty, case, data.end) for iid, treaty in data.treaties.items()}
    debts = owed((treaty.instrument for treaty in data.treaties.values()), case, {}, notes)
    day = moment_of(when.opens).date()
    nations = {attacked, *({by} if by else ()), *(d.debtor for d in debts)}
    return Answer(
        case, debts, {nation: data.states.name(nation, day) for nation in nations},
        {iid: notes[iid].ids for iid in notes}, _source(data), _hints(data, case),
    )  # fmt: skip


def owed_by_book(folder: Path, asked: Asked) -> Answer:
    """Who owed what by the instruments of a book, with the facts of its crisis; default at its C-day.

    Raises InputError for a faulty book, an unknown nation, or no usable date.
    """
    book = read_book(folder)
    when = _when(asked, book.crisis.activated)
    attacked = _known(book, "--attacked", asked.attacked)
    by = _known(book, "--by", asked.by) if asked.by else None
    case = Case(attacked, by, when, _facts(book.crisis.facts, when.opens))
    groups = {"members": book.alliance.members, **book.alliance.groups}
    debts = owed(book.instruments, case, groups, {})
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


def _facts(stated: tuple[Fact, ...], at: Minute) -> Facts:
    """What is stated at an instant; a dated fact goes before one without dates."""
    found: dict[str, tuple[str, ...]] = {}
    for fact in sorted(stated, key=lambda each: each.dated):
        if fact.when.contains(at):
            found[fact.name] = fact.values
    return found


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


def _hints(data: AtopData, case: Case) -> tuple[str, ...]:
    """Who else may be meant when the nation attacked is party to nothing at the time."""
    party = any(
        party.nation == case.attacked and party.in_force.overlaps(case.when.opens, case.when.closes)
        for treaty in data.treaties.values()
        for party in treaty.instrument.parties
    )
    if party:
        return ()
    alike = data.states.like(case.attacked)
    other = f"; a state of like name: {', '.join(alike)}" if alike else ""
    return (
        f"{case.attacked} is party to no alliance in the data at that time{other}",
        "ATOP holds alliances alone; a guarantee of neutrality can stand in a book: coalition owed BOOK",
    )
