"""Alert states hold while they may, and fall by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.command.stage import CONSENSUS, STAFF, Stage, after
from tests.command.whole_room import rest

from coalition.command.events.event import Event, EventId
from coalition.command.events.kinds.decisions import PositionTaken, Stance
from coalition.command.events.kinds.escalation import (
    AlertState,
    ProtocolAdopted,
    StateDeclared,
    StateProlonged,
    StateStoodDown,
)
from coalition.command.events.terms import Rest
from coalition.command.watch.alerts import Alerts, alerts_of, allows


class Room:
    """A protocol of four states; a council declares the two highest, AAA vigilance."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.council = self.stage.council("AAA", "BBB")
        body = self.council.subject
        states = (
            AlertState("normal", 0),
            AlertState("vigilance", 1, ("warning",), ("AAA",), 100),
            AlertState("alert", 2, ("warning", "preparation"), (body,), 60, "vigilance"),
            AlertState("emergency", 3, ("activation",), (body, "BBB"), 30, "alert"),
        )
        self.protocol = self.stage.say(STAFF, ProtocolAdopted("Response", states, STAFF))

    def decide(self, at: int, *nations: str) -> Event:
        proposal = self.stage.table(self.council)
        opening = self.stage.put(self.council, proposal, rule=CONSENSUS, at=after(at))
        for nation in nations or ("AAA", "BBB"):
            yes = PositionTaken(opening.id, Stance.ASSENT)
            self.stage.say(nation, yes, proposal, at=after(at))
        return proposal

    def declare(self, by: str, state: str, at: int, **other: object) -> Event:
        return self.stage.say(by, StateDeclared(state, **other), self.protocol, at=after(at))  # type: ignore[arg-type]

    def alerts(self, now: int) -> Alerts:
        found = alerts_of(self.stage.picture(after(now)), self.protocol.subject)
        assert found is not None
        return found

    def state(self, now: int, area: str = "") -> str | None:
        alert = self.alerts(now).of(area)
        return None if alert is None else alert.state.name


def test_a_nation_declares_what_the_protocol_lets_it() -> None:
    room = Room()
    room.declare("AAA", "vigilance", 20)
    room.declare("BBB", "vigilance", 21)
    assert [room.state(19), room.state(20), room.state(119), room.state(120)] == [
        None,
        "vigilance",
        "vigilance",
        "normal",
    ]


def test_a_state_falls_by_itself_state_by_state() -> None:
    room = Room()
    room.declare("BBB", "emergency", 20)
    falls = {20: "emergency", 50: "alert", 110: "vigilance", 210: "normal", 9_000: "normal"}
    assert {now: room.state(now) for now in falls} == falls
    fallen = room.alerts(50).of("")
    assert fallen is not None
    assert (fallen.fell, fallen.since, fallen.until) == (True, after(50), after(110))


def test_a_body_declares_by_a_decision_that_stands() -> None:
    room = Room()
    decided = room.decide(20)
    room.declare(STAFF, "alert", 25, rests_on=rest(decided))
    assert room.state(30) == "alert"


def test_without_the_bodys_decision_its_keeper_declares_nothing() -> None:
    room = Room()
    open_still = room.decide(20, "AAA")
    room.declare(STAFF, "alert", 25)
    room.declare(STAFF, "alert", 25, rests_on=rest(open_still))
    room.declare(STAFF, "alert", 25, rests_on=Rest(EventId("e" * 32), EventId("e" * 32)))  # type: ignore[arg-type]
    later = room.decide(30)
    room.declare(STAFF, "alert", 27, rests_on=rest(later))
    assert room.state(40) is None
    assert [aside.why for aside in room.alerts(40).aside] == [
        "a body declares by a decision, and none is named",
        "no body that may declare the state has decided so",
        "the decision it rests on is not in this picture",
        "it was decided later",
    ]


def test_the_decision_of_another_body_declares_nothing() -> None:
    room = Room()
    other = room.stage.council("CCC")
    proposal = room.stage.table(other)
    opening = room.stage.put(other, proposal, rule=CONSENSUS, at=after(20))
    room.stage.say("CCC", PositionTaken(opening.id, Stance.ASSENT), proposal, at=after(20))
    room.declare(STAFF, "alert", 25, rests_on=rest(proposal))
    assert room.state(30) is None


def test_a_state_lasts_no_longer_than_the_protocol_lets_it_unless_prolonged() -> None:
    room = Room()
    declared = room.declare("AAA", "vigilance", 20, until=after(5_000))
    assert room.state(120) == "normal"
    room.stage.say("BBB", StateProlonged(declared.id, after(300)), room.protocol, at=after(100))
    assert room.state(120) == "normal"
    room.stage.say("AAA", StateProlonged(declared.id, after(300)), room.protocol, at=after(101))
    assert [room.state(299), room.state(300)] == ["vigilance", "normal"]


@pytest.mark.parametrize(("said", "until"), [(120, 300), (100, 120), (100, 90)])
def test_a_prolongation_too_late_or_to_earlier_changes_nothing(said: int, until: int) -> None:
    room = Room()
    declared = room.declare("AAA", "vigilance", 20)
    prolonged = StateProlonged(declared.id, after(until))
    room.stage.say("AAA", prolonged, room.protocol, at=after(said))
    assert [room.state(119), room.state(121)] == ["vigilance", "normal"]


def test_a_state_is_stood_down_to_what_it_falls_to() -> None:
    room = Room()
    declared = room.declare("BBB", "emergency", 20)
    room.stage.say("AAA", StateStoodDown(declared.id), room.protocol, at=after(24))
    assert room.state(24) == "emergency"
    room.stage.say("BBB", StateStoodDown(declared.id), room.protocol, at=after(25))
    assert [room.state(25), room.state(85)] == ["alert", "vigilance"]


def test_a_later_declaration_takes_the_place_of_an_earlier_one_in_its_area_alone() -> None:
    room = Room()
    room.declare("AAA", "vigilance", 20, area="north")
    room.declare("BBB", "emergency", 30, area="south")
    room.declare("BBB", "emergency", 40, area="north")
    assert [room.state(41, "north"), room.state(41, "south"), room.state(41)] == [
        "emergency",
        "emergency",
        None,
    ]
    assert [alert.area for alert in room.alerts(41).areas] == ["north", "south"]


def test_a_declaration_over_before_it_begins_is_none() -> None:
    room = Room()
    room.declare("AAA", "vigilance", 20, until=after(20))
    assert room.state(20) is None


def test_a_state_allows_what_the_protocol_says_while_it_holds() -> None:
    room = Room()
    room.declare("BBB", "emergency", 20)
    protocol = room.protocol.subject
    assert allows(room.stage.picture(after(20)), protocol, "activation")
    assert not allows(room.stage.picture(after(50)), protocol, "activation")
    assert not allows(room.stage.picture(after(20)), room.council.subject, "activation")


@given(
    st.lists(
        st.tuples(st.sampled_from(["vigilance", "emergency"]), st.integers(0, 300)), max_size=6
    )
)
@settings(max_examples=60, deadline=None)
def test_left_alone_every_state_comes_back_to_normal(declared: list[tuple[str, int]]) -> None:
    room = Room()
    for state, at in declared:
        room.declare("AAA" if state == "vigilance" else "BBB", state, at + 10)
    assert room.state(10_000) in {None, "normal"}
    alert = room.alerts(10_000).of("")
    assert alert is None or alert.until is None
