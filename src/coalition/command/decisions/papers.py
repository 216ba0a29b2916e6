"""The papers a secretariat writes, drafted from where a proposal stands: the closing, the action sheet.

A closing counts everything of the round that is in hand. A sheet notes letters (a joint letter once, with how
many delegations signed it), and reservations in the words of their nations; it adds nothing that nobody said.
"""

from __future__ import annotations

from coalition.command.decisions.finding import Finding
from coalition.command.decisions.round import round_of
from coalition.command.decisions.standing import Standing, standing_in
from coalition.command.events.event import NO_EVENT, Event, ObjectId, Origin
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    DecisionClosed,
    Disclosure,
    Outcome,
    SheetLetter,
)
from coalition.command.fold.picture import Picture
from coalition.command.nouns.proposals import Proposal


def closing_of(picture: Picture, proposal: ObjectId) -> DecisionClosed | None:
    """The closing of the current round; None while there is nothing to close."""
    state = picture.find_state(proposal, Proposal)
    if not isinstance(state, Proposal):
        return None
    standing = standing_in(picture, state)
    if standing.finding is None or standing.final or standing.finding.outcome is Outcome.OPEN:
        return None
    opening = next(e for e in state.openings if e.id == standing.finding.opening)
    counted = round_of(state, opening).all
    return DecisionClosed(opening.id, standing.finding.outcome, counted)


def sheet_of(
    picture: Picture,
    proposal: ObjectId,
    *,
    document: str,
    disclosure: Disclosure = Disclosure.NOT_DECIDED,
) -> ActionSheetIssued | None:
    """The action sheet on a proposal as it stands; None while nothing is decided."""
    state = picture.find_state(proposal, Proposal)
    if not isinstance(state, Proposal):
        return None
    standing = standing_in(picture, state)
    if standing.outcome in {None, Outcome.OPEN}:
        return None
    return ActionSheetIssued(
        document=document,
        outcome=standing.outcome or Outcome.UNKNOWN,
        text=_text(state, standing),
        decided=standing.at,
        opening=NO_EVENT if standing.finding is None else standing.finding.opening,
        letters=() if standing.finding is None else _letters(standing.finding),
        reservations=() if standing.finding is None else _reservations(standing.finding),
        disclosure=disclosure,
    )


def _text(state: Proposal, standing: Standing) -> str:
    """The words that were put; the latest where none were."""
    put = None if standing.finding is None else standing.finding.opening
    event = next((e.body.text for e in state.openings if e.id == put), state.words[-1].event)
    return next((w.text for w in state.words if w.event == event), state.words[-1].text)


def _letters(finding: Finding) -> tuple[SheetLetter, ...]:
    """The formal letters of positions that stand, a joint one once."""
    signed: dict[str, list[Origin]] = {}
    for slot in finding.slots:
        position: Event | None = slot.position
        if position is not None and position.body.letter:
            reference = position.body.joint or f"{slot.nation}: {position.body.letter}"
            signed.setdefault(reference, []).append(slot.nation)
    return tuple(
        SheetLetter(reference, len(nations), tuple(sorted(nations)))
        for reference, nations in sorted(signed.items())
    )


def _reservations(finding: Finding) -> tuple[str, ...]:
    return tuple(f"{nation}: {words}" for nation, words in sorted(finding.reservations))
