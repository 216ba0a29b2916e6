"""What concerns a nation: what was asked of it, put to it, given to it, raised against it; and its stale plans.

Made from the view of whoever reads; so nobody is told of what it may not see, and nobody's count depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from coalition.command.events.event import Event, EventId
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp
from coalition.command.fold.object import ObjectRecord
from coalition.command.fold.picture import Key
from coalition.command.nouns.plans import PlanPhase
from coalition.operations.crisis.planning.basis import ended
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.rows.listing import Drawn, Runs
from coalition.operations.crisis.rows.shown import LabelShown, Marks, title_of
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.view import View


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


class Notices:
    """The keys `(at, id)` of what concerns the view's nation, kept up with the view.

    What an object's events ask stays asked, whatever comes after; so keys are added alone.
    """

    def __init__(self, view: View) -> None:
        self._seen: dict[Noun, int] = {noun: view.began_with(noun) for noun in _CONCERNED}
        self.keys: Sequence[Key] = list(view.gathered("notices", _CONCERNED, _told, view.nation))
        self._known = set(self.keys)
        self.version = len(self.keys)
        """Grows whenever something more concerns the nation."""

    def keep_up(self, view: View) -> None:
        """Take in what has changed in the view."""
        records = (view.record(subject) for subject in view.changed(self._seen))
        told = chain.from_iterable(_keys_of(one, view.nation) for one in records if one is not None)
        more = [key for key in dict.fromkeys(told) if key not in self._known]
        if more:
            self._known.update(more)
            self.keys = sorted([*self.keys, *more])
            self.version += len(more)


def notice_rows(ground: Ground) -> list[NoticeRow]:
    """What concerns the view's nation, in order of `(at, id)`."""
    return [_notice_row(ground, key) for run in _runs(ground) for key in run]


def notice_version(ground: Ground) -> Hashable:
    """What changes when the notices do, and only then."""
    return _notices(ground).version, ground.view.versions[Noun.PLAN], tuple(_of_plans(ground))


def _notices(ground: Ground) -> Notices:
    view = ground.view
    with view.lock:
        found = view.kept("notices", 0, lambda: Notices(view))
        found.keep_up(view)
        return found


def _runs(ground: Ground) -> Runs:
    of_plans = _of_plans(ground)
    keys = _notices(ground).keys
    if of_plans:
        keys = sorted({*keys, *((row.at, EventId(row.id)) for row in of_plans.values())})
    return (keys,) if keys else ()


def _notice_row(ground: Ground, key: Key) -> NoticeRow:
    """The row of a key. Raises KeyError for one that is not in the view."""
    of_plan = _of_plans(ground).get(key[1])
    if of_plan is not None:
        return of_plan
    event = ground.view.find_event(key[1].partition("-")[0])
    record = None if event is None else ground.view.record(event.subject)
    if event is None or record is None:
        raise KeyError(key[1])
    return _row(ground.marks, record, event, _asked(record, event, ground.view.nation))


def prepare(foundation: Foundation) -> None:
    """Make what notices begin with, before somebody asks."""
    foundation.gathered("notices", _CONCERNED, _told)


def _told(record: ObjectRecord) -> Iterator[tuple[str, Key]]:
    """The nations that an object concerns, each with the keys of what it is told."""
    return ((nation, key) for nation in concerned(record) for key in _keys_of(record, nation))


def _keys_of(record: ObjectRecord, nation: str) -> Iterator[Key]:
    """The keys of what a nation is told of an object."""
    asking = (event for event in record.events if _asked(record, event, nation))
    return ((event.at, EventId(_name_of(record, event))) for event in asking)


def _name_of(record: ObjectRecord, event: Event) -> str:
    return f"{event.id}-{record.subject[:8]}"


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


def _of_plans(ground: Ground) -> dict[str, NoticeRow]:
    """What is told of the nation's own plans that are stale, by id."""
    version = ground.view.version, ground.picture.now
    return ground.view.kept("notices of plans", version, lambda: _stale_plans(ground))


def _stale_plans(ground: Ground) -> dict[str, NoticeRow]:
    own = [one for one in ground.picture.each(Noun.PLAN) if one.state.owner == ground.view.nation]
    rows = (
        _row(ground.marks, record, event, says)
        for record in own
        for event, says in _stale(ground, record)
    )
    return {row.id: row for row in rows}


_CONCERNED = tuple(noun for noun in Noun if noun is not Noun.FACT)


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
        _name_of(record, event), event.at, event.kind, str(record.noun),
        record.subject, title_of(record), asks, event.origin, marks.of(event.label),
    )  # fmt: skip


DRAWN = Drawn(_runs, _notice_row)
"""Notices in the order of `at`, made as they are read."""
