"""Closings and sheets are drafted from what was said, and nothing else."""

from __future__ import annotations

from tests.command.stage import CONSENSUS, SILENCE, STAFF, Stage, after

from coalition.command.decisions.papers import closing_of, sheet_of
from coalition.command.events.event import Event, ObjectId
from coalition.command.events.kinds.decisions import (
    DecisionClosed,
    Disclosure,
    Outcome,
    PositionTaken,
    ReceiptSigned,
    SheetLetter,
    Stance,
)
from coalition.command.events.terms import Clock

NATIONS = ("AAA", "BBB", "CCC", "DDD")


def silent() -> tuple[Stage, Event, Event]:
    stage = Stage()
    council = stage.council(*NATIONS, rules=(SILENCE, CONSENSUS))
    proposal = stage.table(council)
    opening = stage.put(council, proposal, Clock(until=after(60)), at=after(10))
    for nation in NATIONS:
        stage.say(nation, ReceiptSigned(opening.id), proposal, at=after(11))
    return stage, proposal, opening


def test_a_closing_counts_all_that_is_in_hand_and_may_be_said() -> None:
    stage, proposal, opening = silent()
    assert closing_of(stage.picture(after(60)), proposal.subject) is None
    closing = closing_of(stage.picture(after(61)), proposal.subject)
    receipts = {e.id for e in stage.events if isinstance(e.body, ReceiptSigned)}
    assert closing is not None
    assert (closing.opening, closing.outcome, set(closing.counted)) == (
        opening.id,
        Outcome.AGREED,
        receipts,
    )
    assert stage.may(STAFF, closing, proposal, now=after(61)).allowed


def test_what_is_closed_is_not_closed_again() -> None:
    stage, proposal, _ = silent()
    closing = closing_of(stage.picture(after(61)), proposal.subject)
    assert isinstance(closing, DecisionClosed)
    stage.say(STAFF, closing, proposal, at=after(61))
    assert closing_of(stage.picture(after(62)), proposal.subject) is None


def test_a_sheet_notes_letters_once_and_reservations_in_their_words() -> None:
    stage, proposal, opening = silent()
    for nation in ("BBB", "CCC"):
        joint = PositionTaken(opening.id, Stance.ASSENT, letter="of 3 May", joint="joint letter")
        stage.say(nation, joint, proposal, at=after(20))
    alone = PositionTaken(opening.id, Stance.RESERVE, letter="AAA/7", reservation="as for costs")
    stage.say("AAA", alone, proposal, at=after(20))
    sheet = sheet_of(
        stage.picture(after(61)),
        proposal.subject,
        document="DOC-AS1",
        disclosure=Disclosure.PUBLIC,
    )
    assert sheet is not None
    assert sheet.letters == (
        SheetLetter("AAA: AAA/7", 1, ("AAA",)),  # type: ignore[arg-type]
        SheetLetter("joint letter", 2, ("BBB", "CCC")),  # type: ignore[arg-type]
    )
    assert sheet.reservations == ("AAA: as for costs",)
    assert (sheet.outcome, sheet.decided, sheet.text) == (Outcome.AGREED, after(60), "To agree.")
    assert (sheet.opening, sheet.disclosure) == (opening.id, Disclosure.PUBLIC)
    assert stage.may(STAFF, sheet, proposal, now=after(61)).allowed


def test_while_nothing_is_decided_there_is_no_sheet() -> None:
    stage, proposal, _ = silent()
    assert sheet_of(stage.picture(after(30)), proposal.subject, document="DOC-AS1") is None
    nowhere = ObjectId("e" * 32)
    assert sheet_of(stage.picture(), nowhere, document="DOC-AS1") is None
    assert closing_of(stage.picture(), nowhere) is None


def test_on_a_broken_silence_the_sheet_says_so() -> None:
    stage, proposal, opening = silent()
    no = PositionTaken(opening.id, Stance.OBJECT, letter="BBB/1")
    stage.say("BBB", no, proposal, at=after(20))
    sheet = sheet_of(stage.picture(after(21)), proposal.subject, document="DOC-AS1")
    assert sheet is not None
    assert (sheet.outcome, sheet.decided) == (Outcome.BROKEN, after(20))
    assert [letter.reference for letter in sheet.letters] == ["BBB: BBB/1"]
