"""The door of the planner: a plan for a book with a bound on any plan's worth, under one clock.

What may serve what (`sourcing`), a schedule of real carriers (`core`), better orders (`improvement`), better
parts (the scheduler's search), and beside these what no right plan goes below (`bound`).
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from time import monotonic

from coalition.measure.collector import without_collector
from coalition.model.book import Book
from coalition.model.cargo import Category
from coalition.model.identity import PlaceId, RequirementId, UnitId
from coalition.model.plan import Movement, Plan
from coalition.model.requirements import Requirement
from coalition.planning import sourcing
from coalition.planning.bounding import Aside, bounding
from coalition.planning.core.scheduler import Scheduler
from coalition.planning.effort import NO_EFFORT, Effort
from coalition.planning.improvement import build_best
from coalition.planning.ports import LawBook, LooksAhead, WayBook
from coalition.planning.progress import Listener, Progress, ignore
from coalition.planning.restarts import FEW, search_from_each

MADE_BY = "coalition planner"
_ASKING = 0.25
"""Share of a first plan's time that one made again takes: what is asked then is known."""
_CLOSING, _CLOSING_S_EACH = 0.05, 1e-4
"""What is kept for taking the plan out: seconds a requirement, at most that share of the seconds asked for."""


def make_plan(
    book: Book,
    authority: LawBook,
    network: WayBook,
    *,
    seed: int = 0,
    effort: Effort = NO_EFFORT,
    progress: Listener | None = None,
    begun: float | None = None,
) -> Plan:
    """The best plan found within the effort, with a bound no right plan goes below.

    What cannot be delivered lawfully within the horizon stays undelivered. `seed` parts ties and choices. The
    seconds of the effort count from `begun` (of `time.monotonic`), from now where it is not given.
    """
    begun = begun or monotonic()
    with bounding(book, authority, network) as aside:
        if aside.apart and isinstance(network, LooksAhead):
            network.grow_ahead(book.crisis.avoid)
        with without_collector():
            scheduler = Scheduler(book, aside.law, aside.ways)
            sources = sourcing.choose(book, reach_of(book, scheduler))
            scheduler.load(sources.by_requirement())
            tell = _Teller(progress or ignore, scheduler)
            build_best(
                book, scheduler, first_order(book), rounds=effort.orders, seed=seed, tell=tell,
                is_late=_Pace(begun, effort.seconds).is_late,
            )  # fmt: skip
        aside.aim(scheduler.worth().lateness)
        _search(scheduler, effort, seed, _Clock(begun, effort, aside, scheduler), tell)
        tell("bounding", 0, 1)
        bound = aside.result()
    with without_collector():
        assignments, trips = scheduler.plan()
    return Plan(
        book.title, assignments, trips, made_by=f"{MADE_BY}, seed {seed}", seed=seed, bound=bound
    )


def first_order(book: Book) -> list[RequirementId]:
    """Requirements by priority, date and id: what a planner would place first."""
    wanted = sorted(book.requirements.values(), key=lambda r: (r.priority, r.rdd, r.id))
    return [requirement.id for requirement in wanted]


def reach_of(book: Book, scheduler: Scheduler) -> Callable[[Movement], int | None]:
    """The earliest minute at which a movement could be there by its quickest routes, with no carrier busy."""
    known: dict[tuple[object, ...], int | None] = {}
    of_units: dict[tuple[UnitId, bool], list[tuple[tuple[int, int], ...]]] = {}

    def parts(movement: Movement, *, together: bool) -> list[tuple[tuple[int, int], ...]]:
        if movement.unit is None:
            return _parts(scheduler, movement, together=together)
        key = (movement.unit, together)
        if key not in of_units:
            of_units[key] = _parts(scheduler, movement, together=together)
        return of_units[key]

    def reach(movement: Movement) -> int | None:
        if movement.origin == movement.destination:
            return movement.ready
        requirement = book.requirements[movement.requirement]
        if not _in_order(requirement, movement):
            return None
        together = requirement.together
        points, owner = _waypoints(book, movement), scheduler.owner(movement)
        slowest = 0
        for shapes in parts(movement, together=together):
            key = (owner, together, points, shapes)
            if key not in known:
                places = [scheduler.place_number(point) for point in points]
                known[key] = scheduler.kin_minutes(owner, together, places, shapes)
            minutes = known[key]
            if minutes is None:
                return None
            slowest = max(slowest, minutes)
        return movement.ready + slowest if slowest else None

    return reach


class _Pace:
    """Whether there is time for another whole plan, by how long the last one took."""

    def __init__(self, begun: float, seconds: float | None) -> None:
        self._end = inf if seconds is None else begun + seconds
        self._last, self._share = monotonic(), _ASKING

    def is_late(self) -> bool:
        """Whether another one would not be there in time."""
        now = monotonic()
        took, self._last = (now - self._last) * self._share, now
        self._share = 1.0
        return now + took > self._end


class _Clock:
    """When the search is to end: at the second, or when the bound is near enough."""

    def __init__(self, begun: float, effort: Effort, aside: Aside, scheduler: Scheduler) -> None:
        self._begun, self._effort = begun, effort
        self._aside, self._scheduler = aside, scheduler

    @property
    def left(self) -> float | None:
        """Seconds left; None when there is no limit."""
        seconds = self._effort.seconds
        if seconds is None:
            return None
        requirements = len(self._scheduler.book.requirements)
        kept = min(seconds * _CLOSING, requirements * _CLOSING_S_EACH)
        return max(0.0, seconds - kept - (monotonic() - self._begun))

    def is_near(self) -> bool:
        """Whether the gap asked for is reached; the bound may not be there yet."""
        gap = self._effort.gap
        if gap is None or not self._aside.done():
            return False
        worth, bound = self._scheduler.worth(), self._aside.result()
        within = worth.lateness - bound.lateness <= gap * max(1, worth.lateness)
        return worth.undelivered <= bound.undelivered and within


def _search(scheduler: Scheduler, effort: Effort, seed: int, clock: _Clock, tell: _Teller) -> None:
    left, rounds = clock.left, effort.neighbourhoods
    if rounds <= 0 or left == 0.0:
        return

    def told(tried: int) -> bool:
        return tell.search(tried, rounds, stop=clock.is_near() or clock.left == 0.0)

    if len(scheduler.book.requirements) <= FEW:
        order = first_order(scheduler.book)
        search_from_each(scheduler, order, rounds=rounds, seed=seed, go_on=told)
    else:
        scheduler.search(seconds=left or 0.0, rounds=rounds, seed=seed, tell=told)


class _Teller:
    """Tells progress with the worth of what there is."""

    def __init__(self, listener: Listener, scheduler: Scheduler) -> None:
        self._listener, self._scheduler = listener, scheduler

    def __call__(self, phase: str, done: int, total: int) -> None:
        self._listener(
            Progress(phase, done, total, None if phase == "scheduling" else self._scheduler.score())
        )

    def search(self, tried: int, total: int, *, stop: bool) -> bool:
        """Tell how far the search is; whether it is to go on."""
        self("searching", tried, total)
        return not stop


def _in_order(requirement: Requirement, movement: Movement) -> bool:
    """Whether origin, ports and destination can be passed in order at all."""
    poe, pod = requirement.poe, requirement.pod
    crossed = poe == movement.destination or pod == movement.origin
    return not crossed and (poe is None or poe != pod)


def _waypoints(book: Book, movement: Movement) -> tuple[PlaceId, ...]:
    requirement = book.requirements[movement.requirement]
    points = [movement.origin]
    for point in (requirement.poe, requirement.pod, movement.destination):
        if point is not None and point != points[-1]:
            points.append(point)
    return tuple(points)


def _parts(
    scheduler: Scheduler, movement: Movement, *, together: bool
) -> list[tuple[tuple[int, int], ...]]:
    """Shapes of what travels alike: all of it, or passengers and cargo apart."""
    lines = [line for line in movement.lines if line.pieces > 0]
    shapes = scheduler.shapes(movement)
    if together:
        return [tuple(sorted(set(shapes)))] if shapes else []
    seated = {
        shape for shape, line in zip(shapes, lines, strict=True) if line.category is Category.PAX
    }
    others = {
        shape
        for shape, line in zip(shapes, lines, strict=True)
        if line.category is not Category.PAX
    }
    return [tuple(sorted(part)) for part in (seated, others) if part]
