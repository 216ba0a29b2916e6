"""Protocols of alert states, orders and duty rosters, as they were said.

A declaration by a body rests on that body's decision, which another object holds; `watch` works out which
declarations hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.escalation import (
    AlertState,
    DutyRosterSet,
    DutyTurn,
    OrderAcknowledged,
    OrderIssued,
    OrderRevoked,
    ProtocolAdopted,
    StateDeclared,
    StateProlonged,
    StateStoodDown,
)
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Rest
from coalition.command.nouns.bodies import NOT_OPENER


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol and everything declared under it, in order of (at, id)."""

    adopted: ProtocolAdopted
    said: tuple[Event, ...] = ()

    @property
    def lowest(self) -> AlertState:
        """The normal state."""
        return min(self.adopted.states, key=lambda state: (state.rank, state.name))

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The decisions its declarations rest on."""
        rests = (getattr(event.body, "rests_on", None) for event in self.said)
        return tuple(rest.subject for rest in rests if rest is not None)

    def find_state(self, name: str) -> AlertState | None:
        """The state of that name; empty is the lowest; None when there is none."""
        if not name:
            return self.lowest
        return next((state for state in self.adopted.states if state.name == name), None)


def open_protocol(event: Event) -> Protocol | str:
    """The protocol adopted, or why it is none."""
    said: ProtocolAdopted = event.body
    names = [state.name for state in said.states]
    if not names:
        return "a protocol needs a state"
    if len(set(names)) != len(names) or "" in names:
        return "every state of a protocol has a name of its own"
    if any(state.falls_to and state.falls_to not in names for state in said.states):
        return "a state falls to one the protocol does not have"
    ranks = {state.name: state.rank for state in said.states}
    if any(state.falls_to and ranks[state.falls_to] >= state.rank for state in said.states):
        return "a state falls to a lower one"
    return Protocol(said)


def _declare(state: Protocol, event: Event) -> Protocol | str:
    said: StateDeclared = event.body
    found = state.find_state(said.state)
    if not said.state or found is None:
        return f"the protocol has no state `{said.state[:40]}`"
    nations = _declarers(state, event)
    if event.origin not in (*nations, state.adopted.keeper):
        return "the protocol does not let this origin declare the state"
    return _gather(state, event)


def _declarers(state: Protocol, event: Event) -> tuple[str, ...]:
    found = state.find_state(event.body.state)
    return () if found is None else found.declared_by


def _gather(state: Protocol, event: Event) -> Protocol:
    return replace(state, said=(*state.said, event))


PROTOCOL_STEPS: Mapping[type[Any], Any] = {
    StateDeclared: _declare,
    StateProlonged: _gather,
    StateStoodDown: _gather,
}


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """When an addressed nation acknowledged."""

    nation: Origin
    at: Stamp


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands."""

    issuer: Origin
    issued: OrderIssued
    at: Stamp
    acknowledged: tuple[Acknowledged, ...] = ()
    revoked: Stamp | None = None

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """What gives the issuer the right."""
        return self.issued.rests_on

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The objects it rests on."""
        return tuple(rest.subject for rest in self.rests_on)


def open_order(event: Event) -> Order:
    """The order as it was issued."""
    return Order(event.origin, event.body, event.at)


def _acknowledge(order: Order, event: Event) -> Order | str:
    if event.origin not in order.issued.addressees:
        return "only an addressed nation acknowledges, for itself"
    if any(known.nation == event.origin for known in order.acknowledged):
        return "it is acknowledged already"
    known = (*order.acknowledged, Acknowledged(event.origin, event.at))
    return replace(order, acknowledged=known)


def _revoke(order: Order, event: Event) -> Order | str:
    if event.origin != order.issuer:
        return NOT_OPENER
    return (
        "it is revoked already" if order.revoked is not None else replace(order, revoked=event.at)
    )


ORDER_STEPS: Mapping[type[Any], Any] = {OrderAcknowledged: _acknowledge, OrderRevoked: _revoke}


@dataclass(frozen=True, slots=True)
class DutyRoster:
    """Who has the duty for one nation, as last set."""

    nation: Origin
    turns: tuple[DutyTurn, ...]


def open_duty_roster(event: Event) -> DutyRoster | str:
    """The roster as first set."""
    return _roster(event.origin, event.body)


def _set(roster: DutyRoster, event: Event) -> DutyRoster | str:
    return NOT_OPENER if event.origin != roster.nation else _roster(roster.nation, event.body)


def _roster(nation: Origin, said: DutyRosterSet) -> DutyRoster | str:
    if any(turn.nation != nation for turn in said.turns):
        return "a nation sets its own duty roster alone"
    return DutyRoster(nation, said.turns)


DUTY_ROSTER_STEPS: Mapping[type[Any], Any] = {DutyRosterSet: _set}
