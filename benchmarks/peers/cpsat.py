"""The exact model of the tests as a peer: scheduled by CP-SAT, without the planner's plan to start from.

It begins from the plan that carries nothing, has every carrier free from end to end with so many legs each,
every source, and routes by one third place. Undelivered and lateness are weighed as in `mip`, so that one
search serves both. Not proven when it ends: its bound is one on plans of this shape only.
"""

from __future__ import annotations

from time import perf_counter

from ortools.sat.python import cp_model
from tests.differential.exact.building import Choice, build
from tests.differential.exact.frame import Frame
from tests.differential.exact.solving import plan_of
from tests.differential.exact.sources import sources
from tests.differential.exact.unfolding import unfold

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.book import Book
from coalition.model.identity import PlaceId
from coalition.model.plan import PPM, Assignment, Plan, movement_of
from peers.answer import UNDELIVERED_WEIGHT, Answer, Task

LEGS = 8
"""Of each carrier at most."""


class Watch(cp_model.CpSolverSolutionCallback):
    """When a solution better than carrying nothing was there first."""

    def __init__(self, since: float) -> None:
        super().__init__()
        self.since, self.nothing, self.first_s = since, 0.0, None

    def on_solution_callback(self) -> None:
        value = self.objective_value
        self.nothing = max(self.nothing, value)
        if self.first_s is None and value < self.nothing:
            self.first_s = perf_counter() - self.since


def by_cpsat(task: Task) -> Answer:
    """The best plan the model finds within the time, building it included."""
    book = task.book
    since = perf_counter()
    nothing = Plan(book.title, (), ())
    offers = tuple(
        a for r in book.requirements.values() for a in sources(book, r) if _moves(book, a)
    )
    carriers = {c: (0, 0) for fleet in book.fleets.values() for c in fleet.carriers()}
    choice = Choice(carriers, tuple(book.requirements), offers, spare=LEGS, hubs=_hubs(book))
    frame = Frame(book, task.law, task.ways)
    u, value = build(frame, unfold(book, nothing), choice, {}, frame.end)
    size = f"{len(u.m.proto.variables)} variables, {len(u.m.proto.constraints)} constraints"
    worth = UNDELIVERED_WEIGHT * (frame.end - frame.start)
    u.m.clear_hints()
    u.m.minimize(value.undelivered * worth + value.lateness * PPM)
    solver, watch = cp_model.CpSolver(), Watch(since)
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = task.seed
    solver.parameters.max_time_in_seconds = max(0.1, task.seconds - (perf_counter() - since))
    status = solver.solve(u.m, watch)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    scale = PPM * MINUTES_PER_DAY
    plan = plan_of(u, list(solver.response_proto.solution)) if found else None
    return Answer(
        plan, solver.objective_value / scale if found else 0.0, solver.best_objective_bound / scale,
        watch.first_s, perf_counter() - since, size, solver.status_name(status),
    )  # fmt: skip


def _moves(book: Book, assignment: Assignment) -> bool:
    try:
        return bool(movement_of(book, assignment).lines)
    except KeyError:
        return False


def _hubs(book: Book) -> tuple[PlaceId, ...]:
    """The places of most modes, by which a load may change carriers."""
    places = sorted(book.places.values(), key=lambda p: (-len(p.modes), p.id))
    return tuple(place.id for place in places[:4])
