"""Whether a provision's material scope covers a question: mode, cargo, unit, fleet, place, task, command.

The rule: a permission must cover every nature of the cargo and covers sensitive ones (weapons, ammunition,
hazardous) only when it says so; a prohibition strikes when it meets any of them. What a question leaves
unspecified fits no provision that is limited in it. Full command is never transferred. Not here: actors,
territories, partners, time (`statute.clause`).
"""

from __future__ import annotations

from collections.abc import Mapping

from coalition.authority.answer import Question
from coalition.authority.statute.clause import nations_of
from coalition.model.cargo import SENSITIVE, Nature
from coalition.model.identity import NationId
from coalition.model.law import Action, Command, CommandState, ProvisionKind, Scope
from coalition.model.nations import Alliance

COMMANDING = frozenset({Action.COMMAND, Action.TRANSFER_COMMAND})
STATES = frozenset(state.value for state in CommandState)


def fits(scope: Scope, question: Question, kind: ProvisionKind) -> bool:
    """Whether the scope covers (permission) or meets (anything else) what the question is about."""
    if scope.modes and question.mode not in scope.modes:
        return False
    if scope.places and question.place not in scope.places:
        return False
    if scope.units or scope.fleets or scope.tasks or scope.missions:
        narrowed = (
            (scope.units, question.unit),
            (scope.fleets, question.fleet),
            (scope.tasks, question.task),
            (scope.missions, question.mission),
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


def gives(
    command: Command | None,
    question: Question,
    powers: Mapping[tuple[str, str], bool],
    known: tuple[Alliance, frozenset[NationId]],
) -> bool | None:
    """Whether a permission gives the command that is asked for; None is unknown.

    `powers` says what each state allows; `known` are the alliance and its nations, to tell bodies from nations.
    """
    if command is not None:
        forces = "territory" if question.action is Action.COMMAND else "actor"
        if (command.over or forces) != forces or not _commands(command, question, *known):
            return False
    if not question.power:
        return True
    if command is None:
        return None
    return _allows(command, question.power, powers)


def _commands(
    command: Command, question: Question, alliance: Alliance, nations: frozenset[NationId]
) -> bool:
    """Whether the commander of the question is among those named; an unnamed body is any body."""
    if not command.by:
        return True
    named = [nations_of(name, alliance) for name in command.by]
    if question.action is Action.COMMAND:
        return any(question.actor in each for each in named)
    if question.actor != question.territory:
        return any(question.territory in each for each in named)
    return any(not each & nations for each in named)


def _allows(command: Command, power: str, powers: Mapping[tuple[str, str], bool]) -> bool | None:
    if power in STATES:
        return power != CommandState.FULLCOM and power in command.states
    stated = [powers.get((state, power)) for state in command.states]
    if True in stated:
        return True
    return None if None in stated else False
