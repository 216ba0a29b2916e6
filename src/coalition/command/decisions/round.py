"""A round: one text put to one body under one rule, and what was said in it.

Statements belong to the round they name, not to the moment they arrive or were dated: signing clocks differ.
Statements from outside the frozen roster, and a secretary's from another origin, are set aside.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import Event, EventId, Origin
from coalition.command.events.kinds.decisions import (
    ConditionMet,
    DeadlineExtended,
    DecisionClosed,
    DecisionOpened,
    LetterNoted,
    PositionTaken,
    PositionWithdrawn,
    ReceiptSigned,
)
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import SetAside
from coalition.command.nouns.proposals import Proposal
from coalition.measure.instants import Minute

NOT_SEATED = "its nation does not sit in the roster of this round"
NOT_SECRETARIAT = "only the secretariat that put the text may say this"


@dataclass(frozen=True, slots=True)
class Round:
    """What was said in one round, each tuple in order of (at, id).

    `said` are positions, conditions met and withdrawals; `receipts` the first of each nation, never dated
    before the opening.
    """

    opening: Event
    receipts: tuple[tuple[Origin, Minute], ...]
    said: tuple[Event, ...]
    letters: tuple[Event, ...]
    extensions: tuple[Event, ...]
    closings: tuple[Event, ...]
    all: tuple[EventId, ...]
    """Every event a closing may count."""
    aside: tuple[SetAside, ...] = ()

    @property
    def put(self) -> DecisionOpened:
        """What was put, to whom, by which rule."""
        body: DecisionOpened = self.opening.body
        return body

    def receipt(self, nation: Origin) -> Minute | None:
        """When the nation signed receipt; None while it has not."""
        return next((at for each, at in self.receipts if each == nation), None)

    def of(self, nation: Origin) -> tuple[Event, ...]:
        """What the nation said."""
        return tuple(event for event in self.said if event.origin == nation)


def round_of(
    state: Proposal,
    opening: Event,
    *,
    until: Stamp | None = None,
    counted: frozenset[EventId] | None = None,
) -> Round:
    """The round of an opening; only what was signed by `until`, only what a closing `counted`."""
    put: DecisionOpened = opening.body
    named = _naming(state, opening.id)
    kept = [e for e in state.kept if e.body.opening == opening.id]
    if until is not None:
        named, kept = ([e for e in each if e.at <= until] for each in (named, kept))
    aside = [SetAside(e, NOT_SEATED) for e in named if e.origin not in put.roster]
    aside += [SetAside(e, NOT_SECRETARIAT) for e in kept if e.origin != opening.origin]
    seated = [e for e in named if e.origin in put.roster]
    kept = [e for e in kept if e.origin == opening.origin]
    countable = [*seated, *(e for e in kept if not isinstance(e.body, DecisionClosed))]
    if counted is not None:
        seated = [e for e in seated if e.id in counted]
        kept = [e for e in kept if e.id in counted or isinstance(e.body, DecisionClosed)]
    return Round(
        opening=opening,
        receipts=_receipts(seated, opening),
        said=tuple(e for e in seated if not isinstance(e.body, ReceiptSigned)),
        letters=tuple(e for e in kept if isinstance(e.body, LetterNoted)),
        extensions=tuple(e for e in kept if isinstance(e.body, DeadlineExtended)),
        closings=tuple(e for e in kept if isinstance(e.body, DecisionClosed)),
        all=tuple(sorted(e.id for e in countable)),
        aside=tuple(aside),
    )


def _naming(state: Proposal, opening: EventId) -> list[Event]:
    """The statements that name the round, or a position of their own nation in the round."""
    taken = {
        e.id: e.origin
        for e in state.said
        if isinstance(e.body, PositionTaken) and e.body.opening == opening
    }
    return [e for e in state.said if _names(e, opening, taken)]


def _names(event: Event, opening: EventId, taken: dict[EventId, Origin]) -> bool:
    body = event.body
    if isinstance(body, ReceiptSigned | PositionTaken):
        return body.opening == opening
    if isinstance(body, ConditionMet | PositionWithdrawn):
        return taken.get(body.position) == event.origin
    return False


def _receipts(seated: list[Event], opening: Event) -> tuple[tuple[Origin, Minute], ...]:
    found: dict[Origin, Minute] = {}
    for event in seated:
        if isinstance(event.body, ReceiptSigned):
            found.setdefault(event.origin, max(event.minute, opening.minute))
    return tuple(found.items())
