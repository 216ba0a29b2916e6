"""Which tasks wait for an answer, which are late."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import ObjectId, Origin
from coalition.command.events.registry import Noun
from coalition.command.fold.picture import Picture
from coalition.command.nouns.tasks import Task, TaskPhase
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class TaskWatch:
    """A task at an instant. `unanswered`: nobody said yes or no in time; `overdue`: not done in time."""

    id: ObjectId
    task: Task
    unanswered: bool
    overdue: bool


def watch_task(picture: Picture, task: ObjectId) -> TaskWatch | None:
    """The task at the picture's instant; None when it is not in the picture."""
    state = picture.find_state(task, Task)
    return None if state is None else _watch(task, state, picture.now)


def tasks_of(picture: Picture, owner: Origin) -> tuple[TaskWatch, ...]:
    """The tasks a nation or staff has or is asked to take, the first due first."""
    found = [
        _watch(record.subject, record.state, picture.now)
        for record in picture.each(Noun.TASK)
        if record.state.owner == owner
        and record.state.phase in {TaskPhase.ASSIGNED, TaskPhase.ACCEPTED}
    ]
    return tuple(
        sorted(found, key=lambda each: (each.task.due is None, each.task.due or 0, each.id))
    )


def _watch(id_: ObjectId, task: Task, now: Minute) -> TaskWatch:
    answer_by, waiting = task.assigned.answer_by, task.phase is TaskPhase.ASSIGNED
    open_ = waiting or task.phase is TaskPhase.ACCEPTED
    return TaskWatch(
        id_,
        task,
        unanswered=waiting and answer_by is not None and now > answer_by,
        overdue=open_ and task.due is not None and now > task.due,
    )
