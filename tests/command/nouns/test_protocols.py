"""Protocols, orders and duty rosters as they are said."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import STAFF, Stage, after

from coalition.command.events.event import Event, Origin, PersonId
from coalition.command.events.kinds.escalation import (
    AlertState,
    DutyRosterSet,
    DutyTurn,
    OrderAcknowledged,
    OrderIssued,
    OrderKind,
    OrderRevoked,
    ProtocolAdopted,
    StateDeclared,
)
from coalition.measure.instants import Interval

NORMAL = AlertState("normal", 0)


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


BROKEN = [
    (),
    (NORMAL, NORMAL),
    (AlertState("", 0),),
    (NORMAL, AlertState("alert", 1, falls_to="calm")),
    (NORMAL, AlertState("alert", 1, falls_to="alert")),
    (NORMAL, AlertState("one", 1, falls_to="two"), AlertState("two", 1)),
]


@pytest.mark.parametrize("states", BROKEN)
def test_a_protocol_whose_states_do_not_hang_together_is_none(
    states: tuple[AlertState, ...],
) -> None:
    stage = Stage()
    assert find(stage, stage.say(STAFF, ProtocolAdopted("P", states, STAFF))) is None


def test_the_lowest_state_is_the_one_without_a_name() -> None:
    stage = Stage()
    alert = AlertState("alert", 1)
    protocol = stage.say(STAFF, ProtocolAdopted("P", (alert, NORMAL), STAFF))
    state = find(stage, protocol).state
    assert (state.lowest, state.find_state(""), state.find_state("alert")) == (
        NORMAL,
        NORMAL,
        alert,
    )
    assert state.find_state("war") is None


def test_who_is_not_named_declares_nothing() -> None:
    stage = Stage()
    alert = AlertState("alert", 1, declared_by=("AAA",))
    protocol = stage.say(STAFF, ProtocolAdopted("P", (NORMAL, alert), STAFF))
    stage.say("BBB", StateDeclared("alert"), protocol)
    stage.say("AAA", StateDeclared("war"), protocol)
    stage.say("AAA", StateDeclared(""), protocol)
    assert find(stage, protocol).state.said == ()
    stage.say("AAA", StateDeclared("alert"), protocol)
    assert len(find(stage, protocol).state.said) == 1


def test_only_an_addressed_nation_acknowledges_once_for_itself() -> None:
    stage = Stage()
    order = stage.say(
        "AAA", OrderIssued(OrderKind.WARNING, "T", "t", (Origin("BBB"), Origin("CCC")))
    )
    for nation in ("AAA", "BBB", "BBB", "ZZZ"):
        stage.say(nation, OrderAcknowledged(), order)
    record = find(stage, order)
    assert [each.nation for each in record.state.acknowledged] == ["BBB"]
    assert len(record.set_aside) == 3


def test_only_who_gave_an_order_revokes_it_once() -> None:
    stage = Stage()
    order = stage.say("AAA", OrderIssued(OrderKind.WARNING, "T", "t", (Origin("BBB"),)))
    stage.say("BBB", OrderRevoked(), order)
    assert find(stage, order).state.revoked is None
    first = stage.say("AAA", OrderRevoked(), order)
    stage.say("AAA", OrderRevoked(), order)
    assert find(stage, order).state.revoked == first.at


def test_a_nation_sets_its_own_duty_roster_alone() -> None:
    stage = Stage()
    turn = DutyTurn("watch", Origin("BBB"), PersonId("b1"), Interval(after(0), after(9)))
    assert find(stage, stage.say("AAA", DutyRosterSet((turn,)))) is None
    roster = stage.say("BBB", DutyRosterSet((turn,)))
    stage.say("AAA", DutyRosterSet(()), roster)
    assert find(stage, roster).state.turns == (turn,)
    stage.say("BBB", DutyRosterSet(()), roster)
    assert find(stage, roster).state.turns == ()
