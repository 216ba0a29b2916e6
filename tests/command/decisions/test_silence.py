"""The silence procedure, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.stage import STAFF, Stage, after

from coalition.command.calendars import OfficeHours
from coalition.command.decisions.standing import Standing
from coalition.command.events.event import NO_EVENT, Event, EventId
from coalition.command.events.kinds.bodies import ForumRule
from coalition.command.events.kinds.decisions import (
    ConditionMet,
    DeadlineExtended,
    DecisionClosed,
    LetterNoted,
    Outcome,
    PositionTaken,
    PositionWithdrawn,
    ReceiptSigned,
    Stance,
)
from coalition.command.events.terms import Clock, ClockStart, Condition
from coalition.measure.instants import Minute
from coalition.model.nations import Rule

NATIONS = ("AAA", "BBB", "CCC")


class Silence:
    """Three nations, a text put at minute 10 under silence that ends at minute 60."""

    def __init__(self, clock: Clock | None = None, rule: ForumRule | None = None) -> None:
        self.stage = Stage()
        rule = rule or ForumRule("*", Rule.SILENCE)
        self.council = self.stage.council(*NATIONS, rules=(rule,))
        self.proposal = self.stage.table(self.council)
        clock = clock or Clock(until=after(60))
        self.opening = self.stage.put(self.council, self.proposal, clock, rule=rule, at=after(10))

    def receipts(self, *nations: str, at: int = 20) -> None:
        for nation in nations or NATIONS:
            self.say(nation, ReceiptSigned(self.opening.id), at)

    def say(self, origin: str, body: object, at: int) -> Event:
        return self.stage.say(origin, body, self.proposal, at=after(at))

    def take(self, nation: str, stance: Stance, at: int, letter: str = "", keys: str = "") -> Event:
        conditions = tuple(Condition(key, key) for key in keys)
        words = "with this" if stance is Stance.RESERVE else ""
        body = PositionTaken(self.opening.id, stance, letter, "", words, conditions)
        return self.say(nation, body, at)

    def at(self, now: int, **hours: OfficeHours) -> Standing:
        return self.stage.standing(self.proposal, after(now), hours)

    def outcome(self, now: int) -> str:
        return str(self.at(now).outcome)


def test_what_nobody_breaks_is_agreed_once_time_is_up() -> None:
    case = Silence()
    case.receipts()
    assert [case.outcome(now) for now in (59, 60, 61)] == ["open", "open", "agreed"]
    assert case.at(61).at == after(60)


def test_silence_without_receipt_never_agrees() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    standing = case.at(5_000)
    assert standing.outcome is Outcome.UNKNOWN
    assert standing.finding is not None
    assert standing.finding.missing == ("CCC",)


def test_a_receipt_signed_after_the_end_does_not_let_silence_speak() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    case.receipts("CCC", at=61)
    assert case.outcome(100) == "unknown"


def test_whoever_speaks_needs_no_receipt() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    case.take("CCC", Stance.ASSENT, 30)
    assert case.outcome(61) == "agreed"


def test_a_nation_without_receipt_may_assent_after_the_end() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    case.take("CCC", Stance.ASSENT, 90)
    assert [case.outcome(89), case.outcome(90)] == ["unknown", "agreed"]
    assert case.at(90).at == after(90)


def test_a_formal_letter_breaks_silence_at_once_and_for_good() -> None:
    case = Silence()
    case.receipts()
    no = case.take("BBB", Stance.OBJECT, 60, letter="BBB/1")
    case.say("BBB", PositionWithdrawn(no.id), 60)
    assert [case.outcome(59), case.outcome(60), case.outcome(500)] == ["open", "broken", "broken"]


def test_a_letter_signed_after_the_end_changes_nothing_and_is_listed() -> None:
    case = Silence()
    case.receipts()
    late = case.take("BBB", Stance.OBJECT, 61, letter="BBB/1")
    standing = case.at(62)
    assert standing.outcome is Outcome.AGREED
    assert [(a.event.id, a.why) for a in standing.aside] == [(late.id, "it came too late")]


def test_within_the_tolerance_of_clocks_a_letter_still_counts_and_silence_is_not_read() -> None:
    case = Silence(Clock(until=after(60), tolerance_minutes=5))
    case.receipts()
    assert [case.outcome(65), case.outcome(66)] == ["open", "agreed"]
    case.take("BBB", Stance.OBJECT, 65, letter="BBB/1")
    assert case.outcome(66) == "broken"


def test_an_objection_without_a_letter_only_holds_the_matter() -> None:
    case = Silence()
    case.receipts()
    case.take("BBB", Stance.OBJECT, 30)
    assert [case.outcome(31), case.outcome(61)] == ["open", "held"]


def test_a_letter_after_an_informal_objection_breaks_silence() -> None:
    case = Silence()
    case.receipts()
    case.take("BBB", Stance.OBJECT, 30)
    case.take("BBB", Stance.OBJECT, 40, letter="BBB/1")
    assert case.outcome(41) == "broken"


def test_an_objection_takes_the_place_of_an_assent_but_not_the_other_way() -> None:
    case = Silence()
    case.receipts()
    case.take("AAA", Stance.ASSENT, 30, letter="AAA/1")
    case.take("AAA", Stance.OBJECT, 31, letter="AAA/2")
    case.take("AAA", Stance.ASSENT, 32)
    assert case.outcome(61) == "broken"


def test_a_reservation_agrees_and_is_recorded() -> None:
    case = Silence()
    case.receipts()
    case.take("AAA", Stance.RESERVE, 30)
    standing = case.at(61)
    assert standing.outcome is Outcome.AGREED
    assert standing.finding is not None
    assert standing.finding.reservations == (("AAA", "with this"),)


def test_a_condition_holds_the_matter_until_its_own_nation_says_it_is_met() -> None:
    case = Silence()
    case.receipts()
    yes = case.take("AAA", Stance.CONDITIONAL, 30, keys="xy")
    case.say("BBB", ConditionMet(yes.id, ("x", "y")), 40)
    case.say("AAA", ConditionMet(yes.id, ("x",)), 50)
    assert case.outcome(61) == "held"
    case.say("AAA", ConditionMet(yes.id, ("y",)), 80)
    assert [case.outcome(79), case.outcome(80)] == ["held", "agreed"]
    assert case.at(80).at == after(80)


def test_a_withdrawn_assent_is_no_silence() -> None:
    case = Silence()
    case.receipts()
    yes = case.take("AAA", Stance.ASSENT, 30)
    case.say("AAA", PositionWithdrawn(yes.id), 40)
    assert case.outcome(61) == "held"
    case.take("AAA", Stance.ASSENT, 70)
    assert case.outcome(70) == "agreed"


def test_a_withdrawal_after_the_end_comes_too_late() -> None:
    case = Silence()
    case.receipts()
    yes = case.take("AAA", Stance.ASSENT, 30)
    case.say("AAA", PositionWithdrawn(yes.id), 61)
    assert case.outcome(62) == "agreed"


def test_another_nation_cannot_withdraw_a_position() -> None:
    case = Silence()
    case.receipts()
    yes = case.take("AAA", Stance.ASSENT, 30)
    case.say("BBB", PositionWithdrawn(yes.id), 40)
    assert case.outcome(61) == "agreed"


def test_consensus_by_silence_knows_no_abstention() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    case.take("CCC", Stance.ABSTAIN, 30)
    assert case.outcome(61) == "unknown"


def test_a_letter_noted_in_time_counts_though_its_nations_clock_ran_ahead() -> None:
    case = Silence()
    case.receipts()
    no = case.take("BBB", Stance.OBJECT, 90, letter="BBB/1")
    case.say(STAFF, LetterNoted(case.opening.id, no.id, "BBB", after(55)), 56)  # type: ignore[arg-type]
    assert [case.outcome(61), case.outcome(89)] == ["unknown", "unknown"]
    assert case.outcome(90) == "broken"


def test_a_letter_noted_after_the_end_does_not_count() -> None:
    case = Silence()
    case.receipts()
    no = case.take("BBB", Stance.OBJECT, 90, letter="BBB/1")
    case.say(STAFF, LetterNoted(case.opening.id, no.id, "BBB", after(61)), 91)  # type: ignore[arg-type]
    assert case.outcome(95) == "agreed"


def test_only_the_secretariat_notes_letters_and_extends() -> None:
    case = Silence()
    case.receipts()
    no = case.take("BBB", Stance.OBJECT, 90, letter="BBB/1")
    case.say("AAA", LetterNoted(case.opening.id, no.id, "BBB", after(55)), 56)  # type: ignore[arg-type]
    case.say("AAA", DeadlineExtended(case.opening.id, after(200)), 57)
    assert case.outcome(91) == "agreed"


def test_an_extension_gives_everybody_more_time() -> None:
    case = Silence()
    case.receipts()
    case.say(STAFF, DeadlineExtended(case.opening.id, after(200)), 60)
    assert [case.outcome(199), case.outcome(201)] == ["open", "agreed"]
    case.take("BBB", Stance.OBJECT, 150, letter="BBB/1")
    assert case.outcome(201) == "broken"


@pytest.mark.parametrize(("said", "until"), [(61, 200), (30, 60), (30, 40)])
def test_an_extension_after_the_end_or_to_earlier_changes_nothing(said: int, until: int) -> None:
    case = Silence()
    case.receipts()
    case.say(STAFF, DeadlineExtended(case.opening.id, after(until)), said)
    standing = case.at(70)
    assert (standing.outcome, standing.at) == (Outcome.AGREED, after(60))
    assert len(standing.aside) == 1


def test_a_receipt_within_the_longer_time_lets_silence_speak() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    case.say(STAFF, DeadlineExtended(case.opening.id, after(200)), 50)
    case.receipts("CCC", at=150)
    assert case.outcome(201) == "agreed"


def test_a_clock_that_starts_at_receipt_runs_for_each_nation_alone() -> None:
    case = Silence(Clock(working_minutes=50, starts=ClockStart.RECEIPT))
    case.receipts("AAA", "BBB", at=20)
    assert [case.outcome(60), case.outcome(71)] == ["open", "unknown"]
    case.receipts("CCC", at=100)
    assert [case.outcome(150), case.outcome(151)] == ["open", "agreed"]
    case.take("AAA", Stance.OBJECT, 90, letter="AAA/1")
    assert case.outcome(151) == "agreed"
    case.take("CCC", Stance.OBJECT, 149, letter="CCC/1")
    assert case.outcome(151) == "broken"


def test_working_hours_and_an_instant_together_end_at_the_later() -> None:
    clock = Clock(until=after(60), working_minutes=120, calendar="BEL")
    case = Silence(clock)
    case.receipts()
    office = OfficeHours("BEL", opens_minute=9 * 60, closes_minute=17 * 60)
    # put at 08:10 on a Monday: working minutes run from 09:00 to 11:00, minute 180
    assert case.at(180, BEL=office).outcome is Outcome.OPEN
    assert case.at(181, BEL=office).outcome is Outcome.AGREED


def test_with_a_calendar_that_is_not_known_silence_is_never_read() -> None:
    case = Silence(Clock(until=after(60), working_minutes=120, calendar="BEL"))
    case.receipts()
    standing = case.at(9_999)
    assert standing.outcome is Outcome.UNKNOWN
    assert standing.reasons == ("the calendar `BEL` is not known here",)


def test_a_quorum_counts_who_has_the_text() -> None:
    rule = ForumRule("*", Rule.SILENCE, quorum=4)
    case = Silence(rule=rule)
    case.receipts()
    assert case.outcome(61) == "held"


def test_a_receipt_dated_before_the_text_was_put_counts_from_then() -> None:
    case = Silence(Clock(working_minutes=50, starts=ClockStart.RECEIPT))
    case.receipts("AAA", "BBB", at=20)
    case.receipts("CCC", at=-500)
    assert [case.outcome(70), case.outcome(71)] == ["open", "agreed"]


def closed(case: Silence, outcome: Outcome, at: int, but: tuple[EventId, ...] = ()) -> Event:
    counted = tuple(e.id for e in case.stage.events[3:] if e.id not in but)
    return case.say(STAFF, DecisionClosed(case.opening.id, outcome, counted), at)


def test_before_closing_a_late_letter_signed_in_time_breaks_after_it_is_only_listed() -> None:
    case = Silence()
    case.receipts()
    end = closed(case, Outcome.AGREED, 70)
    letter = case.take("BBB", Stance.OBJECT, 50, letter="BBB/1")
    standing = case.at(71)
    assert standing.outcome is Outcome.AGREED
    assert standing.final
    assert standing.late == (letter.id,)
    case.stage.events.remove(end)
    assert case.outcome(71) == "broken"


def test_a_closing_that_the_events_do_not_bear_out_changes_nothing() -> None:
    case = Silence()
    case.receipts("AAA", "BBB")
    closed(case, Outcome.AGREED, 70)
    standing = case.at(80)
    assert standing.outcome is Outcome.UNKNOWN
    assert not standing.final


def test_a_closing_before_time_is_up_changes_nothing() -> None:
    case = Silence()
    case.receipts()
    closed(case, Outcome.AGREED, 40)
    case.take("BBB", Stance.OBJECT, 50, letter="BBB/1")
    assert case.outcome(71) == "broken"


def test_a_closing_that_counts_what_is_not_here_makes_nothing_final() -> None:
    case = Silence()
    case.receipts()
    here = tuple(event.id for event in case.stage.events[3:])
    body = DecisionClosed(case.opening.id, Outcome.AGREED, (*here, EventId("e" * 32)))
    case.say(STAFF, body, 70)
    assert case.outcome(80) == "agreed"
    assert not case.at(80).final


def test_a_closing_by_another_origin_is_set_aside() -> None:
    case = Silence()
    case.receipts()
    counted = tuple(e.id for e in case.stage.events[3:])
    case.say("AAA", DecisionClosed(case.opening.id, Outcome.AGREED, counted), 70)
    assert not case.at(80).final


SAID = st.lists(
    st.tuples(
        st.sampled_from(NATIONS),
        st.sampled_from(["receipt", "yes", "no", "informal", "if", "reserve", "leave", "met"]),
        st.integers(0, 90),
    ),
    max_size=14,
)


def spoken(said: list[tuple[str, str, int]]) -> Silence:
    """A case in which nations say whatever chance has them say."""
    case = Silence()
    last: dict[str, EventId] = {}
    stances = {"yes": Stance.ASSENT, "no": Stance.OBJECT, "informal": Stance.OBJECT}
    stances |= {"if": Stance.CONDITIONAL, "reserve": Stance.RESERVE}
    for nation, what, at in said:
        position = last.get(nation, NO_EVENT)
        if what == "receipt":
            case.say(nation, ReceiptSigned(case.opening.id), at)
        elif what == "leave":
            case.say(nation, PositionWithdrawn(position), at)
        elif what == "met":
            case.say(nation, ConditionMet(position, ("k",)), at)
        else:
            keys = "k" if what == "if" else ""
            event = case.take(nation, stances[what], at, "a letter" if what == "no" else "", keys)
            last[nation] = event.id
    return case


@given(SAID, st.integers(2, 130))
@settings(max_examples=120, deadline=None)
def test_agreement_always_has_a_receipt_or_a_word_of_every_nation(
    said: list[tuple[str, str, int]], now: int
) -> None:
    standing = spoken(said).at(now)
    if standing.outcome is Outcome.AGREED:
        heard = {nation for nation, what, at in said if what != "met" and at <= now}
        assert heard == set(NATIONS)
        assert not any(what == "no" and at <= 10 for _, what, at in said)


@given(SAID, st.integers(2, 130))
@settings(max_examples=120, deadline=None)
def test_no_nation_has_a_position_without_its_own_event(
    said: list[tuple[str, str, int]], now: int
) -> None:
    standing = spoken(said).at(now)
    assert standing.finding is not None or standing.outcome is None
    for slot in () if standing.finding is None else standing.finding.slots:
        if slot.position is not None:
            assert slot.position.origin == slot.nation
            assert slot.position.minute <= after(now)


@given(SAID, st.lists(st.integers(61, 200), min_size=2, max_size=2))
@settings(max_examples=80, deadline=None)
def test_once_time_is_up_only_new_events_change_an_outcome(
    said: list[tuple[str, str, int]], nows: list[int]
) -> None:
    case = spoken([(nation, what, min(at, 60)) for nation, what, at in said])
    assert case.outcome(nows[0]) == case.outcome(nows[1])


def test_the_end_of_forever_never_comes() -> None:
    case = Silence(Clock(until=None, working_minutes=0))
    case.receipts()
    assert case.outcome(Minute(5_000_000)) == "open"
