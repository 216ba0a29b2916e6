"""A task is its owner's once accepted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.command.stage import Stage, after

from coalition.command.events.event import Event, Origin
from coalition.command.events.kinds.tasks import (
    TaskAccepted,
    TaskAssigned,
    TaskCancelled,
    TaskDeclined,
    TaskDone,
    TaskHandedOver,
    TaskReported,
)


def find(stage: Stage, about: Event) -> Any:
    return stage.picture().find(about.subject)


def assigned() -> tuple[Stage, Event]:
    stage = Stage()
    return stage, stage.say("AAA", TaskAssigned(Origin("BBB"), "Open the port", due=after(90)))


def test_a_task_is_accepted_reported_on_and_done_by_its_owner() -> None:
    stage, task = assigned()
    stage.say("BBB", TaskReported("half", 50), task)
    stage.say("BBB", TaskDone(), task)
    assert (find(stage, task).state.phase, find(stage, task).state.percent) == ("assigned", 0)
    stage.say("BBB", TaskAccepted("yes"), task)
    stage.say("BBB", TaskReported("half", 50), task)
    assert find(stage, task).state.percent == 50
    stage.say("BBB", TaskReported("too much", 101), task)
    stage.say("BBB", TaskDone("open"), task)
    assert (find(stage, task).state.phase, find(stage, task).state.percent) == ("done", 100)
    assert len(find(stage, task).set_aside) == 3


@pytest.mark.parametrize("body", [TaskAccepted(), TaskDeclined(), TaskReported("x", 1), TaskDone()])
@pytest.mark.parametrize("by", ["AAA", "CCC"])
def test_nobody_speaks_for_the_owner(by: str, body: object) -> None:
    stage, task = assigned()
    stage.say(by, body, task)
    assert find(stage, task).state.phase == "assigned"


def test_a_task_may_be_declined_and_handed_to_another_who_accepts_anew() -> None:
    stage, task = assigned()
    stage.say("BBB", TaskDeclined("no crane"), task)
    assert find(stage, task).state.phase == "declined"
    stage.say("BBB", TaskHandedOver(Origin("CCC")), task)
    assert find(stage, task).state.owner == "BBB"
    stage.say("AAA", TaskHandedOver(Origin("CCC")), task)
    state = find(stage, task).state
    assert (state.owner, state.phase, state.due) == ("CCC", "assigned", after(90))


def test_what_is_done_or_cancelled_stays_so() -> None:
    stage, task = assigned()
    stage.say("BBB", TaskCancelled(), task)
    stage.say("AAA", TaskCancelled("not needed"), task)
    stage.say("BBB", TaskAccepted(), task)
    stage.say("AAA", TaskHandedOver(Origin("CCC")), task)
    assert find(stage, task).state.phase == "cancelled"
    assert len(find(stage, task).set_aside) == 3
