"""What stands against saying something of bodies, drafts and proposals, beyond the fold's own rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from coalition.command.acting.command import Objection
from coalition.command.decisions.putting import rule_fault
from coalition.command.decisions.round import round_of
from coalition.command.decisions.standing import Standing, standing_in
from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds import bodies, decisions
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.kinds.decisions import DecisionOpened, Outcome, Stance
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.fold.states import step_state
from coalition.command.nouns.bodies import Body, Consultation
from coalition.command.nouns.proposals import Proposal
from coalition.model.nations import Rule

Check = Callable[[Picture, Event, ObjectRecord | None], Iterator[Objection]]

UNSEEN_BODY = Objection("unseen", "there is no such body in this picture")


def _found_body(
    _picture: Picture, event: Event, _record: ObjectRecord | None
) -> Iterator[Objection]:
    said: bodies.BodyFounded = event.body
    yield from _roster(said.members)
    yield from _rules(said.rules, said.members)


def _change_roster(
    _picture: Picture, event: Event, record: ObjectRecord | None
) -> Iterator[Objection]:
    said: bodies.RosterChanged = event.body
    yield from _roster(said.members)
    if record is not None and said.members == record.state.members:
        yield Objection("content", "that is the roster already")


def _change_rules(
    _picture: Picture, event: Event, record: ObjectRecord | None
) -> Iterator[Objection]:
    said: bodies.RulesChanged = event.body
    yield from _rules(said.rules, () if record is None else record.state.members)


def _roster(members: tuple[Origin, ...]) -> Iterator[Objection]:
    if not members:
        yield Objection("content", "a body has members")


def _rules(rules: tuple[ForumRule, ...], members: tuple[Origin, ...]) -> Iterator[Objection]:
    if not rules:
        yield Objection("content", "a body decides by some rule")
    for rule in rules:
        fault = rule_fault(rule)
        if fault and rule.rule is not Rule.NOTIFICATION:
            yield Objection("content", fault)
        if rule.quorum > len(members) or rule.quorum < 0:
            yield Objection("content", "a quorum is no larger than the body")
        if rule.rule is Rule.SINGLE and rule.authority not in members:
            yield Objection("content", "a single authority sits in the body")


def _ask(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: bodies.ConsultationRequested = event.body
    body = _body(picture, said.body)
    if body is None:
        yield UNSEEN_BODY
    elif event.origin not in body.members:
        yield Objection("origin", "a member of the body asks it to consult, for itself")


def _convene(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    if record is None:
        return
    asked: Consultation = record.state
    body = _body(picture, asked.asked.body)
    if body is None:
        yield UNSEEN_BODY
    elif event.origin != body.secretariat:
        yield Objection("origin", "the secretariat of the body convenes it")


def _table(picture: Picture, event: Event, _record: ObjectRecord | None) -> Iterator[Objection]:
    said: decisions.ProposalTabled = event.body
    body = _body(picture, said.body)
    if body is None:
        yield UNSEEN_BODY
    elif event.origin not in (*body.members, body.secretariat):
        yield Objection("origin", "a member or the secretariat tables a text")
    if not said.text:
        yield Objection("content", "a proposal has words")


def _decide(picture: Picture, event: Event, record: ObjectRecord | None) -> Iterator[Objection]:
    """Whatever is said of a proposal is tried on it: what would be set aside may not be said."""
    if record is None or record.noun is None:
        return
    state = step_state(record.noun, record.state, event)
    before, after = standing_in(picture, record.state), standing_in(picture, state)
    why = next((a.why for a in after.aside if a.event.id == event.id), None)
    if why is not None:
        yield Objection("state", why)
    else:
        yield from _by_kind(picture, event, state=state, before=before)


def _by_kind(
    picture: Picture, event: Event, *, state: Proposal, before: Standing
) -> Iterator[Objection]:
    body = event.body
    if isinstance(body, DecisionOpened):
        yield from _open(picture, event)
    elif isinstance(body, decisions.ForumChanged):
        yield from _move(picture, event, before)
    elif isinstance(body, decisions.TextRevised | decisions.ProposalWithdrawn):
        if before.agreed:
            yield Objection("state", "it was decided already")
    elif isinstance(body, decisions.ActionSheetIssued):
        if before.outcome is not body.outcome and not body.source:
            yield Objection("content", "a sheet on what this record did not see names its source")
    else:
        yield from _in_round(picture, event, state=state, before=before)


def _open(picture: Picture, event: Event) -> Iterator[Objection]:
    put: DecisionOpened = event.body
    if _body(picture, put.body) is None:
        yield UNSEEN_BODY
    if put.clock.calendar and put.clock.calendar not in picture.calendars:
        yield Objection("content", f"the calendar `{put.clock.calendar[:40]}` is not known here")
    if put.clock.until is not None and put.clock.until <= picture.now:
        yield Objection("content", "time would be up at once")
    timeless = put.clock.until is None and put.clock.working_minutes <= 0
    if put.rule.rule is Rule.SILENCE and timeless:
        yield Objection("content", "silence needs an end")
    if put.clock.tolerance_minutes < 0:
        yield Objection("content", "a tolerance is no less than nothing")


def _move(picture: Picture, event: Event, before: Standing) -> Iterator[Objection]:
    body = _body(picture, event.body.body)
    old = _body(picture, before.forum)
    if body is None or old is None:
        yield UNSEEN_BODY
    elif before.agreed:
        yield Objection("state", "it was decided already")


def _in_round(
    picture: Picture, event: Event, *, state: Proposal, before: Standing
) -> Iterator[Objection]:
    """Statements in a round: they name the current one, and it is not closed."""
    finding = before.finding
    opening = None if finding is None else finding.opening
    current = next((e for e in state.openings if e.id == opening), None)
    if current is None:
        yield Objection("state", "it is not put to anybody")
        return
    if before.final:
        yield Objection("state", "it was decided already")
    found = round_of(state, current)
    if event.id not in found.all and not isinstance(event.body, decisions.DecisionClosed):
        yield Objection("state", "it names nothing of the round that is open")
    yield from _words(picture, event, current)


def _words(picture: Picture, event: Event, current: Event) -> Iterator[Objection]:
    """What a statement must say."""
    body, put = event.body, current.body
    if isinstance(body, decisions.PositionTaken):
        yield from _position(body, put)
    elif isinstance(body, decisions.LetterNoted):
        if body.nation not in put.roster:
            yield Objection("content", "its nation does not sit in the roster of this round")
        if body.received > picture.now:
            yield Objection("content", "a letter is noted when it is there")
    elif isinstance(body, decisions.DecisionClosed):
        yield from _closing(picture, event, current)


def _position(body: decisions.PositionTaken, put: DecisionOpened) -> Iterator[Objection]:
    keys = [condition.key for condition in body.conditions]
    if body.stance is Stance.OBJECT and put.rule.rule is Rule.SILENCE and not body.letter:
        yield Objection("content", "silence is broken by a formal letter; name it")
    if body.stance is Stance.RESERVE and not body.reservation:
        yield Objection("content", "a reservation has words")
    if (body.stance is Stance.CONDITIONAL) != bool(keys) or len(set(keys)) != len(keys):
        yield Objection(
            "content", "a conditional assent names its conditions, each with its own key"
        )


def _closing(picture: Picture, event: Event, current: Event) -> Iterator[Objection]:
    """A closing counts everything that is in hand."""
    body: decisions.DecisionClosed = event.body
    record = picture.find(event.subject)
    if record is None:
        return
    here = set(round_of(record.state, current).all)
    if here - set(body.counted):
        yield Objection("content", "a closing counts every receipt and position that is here")
    if body.outcome is Outcome.OPEN:
        yield Objection("content", "what is open is not closed")


def _body(picture: Picture, id_: ObjectId) -> Body | None:
    """The body while it is visible and not dissolved."""
    body = picture.find_state(id_, Body)
    return body if isinstance(body, Body) and body.dissolved is None else None


CHECKS: Mapping[type[Any], Check] = {
    bodies.BodyFounded: _found_body,
    bodies.RosterChanged: _change_roster,
    bodies.RulesChanged: _change_rules,
    bodies.ConsultationRequested: _ask,
    bodies.ConsultationConvened: _convene,
    decisions.ProposalTabled: _table,
    decisions.TextRevised: _decide,
    decisions.ProposalWithdrawn: _decide,
    decisions.DecisionOpened: _decide,
    decisions.ReceiptSigned: _decide,
    decisions.PositionTaken: _decide,
    decisions.ConditionMet: _decide,
    decisions.PositionWithdrawn: _decide,
    decisions.LetterNoted: _decide,
    decisions.DeadlineExtended: _decide,
    decisions.ForumChanged: _decide,
    decisions.DecisionClosed: _decide,
    decisions.ActionSheetIssued: _decide,
}
