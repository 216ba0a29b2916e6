"""What concerns a nation: what was asked of it, put to it, given to it, raised against it; and its stale plans.

Made from the view of whoever reads; so nobody is told of what it may not see, and nobody's count depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coalition.command.events.event import Event
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.nouns.plans import PlanPhase
from coalition.operations.crisis.planning.basis import ended
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.shown import LabelShown, Marks, title_of
from coalition.operations.crisis.viewing.following import Followed, Sieve, followed
from coalition.operations.crisis.viewing.foundation import Foundation


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One thing that concerns the nation: the event, the object, and what it asks."""

    id: str
    at: Stamp
    kind: str
    noun: str
    subject: str
    title: str
    asks: str
    nation: str
    label: LabelShown


_ASKS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "ConsentRequested": ("a consent is asked of you", lambda body: (body.scope.territory,)),
    "ContributionRequested": ("a contribution is asked of you", lambda body: body.nations),
    "DecisionOpened": ("a text is put to you", lambda body: body.roster),
    "TaskAssigned": ("a task is given to you", lambda body: (body.owner,)),
    "TaskHandedOver": ("a task is given to you", lambda body: (body.to,)),
    "TransferOffered": ("a unit is offered to your command", lambda body: (body.to,)),
    "AuthorityDelegated": ("authority is delegated to you", lambda body: (body.to,)),
    "OrderIssued": ("an order is addressed to you", lambda body: body.addressees),
    "DisputeRaised": ("a dispute is raised with you", lambda body: body.against),
    "MediatorNamed": ("you are named as mediator", lambda body: (body.mediator,)),
    "ConsignmentFormed": ("a consignment comes to you", lambda body: (body.receiver,)),
}
"""What each kind asks, and of whom."""
_OF_OWN = {
    "OfferAccepted": "your offer was accepted",
    "ConsentGranted": "your request was granted",
    "ConsentRefused": "your request was refused",
    "ConsentChanged": "a consent you asked for was changed",
    "ConsentRevoked": "a consent you asked for was revoked",
    "TaskDeclined": "your task was declined",
    "TaskDone": "your task is done",
    "ContributionWithdrawn": "a contribution to your requirement was withdrawn",
}
"""What is told to whoever opened the object, when another says it."""


def notice_rows(ground: Ground) -> list[NoticeRow]:
    """What concerns the view's nation, in order of `(at, id)`."""
    rows = [row for group in _followed(ground).values() for row in group]
    return sorted((*rows, *_of_plans(ground)), key=lambda row: (row.at, row.id))


def notice_version(ground: Ground) -> Hashable:
    """What changes when the notices do, and only then."""
    stale = tuple(row.id for row in _of_plans(ground))
    return _followed(ground).version, ground.view.versions[Noun.PLAN], stale


def _followed(ground: Ground) -> Followed[tuple[NoticeRow, ...]]:
    marks, nation = ground.marks, ground.view.nation  # what is kept must not hold a picture
    sieve = Sieve("concerned", concerned, nation)
    return followed(
        ground.view, "notices", _CONCERNED, lambda one: _rows_of(marks, nation, one), sieve=sieve
    )


def prepare(foundation: Foundation) -> None:
    """Make what notices begin with, before somebody asks."""
    for noun in _CONCERNED:
        foundation.sifted("concerned", noun, concerned)


def concerned(record: ObjectRecord) -> frozenset[str]:
    """The nations that an object may concern: those its events ask something of, and who opened it."""
    named: set[str] = set()
    for event in record.events:
        whom = _ASKS.get(event.kind)
        if whom is not None:
            named.update(whom[1](event.body))
        elif event.kind in _OF_OWN and record.opened is not None:
            named.add(record.opened.origin)
    return _together(frozenset(named))


@lru_cache(maxsize=4_096)
def _together(nations: frozenset[str]) -> frozenset[str]:
    """The same set each time, for there are few."""
    return nations


def _of_plans(ground: Ground) -> list[NoticeRow]:
    own = [one for one in ground.picture.each(Noun.PLAN) if one.state.owner == ground.view.nation]
    return [
        _row(ground.marks, record, event, says)
        for record in own
        for event, says in _stale(ground, record)
    ]


_CONCERNED = tuple(noun for noun in Noun if noun is not Noun.FACT)


def _rows_of(marks: Marks, nation: str, record: ObjectRecord) -> tuple[NoticeRow, ...] | None:
    """What concerns the nation of one object; None when nothing does."""
    asked = ((event, _asked(record, event, nation)) for event in record.events)
    return tuple(_row(marks, record, event, says) for event, says in asked if says) or None


def _asked(record: ObjectRecord, event: Event, nation: str) -> str:
    asks, whom = _ASKS.get(event.kind, ("", None))
    if whom is not None and event.origin != nation and nation in whom(event.body):
        return asks
    opened = record.opened
    own = opened is not None and opened.origin == nation and event.origin != nation
    return _OF_OWN.get(event.kind, "") if own else ""


def _stale(ground: Ground, record: ObjectRecord) -> Iterator[tuple[Event, str]]:
    if record.state.phase is PlanPhase.WITHDRAWN:
        return
    for one in ended(ground.view, record.state.proposed.rests_on):
        event = ground.view.find_event(one.event)
        if event is not None:
            yield event, f"your plan is stale: {one.text}"


def _row(marks: Marks, record: ObjectRecord, event: Event, asks: str) -> NoticeRow:
    return NoticeRow(
        f"{event.id}-{record.subject[:8]}", event.at, event.kind, str(record.noun),
        record.subject, title_of(record), asks, event.origin, marks.of(event.label),
    )  # fmt: skip
