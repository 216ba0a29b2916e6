"""The door: what a new plan changes, what that costs by the stated price, and the reason for each change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from coalition.explanation.changed.breaches import Broken, blame, gather_broken
from coalition.explanation.changed.promises import Move, Promises, moves_between
from coalition.explanation.changed.reach import (
    FREE,
    Ground,
    broken_reason,
    named_reason,
    reasons_of,
)
from coalition.explanation.changed.trips import Turn, by_carrier, turns_between
from coalition.explanation.summary import movements_of
from coalition.judging.verdict import Breach
from coalition.model.change.diff import Fate, PlanDiff, PromiseMoved, Reason, Touch, TripChanged
from coalition.model.change.news import News
from coalition.model.change.price import price_of_change
from coalition.model.identity import MovementId, RequirementId
from coalition.model.plan import Movement
from coalition.model.requirements import Requirement

_NEARNESS = {Touch.BROKEN: 0, Touch.NAMED: 1, Touch.KNOCK_ON: 2, Touch.FREE: 3}


@dataclass(frozen=True, slots=True)
class Changed:
    """The two plans with what they promise, the news between them, and what it would break."""

    before: Promises
    after: Promises
    news: News
    breaches: Sequence[Breach] = ()
    """Breaches of the plan in force under the book after the news."""


def diff_of(changed: Changed) -> PlanDiff:
    """Every promise and trip that is not as it was, with its price and its reason."""
    before, after = changed.before, changed.after
    turns = turns_between(by_carrier(before.plan), by_carrier(after.plan))
    ground = _ground(changed, turns)
    trips = [
        _trip(turn, reason, ground)
        for turn, reason in zip(turns, reasons_of(turns, ground), strict=True)
    ]
    moves = list(moves_between(before, after))
    promises = _promises(moves, trips, ground)
    price = price_of_change((promise.weight for promise in promises), len(trips))
    old, new = before.book.requirements, after.book.requirements
    return PlanDiff(
        changed.news.at, tuple(promises), tuple(trips),
        tuple([name for name in new if name not in old]),
        tuple([name for name in old if name not in new]), before.score, after.score, price,
    )  # fmt: skip


def _ground(changed: Changed, turns: Iterable[Turn]) -> Ground:
    book = changed.after.book
    names = {name.partition("+")[0] for turn in turns for name in turn.movements}
    movements = _movements(changed.before, names) | _movements(changed.after, names)
    broken = gather_broken(changed.breaches, book) if changed.breaches else Broken()
    return Ground(book, changed.news, broken, movements)


def _movements(promises: Promises, names: Set[str]) -> dict[MovementId, Movement]:
    """The movements of the plan for the requirements named."""
    named = tuple([one for one in promises.plan.assignments if one.requirement in names])
    return movements_of(promises.book, replace(promises.plan, assignments=named))


def _trip(turn: Turn, reason: Reason, ground: Ground) -> TripChanged:
    fate = (
        Fate.ADDED if turn.before is None else Fate.DROPPED if turn.after is None else Fate.CHANGED
    )
    known = [ground.movements[name] for name in sorted(turn.movements) if name in ground.movements]
    wanted = tuple(dict.fromkeys(movement.requirement for movement in known))
    return TripChanged(fate, turn.carrier, turn.begins, wanted, reason, turn.before, turn.after)


def _promises(
    moves: Iterable[Move], trips: Sequence[TripChanged], ground: Ground
) -> list[PromiseMoved]:
    by_requirement: dict[RequirementId, Reason] = {}
    for trip in trips:
        for name in trip.requirements:
            known = by_requirement.get(name)
            if known is None or _NEARNESS[trip.reason.touch] < _NEARNESS[known.touch]:
                by_requirement[name] = trip.reason
    found = [_promise(move, by_requirement, ground) for move in moves]
    return sorted(found, key=lambda p: (-p.weight * abs(p.minutes), p.requirement))


def _promise(
    move: Move, by_requirement: dict[RequirementId, Reason], ground: Ground
) -> PromiseMoved:
    wanted = ground.book.requirements[move.requirement]
    return PromiseMoved(
        move.requirement, wanted.weight, move.before.closed_at, move.after.closed_at, move.minutes,
        move.before.lateness, move.after.lateness, _reason(wanted, by_requirement, ground),
    )  # fmt: skip


def _reason(
    wanted: Requirement, by_requirement: dict[RequirementId, Reason], ground: Ground
) -> Reason:
    """The nearest reason of its trips, its sourcing, its name in the news, or what it waits for."""
    names = frozenset({wanted.id, wanted.unit or "", wanted.stock or ""} - {""})
    breach = ground.broken.requirements.get(wanted.id)
    if breach is not None:
        return broken_reason(breach, blame(breach, names, ground.news))
    of_trips = by_requirement.get(wanted.id)
    named = named_reason(names, ground.news)
    if named is not None and (of_trips is None or of_trips.touch is not Touch.BROKEN):
        return named
    if of_trips is not None and of_trips.touch is not Touch.FREE:
        return of_trips
    for earlier in wanted.after:
        cause = by_requirement.get(earlier)
        if cause is not None:
            return Reason(Touch.KNOCK_ON, cause.item, f"it follows {earlier}")
    return of_trips or FREE
