"""Events of tasks: who owes what by when."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import Origin
from coalition.command.events.terms import Rest
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class TaskAssigned:
    """Somebody is asked to do something; it is theirs once they accept. `answer_by`: accept or decline."""

    owner: Origin
    title: str
    text: str = ""
    due: Minute | None = None
    answer_by: Minute | None = None
    rests_on: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskAccepted:
    """The owner takes it on."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskDeclined:
    """The owner does not."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaskReported:
    """How far it is, in the owner's words and in percent."""

    note: str
    percent: int = 0


@dataclass(frozen=True, slots=True)
class TaskDone:
    """The owner says it is done."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskCancelled:
    """Whoever assigned it no longer needs it."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class TaskHandedOver:
    """Whoever assigned it asks another owner, who accepts anew."""

    to: Origin
    due: Minute | None = None
    reason: str = ""
