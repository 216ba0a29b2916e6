"""Rounds one after the other, forums, papers, and what cannot be seen."""

from __future__ import annotations

import pytest
from tests.command.stage import CONSENSUS, SILENCE, STAFF, Stage, after

from coalition.command.decisions.standing import Basis
from coalition.command.events.event import NO_EVENT, Event, EventId
from coalition.command.events.kinds.bodies import (
    BodyDissolved,
    ForumRule,
    RosterChanged,
)
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    ForumChanged,
    Outcome,
    PositionTaken,
    ProposalWithdrawn,
    ReceiptSigned,
    Stance,
    TextRevised,
)
from coalition.command.events.terms import Clock
from coalition.model.nations import Rule

NATIONS = ("AAA", "BBB", "CCC")
CLOCK = Clock(until=after(60))


def setting() -> tuple[Stage, Event, Event]:
    stage = Stage()
    council = stage.council(*NATIONS)
    return stage, council, stage.table(council, "AAA")


def agree(stage: Stage, proposal: Event, opening: Event, at: int, *nations: str) -> None:
    for nation in nations or NATIONS:
        yes = PositionTaken(opening.id, Stance.ASSENT)
        stage.say(nation, yes, proposal, at=after(at))


def test_a_text_on_the_table_is_put_to_nobody() -> None:
    stage, _, proposal = setting()
    assert stage.standing(proposal).outcome is None
    assert stage.standing(proposal).basis is Basis.NONE


def test_a_position_on_a_former_text_does_not_count_for_the_new_one() -> None:
    stage, council, proposal = setting()
    first = stage.put(council, proposal, rule=CONSENSUS, at=after(10))
    agree(stage, proposal, first, 11, "AAA", "BBB")
    stage.say("AAA", TextRevised("A decision", "To agree to more."), proposal, at=after(12))
    agree(stage, proposal, first, 13, "CCC")
    assert stage.standing(proposal).outcome is None
    assert [f.outcome for f in stage.standing(proposal).rounds] == [Outcome.ENDED]
    second = stage.put(council, proposal, rule=CONSENSUS, at=after(14))
    assert stage.standing(proposal).outcome is Outcome.OPEN
    agree(stage, proposal, second, 15)
    assert stage.standing(proposal).outcome is Outcome.AGREED


def test_putting_it_again_after_a_break_starts_anew() -> None:
    stage, council, proposal = setting()
    first = stage.put(council, proposal, CLOCK, at=after(10))
    no = PositionTaken(first.id, Stance.OBJECT, letter="BBB/1")
    stage.say("BBB", no, proposal, at=after(11))
    second = stage.put(council, proposal, rule=CONSENSUS, at=after(20))
    agree(stage, proposal, second, 21)
    standing = stage.standing(proposal)
    assert [f.outcome for f in standing.rounds] == [Outcome.BROKEN, Outcome.AGREED]


def test_what_is_agreed_cannot_be_put_moved_revised_or_withdrawn() -> None:
    stage, council, proposal = setting()
    other = stage.council("AAA", "BBB")
    opening = stage.put(council, proposal, rule=CONSENSUS, at=after(10))
    agree(stage, proposal, opening, 11)
    stage.put(council, proposal, CLOCK, at=after(20))
    stage.say(STAFF, ForumChanged(other.subject), proposal, at=after(21))
    stage.say("AAA", TextRevised("Another", "Other words."), proposal, at=after(22))
    stage.say("AAA", ProposalWithdrawn(), proposal, at=after(23))
    standing = stage.standing(proposal, after(100))
    assert standing.outcome is Outcome.AGREED
    assert [aside.why for aside in standing.aside] == ["it was decided already"] * 2


def test_what_arrives_late_from_before_the_end_undoes_what_was_only_provisionally_agreed() -> None:
    stage, council, proposal = setting()
    opening = stage.put(council, proposal, CLOCK, at=after(10))
    for nation in NATIONS:
        stage.say(nation, ReceiptSigned(opening.id), proposal, at=after(11))
    assert stage.standing(proposal, after(61)).outcome is Outcome.AGREED
    no = PositionTaken(opening.id, Stance.OBJECT, letter="CCC/1")
    stage.say("CCC", no, proposal, at=after(59))
    assert stage.standing(proposal, after(61)).outcome is Outcome.BROKEN


def test_its_mover_may_withdraw_what_is_not_decided() -> None:
    stage, council, proposal = setting()
    stage.put(council, proposal, CLOCK, at=after(10))
    stage.say("BBB", ProposalWithdrawn(), proposal, at=after(11))
    assert stage.standing(proposal).outcome is Outcome.OPEN
    stage.say("AAA", ProposalWithdrawn(), proposal, at=after(12))
    assert stage.standing(proposal).outcome is Outcome.ENDED
    stage.put(council, proposal, CLOCK, at=after(20))
    assert stage.standing(proposal).outcome is Outcome.ENDED


def test_a_change_of_forum_starts_anew_with_the_other_roster() -> None:
    stage, council, proposal = setting()
    committee = stage.council("AAA", "BBB")
    first = stage.put(council, proposal, CLOCK, at=after(10))
    stage.say(STAFF, ForumChanged(committee.subject), proposal, at=after(20))
    assert stage.standing(proposal).outcome is None
    assert stage.standing(proposal).forum == committee.subject
    agree(stage, proposal, first, 21)
    second = stage.put(committee, proposal, rule=CONSENSUS, at=after(30))
    agree(stage, proposal, second, 31, "AAA", "BBB")
    standing = stage.standing(proposal)
    assert [f.outcome for f in standing.rounds] == [Outcome.ENDED, Outcome.AGREED]


def test_a_nation_cannot_move_the_forum() -> None:
    stage, council, proposal = setting()
    committee = stage.council("AAA", "BBB")
    stage.say("AAA", ForumChanged(committee.subject), proposal)
    assert stage.standing(proposal).forum == council.subject


WRONG = {
    "by": ("AAA", "only the secretariat of the forum may say this"),
    "roster": (("AAA", "BBB"), "another roster held then"),
    "epoch": (EventId("e" * 32), "another roster held then"),
    "text": (EventId("e" * 32), "other words stood then"),
    "body": ("b" * 32, "the matter does not lie before that body"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_text_put_wrongly_is_not_put(what: str) -> None:
    stage, council, proposal = setting()
    value, why = WRONG[what]
    stage.put(council, proposal, CLOCK, at=after(10), **{what: value})
    standing = stage.standing(proposal)
    assert standing.outcome is None
    assert [aside.why for aside in standing.aside] == [why]


def test_a_rule_the_body_does_not_have_decides_nothing() -> None:
    stage, council, proposal = setting()
    alone = ForumRule("*", Rule.SINGLE, authority="AAA")  # type: ignore[arg-type]
    stage.put(council, proposal, rule=alone, at=after(10))
    assert stage.standing(proposal).outcome is None


def test_a_rule_for_the_matter_goes_before_the_rule_for_every_matter() -> None:
    stage = Stage()
    named = ForumRule("budget", Rule.CONSENSUS)
    council = stage.council(*NATIONS, rules=(SILENCE, named))
    proposal = stage.say(
        STAFF, stage.table(council).body.__class__(council.subject, "B", "Pay", "budget")
    )
    stage.put(council, proposal, CLOCK, rule=SILENCE, at=after(10))
    assert stage.standing(proposal).outcome is None
    stage.put(council, proposal, rule=named, at=after(11))
    assert stage.standing(proposal).outcome is Outcome.OPEN


def test_a_dissolved_body_decides_nothing() -> None:
    stage, council, proposal = setting()
    stage.say(STAFF, BodyDissolved(), council, at=after(5))
    stage.put(council, proposal, CLOCK, at=after(10))
    assert stage.standing(proposal).outcome is None


def test_the_roster_is_that_of_the_opening_whoever_joins_or_leaves() -> None:
    stage, council, proposal = setting()
    opening = stage.put(council, proposal, rule=CONSENSUS, at=after(10))
    stage.say(STAFF, RosterChanged(("AAA", "BBB", "DDD")), council, at=after(11))
    agree(stage, proposal, opening, 12, "AAA", "BBB", "DDD")
    assert stage.standing(proposal).outcome is Outcome.OPEN
    agree(stage, proposal, opening, 13, "CCC")
    assert stage.standing(proposal).outcome is Outcome.AGREED


def test_without_the_body_in_sight_nothing_is_known_to_be_agreed() -> None:
    stage, council, proposal = setting()
    opening = stage.put(council, proposal, rule=CONSENSUS, at=after(10))
    agree(stage, proposal, opening, 11)
    stage.events.remove(council)
    standing = stage.standing(proposal)
    assert standing.outcome is Outcome.UNKNOWN
    assert standing.reasons == ("the body it was put to is not in this picture",)


def test_a_forum_that_a_hidden_body_moved_it_to_is_not_believed() -> None:
    stage, council, proposal = setting()
    own = stage.council("AAA")
    stage.say("AAA", ForumChanged(own.subject), proposal, at=after(5))
    opening = stage.put(own, proposal, rule=CONSENSUS, at=after(10))
    agree(stage, proposal, opening, 11, "AAA")
    stage.events.remove(council)
    assert stage.standing(proposal).outcome is Outcome.UNKNOWN


def sheet(outcome: Outcome, opening: EventId = NO_EVENT) -> ActionSheetIssued:
    return ActionSheetIssued("DOC-AS1", outcome, "agreed", after(70), opening)


def test_a_sheet_tells_what_was_decided_outside_and_takes_no_position() -> None:
    stage, _, proposal = setting()
    stage.say(STAFF, sheet(Outcome.AGREED), proposal)
    standing = stage.standing(proposal)
    assert (standing.outcome, standing.basis, standing.at) == (
        Outcome.AGREED,
        Basis.SHEET,
        after(70),
    )
    assert standing.rounds == ()
    assert not standing.final


def test_a_sheet_does_not_outweigh_an_objection() -> None:
    stage, council, proposal = setting()
    opening = stage.put(council, proposal, CLOCK, at=after(10))
    no = PositionTaken(opening.id, Stance.OBJECT, letter="BBB/1")
    stage.say("BBB", no, proposal, at=after(11))
    stage.say(STAFF, sheet(Outcome.AGREED), proposal)
    stage.say(STAFF, sheet(Outcome.AGREED, opening.id), proposal)
    standing = stage.standing(proposal)
    assert standing.outcome is Outcome.BROKEN
    assert [aside.why for aside in standing.aside] == ["the events say otherwise"] * 2


def test_a_sheet_does_not_go_before_the_end_of_silence() -> None:
    stage, council, proposal = setting()
    opening = stage.put(council, proposal, CLOCK, at=after(10))
    stage.say(STAFF, sheet(Outcome.AGREED, opening.id), proposal, at=after(20))
    assert stage.standing(proposal).outcome is Outcome.OPEN


def test_only_the_secretariat_issues_sheets_on_rounds_that_are_here() -> None:
    stage, _, proposal = setting()
    stage.say("AAA", sheet(Outcome.AGREED), proposal)
    stage.say(STAFF, sheet(Outcome.AGREED, EventId("e" * 32)), proposal)
    assert stage.standing(proposal).outcome is None


def test_a_second_sheet_that_says_otherwise_is_set_aside() -> None:
    stage, _, proposal = setting()
    stage.say(STAFF, sheet(Outcome.AGREED), proposal)
    stage.say(STAFF, sheet(Outcome.REFUSED), proposal)
    assert stage.standing(proposal).outcome is Outcome.AGREED
    assert len(stage.standing(proposal).sheets) == 1
