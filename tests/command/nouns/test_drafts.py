"""A draft is its nation's alone, and a proposal never names it."""

from __future__ import annotations

from typing import Any

from tests.command.stage import Stage

from coalition.command.events.event import Event
from coalition.command.events.kinds.decisions import (
    DraftDropped,
    DraftRevised,
    DraftTabled,
    DraftWritten,
)
from coalition.command.events.wire import event_to_json


def draft(stage: Stage, about: Event) -> Any:
    record = stage.picture().find(about.subject)
    assert record is not None
    return record.state


def test_only_its_nation_revises_tables_and_drops_a_draft() -> None:
    stage = Stage()
    written = stage.say("AAA", DraftWritten("T", "one"))
    for body in (DraftRevised("T", "two"), DraftTabled(written.subject), DraftDropped()):
        stage.say("BBB", body, written)
    assert (draft(stage, written).phase, draft(stage, written).text) == ("open", "one")
    stage.say("AAA", DraftRevised("T", "two"), written)
    assert draft(stage, written).text == "two"


def test_a_tabled_or_dropped_draft_is_finished() -> None:
    for ending, phase in ((DraftTabled("b" * 32), "tabled"), (DraftDropped(), "dropped")):  # type: ignore[arg-type]
        stage = Stage()
        written = stage.say("AAA", DraftWritten("T", "one"))
        stage.say("AAA", ending, written)
        stage.say("AAA", DraftRevised("T", "two"), written)
        assert (draft(stage, written).phase, draft(stage, written).text) == (phase, "one")


def test_the_proposal_says_nothing_of_the_draft() -> None:
    stage = Stage()
    written = stage.say("AAA", DraftWritten("T", "one"))
    proposal = stage.table(stage.council("AAA"), "AAA")
    stage.say("AAA", DraftTabled(proposal.subject), written)
    assert written.subject not in str(event_to_json(proposal))
    seen = [event for event in stage.events if event.subject != written.subject]
    assert written.subject not in str([event_to_json(event) for event in seen])
