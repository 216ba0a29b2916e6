"""What a statement leaves out and the picture knows: who sits in a body, which text was put, which opening
is meant.

Only what the actor's own view holds is filled in; what is still missing is a fault like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coalition.command.decisions.papers import closing_of, sheet_of
from coalition.command.events.event import ObjectId
from coalition.command.events.kinds.decisions import ActionSheetIssued, DecisionClosed
from coalition.command.events.shape import body_to_json
from coalition.command.events.stamps import Stamp
from coalition.command.fold.picture import Picture
from coalition.command.nouns.bodies import Body
from coalition.command.nouns.plans import Plan
from coalition.command.nouns.proposals import Proposal
from coalition.operations.crisis.stated.wire import to_wire

Fields = dict[str, Any]


def filled(picture: Picture, kind: str, subject: str, fields: Fields) -> Fields:
    """The fields of a body with what could be filled in."""
    found = _FILLERS.get(kind)
    return fields if found is None else found(picture, ObjectId(subject), dict(fields))


FILLED: Mapping[str, frozenset[str]] = {
    "DecisionOpened": frozenset({"body", "text", "epoch", "roster", "rule"}),
    "ReceiptSigned": frozenset({"opening"}),
    "PositionTaken": frozenset({"opening"}),
    "DeadlineExtended": frozenset({"opening"}),
    "DecisionClosed": frozenset({"opening", "outcome", "counted"}),
    "ActionSheetIssued": frozenset({"outcome", "text", "decided", "opening"}),
    "PlanAdopted": frozenset({"digest"}),
    "Acknowledged": frozenset({"event"}),
}
"""The fields that may be left out, by kind."""


def _opened(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    proposal = picture.find_state(subject, Proposal)
    if not isinstance(proposal, Proposal):
        return fields
    lies_before = proposal.moves[-1].body.body if proposal.moves else proposal.tabled.body
    body = fields.setdefault("body", lies_before)
    fields.setdefault("text", proposal.words[-1].event)
    forum = picture.find_state(ObjectId(str(body)), Body)
    if isinstance(forum, Body):
        fields.setdefault("epoch", forum.epoch.event)
        fields.setdefault("roster", list(forum.members))
        if not isinstance(fields.get("rule"), dict):
            _rule(forum, proposal.tabled.matter, fields)
    return fields


def _rule(forum: Body, matter: str, fields: Fields) -> None:
    """The rule named by its word, else the body's for the matter."""
    now = Stamp(max(each.since for each in forum.rules))
    word = fields.get("rule")
    rules = [*forum.rules_for(matter, now), *forum.rules_at(now)]
    chosen = [one for one in rules if word is None or one.rule.value == word]
    if chosen:
        fields["rule"] = body_to_json(chosen[0])


def _opening(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    proposal = picture.find_state(subject, Proposal)
    if isinstance(proposal, Proposal) and proposal.openings:
        fields.setdefault("opening", proposal.openings[-1].id)
    return fields


def _closing(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    """What the round comes to, and everything of it that is in hand."""
    found = closing_of(picture, subject)
    if found is None:
        return _opening(picture, subject, fields)
    return {**to_wire(DecisionClosed, found), **fields}


def _sheet(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    """The outcome as it stands, in the words that were put, with letters and reservations."""
    found = sheet_of(picture, subject, document=str(fields.get("document", "")))
    return fields if found is None else {**to_wire(ActionSheetIssued, found), **fields}


def _digest(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    plan = picture.find_state(subject, Plan)
    if isinstance(plan, Plan):
        fields.setdefault("digest", plan.proposed.digest)
    return fields


def _last_event(picture: Picture, subject: ObjectId, fields: Fields) -> Fields:
    record = picture.find(subject)
    if record is not None:
        fields.setdefault("event", record.events[-1].id)
    return fields


_FILLERS: Mapping[str, Callable[[Picture, ObjectId, Fields], Fields]] = {
    "DecisionOpened": _opened,
    "ReceiptSigned": _opening,
    "PositionTaken": _opening,
    "DeadlineExtended": _opening,
    "DecisionClosed": _closing,
    "ActionSheetIssued": _sheet,
    "PlanAdopted": _digest,
    "Acknowledged": _last_event,
}
