"""Tasks become late by themselves."""

from __future__ import annotations

from tests.command.stage import Stage, after

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.tasks import TaskAccepted, TaskAssigned, TaskDone
from coalition.command.watch.tasks import tasks_of, watch_task


def assigned(due: int | None = 90, answer: int | None = 30) -> tuple[Stage, Event]:
    stage = Stage()
    at = (None if due is None else after(due), None if answer is None else after(answer))
    return stage, stage.say("AAA", TaskAssigned(Origin("BBB"), "Open the port", "", *at))


def flags(stage: Stage, task: Event, now: int) -> tuple[bool, bool]:
    found = watch_task(stage.picture(after(now)), task.subject)
    assert found is not None
    return found.unanswered, found.overdue


def test_no_answer_and_no_result_in_time_are_seen() -> None:
    stage, task = assigned()
    assert [flags(stage, task, now) for now in (30, 31, 91)] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_an_accepted_task_is_answered_and_a_done_one_is_not_late() -> None:
    stage, task = assigned()
    stage.say("BBB", TaskAccepted(), task, at=after(20))
    assert flags(stage, task, 91) == (False, True)
    stage.say("BBB", TaskDone(), task, at=after(95))
    assert flags(stage, task, 200) == (False, False)


def test_a_task_without_dates_is_never_late() -> None:
    stage, task = assigned(None, None)
    assert flags(stage, task, 9_999) == (False, False)


def test_an_owners_tasks_are_told_the_first_due_first() -> None:
    stage = Stage()
    for due in (None, 300, 200):
        at = None if due is None else after(due)
        stage.say("AAA", TaskAssigned(Origin("BBB"), str(due), due=at))
    stage.say("AAA", TaskAssigned(Origin("CCC"), "other"))
    found = tasks_of(stage.picture(after(250)), Origin("BBB"))
    assert [(each.task.assigned.title, each.overdue) for each in found] == [
        ("200", True),
        ("300", False),
        ("None", False),
    ]


def test_what_is_not_in_the_picture_is_no_task() -> None:
    stage, _ = assigned()
    assert watch_task(stage.picture(), ObjectId("e" * 32)) is None
