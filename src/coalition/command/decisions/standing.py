"""Where a proposal stands: its rounds one after the other, the forum, finality, and what papers say of it.

An outcome rests either on the events of a round (`Basis.EVENTS`) or, for what was decided outside this record,
on an action sheet alone (`Basis.SHEET`), and says which. A closing or a sheet that the events do not bear out
changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from coalition.command.calendars import Calendars
from coalition.command.decisions.finding import Finding
from coalition.command.decisions.putting import opening_fault
from coalition.command.decisions.round import Round, round_of
from coalition.command.decisions.silence import find_by_silence
from coalition.command.decisions.votes import find_by_votes
from coalition.command.events.event import NO_EVENT, Event, EventId, ObjectId
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    DecisionClosed,
    ForumChanged,
    Outcome,
)
from coalition.command.events.stamps import Stamp, minute_of_stamp
from coalition.command.fold.object import SetAside
from coalition.command.fold.picture import Picture
from coalition.command.nouns.bodies import Body
from coalition.command.nouns.proposals import Proposal
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

DECIDED = "it was decided already"


class Basis(StrEnum):
    """What an outcome rests on."""

    NONE = "none"
    EVENTS = "events"
    SHEET = "sheet"
    """An action sheet on something this record did not see happen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands.

    `outcome` None: not put to anybody. `final`: closed, so that nothing that arrives later undoes it.
    `late` are statements of the round that a closing did not count. `rounds` end with the current one.
    """

    forum: ObjectId
    outcome: Outcome | None = None
    at: Minute | None = None
    basis: Basis = Basis.NONE
    final: bool = False
    reasons: tuple[str, ...] = ()
    finding: Finding | None = None
    rounds: tuple[Finding, ...] = ()
    late: tuple[EventId, ...] = ()
    sheets: tuple[ActionSheetIssued, ...] = ()
    aside: tuple[SetAside, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether it is agreed, on whatever basis."""
        return self.outcome is Outcome.AGREED


@dataclass(frozen=True, slots=True)
class _Walk:
    """What is known while the resets of a proposal are gone through in order."""

    state: Proposal
    picture: Picture
    forum: ObjectId
    current: Event | None = None
    doubt: str = ""
    rounds: tuple[Finding, ...] = ()
    aside: tuple[SetAside, ...] = ()
    blind: bool = False
    """Whether the matter was moved by a forum that is not visible: whoever says so cannot be checked."""
    withdrawn: bool = False


def standing_of(picture: Picture, proposal: ObjectId) -> Standing | None:
    """Where a proposal stands at the picture's instant; None when it is not in the picture."""
    state = picture.find_state(proposal, Proposal)
    return None if state is None else standing_in(picture, state)


def standing_in(picture: Picture, state: Proposal) -> Standing:
    """Where a proposal stands, from its state."""
    walk = _Walk(state, picture, state.tabled.body)
    for reset in _resets(state):
        walk = _pass(walk, reset)
    return _with_sheets(_conclude(walk), walk)


@dataclass(frozen=True, slots=True, order=True)
class _Reset:
    """Something after which a matter starts anew."""

    at: Stamp
    id: str
    event: Event | None = field(compare=False, default=None)


def _resets(state: Proposal) -> list[_Reset]:
    found = [_Reset(e.at, e.id, e) for e in (*state.openings, *state.moves)]
    found += [_Reset(words.since, words.event) for words in state.words[1:]]
    if state.withdrawn is not None:
        found.append(_Reset(state.withdrawn, "~"))
    return sorted(found)


def _pass(walk: _Walk, reset: _Reset) -> _Walk:
    if walk.withdrawn:
        return _set_aside(walk, reset.event, "the proposal is withdrawn")
    fault = _fault(walk, reset.event)
    if fault:
        return _set_aside(walk, reset.event, fault)
    ended = _found(walk, minute_of_stamp(reset.at), until=reset.at)
    if ended is not None and ended.outcome is Outcome.AGREED:
        return _set_aside(walk, reset.event, DECIDED)
    if ended is not None:
        walk = replace(walk, rounds=(*walk.rounds, _ended(ended)), current=None, doubt="")
    if reset.event is None:
        return replace(walk, withdrawn=reset.id == "~")
    if isinstance(reset.event.body, ForumChanged):
        blind = walk.blind or walk.picture.find_state(walk.forum, Body) is None
        return replace(walk, forum=reset.event.body.body, blind=blind)
    return replace(walk, current=reset.event, doubt=_doubt(walk))


def _ended(finding: Finding) -> Finding:
    if finding.outcome is not Outcome.OPEN:
        return finding
    return replace(finding, outcome=Outcome.ENDED, reasons=("the matter started anew",))


def _set_aside(walk: _Walk, event: Event | None, why: str) -> _Walk:
    return walk if event is None else replace(walk, aside=(*walk.aside, SetAside(event, why)))


def _doubt(walk: _Walk) -> str:
    hidden = walk.blind or walk.picture.find_state(walk.forum, Body) is None
    return "the body it was put to is not in this picture" if hidden else ""


def _fault(walk: _Walk, event: Event | None) -> str:
    """Why an opening or a change of forum counts for nothing; empty when it counts."""
    if event is None:
        return ""
    body = walk.picture.find_state(walk.forum, Body)
    if isinstance(body, Body) and event.origin != body.secretariat:
        return "only the secretariat of the forum may say this"
    if isinstance(event.body, ForumChanged):
        return "it lies there already" if event.body.body == walk.forum else ""
    return opening_fault(walk.state, event, walk.forum, body)


def _found(
    walk: _Walk,
    now: Minute,
    *,
    until: Stamp | None = None,
    counted: frozenset[EventId] | None = None,
) -> Finding | None:
    """What the current round comes to; None when there is none."""
    if walk.current is None:
        return None
    found = round_of(walk.state, walk.current, until=until, counted=counted)
    finding = find_in(found, now, walk.picture.calendars)
    return _doubted(finding, walk.doubt) if walk.doubt else finding


def _doubted(finding: Finding, doubt: str) -> Finding:
    return replace(finding, outcome=Outcome.UNKNOWN, at=None, reasons=(doubt,))


def find_in(found: Round, now: Minute, calendars: Calendars) -> Finding:
    """What a round comes to at `now`, by its rule."""
    by_silence = found.put.rule.rule is Rule.SILENCE
    return (find_by_silence if by_silence else find_by_votes)(found, now, calendars)


def _conclude(walk: _Walk) -> Standing:
    now = walk.picture.now
    if walk.current is None:
        outcome = Outcome.ENDED if walk.withdrawn else None
        why = "its mover withdrew it" if walk.withdrawn else "it is not put to anybody"
        return Standing(walk.forum, outcome, reasons=(why,), rounds=walk.rounds, aside=walk.aside)
    found = round_of(walk.state, walk.current)
    finding = find_in(found, now, walk.picture.calendars)
    if walk.doubt:
        finding = _doubted(finding, walk.doubt)
    final, aside = False, walk.aside
    late: tuple[EventId, ...] = ()
    for closing in found.closings:
        borne = None if final else _borne_out(walk, closing)
        if borne is None:
            why = DECIDED if final else "the events do not bear it out"
            aside = (*aside, SetAside(closing, why))
        else:
            finding, final = borne, True
            late = tuple(each for each in found.all if each not in closing.body.counted)
    return Standing(
        forum=walk.forum,
        outcome=finding.outcome,
        at=finding.at,
        basis=Basis.EVENTS,
        final=final,
        reasons=finding.reasons,
        finding=finding,
        rounds=(*walk.rounds, finding),
        late=late,
        aside=(*aside, *finding.aside),
    )


def _borne_out(walk: _Walk, closing: Event) -> Finding | None:
    """The finding a closing makes final; None when the events it counted are not here or say otherwise."""
    body: DecisionClosed = closing.body
    if walk.current is None or body.outcome is Outcome.OPEN:
        return None
    here = set(round_of(walk.state, walk.current).all)
    if not here.issuperset(body.counted):
        return None
    finding = _found(walk, closing.minute, counted=frozenset(body.counted))
    return finding if finding is not None and finding.outcome is body.outcome else None


def _with_sheets(standing: Standing, walk: _Walk) -> Standing:
    """The standing with the action sheets that may speak; a sheet counts only where events say nothing."""
    for event in walk.state.sheets:
        sheet: ActionSheetIssued = event.body
        fault = _sheet_fault(standing, walk, event)
        if fault:
            standing = replace(standing, aside=(*standing.aside, SetAside(event, fault)))
            continue
        standing = replace(standing, sheets=(*standing.sheets, sheet))
        if standing.outcome is not sheet.outcome:
            standing = replace(
                standing,
                outcome=sheet.outcome,
                at=sheet.decided,
                basis=Basis.SHEET,
                reasons=(f"{sheet.document or 'an action sheet'} says so", *standing.reasons),
            )
    return standing


def _sheet_fault(standing: Standing, walk: _Walk, event: Event) -> str:
    sheet: ActionSheetIssued = event.body
    body = walk.picture.find_state(standing.forum, Body)
    if not isinstance(body, Body):
        return "the body it speaks for is not in this picture"
    if event.origin != body.secretariat:
        return "only the secretariat of the forum may say this"
    known = [each.opening for each in standing.rounds]
    if sheet.opening != NO_EVENT and sheet.opening not in known:
        return "no such round is here"
    if standing.outcome is sheet.outcome:
        return ""
    if standing.basis is Basis.SHEET:
        return "an earlier sheet says otherwise"
    spoken = standing.outcome not in {None, Outcome.UNKNOWN}
    return "the events say otherwise" if spoken else ""
