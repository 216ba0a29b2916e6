"""The finitely many minutes at which the law of a book may change, and when steps would end (section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays

from coalition.authority.answer import Question
from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Minute
from coalition.model.book import Book
from coalition.model.law import Need, Provision, ProvisionKind, Step, TimeUnit

EPOCH = date(1970, 1, 1)


def steps_of(need: Need) -> set[str]:
    """Every provision a need names."""
    if isinstance(need, Step):
        return {need.procedure}
    return {name for part in need.parts for name in steps_of(part)}


def end_of(book: Book, question: Question, step: Provision, begin: int) -> int | None:
    """When a step that begins then would have ended, by its likely duration; None is unknown."""
    n = step.duration.likely
    if n is None:
        return None
    if n == 0:
        return begin
    if step.duration.unit is TimeUnit.HOURS:
        return begin + 60 * n
    day = begin // MINUTES_PER_DAY
    if step.duration.unit is TimeUnit.DAYS:
        return (day + n + 1) * MINUTES_PER_DAY
    return (_nth_working_day(day, n, _calendar(book, question, step)) + 1) * MINUTES_PER_DAY


def _calendar(book: Book, question: Question, step: Provision) -> Any:
    sides = {"actor": question.actor, "territory": question.territory}
    name = step.calendar or step.body
    body = book.alliance.bodies.get(name)  # type: ignore[call-overload]
    if not step.calendar and body is not None:
        name = body.members[0] if len(body.members) == 1 else ""
    nation = book.nations.get(sides.get(name, name))  # type: ignore[call-overload]
    return _holidays(nation.calendar or nation.id) if nation else _holidays("")


@cache
def _holidays(code: str) -> Any:
    try:
        return holidays.country_holidays(code)
    except NotImplementedError:
        return holidays.HolidayBase()


def _nth_working_day(day: int, n: int, calendar: Any) -> int:
    while n:
        day += 1
        n -= calendar.is_working_day(EPOCH + timedelta(days=day))
    return day


class Grid:
    """Points in order of time, from `ALWAYS` to `FOREVER`, and the ends of each step by its beginning."""

    def __init__(self, book: Book, question: Question, provisions: Iterable[Provision]) -> None:
        self.book, self.question = book, question
        self.provisions = {one.id: one for one in provisions}
        self.dates = set(_dates(book, set(self.provisions)))
        self.ends: dict[str, dict[int, int | None]] = {}
        steps = [one for one in self.provisions.values() if one.kind is ProvisionKind.PROCEDURE]
        for _ in steps:  # the longest chain without a circle has as many links
            for step in steps:
                self._let_run(step)
        reached = {e for ends in self.ends.values() for e in ends.values() if e is not None}
        self.points = sorted({ALWAYS, FOREVER, *self.dates, *reached})
        self.index = {point: number for number, point in enumerate(self.points)}

    def _let_run(self, step: Provision) -> None:
        """When the step would end, from each minute at which it may begin."""
        asked = {taken.at for taken in self.book.decisions if taken.procedure == step.id}
        starts = self.dates | self._reached(step, set())
        begins = {s for s in starts if s >= self.book.crisis.activated} | asked
        ends = self.ends.setdefault(step.id, {})
        for begin in begins - ends.keys():
            if ALWAYS < begin < FOREVER:
                ends[begin] = end_of(self.book, self.question, step, begin)

    def _reached(self, one: Provision, seen: set[str]) -> set[int]:
        """The ends so far of the steps a provision requires, itself or by way of others that are no steps."""
        found: set[int] = set()
        for name in steps_of(one.requires) - seen:
            seen.add(name)
            if name in self.ends:
                found |= {end for end in self.ends[name].values() if end is not None}
            elif name in self.provisions:
                found |= self._reached(self.provisions[name], seen)  # type: ignore[index]
        return found

    def at(self, minute: Minute | int) -> int:
        """The number of a point; what lies beyond the ends is the end."""
        return self.index[min(max(minute, ALWAYS), FOREVER)]


def _dates(book: Book, chosen: set[str]) -> Iterable[int]:
    yield book.crisis.activated
    for fact in book.crisis.facts:
        yield from (fact.when.opens, fact.when.closes)
    for text in book.instruments:
        if not any(one.id in chosen for one in text.provisions):
            continue
        yield from (text.in_force.opens, text.in_force.closes)
        if text.denounced is not None:
            yield text.denounced
        for party in text.parties:
            yield from (party.in_force.opens, party.in_force.closes)
        for one in text.provisions:
            if one.id in chosen:
                yield from (one.valid.opens, one.valid.closes)
    for taken in book.decisions:
        if taken.procedure in chosen:
            yield from (taken.at, taken.until)
