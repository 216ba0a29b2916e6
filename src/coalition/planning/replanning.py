"""A plan in force under a book that has changed: what is under way stays, the rest stays where it may.

The price of change: a promise (the minute a requirement closes) that moves costs a day of its weight, so that
what was not touched moves only where that saves more. Not here: what the news was (`operations`), the diff.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic

from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.book import Book
from coalition.model.plan import Plan
from coalition.planning.bound.making import make_bound
from coalition.planning.core.scheduler import Scheduler
from coalition.planning.effort import Effort
from coalition.planning.planner import first_order, reach_of
from coalition.planning.ports import LawBook, LockedLaw, LockedWays, WayBook
from coalition.planning.progress import Listener, Progress, ignore
from coalition.planning.sourcing import Resourcing

PRICE_MINUTES = MINUTES_PER_DAY
"""What a promise that moves costs, in minutes of its requirement's weight."""
ROUNDS_A_REQUIREMENT, ROUNDS_MAX = 10, 30
"""Neighbourhoods for each requirement the news touches, and in all: more moves more promises for little."""
MADE_BY = "coalition re-planner"


@dataclass(slots=True)
class Desk:
    """Where one plan is kept up after news and news: what its planner knows of law and ways stays at hand."""

    scheduler: Scheduler | None = None


def learn_ahead(
    book: Book, authority: LawBook, network: WayBook, plan: Plan, *, desk: Desk
) -> None:
    """Have the desk ask, before any news, what planning the whole book anew asks of law and ways."""
    scheduler = _scheduler(book, (authority, network), book.crisis.activated, desk)
    sources = Resourcing(book, reach_of(book, scheduler), plan.assignments)
    scheduler.load(sources.assignments())
    scheduler.build(first_order(book), lambda _: None)


def replan(
    book: Book,
    authority: LawBook,
    network: WayBook,
    plan: Plan,
    *,
    now: Minute,
    effort: Effort | None = None,
    seed: int = 0,
    progress: Listener | None = None,
    bounded: bool = False,
    desk: Desk | None = None,
) -> Plan:
    """The plan as it goes on under `book`, the book after the news. Trips begun before `now` stay as they are.

    `effort` None is what repays, by how many requirements the news touches.
    Without `bounded` the plan carries no bound, which costs as much time as the rest. A `desk` makes it quicker
    and changes nothing else. Raises InputError for a plan whose trips load or unload between their ends.
    """
    begun = monotonic()
    tell = progress or ignore
    law: LawBook = LockedLaw(authority) if bounded else authority
    ways: WayBook = LockedWays(network) if bounded else network
    scheduler = _scheduler(book, (law, ways), now, desk)
    sources = Resourcing(book, reach_of(book, scheduler), plan.assignments)
    scheduler.load(sources.assignments())
    order = first_order(book)
    scheduler.load_more(sources.spares(scheduler.adopt(plan, order, now=now)))
    touched = scheduler.mend(order, price=PRICE_MINUTES)
    tell(Progress("mending", touched, touched, scheduler.score()))
    with ThreadPoolExecutor(1) as aside:
        target = scheduler.worth().lateness
        bounding = aside.submit(make_bound, book, law, ways, target=target) if bounded else None
        rounds = min(ROUNDS_MAX, touched * ROUNDS_A_REQUIREMENT)
        rounds = rounds if effort is None else effort.neighbourhoods
        if touched and rounds:
            limit = None if effort is None else effort.seconds
            scheduler.search(
                seconds=0.0 if limit is None else max(0.01, limit - (monotonic() - begun)),
                rounds=rounds, seed=seed,
                tell=lambda done: tell(Progress("searching", done, rounds, scheduler.score())),
            )  # fmt: skip
        bound = bounding.result() if bounding is not None else None
    assignments, trips = scheduler.plan()
    return Plan(
        book.title, assignments, trips, made_by=f"{MADE_BY}, seed {seed}", seed=seed, bound=bound
    )


def _scheduler(
    book: Book, known: tuple[LawBook, WayBook], now: Minute, desk: Desk | None
) -> Scheduler:
    """A scheduler that goes on from the desk's, and is the desk's from now on."""
    law, ways = known
    scheduler = Scheduler(book, law, ways, start=now, after=desk.scheduler if desk else None)
    if desk is not None:
        desk.scheduler = scheduler
    return scheduler
