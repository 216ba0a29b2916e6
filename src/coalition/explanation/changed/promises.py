"""When each requirement closes in a plan: its promise; and which promises another plan moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coalition.judging.closing import close_requirements, report_closures, score
from coalition.judging.docket import open_docket
from coalition.judging.doors import WayBook
from coalition.judging.ledger import keep_ledger
from coalition.judging.verdict import Closed, JudgedPlan
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Plan, Score


@dataclass(frozen=True, slots=True)
class Promises:
    """A plan's closures and score under one book; what it breaks does not matter here."""

    book: Book
    plan: Plan
    closures: Mapping[RequirementId, Closed]
    score: Score


@dataclass(frozen=True, slots=True)
class Move:
    """A promise that moved, and by how many minutes, later positive."""

    requirement: RequirementId
    before: Closed
    after: Closed
    minutes: int


def promises_of(book: Book, ways: WayBook, plan: Plan) -> Promises:
    """What the plan promises."""
    docket = open_docket(book, ways, plan)
    closings = close_requirements(docket, keep_ledger(docket))
    closed = {one.requirement: one for one in report_closures(docket, closings)}
    return Promises(book, plan, closed, score(docket, closings))


def promises_judged(book: Book, judged: JudgedPlan) -> Promises:
    """What the judged plan promises, as the judge worked it out."""
    closed = {one.requirement: one for one in judged.closures}
    return Promises(book, judged.plan, closed, judged.score)


def moves_between(before: Promises, after: Promises) -> Iterator[Move]:
    """Promises of both plans that differ, in the order of the requirements."""
    for name, promised in before.closures.items():
        now = after.closures.get(name)
        if now is not None and now.closed_at != promised.closed_at:
            ends = after.book.crisis.horizon_end
            minutes = _counted(now.closed_at, ends) - _counted(promised.closed_at, ends)
            yield Move(name, promised, now, minutes)


def _counted(at: Minute | None, ends: Minute) -> int:
    return ends if at is None else at
