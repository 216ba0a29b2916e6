"""A proposal gathers everything said of it; only its mover changes its words."""

from __future__ import annotations

from typing import Any

from tests.command.stage import STAFF, Stage, after

from coalition.command.events.event import Event
from coalition.command.events.kinds.decisions import (
    ForumChanged,
    ProposalTabled,
    ProposalWithdrawn,
    TextRevised,
)
from coalition.command.events.stamps import stamp_of
from coalition.command.events.terms import Rest


def state(stage: Stage, about: Event) -> Any:
    record = stage.picture().find(about.subject)
    assert record is not None
    return record.state


def test_only_the_mover_revises_and_withdraws() -> None:
    stage = Stage()
    proposal = stage.table(stage.council("AAA", "BBB"), "AAA")
    stage.say("BBB", TextRevised("T", "other"), proposal)
    stage.say("BBB", ProposalWithdrawn(), proposal)
    assert state(stage, proposal).withdrawn is None
    assert len(state(stage, proposal).words) == 1
    stage.say("AAA", TextRevised("T", "other"), proposal, at=after(50))
    assert state(stage, proposal).words_at(stamp_of(after(49))).text == "To agree."
    assert state(stage, proposal).words_at(stamp_of(after(51))).text == "other"
    assert state(stage, proposal).words_at(stamp_of(after(-99))).text == "To agree."


def test_a_withdrawn_proposal_is_neither_revised_nor_withdrawn_again() -> None:
    stage = Stage()
    proposal = stage.table(stage.council("AAA"), "AAA")
    stage.say("AAA", ProposalWithdrawn(), proposal)
    stage.say("AAA", TextRevised("T", "other"), proposal)
    stage.say("AAA", ProposalWithdrawn(), proposal)
    record = stage.picture().find(proposal.subject)
    assert record is not None
    assert len(record.set_aside) == 2


def test_a_proposal_names_its_bodies_and_what_it_rests_on() -> None:
    stage = Stage()
    council, other = stage.council("AAA"), stage.council("BBB")
    rest = Rest(other.subject, other.id)
    proposal = stage.say(STAFF, ProposalTabled(council.subject, "T", "t", rests_on=(rest,)))
    stage.say(STAFF, ForumChanged(other.subject), proposal)
    assert state(stage, proposal).links == (council.subject, other.subject, other.subject)
