"""Words that would do: bodies of a kind that an actor could say of an object as it stands.

They are only tried, never said. Several where one of a closed set may do and another not; none where what the
kind must name is not there.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any

from coalition.command.acting.command import Actor
from coalition.command.decisions.clocks import end_of
from coalition.command.decisions.papers import closing_of, sheet_of
from coalition.command.events.event import EventId, ObjectId, Origin
from coalition.command.events.kinds import (
    bodies,
    consents,
    consignments,
    contributions,
    decisions,
    disputes,
    escalation,
    facts,
    plans,
    transfers,
)
from coalition.command.events.registry import Kind, Noun
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Clock
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Picture
from coalition.command.nouns.bodies import Body
from coalition.measure.instants import Minute
from coalition.model.law import CommandState, Limits

Ground = tuple[Picture, Actor, ObjectRecord]
_SAID = "-"
_LATER_MINUTES = 1_440


def words_for(picture: Picture, actor: Actor, record: ObjectRecord, kind: Kind) -> Iterator[Any]:
    """Bodies of the kind that could be said of the object; none when nothing fitting is there."""
    drawn = _DRAWN.get(kind.body)
    if drawn is not None:
        yield from drawn((picture, actor, record))
    else:
        yield _plain(kind.body, picture.now)


def _plain(body: type[Any], now: Minute) -> Any:
    """A body whose fields need fit nothing."""
    hints = typing.get_type_hints(body)
    wanted = [f.name for f in fields(body) if f.default is MISSING and f.default_factory is MISSING]
    return body(**{name: _value(hints[name], now) for name in wanted})


def _value(hint: Any, now: Minute) -> Any:
    if hint is Minute:
        return Minute(now + _LATER_MINUTES)
    while isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return _SAID if hint is str else () if typing.get_origin(hint) is tuple else 0


def _said(record: ObjectRecord, body: type[Any]) -> list[Any]:
    """The events of a kind, the last first."""
    return [event for event in reversed(record.events) if type(event.body) is body]


# -- proposals ------------------------------------------------------------------------------------


def _opened(ground: Ground) -> Iterator[Any]:
    picture, _, record = ground
    proposal = record.state
    place = proposal.moves[-1].body.body if proposal.moves else proposal.tabled.body
    forum = picture.find_state(place, Body)
    if not isinstance(forum, Body):
        return
    clock = Clock(until=Minute(picture.now + _LATER_MINUTES))
    rules = forum.rules_at(Stamp(max(each.since for each in forum.rules)))
    for rule in rules:
        yield decisions.DecisionOpened(
            place, proposal.words[-1].event, forum.epoch.event, forum.members, rule, clock
        )


def _receipt(ground: Ground) -> Iterator[Any]:
    for opening in ground[2].state.openings[-1:]:
        yield decisions.ReceiptSigned(opening.id)


def _position(ground: Ground) -> Iterator[Any]:
    for opening in ground[2].state.openings[-1:]:
        for stance in decisions.Stance:
            yield decisions.PositionTaken(opening.id, stance, letter=_SAID, reservation=_SAID)


def _own_positions(ground: Ground) -> list[Any]:
    _, actor, record = ground
    said = _said(record, decisions.PositionTaken)
    return [event for event in said if event.origin == actor.origin]


def _condition_met(ground: Ground) -> Iterator[Any]:
    for event in _own_positions(ground):
        if event.body.conditions:
            keys = tuple(one.key for one in event.body.conditions)
            yield decisions.ConditionMet(event.id, keys)


def _withdrawal(ground: Ground) -> Iterator[Any]:
    for event in _own_positions(ground):
        yield decisions.PositionWithdrawn(event.id)


def _letter(ground: Ground) -> Iterator[Any]:
    picture, _, record = ground
    for event in _said(record, decisions.PositionTaken):
        yield decisions.LetterNoted(event.body.opening, event.id, event.origin, picture.now)
    for opening in record.state.openings[-1:]:
        for nation in opening.body.roster:
            yield decisions.LetterNoted(opening.id, EventId(""), nation, picture.now)


def _extension(ground: Ground) -> Iterator[Any]:
    picture, _, record = ground
    for opening in record.state.openings[-1:]:
        end = end_of(opening.body.clock, opening.minute, picture.calendars)
        ends = [end or picture.now, picture.now]
        ends += [event.body.until for event in _said(record, decisions.DeadlineExtended)]
        yield decisions.DeadlineExtended(opening.id, Minute(max(ends) + _LATER_MINUTES))


def _moved(ground: Ground) -> Iterator[Any]:
    for body in ground[0].each(Noun.BODY):
        yield decisions.ForumChanged(body.subject)


def _closing(ground: Ground) -> Iterator[Any]:
    found = closing_of(ground[0], ground[2].subject)
    if found is not None:
        yield found


def _sheet(ground: Ground) -> Iterator[Any]:
    found = sheet_of(ground[0], ground[2].subject, document=_SAID)
    if found is not None:
        yield found


# -- what is given and consented ------------------------------------------------------------------


def _terms(body: type[Any]) -> Callable[[Ground], Iterator[Any]]:
    return lambda ground: iter((body(ground[2].state.terms),))


def _departure(ground: Ground) -> Iterator[Any]:
    yield consignments.LegDeparted(len(ground[2].state.legs) + 1, _SAID, _SAID)


def _revision(ground: Ground) -> Iterator[Any]:
    said = ground[2].state.stated
    yield contributions.RequirementRevised(
        said.title, said.amounts, said.window, said.place, said.uln
    )


def _other_plan(body: type[Any], *more: Any) -> Callable[[Ground], Iterator[Any]]:
    return lambda ground: iter((body(ground[2].state.proposed.digest, *more),))


# -- others ---------------------------------------------------------------------------------------


def _declared(ground: Ground) -> Iterator[Any]:
    for state in ground[2].state.adopted.states:
        yield escalation.StateDeclared(state.name)


def _prolonged(ground: Ground) -> Iterator[Any]:
    picture, _, record = ground
    for event in _said(record, escalation.StateDeclared):
        yield escalation.StateProlonged(
            event.id, Minute((event.body.until or picture.now) + _LATER_MINUTES)
        )


def _stood_down(ground: Ground) -> Iterator[Any]:
    for event in _said(ground[2], escalation.StateDeclared):
        yield escalation.StateStoodDown(event.id)


def _named(body: type[Any], of: type[Any]) -> Callable[[Ground], Iterator[Any]]:
    return lambda ground: (body(event.id) for event in _said(ground[2], of))


def _acknowledged(ground: Ground) -> Iterator[Any]:
    yield facts.Acknowledged(ground[2].events[-1].id)


_DRAWN: Mapping[type[Any], Callable[[Ground], Iterator[Any]]] = {
    facts.Acknowledged: _acknowledged,
    bodies.RosterChanged: lambda g: iter((bodies.RosterChanged(g[2].state.members),)),
    bodies.RulesChanged: lambda g: iter((bodies.RulesChanged(g[2].state.rules[-1].rules),)),
    consents.ConsentChanged: lambda g: iter((consents.ConsentChanged(g[2].state.scope),)),
    consents.ConsentUsed: lambda _: iter((consents.ConsentUsed(Limits()),)),
    consignments.LegDeparted: _departure,
    consignments.LegArrived: lambda g: iter(
        (consignments.LegArrived(len(g[2].state.legs), _SAID),)
    ),
    contributions.RequirementRevised: _revision,
    contributions.OfferAccepted: lambda g: iter(
        (contributions.OfferAccepted(g[2].state.terms.amounts),)
    ),
    contributions.PledgeMade: _terms(contributions.PledgeMade),
    contributions.CommitmentMade: _terms(contributions.CommitmentMade),
    decisions.DraftTabled: lambda _: iter((decisions.DraftTabled(ObjectId(_SAID)),)),
    decisions.DecisionOpened: _opened,
    decisions.ReceiptSigned: _receipt,
    decisions.PositionTaken: _position,
    decisions.ConditionMet: _condition_met,
    decisions.PositionWithdrawn: _withdrawal,
    decisions.LetterNoted: _letter,
    decisions.DeadlineExtended: _extension,
    decisions.ForumChanged: _moved,
    decisions.DecisionClosed: _closing,
    decisions.ActionSheetIssued: _sheet,
    disputes.MediatorNamed: lambda _: iter((disputes.MediatorNamed(Origin(_SAID)),)),
    disputes.MediatorAgreed: _named(disputes.MediatorAgreed, disputes.MediatorNamed),
    disputes.SettlementAgreed: _named(disputes.SettlementAgreed, disputes.SettlementProposed),
    disputes.DisputeRecorded: lambda _: (
        disputes.DisputeRecorded(ending) for ending in disputes.Ending
    ),
    escalation.StateDeclared: _declared,
    escalation.StateProlonged: _prolonged,
    escalation.StateStoodDown: _stood_down,
    plans.PlanJudged: _other_plan(plans.PlanJudged, next(iter(plans.Verdict))),
    plans.PlanAdopted: _other_plan(plans.PlanAdopted),
    transfers.AuthorityDelegated: lambda _: (
        transfers.AuthorityDelegated(Origin(_SAID), state) for state in CommandState
    ),
}
