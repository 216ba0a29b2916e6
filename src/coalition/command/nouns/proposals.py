"""A proposal: its words, and everything said about it, gathered in order.

Nothing is decided here. Whether a receipt, a position or a closing counts depends on the body, the clock and
the instant, and signing clocks differ; so the state only gathers, and `decisions` works out what stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    ConditionMet,
    DeadlineExtended,
    DecisionClosed,
    DecisionOpened,
    ForumChanged,
    LetterNoted,
    PositionTaken,
    PositionWithdrawn,
    ProposalTabled,
    ProposalWithdrawn,
    ReceiptSigned,
    TextRevised,
)
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Rest
from coalition.command.nouns.bodies import NOT_OPENER


@dataclass(frozen=True, slots=True)
class Words:
    """The text from an event on."""

    event: EventId
    since: Stamp
    title: str
    text: str
    document: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text before a body, and all that was said about it, in order of (at, id).

    `openings`, `said` (receipts, positions, conditions, withdrawals), `kept` (letters noted, extensions,
    closings) and `moves` are events; `sheets` the action sheets.
    """

    id: ObjectId
    mover: Origin
    tabled: ProposalTabled
    words: tuple[Words, ...]
    openings: tuple[Event, ...] = ()
    said: tuple[Event, ...] = ()
    kept: tuple[Event, ...] = ()
    moves: tuple[Event, ...] = ()
    sheets: tuple[Event, ...] = ()
    withdrawn: Stamp | None = None

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The bodies it lay before, and what it rests on."""
        bodies = (self.tabled.body, *(move.body.body for move in self.moves))
        return (*bodies, *(rest.subject for rest in self.rests_on))

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """What the mover based it on."""
        return self.tabled.rests_on

    def words_at(self, at: Stamp) -> Words:
        """The text at an instant; the first for what lies before."""
        return next((w for w in reversed(self.words) if w.since <= at), self.words[0])


def open_proposal(event: Event) -> Proposal:
    """The proposal as it was tabled."""
    said: ProposalTabled = event.body
    words = Words(event.id, event.at, said.title, said.text, said.document)
    return Proposal(event.subject, event.origin, said, (words,))


def _revise(state: Proposal, event: Event) -> Proposal | str:
    said: TextRevised = event.body
    if event.origin != state.mover:
        return NOT_OPENER
    if state.withdrawn is not None:
        return "the proposal is withdrawn"
    words = Words(event.id, event.at, said.title, said.text, said.document)
    return replace(state, words=(*state.words, words))


def _withdraw(state: Proposal, event: Event) -> Proposal | str:
    if event.origin != state.mover:
        return NOT_OPENER
    if state.withdrawn is not None:
        return "the proposal is withdrawn already"
    return replace(state, withdrawn=event.at)


def _open(state: Proposal, event: Event) -> Proposal:
    return replace(state, openings=(*state.openings, event))


def _say(state: Proposal, event: Event) -> Proposal:
    return replace(state, said=(*state.said, event))


def _keep(state: Proposal, event: Event) -> Proposal:
    return replace(state, kept=(*state.kept, event))


def _move(state: Proposal, event: Event) -> Proposal:
    return replace(state, moves=(*state.moves, event))


def _sheet(state: Proposal, event: Event) -> Proposal:
    return replace(state, sheets=(*state.sheets, event))


PROPOSAL_STEPS: Mapping[type[Any], Any] = {
    TextRevised: _revise,
    ProposalWithdrawn: _withdraw,
    DecisionOpened: _open,
    ReceiptSigned: _say,
    PositionTaken: _say,
    ConditionMet: _say,
    PositionWithdrawn: _say,
    LetterNoted: _keep,
    DeadlineExtended: _keep,
    DecisionClosed: _keep,
    ForumChanged: _move,
    ActionSheetIssued: _sheet,
}
