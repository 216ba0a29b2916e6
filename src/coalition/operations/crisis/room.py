"""The crisis room: one record, its events in memory, a view for each clearance in use, and the verbs.

Not here: who a person is and by what door it comes (`server`), how a plan is made (`crisis.planning`).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import RLock

from coalition.command.calendars import Calendars
from coalition.command.events.event import Event
from coalition.command.events.kinds.escalation import DutyRosterSet
from coalition.labels import Clearance, Label, Policy
from coalition.measure.collector import without_collector
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.operations.crisis.acting import Chance, Marker, Said, check_same, draft_event
from coalition.operations.crisis.acts.claims import Claims
from coalition.operations.crisis.clock import CrisisClock
from coalition.operations.crisis.journal import Journal
from coalition.operations.crisis.keeping.snapshot import Snapshot
from coalition.operations.crisis.viewing.facts import Nouns
from coalition.operations.crisis.viewing.foundation import Foundation
from coalition.operations.crisis.viewing.sharing import SharedSteps
from coalition.operations.crisis.viewing.standing import book_of
from coalition.operations.crisis.viewing.view import View
from coalition.record import Record

VIEWS_MAX = 128
PAST_VIEWS_MAX = 8
FOUNDED_FROM = 5_000
"""With fewer events, views fold each of them for themselves."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the room takes from outside."""

    record: Record
    policy: Policy
    clock: CrisisClock
    chance: Chance
    usual: Label
    calendars: Calendars = field(default_factory=dict)
    snapshot: Snapshot | None = None


class CrisisRoom:
    """An open crisis. Safe from many threads; whoever acts waits until what was said is durable."""

    def __init__(self, means: Means) -> None:
        self.policy, self.clock, self._means = means.policy, means.clock, means
        kept = means.snapshot
        self.journal = Journal(means.record, means.policy, None if kept is None else kept.begin)
        self.nouns = Nouns()
        self._steps = SharedSteps()
        self._views: OrderedDict[Clearance, View] = OrderedDict()
        self._past: OrderedDict[tuple[Clearance, Minute], View] = OrderedDict()
        self._foundation: Foundation | None = None
        self._marker = Marker(means.policy, means.usual)
        self._lock, self._opening, self._claims = RLock(), RLock(), Claims()
        self._listeners: list[Callable[[], None]] = []

    @property
    def usual(self) -> Label:
        """The label of what is new, when nobody says another."""
        return self._means.usual

    @property
    def foundation(self) -> Foundation | None:
        """What views begin with; None while little is on record."""
        return self._foundation

    @property
    def snapshot(self) -> Snapshot | None:
        """What the room began with beside the record; None when it read everything from there."""
        return self._means.snapshot

    @property
    def chance(self) -> Chance:
        """Where ids come from."""
        return self._means.chance

    # -- seeing -----------------------------------------------------------------------------------

    def view(self, clearance: Clearance) -> View:
        """The view of the clearance as it is now."""
        view = self._known(clearance)
        if view is None:
            with self._opening:  # one at a time, while those that are there go on being read
                view = self._known(clearance) or self._opened(clearance)
                with self._lock:
                    self._views[clearance] = view
                    if len(self._views) > VIEWS_MAX:
                        self._views.popitem(last=False)
        view.catch_up(self.clock.minute())
        return view

    def _known(self, clearance: Clearance) -> View | None:
        with self._lock:
            if clearance in self._views:
                self._views.move_to_end(clearance)
            return self._views.get(clearance)

    def view_at(self, clearance: Clearance, at: Minute) -> View:
        """The view of the clearance as it was at an instant, by the same fold stopped early."""
        if at >= self.clock.minute():
            return self.view(clearance)
        with self._lock:
            view = self._past.get((clearance, at)) or self._opened(clearance, at)
            self._past[clearance, at] = view
            self._past.move_to_end((clearance, at))
            if len(self._past) > PAST_VIEWS_MAX:
                self._past.popitem(last=False)
        view.catch_up(at)
        return view

    def _opened(self, clearance: Clearance, until: Minute | None = None) -> View:
        calendars = self._means.calendars
        if until is not None:
            return View(clearance, self.journal, self._steps, calendars=calendars, until=until)
        self.lay_foundation()
        return View(
            clearance, self.journal, self._steps, calendars=calendars, foundation=self._foundation
        )

    def lay_foundation(self) -> None:
        """Make what views begin with, when much has come since it was made last."""
        with self._opening, without_collector():
            now, kept = self.clock.minute(), self._means.snapshot
            if self._foundation is None and kept is not None:
                self._foundation = kept.lay(self.journal, self._steps, now)
            laid = 0 if self._foundation is None else self._foundation.position
            if len(self.journal) - laid >= max(FOUNDED_FROM, laid // 2):
                self._foundation = Foundation(self.journal, self._steps, now)

    def book(self, view: View) -> Book | None:
        """The book of the view; None when its frame is not in view."""
        return book_of(view, self.nouns)

    # -- saying -----------------------------------------------------------------------------------

    def act(self, said: Said) -> Event:
        """The event, durable; said twice under one id it is said once.

        Raises UnseenError, NotAllowedError, InputError; nothing is said then.
        """
        with self._claims.on(said.subject, said.id, _only_one(said)):
            view = self.view(said.clearance)
            before = self.journal.find(said.id) if said.id else None
            if before is not None:
                check_same(said, before[0])
                return before[0]
            now = self.clock.stamp()
            event = draft_event(said, view, self._marker, now=now, chance=self._means.chance)
            self.journal.append([event])
        self._tell()
        return event

    def take(self, events: Sequence[Event], *, batch: int = 500) -> None:
        """Events that were made elsewhere (an adopted book, an import) are durable and in view."""
        for begin in range(0, len(events), batch):
            self.journal.append(events[begin : begin + batch])
        self._tell()

    # -- telling ----------------------------------------------------------------------------------

    def listen(self, listener: Callable[[], None]) -> None:
        """The listener is called, from any thread, whenever something new is durable."""
        self._listeners.append(listener)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def close(self) -> None:
        """The record is let go."""
        self._means.record.close()


def _only_one(said: Said) -> str:
    """A name for what an actor may make once alone, whatever the id."""
    once = isinstance(said.body, DutyRosterSet) and not said.subject
    return f"{said.actor.origin} DutyRosterSet" if once else ""
