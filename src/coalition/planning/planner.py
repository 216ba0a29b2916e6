"""The door of the planner: a plan for a book, deterministic byte for byte."""

from __future__ import annotations

from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Movement, Plan
from coalition.planning import sourcing
from coalition.planning.dispatch.consignments import prepare
from coalition.planning.dispatch.routes import Routes
from coalition.planning.draft import Draft
from coalition.planning.ports import LawBook, WayBook
from coalition.planning.progress import Listener, Progress, ignore
from coalition.planning.schedule.schedule import Schedule

MADE_BY = "coalition planner"


def make_plan(
    book: Book,
    authority: LawBook,
    network: WayBook,
    *,
    seed: int = 0,
    effort: int = 1,
    progress: Listener | None = None,
) -> Plan:
    """The best plan found within the effort, with a bound no right plan goes below.

    What cannot be delivered lawfully within the horizon stays undelivered. `effort` counts work, not time.
    """
    tell = progress or ignore
    schedule = Schedule(book, authority, network)
    routes = Routes(book, schedule.paths)

    def reach(movement: Movement) -> int | None:
        consignment = prepare(book, movement)
        if consignment.stays:
            return movement.ready
        quickest = [
            min((route.minutes for route in routes.find(consignment, group)), default=None)
            for group in consignment.groups
        ]
        if not quickest or any(minutes is None for minutes in quickest):
            return None
        return movement.ready + max(minutes or 0 for minutes in quickest)

    draft = Draft(book, schedule, routes, sourcing.choose(book, reach))
    tell(Progress("scheduling", 0, len(book.requirements)))
    draft.build(first_order(book))
    tell(Progress("scheduling", len(book.requirements), len(book.requirements), draft.score()))
    return Plan(
        book.title,
        draft.final_assignments(),
        draft.trips(),
        made_by=f"{MADE_BY}, effort {effort}",
        seed=seed,
    )


def first_order(book: Book) -> list[RequirementId]:
    """Requirements as planning tools take them: priority, then RDD, then the id."""
    wanted = sorted(book.requirements.values(), key=lambda r: (r.priority, r.rdd, r.id))
    return [requirement.id for requirement in wanted]
