"""A plan for a book from a plan for a book much like it: kept where it still may be, then searched for better.

Nothing is promised and nothing is under way: for asking *what if* (`operations.hedging`). Not here: news that
meets a plan in force, where what is under way stays and change has its price (`replanning`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from coalition.model.book import Book
from coalition.model.identity import CarrierId, RequirementId
from coalition.model.plan import Assignment, Load, Plan, Trip, movement_of
from coalition.model.requirements import Kind
from coalition.planning import sourcing
from coalition.planning.core.scheduler import Scheduler
from coalition.planning.effort import Effort
from coalition.planning.planner import first_order, reach_of
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.replanning import Desk

MADE_BY = "coalition planner, warm-started"


def plan_from(
    book: Book,
    authority: LawBook,
    network: WayBook,
    plan: Plan,
    *,
    effort: Effort,
    seed: int = 0,
    around: Collection[RequirementId] = (),
    desk: Desk | None = None,
) -> Plan:
    """The best plan found from `plan` within the effort, without a bound; the same for the same arguments.

    What is `around` is placed anew by priority, and the search begins from there; else from whatever is late.
    A `desk` makes it quicker and changes nothing else. Raises InputError for a plan whose trips load or unload
    between their ends.
    """
    scheduler = Scheduler(book, authority, network, after=desk.scheduler if desk else None)
    if desk is not None:
        desk.scheduler = scheduler
    scheduler.load(_sources(book, scheduler, plan))
    standing = _without(book, plan, frozenset(around)) if around else plan
    order = first_order(book)
    scheduler.adopt(standing, order, now=book.crisis.activated)
    scheduler.mend(order, price=0)
    if effort.neighbourhoods:
        scheduler.search(
            seconds=effort.seconds or 0.0, rounds=effort.neighbourhoods, seed=seed,
            tell=lambda _: True,
        )  # fmt: skip
    assignments, trips = scheduler.plan()
    return Plan(book.title, assignments, trips, made_by=f"{MADE_BY}, seed {seed}", seed=seed)


def _sources(book: Book, scheduler: Scheduler, plan: Plan) -> Iterable[Assignment]:
    """Those of the plan when they are enough for everything; else what lacks some is given sources anew."""
    enough = _enough(book, plan)
    if len({assignment.requirement for assignment in enough}) == len(book.requirements):
        return enough
    capable = [a for a in enough if book.requirements[a.requirement].kind is Kind.CAPABILITY]
    return sourcing.choose(book, reach_of(book, scheduler), standing=capable).by_requirement()


def _enough(book: Book, plan: Plan) -> list[Assignment]:
    """The sources, in the order of the book, of requirements that have enough of them."""
    serving: dict[RequirementId, list[Assignment]] = defaultdict(list)
    for assignment in plan.assignments:
        serving[assignment.requirement].append(assignment)
    return [
        assignment
        for wanted in book.requirements.values()
        if wanted.kind is Kind.MOVEMENT
        or sum(movement_of(book, a).covers for a in serving[wanted.id]) >= wanted.amount
        for assignment in serving[wanted.id]
    ]


def _without(book: Book, plan: Plan, around: frozenset[RequirementId]) -> Plan:
    """The plan without the loads of some requirements, and without the trips that carried nothing else."""
    gone = {
        movement_of(book, assignment).id
        for assignment in plan.assignments
        if assignment.requirement in around
    }

    def left(loads: Iterable[Load]) -> tuple[Load, ...]:
        return tuple(load for load in loads if load.movement not in gone)

    kept: list[Trip] = []
    last: dict[CarrierId, int] = {}
    idle: set[int] = set()
    for trip in plan.trips:
        stops = trip.stops
        if any(load.movement in gone for stop in stops for load in stop.on):
            stops = tuple(replace(stop, on=left(stop.on), off=left(stop.off)) for stop in stops)
        if any(stop.on for stop in trip.stops) and not any(stop.on for stop in stops):
            idle.add(last.get(trip.carrier, -1))
            continue
        last[trip.carrier] = -1 if any(stop.on for stop in stops) else len(kept)
        kept.append(trip if stops is trip.stops else Trip(trip.carrier, stops))
    return replace(plan, trips=tuple(trip for n, trip in enumerate(kept) if n not in idle))
