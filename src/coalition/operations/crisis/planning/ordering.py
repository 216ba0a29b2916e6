"""Ordering a plan: from the caller's view as it is now, and put on record in the caller's name when it is made.

A plan is for the own nation's eyes unless its maker says otherwise, and never lower than its inputs taken
together: a wider label is allowed only where it is at least their join.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coalition.command.acting.command import Actor
from coalition.command.events.event import Event
from coalition.command.events.kinds.plans import PlanJudged, PlanProposed, Verdict
from coalition.command.fold.object import ObjectRecord
from coalition.errors import Fault, InputError, RefusedError
from coalition.labels import Category, Clearance, Kind, Label, Policy, dominates, join, may_see
from coalition.operations.crisis.acting import Said
from coalition.operations.crisis.planning.basis import (
    Standing,
    basis_of,
    inputs_of,
    news_of,
    standing_now,
)
from coalition.operations.crisis.planning.desk import Job, PlanDesk
from coalition.operations.crisis.planning.shelf import PlanShelf
from coalition.operations.crisis.planning.worker import Task
from coalition.operations.crisis.room import CrisisRoom
from coalition.operations.crisis.stated.nouns import STAFF
from coalition.operations.crisis.stated.shapes import to_json
from coalition.operations.crisis.viewing.view import View

WORK_MAX = 20_000
_ONLY = "Only"


@dataclass(frozen=True, slots=True)
class PlanOffice:
    """What planning takes: the room, the desk that makes plans, the shelf that keeps them."""

    room: CrisisRoom
    desk: PlanDesk
    shelf: PlanShelf


@dataclass(frozen=True, slots=True)
class Order:
    """Who orders a plan, with how much work, and under which label (None: the own nation alone).

    `still` says, when the plan is made, whether its orderer may yet speak: an account ended meanwhile may not.
    """

    actor: Actor
    clearance: Clearance
    title: str = ""
    work: int | None = None
    seed: int = 0
    label: Label | None = None
    still: Callable[[], bool] = lambda: True


def order_plan(office: PlanOffice, order: Order, after: ObjectRecord | None = None) -> Job | None:
    """The job under way; None when the view has too many. `after`: the plan it takes the place of.

    Raises InputError when the view holds no book, the label is lower than the inputs, or the plan's
    document is gone.
    """
    view = office.room.view(order.clearance)
    book = office.room.book(view)
    if book is None:
        raise InputError([Fault("plan", "unknown-reference", "there is no book in your view")])
    label = label_of_plan(office.room.policy, view, order)
    task = Task(to_json(book), view.picture().now, order.work, order.seed)
    if after is not None:
        task = _after(office, view, task, after)
    standing = standing_now(view)
    finish = _finisher(office, order, (label, standing), after)
    job = Job(office.room.chance(16).hex(), order.clearance, task, finish)
    return office.desk.order(job)


def _after(office: PlanOffice, view: View, task: Task, after: ObjectRecord) -> Task:
    proposed = after.state.proposed
    document = office.shelf.find(proposed.digest)
    if document is None:
        raise InputError([Fault("plan", "unknown-reference", "the plan's document is not here")])
    news = news_of(view, proposed.rests_on)
    return Task(
        task.book, task.now, task.work, task.seed, plan=document["plan"], before=document["book"], news=news
    )  # fmt: skip


def label_of_plan(policy: Policy, view: View, order: Order) -> Label:
    """The label of a plan of the view. Raises InputError for one lower than its inputs taken together."""
    inputs = join(policy, inputs_of(view))
    nation = order.actor.origin
    if order.label is None:
        if nation == STAFF and may_see(policy, order.clearance, inputs).allowed:
            return inputs
        return _own(inputs, nation)
    wide = Label(
        inputs.policy, order.label.classification, order.label.categories, inputs.originators
    )
    if not dominates(policy, wide, inputs):
        hint = "mark it at least as high as all it is made from, for no wider circle"
        raise InputError([Fault("body.label", "bad-value", "it is marked too low", hint)])
    return wide


def _own(inputs: Label, nation: str) -> Label:
    """For the nation alone, with all that restricts the inputs."""
    kept = tuple(one for one in inputs.categories if one.kind is not Kind.PERMISSIVE)
    only = Category(_ONLY, Kind.PERMISSIVE, (nation,))
    return Label(inputs.policy, inputs.classification, (*kept, only), (nation,))


def _finisher(
    office: PlanOffice, order: Order, taken: tuple[Label, Standing], after: ObjectRecord | None
) -> Callable[[dict[str, Any]], str]:
    """What is done with the document: it is kept, and proposed and judged on record in the orderer's name."""
    label, standing = taken

    def finish(document: dict[str, Any]) -> str:
        if not order.still():
            raise RefusedError("whoever ordered the plan may no longer speak")
        digest = office.shelf.put(document)
        title = order.title or f"plan of {order.actor.origin}"
        replaces = "" if after is None else after.subject
        proposed = PlanProposed(title, digest, basis_of(standing, document), replaces)
        event = _say(office, order, proposed, label=label)
        verdict = Verdict(document["verdict"])
        judged = PlanJudged(digest, verdict, len(document["breaches"]), len(document["doubts"]))
        _say(office, order, judged, subject=event.subject)
        return str(event.subject)

    return finish


def _say(
    office: PlanOffice, order: Order, body: Any, *, label: Label | None = None, subject: str = ""
) -> Event:
    return office.room.act(Said(order.actor, order.clearance, body, subject, label))
