"""Bodies and proposals: who sits where, what lies before them, what each nation said, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coalition.command.decisions.standing import Standing, standing_in
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
    """A proposal: its words now, the last time it was put, and where it stands at this instant.

    `standing` has the outcome with its reasons, each nation's slot, the rounds before, and what it rests on.
    """

    id: str
    body: str
    body_name: str
    title: str
    text: str
    matter: str
    by: str
    state: str
    final: bool
    revisions: int
    opening: Any
    deadline: str | None
    standing: Any
    at: Stamp
    label: LabelShown


def proposal_row(ground: Ground, record: ObjectRecord) -> ProposalRow:
    """The row of a proposal."""
    proposal: Proposal = record.state
    words, standing = proposal.words[-1], standing_in(ground.picture, proposal)
    forum = ground.picture.find_state(standing.forum, Body)
    finding = standing.finding
    deadline = None if finding is None else finding.deadline
    return ProposalRow(
        id=record.subject,
        body=standing.forum,
        body_name="" if forum is None else forum.name,
        title=words.title,
        text=words.text,
        matter=proposal.tabled.matter,
        by=proposal.mover,
        state=_state(proposal, standing),
        final=standing.final,
        revisions=len(proposal.words) - 1,
        opening=event_to_wire(proposal.openings[-1]) if proposal.openings else None,
        deadline=None if deadline is None else write_instant(deadline),
        standing=to_wire(type(standing), standing),
        at=record.events[0].at,
        label=ground.marks.of(record.label),
    )


def _state(proposal: Proposal, standing: Standing) -> str:
    if proposal.withdrawn is not None:
        return "withdrawn"
    return "tabled" if standing.outcome is None else standing.outcome.value
