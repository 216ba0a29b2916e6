"""Acknowledgement clocks run by themselves, up the ladder."""

from __future__ import annotations

from tests.command.stage import Stage, after

from coalition.command.events.event import Event, ObjectId, Origin, PersonId
from coalition.command.events.kinds.escalation import (
    DutyRosterSet,
    DutyTurn,
    OrderAcknowledged,
    OrderIssued,
    OrderKind,
    OrderRevoked,
    Rung,
)
from coalition.command.watch.orders import OrderWatch, on_duty, watch_order
from coalition.measure.instants import Interval

LADDER = (Rung(60, "chief of staff"), Rung(15, "watch"), Rung(120, "minister"))


def ordered() -> tuple[Stage, Event]:
    stage = Stage()
    nations = (Origin("BBB"), Origin("CCC"))
    body = OrderIssued(OrderKind.WARNING, "Ready", "Be ready", nations, 30, LADDER)
    return stage, stage.say("AAA", body, at=after(100))


def watch(stage: Stage, order: Event, now: int, nation: str = "BBB") -> OrderWatch:
    found = watch_order(stage.picture(after(now)), order.subject)
    return next(each for each in found if each.nation == nation)


def posts(stage: Stage, order: Event, now: int) -> list[str]:
    return [call.post for call in watch(stage, order, now).calls]


def test_posts_are_called_as_time_runs_and_nobody_acts() -> None:
    stage, order = ordered()
    assert posts(stage, order, 114) == []
    assert posts(stage, order, 115) == ["watch"]
    assert posts(stage, order, 220) == ["watch", "chief of staff", "minister"]
    assert watch(stage, order, 115).next_call == after(160)
    assert watch(stage, order, 220).next_call is None


def test_after_the_time_asked_for_a_nation_is_overdue() -> None:
    stage, order = ordered()
    assert [watch(stage, order, now).overdue for now in (130, 131)] == [False, True]
    assert watch(stage, order, 131).due == after(130)


def test_an_acknowledgement_stops_its_own_nations_ladder_alone() -> None:
    stage, order = ordered()
    stage.say("BBB", OrderAcknowledged(), order, at=after(120))
    assert posts(stage, order, 300) == ["watch"]
    assert not watch(stage, order, 300).overdue
    assert watch(stage, order, 300).next_call is None
    assert len(watch(stage, order, 300, "CCC").calls) == 3


def test_a_late_acknowledgement_was_overdue() -> None:
    stage, order = ordered()
    stage.say("BBB", OrderAcknowledged(), order, at=after(170))
    assert watch(stage, order, 300).overdue
    assert posts(stage, order, 300) == ["watch", "chief of staff"]


def test_a_revoked_order_calls_nobody_more() -> None:
    stage, order = ordered()
    stage.say("AAA", OrderRevoked(), order, at=after(110))
    assert posts(stage, order, 300) == []
    assert not watch(stage, order, 300).overdue


def test_whoever_has_the_duty_at_that_minute_is_called() -> None:
    stage, order = ordered()
    turns = (
        DutyTurn("watch", Origin("BBB"), PersonId("night"), Interval(after(0), after(115))),
        DutyTurn("watch", Origin("BBB"), PersonId("day"), Interval(after(115), after(900))),
    )
    stage.say("BBB", DutyRosterSet(turns), at=after(50))
    calls = watch(stage, order, 300).calls
    assert [(call.post, call.person) for call in calls][:2] == [
        ("watch", "day"),
        ("chief of staff", None),
    ]
    assert [call.person for call in watch(stage, order, 300, "CCC").calls] == [None] * 3


def test_of_two_turns_at_once_the_one_that_began_last_has_the_duty() -> None:
    early = DutyTurn("watch", Origin("B"), PersonId("early"), Interval(after(0), after(99)))
    late = DutyTurn("watch", Origin("B"), PersonId("late"), Interval(after(50), after(99)))
    assert on_duty((late, early), "watch", after(60)) == "late"
    assert on_duty((late, early), "watch", after(10)) == "early"
    assert on_duty((late, early), "cook", after(60)) is None


def test_what_is_not_in_the_picture_is_not_watched() -> None:
    stage, _ = ordered()
    assert watch_order(stage.picture(), ObjectId("e" * 32)) == ()


def test_an_order_that_asks_for_no_answer_is_never_overdue() -> None:
    stage = Stage()
    body = OrderIssued(OrderKind.OTHER, "Note", "For your information", (Origin("BBB"),))
    order = stage.say("AAA", body)
    assert watch(stage, order, 9_000) == OrderWatch(Origin("BBB"), None, None, False)
