"""Bodies and proposals: who may found, table, put, speak, close."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import CONSENSUS, SILENCE, STAFF, Stage, after

from coalition.command.calendars import OfficeHours
from coalition.command.events.event import Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.bodies import (
    BodyDissolved,
    BodyFounded,
    ConsultationConvened,
    ConsultationRequested,
    ForumRule,
    RosterChanged,
    RulesChanged,
)
from coalition.command.events.kinds.decisions import (
    ActionSheetIssued,
    DeadlineExtended,
    DecisionClosed,
    DecisionOpened,
    ForumChanged,
    LetterNoted,
    Outcome,
    PositionTaken,
    PositionWithdrawn,
    ProposalTabled,
    ProposalWithdrawn,
    ReceiptSigned,
    Stance,
    TextRevised,
)
from coalition.command.events.terms import Clock, Condition
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

NATIONS = tuple(Origin(nation) for nation in ("AAA", "BBB", "CCC"))


class Table:
    """A council of three with a text on the table."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.council = self.stage.council(*NATIONS)
        self.proposal = self.stage.table(self.council, "AAA")

    def opening(self, **other: Any) -> DecisionOpened:
        told: dict[str, Any] = {
            "body": self.council.subject,
            "text": self.proposal.id,
            "epoch": self.council.id,
            "roster": NATIONS,
            "rule": SILENCE,
            "clock": Clock(until=after(60)),
        }
        return DecisionOpened(**(told | other))

    def put(self, **other: Any) -> Event:
        return self.stage.say(STAFF, self.opening(**other), self.proposal, at=after(10))

    def may(self, origin: str, body: object, now: int = 11) -> bool:
        return self.stage.may(origin, body, self.proposal, now=after(now)).allowed


BAD_BODIES = [
    BodyFounded("C", (), STAFF, (SILENCE,)),
    BodyFounded("C", NATIONS, STAFF, ()),
    BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.SILENCE, quorum=4),)),
    BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.SILENCE, quorum=-1),)),
    BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.SINGLE, authority=Origin("DDD")),)),
    BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.MAJORITY, share_den=0),)),
    BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.MAJORITY, share_num=3),)),
    BodyFounded("C", NATIONS, Origin("AAA"), (SILENCE,)),
]


@pytest.mark.parametrize("body", BAD_BODIES)
def test_a_body_that_could_not_decide_is_not_founded(body: BodyFounded) -> None:
    assert not Stage().may(STAFF, body, now=after(0)).allowed
    good = BodyFounded("C", NATIONS, STAFF, (SILENCE,))
    assert Stage().may(STAFF, good, now=after(0)).allowed


def test_a_body_may_be_told_of_without_deciding() -> None:
    told = BodyFounded("C", NATIONS, STAFF, (ForumRule("*", Rule.NOTIFICATION),))
    assert Stage().may(STAFF, told, now=after(0)).allowed


def test_the_secretariat_alone_changes_roster_and_rules_to_something_else() -> None:
    table = Table()
    stage, council = table.stage, table.council
    assert stage.may(STAFF, RosterChanged(NATIONS[:2]), council).allowed
    assert not stage.may("AAA", RosterChanged(NATIONS[:2]), council).allowed
    assert not stage.may(STAFF, RosterChanged(NATIONS), council).allowed
    assert stage.may(STAFF, RulesChanged((CONSENSUS,)), council).allowed
    assert not stage.may(STAFF, RulesChanged(()), council).allowed


def test_a_member_asks_for_consultation_and_the_secretariat_convenes() -> None:
    table = Table()
    asked = ConsultationRequested(table.council.subject, "art. 4", "a threat")
    assert table.stage.may("AAA", asked).allowed
    assert not table.stage.may("DDD", asked).allowed
    nowhere = ConsultationRequested(ObjectId("e" * 32), "art. 4", "a threat")
    assert table.stage.may("AAA", nowhere).codes == ("unseen",)
    about = table.stage.say("AAA", asked)
    convened = ConsultationConvened(after(90))
    assert table.stage.may(STAFF, convened, about).allowed
    assert not table.stage.may("AAA", convened, about).allowed


def test_members_and_the_secretariat_table_words() -> None:
    table = Table()
    for origin, allowed in (("AAA", True), (STAFF, True), ("DDD", False)):
        body = ProposalTabled(table.council.subject, "T", "Agree.")
        assert table.stage.may(origin, body).allowed == allowed
    assert not table.stage.may("AAA", ProposalTabled(table.council.subject, "T", "")).allowed
    table.stage.say(STAFF, BodyDissolved(), table.council)
    assert not table.stage.may("AAA", ProposalTabled(table.council.subject, "T", "Agree.")).allowed


BAD_OPENINGS: list[dict[str, Any]] = [
    {"clock": Clock()},
    {"clock": Clock(until=after(5))},
    {"clock": Clock(working_minutes=60, calendar="BEL")},
    {"clock": Clock(until=after(60), tolerance_minutes=-1)},
    {"roster": NATIONS[:2]},
    {"epoch": EventId("e" * 32)},
    {"text": EventId("e" * 32)},
    {"body": ObjectId("e" * 32)},
    {"rule": ForumRule("*", Rule.SINGLE, authority=Origin("AAA"))},
]


@pytest.mark.parametrize("other", BAD_OPENINGS)
def test_a_text_is_put_with_its_rule_roster_words_and_an_end(other: dict[str, Any]) -> None:
    table = Table()
    assert table.may(STAFF, table.opening(), 9)
    assert not table.may("AAA", table.opening(), 9)
    assert not table.may(STAFF, table.opening(**other), 9)


def test_a_calendar_that_is_known_may_set_the_end() -> None:
    table = Table()
    body = table.opening(clock=Clock(working_minutes=60, calendar="BEL"))
    hours = {"BEL": OfficeHours("BEL")}
    assert table.stage.may(STAFF, body, table.proposal, now=after(9), calendars=hours).allowed


def test_members_sign_receipt_and_take_positions_for_themselves_while_time_runs() -> None:
    table = Table()
    opening = table.put()
    receipt, yes = ReceiptSigned(opening.id), PositionTaken(opening.id, Stance.ASSENT)
    for body in (receipt, yes):
        assert table.may("AAA", body)
        assert not table.may("DDD", body)
        assert not table.may(STAFF, body)
    table.stage.say("AAA", receipt, table.proposal, at=after(11))
    assert not table.may("AAA", yes, 61)


BAD_POSITIONS: list[tuple[Stance, dict[str, Any]]] = [
    (Stance.OBJECT, {}),
    (Stance.RESERVE, {}),
    (Stance.CONDITIONAL, {}),
    (Stance.CONDITIONAL, {"conditions": (Condition("k", "a"), Condition("k", "b"))}),
    (Stance.ASSENT, {"conditions": (Condition("k", "a"),)}),
    (Stance.ABSTAIN, {}),
]
GOOD_POSITIONS: list[tuple[Stance, dict[str, Any]]] = [
    (Stance.ASSENT, {}),
    (Stance.OBJECT, {"letter": "AAA/1"}),
    (Stance.RESERVE, {"reservation": "as for costs"}),
    (Stance.CONDITIONAL, {"conditions": (Condition("k", "a"),)}),
]


@pytest.mark.parametrize(("stance", "other"), BAD_POSITIONS)
def test_a_position_that_says_too_little_or_too_much_is_not_taken(
    stance: Stance, other: dict[str, Any]
) -> None:
    table = Table()
    opening = table.put()
    assert not table.may("AAA", PositionTaken(opening.id, stance, **other))


@pytest.mark.parametrize(("stance", "other"), GOOD_POSITIONS)
def test_a_position_that_says_what_it_must_is(stance: Stance, other: dict[str, Any]) -> None:
    table = Table()
    opening = table.put()
    assert table.may("AAA", PositionTaken(opening.id, stance, **other))


def test_a_position_names_the_round_that_is_open() -> None:
    table = Table()
    assert not table.may("AAA", PositionTaken(EventId("e" * 32), Stance.ASSENT))
    former = table.put()
    table.put()
    assert not table.may("AAA", PositionTaken(former.id, Stance.ASSENT))


def test_a_second_position_waits_for_the_withdrawal_of_the_first() -> None:
    table = Table()
    opening = table.put()
    yes = PositionTaken(opening.id, Stance.ASSENT)
    first = table.stage.say("AAA", yes, table.proposal, at=after(11))
    assert not table.may("AAA", yes)
    assert not table.may("BBB", PositionWithdrawn(first.id))
    assert table.may("AAA", PositionWithdrawn(first.id))
    assert table.may("AAA", PositionTaken(opening.id, Stance.OBJECT, letter="AAA/1"))


def test_letters_are_noted_when_they_are_there_for_nations_that_sit() -> None:
    table = Table()
    opening = table.put()
    noted = LetterNoted(opening.id, EventId("e" * 32), Origin("AAA"), after(11), "AAA/1")
    assert table.may(STAFF, noted)
    assert not table.may("AAA", noted)
    for nation, received in (("DDD", 11), ("AAA", 12)):
        body = LetterNoted(opening.id, EventId("e" * 32), Origin(nation), after(received))
        assert not table.may(STAFF, body)


def test_time_is_prolonged_before_it_is_up_to_later_by_the_secretariat() -> None:
    table = Table()
    opening = table.put()
    assert table.may(STAFF, DeadlineExtended(opening.id, after(90)), 60)
    assert not table.may(STAFF, DeadlineExtended(opening.id, after(90)), 61)
    assert not table.may(STAFF, DeadlineExtended(opening.id, after(50)))
    assert not table.may("AAA", DeadlineExtended(opening.id, after(90)))


def test_the_secretariat_moves_the_forum_to_another_body_that_is_there() -> None:
    table = Table()
    committee = table.stage.council("AAA", "BBB")
    assert table.may(STAFF, ForumChanged(committee.subject))
    assert not table.may("AAA", ForumChanged(committee.subject))
    assert not table.may(STAFF, ForumChanged(table.council.subject))
    assert not table.may(STAFF, ForumChanged(ObjectId("e" * 32)))


def agreed() -> tuple[Table, Event]:
    table = Table()
    opening = table.put()
    for nation in NATIONS:
        table.stage.say(nation, ReceiptSigned(opening.id), table.proposal, at=after(12))
    return table, opening


def counted(table: Table) -> tuple[EventId, ...]:
    return tuple(
        e.id for e in table.stage.events if isinstance(e.body, ReceiptSigned | PositionTaken)
    )


def test_a_closing_counts_everything_that_is_here_and_says_what_came_of_it() -> None:
    table, opening = agreed()
    closed = DecisionClosed(opening.id, Outcome.AGREED, counted(table))
    assert table.may(STAFF, closed, 61)
    assert not table.may(STAFF, closed, 60)
    assert not table.may("AAA", closed, 61)
    assert not table.may(STAFF, DecisionClosed(opening.id, Outcome.REFUSED, counted(table)), 61)
    assert not table.may(STAFF, DecisionClosed(opening.id, Outcome.OPEN, counted(table)), 50)


def test_a_closing_cannot_pass_over_an_objection_in_hand() -> None:
    table, opening = agreed()
    receipts = counted(table)
    no = PositionTaken(opening.id, Stance.OBJECT, letter="BBB/1")
    table.stage.say("BBB", no, table.proposal, at=after(13))
    assert not table.may(STAFF, DecisionClosed(opening.id, Outcome.AGREED, receipts), 61)
    assert table.may(STAFF, DecisionClosed(opening.id, Outcome.BROKEN, counted(table)), 61)


def test_after_closing_nobody_speaks_and_nothing_is_put_moved_or_revised() -> None:
    table, opening = agreed()
    closed = DecisionClosed(opening.id, Outcome.AGREED, counted(table))
    table.stage.say(STAFF, closed, table.proposal, at=after(61))
    committee = table.stage.council("AAA", "BBB")
    bodies: list[tuple[str, object]] = [
        ("BBB", PositionTaken(opening.id, Stance.ASSENT)),
        ("BBB", ReceiptSigned(opening.id)),
        ("AAA", TextRevised("T", "other")),
        ("AAA", ProposalWithdrawn()),
        (STAFF, table.opening(clock=Clock(until=after(900)))),
        (STAFF, ForumChanged(committee.subject)),
        (STAFF, closed),
        (STAFF, DeadlineExtended(opening.id, after(900))),
    ]
    assert [type(body).__name__ for origin, body in bodies if table.may(origin, body, 70)] == []


def test_a_sheet_agrees_with_the_events_or_names_its_source() -> None:
    table, _ = agreed()
    agreed_sheet = ActionSheetIssued("AS1", Outcome.AGREED, "agreed", after(60))
    assert table.may(STAFF, agreed_sheet, 61)
    assert not table.may("AAA", agreed_sheet, 61)
    assert not table.may(STAFF, ActionSheetIssued("AS1", Outcome.REFUSED, "no"), 61)
    bare = Table()
    assert not bare.may(STAFF, agreed_sheet)
    sourced = ActionSheetIssued("AS1", Outcome.AGREED, "agreed", after(0), source="archive")
    assert bare.may(STAFF, sourced)


def test_nobody_speaks_of_what_is_put_to_nobody() -> None:
    table = Table()
    assert not table.may("AAA", ReceiptSigned(EventId("e" * 32)))
    assert not table.may(STAFF, DecisionClosed(EventId("e" * 32), Outcome.AGREED))


def test_the_minute_of_the_picture_decides_what_is_in_time() -> None:
    table = Table()
    opening = table.put()
    table.stage.say("AAA", ReceiptSigned(opening.id), table.proposal, at=after(12))
    no = PositionTaken(opening.id, Stance.OBJECT, letter="AAA/1")
    assert [table.may("AAA", no, Minute(now)) for now in (60, 61)] == [True, False]
