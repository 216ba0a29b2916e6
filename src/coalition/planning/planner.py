"""The door of the planner: a plan for a book, deterministic byte for byte."""

from __future__ import annotations

from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.plan import Movement, Plan
from coalition.planning import sourcing
from coalition.planning.bound.making import make_bound
from coalition.planning.dispatch.consignments import prepare
from coalition.planning.dispatch.routes import Routes
from coalition.planning.draft import Draft
from coalition.planning.improvement import improve
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
    effort: int = 0,
    progress: Listener | None = None,
) -> Plan:
    """The best plan found within the effort, with a bound no right plan goes below.

    What cannot be delivered lawfully within the horizon stays undelivered. `effort` counts plans made again
    by what was late, not time; `seed` parts ties in these.
    """
    tell = progress or ignore
    schedule = Schedule(book, authority, network)
    routes = Routes(book, schedule.paths)

    def reach(movement: Movement) -> int | None:
        consignment = prepare(schedule.paths.terrain, movement)
        if consignment.stays:
            return movement.ready
        quickest = [routes.find_quickest(consignment, group) for group in consignment.groups]
        found = [route.minutes for route in quickest if route is not None]
        if not found or len(found) < len(quickest):
            return None
        return movement.ready + max(found)

    assignments = sourcing.choose(book, reach)

    def make() -> Draft:
        return Draft(book, Schedule(book, authority, network, schedule.paths), routes, assignments)

    draft = improve(book, first_order(book), make, rounds=effort, seed=seed, tell=tell)
    score = draft.score()
    tell(Progress("bounding", 0, 1, score))
    bound = make_bound(book, authority, network, target=score.lateness)
    return Plan(
        book.title,
        draft.final_assignments(),
        draft.trips(),
        made_by=f"{MADE_BY}, effort {effort}",
        seed=seed,
        bound=bound,
    )


def first_order(book: Book) -> list[RequirementId]:
    """Requirements as planning tools take them: priority, then RDD, then the id."""
    wanted = sorted(book.requirements.values(), key=lambda r: (r.priority, r.rdd, r.id))
    return [requirement.id for requirement in wanted]
