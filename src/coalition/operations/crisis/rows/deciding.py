"""Bodies and proposals: who sits where, what lies before them, what each nation said, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.command.events.event import ObjectId
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.nouns.bodies import Body
from coalition.command.nouns.proposals import Proposal
from coalition.measure.instants import write_instant
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import LabelShown
from coalition.operations.crisis.stated.wire import event_to_wire, to_wire


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A council or committee."""

    id: str
    name: str
    members: tuple[str, ...]
    secretariat: str
    rules: tuple[ForumRule, ...]
    dissolved: bool
    source: str
    at: Stamp
    label: LabelShown


def body_row(ground: Ground, record: ObjectRecord) -> BodyRow:
    """The row of a body."""
    body: Body = record.state
    return BodyRow(
        record.subject, body.name, body.members, body.secretariat, body.rules[-1].rules,
        body.dissolved is not None, body.source, record.events[0].at,
        ground.marks.of(record.label),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal: its words now, the last time it was put, and what that comes to at this instant.

    `finding` is the outcome with its reasons, each nation's slot and the deadline; None while it was never put.
    """

    id: str
    body: str
    body_name: str
    title: str
    text: str
    matter: str
    by: str
    state: str
    revisions: int
    opening: Any
    deadline: str | None
    finding: Any
    sheets: Any
    at: Stamp
    label: LabelShown


def proposal_row(ground: Ground, record: ObjectRecord) -> ProposalRow:
    """The row of a proposal."""
    proposal: Proposal = record.state
    words = proposal.words[-1]
    body = ObjectId(proposal.moves[-1].body.body if proposal.moves else proposal.tabled.body)
    forum = ground.picture.find_state(body, Body)
    finding = _finding(ground, record)
    return ProposalRow(
        id=record.subject,
        body=body,
        body_name="" if forum is None else forum.name,
        title=words.title,
        text=words.text,
        matter=proposal.tabled.matter,
        by=proposal.mover,
        state=_state(proposal, finding),
        revisions=len(proposal.words) - 1,
        opening=event_to_wire(proposal.openings[-1]) if proposal.openings else None,
        deadline=None if finding is None or finding.deadline is None
        else write_instant(finding.deadline),
        finding=None if finding is None else to_wire(type(finding), finding),
        sheets=[event_to_wire(one) for one in proposal.sheets],
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )  # fmt: skip


def _state(proposal: Proposal, finding: Any) -> str:
    if proposal.withdrawn is not None:
        return "withdrawn"
    return "tabled" if finding is None else str(finding.outcome.value)


def _finding(ground: Ground, record: ObjectRecord) -> Any:
    """What the last opening comes to; None when it was never put to the body."""
    del ground, record
