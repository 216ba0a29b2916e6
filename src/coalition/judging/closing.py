"""When requirements close, and what the plan is worth.

Source: `docs/explanation/planning-rules.md`, *Movements* and *Score*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coalition.judging.docket import Carried, Docket, Leg
from coalition.judging.ledger import Ledger
from coalition.judging.verdict import Closed
from coalition.measure.instants import MINUTES_PER_HOUR, Minute
from coalition.model.cargo import Category
from coalition.model.identity import RequirementId
from coalition.model.plan import PPM, Movement, Score
from coalition.model.requirements import Kind, Requirement

PAX_KG = 100
"""What a passenger counts in the share not delivered."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a requirement ends, horizon or not: `at` is None when it never closes.

    `missing` of `whole` is not delivered (kg-equivalents) or not covered within the horizon.
    """

    requirement: Requirement
    at: Minute | None
    missing: int
    whole: int
    covers: int


def close_requirements(docket: Docket, ledger: Ledger) -> dict[RequirementId, Closing]:
    """How every requirement of the book ends, in the book's order."""
    serving: dict[RequirementId, list[Movement]] = {}
    for movement in docket.movements.values():
        serving.setdefault(movement.requirement, []).append(movement)
    return {
        requirement.id: close(requirement, serving.get(requirement.id, []), docket, ledger)
        for requirement in docket.book.requirements.values()
    }


def report_closures(
    docket: Docket, closings: Mapping[RequirementId, Closing]
) -> tuple[Closed, ...]:
    """The closures of the verdict: what closes after the horizon counts as never."""
    return tuple(report(closing, docket) for closing in closings.values())


def score(docket: Docket, closings: Mapping[RequirementId, Closing]) -> Score:
    """Weighted share not delivered in millionths, weighted minutes late, cost; lower is better."""
    undelivered = lateness = 0
    for closing in closings.values():
        undelivered += not_delivered(closing)
        lateness += closing.requirement.weight * report(closing, docket).lateness
    return Score(undelivered, lateness, moving_cost(docket.legs) // MINUTES_PER_HOUR)


def moving_cost(legs: Iterable[Leg]) -> int:
    """Moving minutes of the legs times what an hour of their carriers costs."""
    return sum(leg.minutes * leg.fleet.cost_per_hour for leg in legs if leg.minutes and leg.fleet)


def closure_time(docket: Docket, closings: Mapping[RequirementId, Closing]) -> int:
    """Sum of weight x minutes from C-day to closure; never closed counts to the horizon's end."""
    crisis = docket.book.crisis
    total = 0
    for closing in closings.values():
        at = report(closing, docket).closed_at
        ends = crisis.horizon_end if at is None else at
        total += closing.requirement.weight * (ends - crisis.activated)
    return total


def _share(part: int, whole: int) -> int:
    return -(-part * PPM // whole) if whole else 0


def not_delivered(closing: Closing) -> int:
    """Its weighted share not delivered, or not covered, in millionths."""
    return _share(closing.requirement.weight * closing.missing, closing.whole)


def report(closing: Closing, docket: Docket) -> Closed:
    """The closure as the verdict tells it: what closes after the horizon counts as never."""
    end = docket.book.crisis.horizon_end
    at = closing.at if closing.at is not None and closing.at <= end else None
    late = max(0, (end if at is None else at) - closing.requirement.rdd)
    delivered = PPM - _share(closing.missing, closing.whole)
    return Closed(closing.requirement.id, at, late, delivered, closing.covers)


def close(
    requirement: Requirement, movements: list[Movement], docket: Docket, ledger: Ledger
) -> Closing:
    """How one requirement ends, with the movements that serve it."""
    end = docket.book.crisis.horizon_end
    ends = [ledger.closed_at.get(movement.id) for movement in movements]
    known = [at for at in ends if at is not None]
    in_time = [
        movement for movement in movements if ledger.closed_at.get(movement.id, end + 1) <= end
    ]
    covers = sum(movement.covers for movement in in_time)
    all_closed = bool(known) and len(known) == len(ends)
    at = max(known) if all_closed else None
    if requirement.kind is Kind.CAPABILITY:
        whole = max(0, requirement.amount)
        enough = sum(movement.covers for movement in movements) >= requirement.amount
        return Closing(requirement, at if enough else None, max(0, whole - covers), whole, covers)
    whole, missing = _undelivered(movements, ledger, end)
    return Closing(requirement, at, missing, whole, 0)


def _undelivered(movements: list[Movement], ledger: Ledger, end: Minute) -> tuple[int, int]:
    """Kg-equivalents of all pieces, and of those not at their destination by the horizon's end."""
    whole = missing = 0
    for movement in movements:
        for line in movement.lines:
            carried = Carried(movement, line, max(0, line.pieces))
            arrived = sum(
                delivery.carried.pieces
                for delivery in ledger.deliveries[carried.key]
                if delivery.at <= end
            )
            whole += carried.pieces * _weight(carried)
            missing += max(0, carried.pieces - arrived) * _weight(carried)
    if whole:
        return whole, missing
    closed = bool(movements) and all(
        ledger.closed_at.get(movement.id, end + 1) <= end for movement in movements
    )
    return 1, 0 if closed else 1


def _weight(carried: Carried) -> int:
    """Kg-equivalents of one piece: a passenger counts 100, a piece of no stated mass 1."""
    return PAX_KG if carried.line.category is Category.PAX else max(1, carried.line.piece_kg)
