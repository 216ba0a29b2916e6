"""What a plan is worth, read quickly off its trips, to choose which plans to put before the judge.

No number of it is shown: what is shown comes from judged plans.
"""

from __future__ import annotations

from collections import defaultdict

from coalition.explanation.summary import movements_of
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import MovementId, RequirementId
from coalition.model.plan import Movement, Plan
from coalition.model.requirements import Kind

Worth = tuple[int, int]
"""Weight of what does not close, and weighted minutes late; lower is better."""


def worth_of(book: Book, plan: Plan) -> Worth:
    """The worth of a plan that keeps the rules."""
    movements = movements_of(book, plan)
    closed = _closed(plan, movements)
    serving: dict[RequirementId, list[Movement]] = defaultdict(list)
    for movement in movements.values():
        serving[movement.requirement].append(movement)
    unmet = late = 0
    end = book.crisis.horizon_end
    for wanted in book.requirements.values():
        mine = serving.get(wanted.id, [])
        ends = [closed.get(movement.id) for movement in mine]
        enough = wanted.kind is Kind.MOVEMENT or sum(m.covers for m in mine) >= wanted.amount
        known = [at for at in ends if at is not None and at <= end]
        whole = bool(known) and len(known) == len(ends) and enough
        unmet += 0 if whole else wanted.weight
        late += wanted.weight * max(0, (max(known) if whole else end) - wanted.rdd)
    return unmet, late


def _closed(plan: Plan, movements: dict[MovementId, Movement]) -> dict[MovementId, Minute]:
    """When each movement that is delivered whole closes."""
    ends: dict[MovementId, Minute] = {}
    left = {m.id: sum(line.pieces for line in m.lines) for m in movements.values()}
    for movement in movements.values():
        if movement.origin == movement.destination:
            ends[movement.id], left[movement.id] = movement.ready, 0
    for trip in plan.trips:
        for stop in trip.stops:
            for load in stop.off:
                movement = movements.get(load.movement)  # type: ignore[assignment]
                if movement is not None and stop.place == movement.destination:
                    left[movement.id] -= load.pieces
                    ends[movement.id] = max(ends.get(movement.id, stop.depart), stop.depart)
    return {name: at for name, at in ends.items() if left[name] <= 0}
