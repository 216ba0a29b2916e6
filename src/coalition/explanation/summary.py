"""What a judged plan achieves, counted by nation and by week, as a planner reads it aloud.

Not here: why something is late (`causes`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from coalition.judging.verdict import Closed, JudgedPlan
from coalition.measure.instants import MINUTES_PER_DAY, Minute
from coalition.model.book import Book
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import fleet_of
from coalition.model.identity import LineId, MovementId, NationId
from coalition.model.plan import Movement, Plan, movement_of

WEEK = 7 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class NationRow:
    """What one nation sends and how it arrives: requirements served, passengers and kg delivered."""

    nation: NationId
    movements: int
    pax: int
    mass_kg: int
    lifted_kg: int
    """Mass that travelled on this nation's carriers, once for each leg."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week from C-day: requirements due and closed in it, passengers and kg that arrived."""

    week: int
    begins: Minute
    due: int
    closed: int
    pax: int
    mass_kg: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of requirements by how they ended, and the rows by nation and by week."""

    requirements: int
    on_time: int
    late: int
    unmet: int
    closure_time: int
    """Sum of weight x minutes from C-day to closure; never closed counts to the horizon's end."""
    by_nation: tuple[NationRow, ...]
    by_week: tuple[WeekRow, ...]


def movements_of(book: Book, plan: Plan) -> dict[MovementId, Movement]:
    """Every movement the plan's assignments make, by id; assignments the book cannot serve are left out."""
    found: dict[MovementId, Movement] = {}
    for assignment in plan.assignments:
        try:
            movement = movement_of(book, assignment)
        except KeyError:
            continue
        found[movement.id] = movement
    return found


def is_unmet(closed: Closed) -> bool:
    """Whether the requirement never closed within the horizon."""
    return closed.closed_at is None


def summarise(book: Book, judged: JudgedPlan) -> Summary:
    """The summary of a judged plan."""
    movements = movements_of(book, judged.plan)
    lines = {(m.id, line.id): line for m in movements.values() for line in m.lines}
    arrivals = _arrivals(judged.plan, movements, lines)
    return Summary(
        requirements=len(judged.closures),
        on_time=sum(not is_unmet(c) and c.lateness <= 0 for c in judged.closures),
        late=sum(not is_unmet(c) and c.lateness > 0 for c in judged.closures),
        unmet=sum(is_unmet(c) for c in judged.closures),
        closure_time=closure_time(book, judged),
        by_nation=_by_nation(movements, arrivals, _lifted(book, judged.plan, lines)),
        by_week=_by_week(book, judged, arrivals),
    )


def closure_time(book: Book, judged: JudgedPlan) -> int:
    """The weighted closure time of a plan, in weighted minutes."""
    begins, ends = book.crisis.activated, book.crisis.horizon_end
    return sum(
        book.requirements[c.requirement].weight
        * ((ends if c.closed_at is None else c.closed_at) - begins)
        for c in judged.closures
    )


@dataclass(frozen=True, slots=True)
class _Arrival:
    nation: NationId
    at: Minute
    pax: int
    mass_kg: int


_Lines = dict[tuple[MovementId, LineId], CargoLine]


def _arrivals(plan: Plan, movements: dict[MovementId, Movement], lines: _Lines) -> list[_Arrival]:
    found = []
    for trip in plan.trips:
        for stop in trip.stops:
            for load in stop.off:
                movement, line = movements.get(load.movement), lines.get((load.movement, load.line))
                if movement is None or line is None or movement.destination != stop.place:
                    continue
                pax = load.pieces if line.category is Category.PAX else 0
                mass = 0 if pax else load.pieces * line.piece_kg
                found.append(_Arrival(movement.nation, stop.depart, pax, mass))
    return found


def _by_nation(
    movements: dict[MovementId, Movement], arrivals: list[_Arrival], lifted: dict[NationId, int]
) -> tuple[NationRow, ...]:
    pax, mass, count = (
        defaultdict[NationId, int](int),
        defaultdict[NationId, int](int),
        defaultdict[NationId, int](int),
    )
    for arrival in arrivals:
        pax[arrival.nation] += arrival.pax
        mass[arrival.nation] += arrival.mass_kg
    for movement in movements.values():
        count[movement.nation] += 1
    nations = sorted({*count, *lifted})
    return tuple(NationRow(n, count[n], pax[n], mass[n], lifted.get(n, 0)) for n in nations)


def _lifted(book: Book, plan: Plan, lines: _Lines) -> dict[NationId, int]:
    lifted: dict[NationId, int] = defaultdict(int)
    for trip in plan.trips:
        fleet = book.fleets.get(fleet_of(trip.carrier))
        for stop in trip.stops if fleet else ():
            for load in stop.on:
                line = lines.get((load.movement, load.line))
                if fleet is not None and line is not None and line.category is not Category.PAX:
                    lifted[fleet.nation] += load.pieces * line.piece_kg
    return dict(lifted)


def _by_week(book: Book, judged: JudgedPlan, arrivals: list[_Arrival]) -> tuple[WeekRow, ...]:
    start = book.crisis.activated
    weeks = max(1, -(-(book.crisis.horizon_end - start) // WEEK))

    def week_of(at: Minute) -> int:
        return min(weeks - 1, max(0, (at - start) // WEEK))

    due, closed, pax, mass = ([0] * weeks for _ in range(4))
    for requirement in book.requirements.values():
        due[week_of(requirement.rdd)] += 1
    for closure in judged.closures:
        if closure.closed_at is not None:
            closed[week_of(closure.closed_at)] += 1
    for arrival in arrivals:
        pax[week_of(arrival.at)] += arrival.pax
        mass[week_of(arrival.at)] += arrival.mass_kg
    last = max((w for w in range(weeks) if due[w] or closed[w] or mass[w] or pax[w]), default=0)
    return tuple(
        WeekRow(w + 1, Minute(start + w * WEEK), due[w], closed[w], pax[w], mass[w])
        for w in range(last + 1)
    )
