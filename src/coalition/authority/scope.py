"""Whether a provision's material scope covers a question: mode, cargo, unit, fleet, place, task.

The rule: a permission must cover every nature of the cargo and covers sensitive ones (weapons, ammunition,
hazardous) only when it says so; a prohibition strikes when it meets any of them. What a question leaves
unspecified fits no provision that is limited in it. Not here: actors, territories, time (`compile`).
"""

from __future__ import annotations

from coalition.authority.answer import Question
from coalition.model.cargo import SENSITIVE, Nature
from coalition.model.law import ProvisionKind, Scope


def fits(scope: Scope, question: Question, kind: ProvisionKind) -> bool:
    """Whether the scope covers (permission) or meets (anything else) what the question is about."""
    if scope.modes and question.mode not in scope.modes:
        return False
    narrowed = (
        (scope.units, question.unit),
        (scope.fleets, question.fleet),
        (scope.places, question.place),
        (scope.tasks, question.task),
    )
    if any(names and asked not in names for names, asked in narrowed):
        return False
    if kind is ProvisionKind.PERMISSION:
        return covers(scope, question.cargo)
    return meets(scope, question.cargo)


def covers(scope: Scope, cargo: frozenset[Nature]) -> bool:
    """Whether a permission covers every nature of the cargo."""
    if scope.any_cargo:
        return True
    return cargo <= frozenset(scope.cargo) if scope.cargo else not cargo & SENSITIVE


def meets(scope: Scope, cargo: frozenset[Nature]) -> bool:
    """Whether a prohibition strikes any nature of the cargo; naming none it strikes everything."""
    return scope.any_cargo or not scope.cargo or bool(cargo & frozenset(scope.cargo))
