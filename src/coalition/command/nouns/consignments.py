"""Consignments: formed under a line, loaded, moved leg by leg, received and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.consignments import (
    ConsignmentCalledOff,
    ConsignmentFormed,
    ConsignmentLoaded,
    ConsignmentReceived,
    LegArrived,
    LegDeparted,
)
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Amount, Rest
from coalition.command.nouns.bodies import NOT_OPENER


class ConsignmentPhase(StrEnum):
    """Where a consignment is in its life."""

    FORMED = "formed"
    LOADED = "loaded"
    MOVING = "moving"
    STANDING = "standing"
    """Between two legs, or arrived and not yet counted."""
    RECEIVED = "received"
    CALLED_OFF = "called-off"


NOT_REPORTER = "only the sender, the receiver or a carrier's nation reports a leg"
_OVER = frozenset({ConsignmentPhase.RECEIVED, ConsignmentPhase.CALLED_OFF})


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg; `arrived` None: under way."""

    number: int
    from_place: str
    to_place: str
    carrier: str
    departed: Stamp
    reported_by: Origin
    arrived: Stamp | None = None
    arrived_at: str = ""


@dataclass(frozen=True, slots=True)
class Consignment:
    """A consignment as it stands; `loaded` and `received` are what was really counted."""

    sender: Origin
    formed: ConsignmentFormed
    phase: ConsignmentPhase = ConsignmentPhase.FORMED
    loaded: tuple[Amount, ...] | None = None
    legs: tuple[Leg, ...] = ()
    received: tuple[Amount, ...] | None = None
    reason: str = ""

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """The consents it goes under."""
        return self.formed.consents

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """Its line, its contribution, its consents."""
        consents = (rest.subject for rest in self.formed.consents)
        return (self.formed.line, self.formed.contribution, *consents)


def open_consignment(event: Event) -> Consignment:
    """The consignment as it was formed."""
    return Consignment(event.origin, event.body)


def _load(state: Consignment, event: Event) -> Consignment | str:
    said: ConsignmentLoaded = event.body
    if event.origin != state.sender:
        return NOT_OPENER
    if state.phase is not ConsignmentPhase.FORMED:
        return f"it is {state.phase}, not formed"
    return replace(state, phase=ConsignmentPhase.LOADED, loaded=said.amounts)


def _depart(state: Consignment, event: Event) -> Consignment | str:
    said: LegDeparted = event.body
    if event.origin not in _reporters(state):
        return NOT_REPORTER
    if state.phase not in {ConsignmentPhase.LOADED, ConsignmentPhase.STANDING}:
        return f"it is {state.phase}"
    if said.leg != len(state.legs) + 1:
        return f"the next leg is {len(state.legs) + 1}"
    leg = Leg(said.leg, said.from_place, said.to_place, said.carrier, event.at, event.origin)
    return replace(state, phase=ConsignmentPhase.MOVING, legs=(*state.legs, leg))


def _arrive(state: Consignment, event: Event) -> Consignment | str:
    said: LegArrived = event.body
    if event.origin not in _reporters(state):
        return NOT_REPORTER
    if state.phase is not ConsignmentPhase.MOVING or said.leg != len(state.legs):
        return "that leg is not under way"
    leg = replace(state.legs[-1], arrived=event.at, arrived_at=said.place)
    return replace(state, phase=ConsignmentPhase.STANDING, legs=(*state.legs[:-1], leg))


def _reporters(state: Consignment) -> tuple[Origin, ...]:
    return (state.sender, state.formed.receiver, *state.formed.carriers)


def _receive(state: Consignment, event: Event) -> Consignment | str:
    said: ConsignmentReceived = event.body
    if event.origin != state.formed.receiver:
        return "only the receiver counts what came"
    if state.phase is not ConsignmentPhase.STANDING:
        return f"it is {state.phase}, not arrived"
    return replace(state, phase=ConsignmentPhase.RECEIVED, received=said.amounts)


def _call_off(state: Consignment, event: Event) -> Consignment | str:
    said: ConsignmentCalledOff = event.body
    if event.origin != state.sender:
        return NOT_OPENER
    if state.phase in _OVER:
        return f"it is {state.phase}"
    return replace(state, phase=ConsignmentPhase.CALLED_OFF, reason=said.reason)


CONSIGNMENT_STEPS: Mapping[type[Any], Any] = {
    ConsignmentLoaded: _load,
    LegDeparted: _depart,
    LegArrived: _arrive,
    ConsignmentReceived: _receive,
    ConsignmentCalledOff: _call_off,
}
