"""Transfer of authority over a unit: offered by its nation, accepted by the commander's side, delegated, ended.

Source of the degrees and of what each may delegate: the command relationships of ATP 5-0.2-1 (2020-12-07),
table I-4 (`library/command_states.csv`). Full command never leaves the nation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.transfers import (
    AuthorityDelegated,
    TransferAccepted,
    TransferEnded,
    TransferOffered,
)
from coalition.command.nouns.bodies import NOT_OPENER
from coalition.measure.instants import FOREVER, Minute
from coalition.model.law import CommandState

MAY_DELEGATE: Mapping[CommandState, tuple[CommandState, ...]] = {
    CommandState.OPCOM: (CommandState.OPCON, CommandState.TACOM, CommandState.TACON),
    CommandState.OPCON: (CommandState.TACON,),
    CommandState.TACOM: (),
    CommandState.TACON: (),
}
"""What the holder of a state may give on: table I-4, rows on delegating OPCON, TACOM and on retaining TACON."""


class TransferPhase(StrEnum):
    """How far a transfer has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Delegation:
    """Part of what is held, given on."""

    event: EventId
    by: Origin
    to: Origin
    state: CommandState
    since: Minute
    until: Minute


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer of authority as it stands; `version` is the event that made the present phase."""

    nation: Origin
    offered: TransferOffered
    version: EventId
    phase: TransferPhase = TransferPhase.OFFERED
    accepted: Minute | None = None
    ended: Minute | None = None
    delegations: tuple[Delegation, ...] = ()


def open_transfer(event: Event) -> Transfer | str:
    """The offer, or why it is none."""
    said: TransferOffered = event.body
    if said.state is CommandState.FULLCOM:
        return "full command is never transferred"
    if said.to == event.origin:
        return "a nation transfers authority to another"
    if said.window.closes <= said.window.opens:
        return "a window closes after it opens"
    return Transfer(event.origin, said, event.id)


def _accept(state: Transfer, event: Event) -> Transfer | str:
    if event.origin != state.offered.to:
        return "only the side to which it is offered accepts"
    if state.phase is not TransferPhase.OFFERED:
        return f"it is {state.phase} already"
    return replace(state, phase=TransferPhase.ACCEPTED, accepted=event.minute, version=event.id)


def _delegate(state: Transfer, event: Event) -> Transfer | str:
    said: AuthorityDelegated = event.body
    if state.phase is not TransferPhase.ACCEPTED:
        return f"it is {state.phase}, not accepted"
    held = _state_held(state, event.origin, event.minute)
    if held is None:
        return "only a holder delegates"
    if said.state not in MAY_DELEGATE.get(held, ()):
        return f"{held} does not allow to delegate {said.state}"
    until = Minute(FOREVER if said.until is None else said.until)
    given = Delegation(event.id, event.origin, said.to, said.state, event.minute, until)
    return replace(state, delegations=(*state.delegations, given))


def _state_held(state: Transfer, holder: Origin, at: Minute) -> CommandState | None:
    """The highest state the holder has at the instant; the order is that of `CommandState`."""
    held = [state.offered.state] if holder == state.offered.to else []
    held += [d.state for d in state.delegations if d.to == holder and d.since <= at < d.until]
    order = list(CommandState)
    return min(held, key=order.index, default=None)


def _end(state: Transfer, event: Event) -> Transfer | str:
    said: TransferEnded = event.body
    if event.origin not in {state.nation, state.offered.to}:
        return NOT_OPENER
    if state.phase is TransferPhase.ENDED:
        return "it is ended already"
    effective = event.minute if said.effective is None else max(said.effective, event.minute)
    return replace(state, phase=TransferPhase.ENDED, ended=Minute(effective), version=event.id)


TRANSFER_STEPS: Mapping[type[Any], Any] = {
    TransferAccepted: _accept,
    AuthorityDelegated: _delegate,
    TransferEnded: _end,
}
