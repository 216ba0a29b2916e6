"""A plan for a book from a plan for a book much like it: kept where it still may be, then searched for better.

Nothing is promised and nothing is under way: for asking *what if* (`operations.hedging`). Not here: news that
meets a plan in force, where what is under way stays and change has its price (`replanning`).
"""

from __future__ import annotations

from collections import defaultdict

from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Assignment, Plan, movement_of
from coalition.model.requirements import Kind
from coalition.planning import sourcing
from coalition.planning.core.scheduler import Scheduler
from coalition.planning.effort import Effort
from coalition.planning.planner import first_order, reach_of
from coalition.planning.ports import LawBook, LockedLaw, LockedWays, WayBook

MADE_BY = "coalition planner, warm-started"


def plan_from(
    book: Book,
    authority: LawBook,
    network: WayBook,
    plan: Plan,
    *,
    effort: Effort,
    seed: int = 0,
) -> Plan:
    """The best plan found from `plan` within the effort, without a bound; the same for the same arguments.

    Raises InputError for a plan whose trips load or unload between their ends.
    """
    law, ways = LockedLaw(authority), LockedWays(network)
    scheduler = Scheduler(book, law, ways)
    sources = sourcing.choose(book, reach_of(book, scheduler), standing=_enough(book, plan))
    scheduler.load(sources.by_requirement())
    scheduler.adopt(plan, first_order(book), now=book.crisis.activated, price=0)
    if effort.neighbourhoods:
        scheduler.search(
            seconds=effort.seconds or 0.0, rounds=effort.neighbourhoods, seed=seed,
            tell=lambda _: True,
        )  # fmt: skip
    assignments, trips = scheduler.plan()
    return Plan(book.title, assignments, trips, made_by=f"{MADE_BY}, seed {seed}", seed=seed)


def _enough(book: Book, plan: Plan) -> list[Assignment]:
    """The sources of capabilities that have enough of them; those of others are chosen anew."""
    covered: dict[RequirementId, int] = defaultdict(int)
    for assignment in plan.assignments:
        covered[assignment.requirement] += movement_of(book, assignment).covers
    wanted = book.requirements
    return [
        assignment
        for assignment in plan.assignments
        if wanted[assignment.requirement].kind is Kind.CAPABILITY
        and covered[assignment.requirement] >= wanted[assignment.requirement].amount
    ]
