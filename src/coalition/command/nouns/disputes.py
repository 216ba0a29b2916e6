"""Disputes: raised, consulted on, mediated by somebody every party agreed to, settled by all or left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import NO_EVENT, Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.disputes import (
    DisputeConsulted,
    DisputeRaised,
    DisputeRecorded,
    DisputeWithdrawn,
    Ending,
    MediatorAgreed,
    MediatorNamed,
    SettlementAgreed,
    SettlementProposed,
)
from coalition.command.events.terms import Rest
from coalition.command.nouns.bodies import NOT_OPENER


class DisputePhase(StrEnum):
    """How far a dispute has come."""

    RAISED = "raised"
    CONSULTED = "consulted"
    MEDIATED = "mediated"
    AGREED = "agreed"
    """Every party agreed to the same words; not yet recorded."""
    SETTLED = "settled"
    LEFT_OPEN = "left-open"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"


_OVER = frozenset(
    {
        DisputePhase.SETTLED,
        DisputePhase.LEFT_OPEN,
        DisputePhase.REFERRED,
        DisputePhase.WITHDRAWN,
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """A settlement proposed, and which parties agreed to it."""

    event: EventId
    by: Origin
    text: str
    agreed: frozenset[Origin] = frozenset()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute as it stands. `mediator` mediates once `mediator_agreed` holds every party."""

    raiser: Origin
    raised: DisputeRaised
    phase: DisputePhase = DisputePhase.RAISED
    mediator: Origin = Origin("")
    mediator_named: EventId = NO_EVENT
    mediator_agreed: frozenset[Origin] = frozenset()
    settlements: tuple[Words, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""

    @property
    def parties(self) -> tuple[Origin, ...]:
        """The raiser and those it is raised against."""
        return (self.raiser, *self.raised.against)

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The objects it is about."""
        return tuple(rest.subject for rest in self.raised.about)

    @property
    def about(self) -> tuple[Rest, ...]:
        """The events it is about."""
        return self.raised.about


def open_dispute(event: Event) -> Dispute | str:
    """The dispute as it was raised."""
    said: DisputeRaised = event.body
    if not said.against or event.origin in said.against:
        return "a dispute is with others"
    if len(set(said.against)) != len(said.against):
        return "a party is named twice"
    return Dispute(event.origin, said)


def _consult(state: Dispute, event: Event) -> Dispute | str:
    said: DisputeConsulted = event.body
    phase = DisputePhase.CONSULTED if state.phase is DisputePhase.RAISED else state.phase
    return _closed(state, event) or replace(state, phase=phase, notes=(*state.notes, said.note))


def _name(state: Dispute, event: Event) -> Dispute | str:
    said: MediatorNamed = event.body
    if (why := _closed(state, event)) is not None:
        return why
    if state.phase is DisputePhase.RAISED:
        return "the parties consult first"
    if said.mediator in state.parties:
        return "a mediator is no party"
    return replace(
        state,
        mediator=said.mediator,
        mediator_named=event.id,
        mediator_agreed=frozenset({event.origin}),
        phase=DisputePhase.CONSULTED,
    )


def _agree_mediator(state: Dispute, event: Event) -> Dispute | str:
    said: MediatorAgreed = event.body
    if (why := _closed(state, event)) is not None:
        return why
    if not state.mediator or said.named != state.mediator_named:
        return "that mediator is not the one named"
    agreed = state.mediator_agreed | {event.origin}
    everybody = agreed >= set(state.parties)
    return replace(
        state, mediator_agreed=agreed, phase=DisputePhase.MEDIATED if everybody else state.phase
    )


def _propose(state: Dispute, event: Event) -> Dispute | str:
    said: SettlementProposed = event.body
    if (why := _closed(state, event, mediator=True)) is not None:
        return why
    agreed = frozenset({event.origin} & set(state.parties))
    words = Words(event.id, event.origin, said.text, agreed)
    return replace(state, settlements=(*state.settlements, words))


def _agree(state: Dispute, event: Event) -> Dispute | str:
    said: SettlementAgreed = event.body
    if (why := _closed(state, event)) is not None:
        return why
    if all(words.event != said.proposed for words in state.settlements):
        return "no such settlement is proposed"
    settlements = tuple(
        replace(words, agreed=words.agreed | {event.origin})
        if words.event == said.proposed
        else words
        for words in state.settlements
    )
    done = next((w for w in settlements if w.agreed >= set(state.parties)), None)
    if done is None:
        return replace(state, settlements=settlements)
    return replace(state, settlements=settlements, phase=DisputePhase.AGREED, text=done.text)


def _record(state: Dispute, event: Event) -> Dispute | str:
    said: DisputeRecorded = event.body
    if (why := _closed(state, event, mediator=True)) is not None:
        return why
    if said.ending is Ending.SETTLED and state.phase is not DisputePhase.AGREED:
        return "not every party agreed to the same words"
    text = state.text if said.ending is Ending.SETTLED else said.text
    return replace(state, phase=DisputePhase(said.ending.value), text=text)


def _withdraw(state: Dispute, event: Event) -> Dispute | str:
    if event.origin != state.raiser:
        return NOT_OPENER
    return _closed(state, event) or replace(state, phase=DisputePhase.WITHDRAWN)


def _closed(state: Dispute, event: Event, *, mediator: bool = False) -> str | None:
    mediating = mediator and event.origin == state.mediator and _everybody(state)
    if event.origin not in state.parties and not mediating:
        return "only a party may say this"
    return f"the dispute is {state.phase}" if state.phase in _OVER else None


def _everybody(state: Dispute) -> bool:
    return state.mediator_agreed >= set(state.parties)


DISPUTE_STEPS: Mapping[type[Any], Any] = {
    DisputeConsulted: _consult,
    MediatorNamed: _name,
    MediatorAgreed: _agree_mediator,
    SettlementProposed: _propose,
    SettlementAgreed: _agree,
    DisputeRecorded: _record,
    DisputeWithdrawn: _withdraw,
}
