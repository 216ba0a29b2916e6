"""When a need is met, and why: stretches with their steps, limits and critical chain.

The rule: of alternatives every way is kept that none before it makes needless (`best`); conjunctions
maximise (all must hold; the latest sets the opening). Not here: how one step comes to its dates
(`decided`, `needs`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from coalition.authority.answer import Bar, StepTaken
from coalition.authority.steps.spans import Spans, intersect_all, spans_where, subtract, union
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute
from coalition.model.law import LIMIT_NAMES, NO_LIMITS, Limits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch [opens, closes) in which a need is met.

    `earliest`/`latest` are the opening when every estimated step takes its least/most; None is unknown.
    """

    opens: Minute = ALWAYS
    closes: Minute = FOREVER
    limits: Limits = NO_LIMITS
    steps: tuple[StepTaken, ...] = ()
    critical: tuple[StepTaken, ...] = ()
    earliest: Minute | None = ALWAYS
    latest: Minute | None = ALWAYS
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """All that is known of a need: when it is met, when it may be met though nobody can say, what
    refused or lapsed, every step looked at, and what nobody has stated. `held` is sorted; stretches
    overlap only where the one that comes before the other (`best`) has a limit that is tighter.
    """

    held: tuple[Held, ...] = ()
    maybe: Spans = ()
    dead: tuple[Bar, ...] = ()
    steps: tuple[StepTaken, ...] = ()
    unknowns: tuple[str, ...] = ()


NOTHING_NEEDED = Ground(held=(Held(),))


def once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each kept the first time only."""
    return tuple(dict.fromkeys(items))


def tighter(left: Limits, right: Limits) -> Limits:
    """The limits of both together: for each, the smaller one stated."""
    if right is NO_LIMITS or left == right:
        return left
    if not left.any:
        return right
    return Limits(*(_least(getattr(left, name), getattr(right, name)) for name in LIMIT_NAMES))


def wider(left: Limits, right: Limits) -> bool:
    """Whether the left is nowhere tighter than the right.

    >>> wider(Limits(pax=9), Limits(pax=9, ships=2)), wider(Limits(pax=9), Limits(ships=2))
    (True, False)
    """
    if left is NO_LIMITS or left == right:
        return True
    pairs = ((getattr(left, name), getattr(right, name)) for name in LIMIT_NAMES)
    return all(mine is None or (other is not None and mine >= other) for mine, other in pairs)


def best(stretches: Iterable[Held]) -> tuple[Held, ...]:
    """Stretches that cover what the given cover, each at the times at which none before it makes it needless.

    Before is: without limits, then without unknowns, then the earliest to open, the latest to close. One
    makes needless those after it whose limits are nowhere wider.
    """
    given = sorted(stretches, key=_in_time)
    if all(one.closes <= other.opens for one, other in pairwise(given)):
        return tuple(given)
    ranked = sorted(given, key=_rank)
    kept: list[Held] = []
    for place, held in enumerate(ranked):
        before = (each for each in ranked[:place] if wider(each.limits, held.limits))
        kept += clip((held,), subtract((Interval(held.opens, held.closes),), spans_where(before)))
    return tuple(sorted(kept, key=_in_time))


def cut(held: Held, opens: Minute, closes: Minute) -> Held:
    """The part of a stretch inside [opens, closes); a later opening is not set by its steps any more."""
    if opens <= held.opens:
        return held if held.closes <= closes else replace(held, closes=closes)
    return replace(
        held,
        opens=opens,
        closes=min(closes, held.closes),
        critical=(),
        earliest=opens,
        latest=opens,
    )


def clip(stretches: Iterable[Held], spans: Spans) -> tuple[Held, ...]:
    """The parts of the stretches that lie inside the spans."""
    parts = [
        cut(held, max(held.opens, span.opens), span.closes)
        for held in stretches
        for span in spans
        if max(held.opens, span.opens) < min(held.closes, span.closes)
    ]
    return tuple(parts if len(parts) < 2 else sorted(parts, key=_in_time))


def both(left: tuple[Held, ...], right: tuple[Held, ...]) -> tuple[Held, ...]:
    """The stretches in which both are met; inputs and result are sorted."""
    met = [
        _join(one, other)
        for one in left
        for other in right
        if max(one.opens, other.opens) < min(one.closes, other.closes)
    ]
    return best(met)


def all_of(parts: tuple[Ground, ...]) -> Ground:
    """Every part is required: the latest decides."""
    held = NOTHING_NEEDED.held
    for part in parts:
        held = both(held, part.held)
    possible = intersect_all(union((*spans_of(part.held), *part.maybe)) for part in parts)
    return _gathered(parts, held, subtract(possible, spans_of(held)))


def any_of(parts: tuple[Ground, ...]) -> Ground:
    """One part suffices; each way that has its own time or limits is kept."""
    held = best(stretch for part in parts for stretch in part.held)
    possible = union(span for part in parts for span in part.maybe)
    return _gathered(parts, held, subtract(possible, spans_of(held)))


def spans_of(stretches: Iterable[Held]) -> Spans:
    """When any of the stretches holds."""
    return union(Interval(held.opens, held.closes) for held in stretches)


def _gathered(parts: tuple[Ground, ...], held: tuple[Held, ...], maybe: Spans) -> Ground:
    return Ground(
        held,
        maybe,
        once(bar for part in parts for bar in part.dead),
        once(step for part in parts for step in part.steps),
        once(text for part in parts for text in part.unknowns),
    )


def _join(left: Held, right: Held) -> Held:
    later = (
        left if (left.opens, bool(left.critical)) > (right.opens, bool(right.critical)) else right
    )
    return Held(
        later.opens,
        min(left.closes, right.closes),
        tighter(left.limits, right.limits),
        once((*left.steps, *right.steps)),
        later.critical,
        _latest(left.earliest, right.earliest),
        _latest(left.latest, right.latest),
        once((*left.unknowns, *right.unknowns)),
    )


def _rank(held: Held) -> tuple[bool, bool, int, int, tuple[str, ...]]:
    return (held.limits.any, bool(held.unknowns), held.opens, -held.closes, _named(held))


def _in_time(held: Held) -> tuple[int, int, tuple[str, ...]]:
    return (held.opens, held.closes, _named(held))


def _named(held: Held) -> tuple[str, ...]:
    return tuple(f"{step.procedure} {step.decision or ''}" for step in held.steps)


def _least(left: int | None, right: int | None) -> int | None:
    return min((n for n in (left, right) if n is not None), default=None)


def _latest(left: Minute | None, right: Minute | None) -> Minute | None:
    return None if left is None or right is None else max(left, right)
