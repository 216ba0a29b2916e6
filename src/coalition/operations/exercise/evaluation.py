"""Expectations held against what was measured, and what that says of each objective.

An objective is met when everything that speaks to it is: every clause of its events, and every observer's
rating. It is not met when nothing is, partly met in between, and not evaluated when nothing speaks to it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coalition.formats.exercise.nouns import Clause, Event, Standing
from coalition.operations.exercise.measuring import Measured

_HOLDS: dict[str, Callable[[int, int], bool]] = {
    "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt,
    "=": operator.eq, "!=": operator.ne,
}  # fmt: skip
NEVER = 1 << 62
"""Later than every instant: when something never closes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A clause with what was measured: a count, minutes, millionths, an instant, a verdict; None is never."""

    clause: Clause
    measured: int | str | None
    met: bool
    missing: bool = False
    """The requirement is not wanted any longer."""


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective with its standing, the clauses that speak to it by event, and the observers' ratings."""

    objective: str
    standing: Standing
    checks: tuple[tuple[Event, Checked], ...]
    ratings: tuple[Event, ...]

    @property
    def met(self) -> int:
        """How many clauses are met."""
        return sum(checked.met for _, checked in self.checks)


def check_clause(clause: Clause, measured: Measured) -> Checked:
    """Whether the clause holds. A requirement nobody wants any longer meets no clause."""
    if clause.measure == "verdict":
        words = clause.bound if isinstance(clause.bound, tuple) else ()
        met = (measured.verdict.value in words) is (clause.relation == "=")
        return Checked(clause, measured.verdict.value, met)
    if clause.subject and clause.subject not in measured.closures:
        return Checked(clause, None, met=False, missing=True)
    value = _value(clause, measured)
    bound = clause.bound if isinstance(clause.bound, int) else None
    met = _HOLDS[clause.relation](*(NEVER if one is None else one for one in (value, bound)))
    return Checked(clause, value, met)


def _value(clause: Clause, measured: Measured) -> int | None:
    if not clause.subject:
        return measured.whole[clause.measure]
    closed = measured.closures[clause.subject]
    if clause.measure == "closes":
        return closed.closed_at
    if clause.measure == "moved":
        return measured.moved.get(clause.subject, 0)
    return closed.lateness if clause.measure == "lateness" else closed.delivered_ppm


def judge_objectives(
    played: Sequence[tuple[Event, tuple[Checked, ...]]],
) -> tuple[ObjectiveResult, ...]:
    """Every objective that the events name, in the order in which they are first named."""
    names = dict.fromkeys(name for event, _ in played for name in event.objectives)
    return tuple(_objective(name, played) for name in names)


def _objective(name: str, played: Sequence[tuple[Event, tuple[Checked, ...]]]) -> ObjectiveResult:
    own = [(event, checks) for event, checks in played if name in event.objectives]
    checks = tuple((event, checked) for event, found in own for checked in found)
    ratings = tuple(event for event, _ in own if event.rating is not Standing.OPEN)
    standing = standing_of((checked.met for _, checked in checks), (e.rating for e in ratings))
    return ObjectiveResult(name, standing, checks, ratings)


def standing_of(met: Iterable[bool], ratings: Iterable[Standing]) -> Standing:
    """All of it met: met; none of it: not; otherwise partly; nothing at all: not evaluated."""
    found = {Standing.MET if one else Standing.NOT for one in met} | set(ratings)
    if not found:
        return Standing.OPEN
    return found.pop() if len(found) == 1 else Standing.PARTLY
