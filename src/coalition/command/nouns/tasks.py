"""Tasks: asked of an owner, accepted or declined, reported on, done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coalition.command.events.event import Event, ObjectId, Origin
from coalition.command.events.kinds.tasks import (
    TaskAccepted,
    TaskAssigned,
    TaskCancelled,
    TaskDeclined,
    TaskDone,
    TaskHandedOver,
    TaskReported,
)
from coalition.command.events.stamps import Stamp
from coalition.command.events.terms import Rest
from coalition.command.nouns.bodies import NOT_OPENER
from coalition.measure.instants import Minute


class TaskPhase(StrEnum):
    """How far a task has come."""

    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    CANCELLED = "cancelled"


_OVER = frozenset({TaskPhase.DONE, TaskPhase.CANCELLED})


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands; `since` is when the present phase began."""

    assigner: Origin
    owner: Origin
    assigned: TaskAssigned
    since: Stamp
    due: Minute | None
    phase: TaskPhase = TaskPhase.ASSIGNED
    percent: int = 0
    note: str = ""

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """What makes it needed."""
        return self.assigned.rests_on

    @property
    def links(self) -> tuple[ObjectId, ...]:
        """The objects it rests on."""
        return tuple(rest.subject for rest in self.rests_on)


def open_task(event: Event) -> Task:
    """The task as it was assigned."""
    said: TaskAssigned = event.body
    return Task(event.origin, said.owner, said, event.at, said.due)


def _accept(task: Task, event: Event) -> Task | str:
    return _own(task, event, TaskPhase.ASSIGNED) or replace(
        task, phase=TaskPhase.ACCEPTED, since=event.at, note=event.body.note
    )


def _decline(task: Task, event: Event) -> Task | str:
    said: TaskDeclined = event.body
    return _own(task, event, TaskPhase.ASSIGNED, TaskPhase.ACCEPTED) or replace(
        task, phase=TaskPhase.DECLINED, since=event.at, note=said.reason
    )


def _report(task: Task, event: Event) -> Task | str:
    said: TaskReported = event.body
    if not 0 <= said.percent <= 100:
        return "percent lie between 0 and 100"
    return _own(task, event, TaskPhase.ACCEPTED) or replace(
        task, percent=said.percent, note=said.note
    )


def _finish(task: Task, event: Event) -> Task | str:
    return _own(task, event, TaskPhase.ACCEPTED) or replace(
        task, phase=TaskPhase.DONE, since=event.at, percent=100, note=event.body.note
    )


def _cancel(task: Task, event: Event) -> Task | str:
    return _assigners(task, event) or replace(
        task, phase=TaskPhase.CANCELLED, since=event.at, note=event.body.reason
    )


def _hand_over(task: Task, event: Event) -> Task | str:
    said: TaskHandedOver = event.body
    return _assigners(task, event) or replace(
        task,
        owner=said.to,
        due=task.due if said.due is None else said.due,
        phase=TaskPhase.ASSIGNED,
        since=event.at,
        percent=0,
        note=said.reason,
    )


def _own(task: Task, event: Event, *phases: TaskPhase) -> str | None:
    if event.origin != task.owner:
        return "only the owner of the task may say this"
    return None if task.phase in phases else f"the task is {task.phase}"


def _assigners(task: Task, event: Event) -> str | None:
    if event.origin != task.assigner:
        return NOT_OPENER
    return f"the task is {task.phase}" if task.phase in _OVER else None


TASK_STEPS: Mapping[type[Any], Any] = {
    TaskAccepted: _accept,
    TaskDeclined: _decline,
    TaskReported: _report,
    TaskDone: _finish,
    TaskCancelled: _cancel,
    TaskHandedOver: _hand_over,
}
