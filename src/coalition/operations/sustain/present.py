"""Who is where, doing what: as the book states it, and as a plan brings them there."""

from __future__ import annotations

from coalition.judging.verdict import JudgedPlan
from coalition.measure.instants import Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import UnitId
from coalition.model.supply.consumption import Activity
from coalition.model.supply.supplies import Supplies

DEPLOYED = "deployed"
"""What a unit does that a plan brought, when its requirement names no task."""


def activities_of(
    book: Book, supplies: Supplies, judged: JudgedPlan | None = None
) -> tuple[Activity, ...]:
    """The stated activities, then for each unit the plan delivers one from its closure to the horizon.

    A stated activity at another place ends where the unit's move begins.
    """
    brought = () if judged is None else _brought(book, judged)
    moved = {one.unit: one.span.opens for one in brought}
    stated = (_until(one, moved.get(one.unit)) for one in supplies.activities)
    return (*(one for one in stated if one.span.opens < one.span.closes), *brought)


def _until(activity: Activity, moved: Minute | None) -> Activity:
    span = activity.span
    if moved is None or moved >= span.closes:
        return activity
    cut = Interval(span.opens, max(span.opens, moved))
    return Activity(activity.unit, activity.place, activity.activity, cut, activity.provenance)


def _brought(book: Book, judged: JudgedPlan) -> tuple[Activity, ...]:
    closed = {one.requirement: one.closed_at for one in judged.closures}
    found: dict[UnitId, Activity] = {}
    for assignment in judged.plan.assignments:
        requirement = book.requirements[assignment.requirement]
        unit = assignment.unit or requirement.unit
        at = closed.get(requirement.id)
        if unit is not None and at is not None:
            span = Interval(at, max(at, book.crisis.horizon_end))
            found[unit] = Activity(
                unit, requirement.destination, requirement.task or DEPLOYED, span
            )
    return tuple(found[unit] for unit in sorted(found))
