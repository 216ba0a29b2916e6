"""A consignment goes leg by leg, and its receiver counts."""

from __future__ import annotations

from typing import Any

from tests.command.stage import Stage
from tests.command.whole_room import FUEL

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.consignments import (
    ConsignmentCalledOff,
    ConsignmentFormed,
    ConsignmentLoaded,
    ConsignmentReceived,
    LegArrived,
    LegDeparted,
)


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def formed() -> tuple[Stage, Event]:
    stage = Stage()
    line = ObjectId("1" * 32)
    body = ConsignmentFormed(line, line, Origin("BBB"), FUEL, carriers=(Origin("CCC"),))
    return stage, stage.say("AAA", body)


def phase(stage: Stage, about: Event) -> str:
    return str(find(stage, about).state.phase)


def test_it_is_loaded_moved_leg_by_leg_and_received() -> None:
    stage, load = formed()
    stage.say("AAA", ConsignmentLoaded("port", FUEL), load)
    stage.say("CCC", LegDeparted(1, "port", "hub"), load)
    stage.say("BBB", ConsignmentReceived("hub", FUEL), load)
    assert phase(stage, load) == "moving"
    stage.say("CCC", LegArrived(1, "hub"), load)
    stage.say("CCC", LegDeparted(2, "hub", "depot"), load)
    stage.say("BBB", LegArrived(2, "depot"), load)
    assert phase(stage, load) == "standing"
    stage.say("BBB", ConsignmentReceived("depot", FUEL), load)
    assert phase(stage, load) == "received"
    assert len(find(stage, load).state.legs) == 2


def test_legs_are_counted_from_one_and_end_before_the_next_begins() -> None:
    stage, load = formed()
    stage.say("AAA", LegDeparted(1, "port", "hub"), load)
    stage.say("AAA", ConsignmentLoaded("port", FUEL), load)
    stage.say("AAA", LegDeparted(2, "port", "hub"), load)
    stage.say("AAA", LegDeparted(1, "port", "hub"), load)
    stage.say("AAA", LegDeparted(2, "hub", "depot"), load)
    stage.say("AAA", LegArrived(2, "depot"), load)
    assert len(find(stage, load).state.legs) == 1
    assert phase(stage, load) == "moving"


def test_strangers_report_no_leg_and_only_the_receiver_counts() -> None:
    stage, load = formed()
    stage.say("CCC", ConsignmentLoaded("port", FUEL), load)
    stage.say("AAA", ConsignmentLoaded("port", FUEL), load)
    stage.say("ZZZ", LegDeparted(1, "port", "hub"), load)
    stage.say("AAA", LegDeparted(1, "port", "hub"), load)
    stage.say("ZZZ", LegArrived(1, "hub"), load)
    stage.say("AAA", LegArrived(1, "hub"), load)
    stage.say("AAA", ConsignmentReceived("hub", FUEL), load)
    assert phase(stage, load) == "standing"
    assert len(find(stage, load).set_aside) == 4


def test_the_sender_calls_it_off_until_it_is_received() -> None:
    stage, load = formed()
    stage.say("BBB", ConsignmentCalledOff(), load)
    assert phase(stage, load) == "formed"
    stage.say("AAA", ConsignmentCalledOff("no ship"), load)
    stage.say("AAA", ConsignmentLoaded("port", FUEL), load)
    stage.say("AAA", ConsignmentCalledOff(), load)
    assert phase(stage, load) == "called-off"
