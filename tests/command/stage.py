"""A crisis room in memory: says events with ids in order, and shows the picture at any instant."""

from __future__ import annotations

from typing import Any

from coalition.command.acting.command import Actor, Command, Decision
from coalition.command.acting.may_act import may_act
from coalition.command.calendars import Calendars
from coalition.command.decisions.standing import Standing, standing_of
from coalition.command.events.event import Event, EventId, ObjectId, Origin, PersonId
from coalition.command.events.kinds.bodies import BodyFounded, ForumRule
from coalition.command.events.kinds.decisions import DecisionOpened, ProposalTabled
from coalition.command.events.registry import Role
from coalition.command.events.stamps import Stamp, stamp_of
from coalition.command.events.terms import Clock
from coalition.command.fold.fold import fold
from coalition.command.fold.picture import Picture
from coalition.labels.label import Label
from coalition.measure.instants import Minute, parse_instant
from coalition.model.nations import Rule

LABEL = Label("NATO", "RESTRICTED")
STAFF = Origin("NATO-IS")
SILENCE = ForumRule("*", Rule.SILENCE)
CONSENSUS = ForumRule("*", Rule.CONSENSUS)
MAJORITY = ForumRule("*", Rule.MAJORITY)
NO_CLOCK = Clock()
START = parse_instant("2026-11-02T08:00Z")
ALL_ROLES = frozenset(role for role in Role if role is not Role.AUDITOR)


def after(minutes: int) -> Minute:
    """So many minutes after the start."""
    return Minute(START + minutes)


class Stage:
    """Collects events; each is said a minute after the one before unless told otherwise."""

    def __init__(self, first: int = 1) -> None:
        self.events: list[Event] = []
        self.clock = START
        self._next = first

    def say(
        self,
        origin: str,
        body: Any,
        about: str | Event = "",
        *,
        at: int | None = None,
        label: Label = LABEL,
    ) -> Event:
        """One event; without `about` it makes a new object."""
        when = Minute(at if at is not None else self.clock + 1)
        self.clock = max(self.clock, when) if self.events else when
        id_ = EventId(f"{self._next:032x}")
        self._next += 1
        subject = about.subject if isinstance(about, Event) else about
        event = Event(
            id=id_,
            at=Stamp(stamp_of(when) + self._next % 1000),
            origin=Origin(origin),
            actor=PersonId(f"{origin}.officer"),
            kind=type(body).__name__,
            subject=ObjectId(subject or id_),
            label=label,
            body=body,
        )
        self.events.append(event)
        return event

    def picture(self, now: int | None = None, calendars: Calendars | None = None) -> Picture:
        """The picture of an instant; of the latest event without one."""
        return fold(self.events, Minute(self.clock if now is None else now), calendars or {})

    def standing(
        self, about: Event, now: int | None = None, calendars: Calendars | None = None
    ) -> Standing:
        """Where a proposal stands."""
        found = standing_of(self.picture(now, calendars), about.subject)
        assert found is not None
        return found

    def may(
        self,
        origin: str,
        body: Any,
        about: str | Event = "",
        *,
        now: int | None = None,
        roles: frozenset[Role] = ALL_ROLES,
        label: Label = LABEL,
        calendars: Calendars | None = None,
    ) -> Decision:
        """Whether somebody may say it."""
        actor = Actor(PersonId(f"{origin}.officer"), Origin(origin), roles)
        subject = about.subject if isinstance(about, Event) else about
        command = Command(actor, body, label, ObjectId(subject))
        return may_act(self.picture(now, calendars), command)

    def council(
        self, *members: str, rules: tuple[ForumRule, ...] = (SILENCE, CONSENSUS, MAJORITY)
    ) -> Event:
        """A body of these members, kept by the staff."""
        seats = tuple(Origin(member) for member in members)
        return self.say(STAFF, BodyFounded("Council", seats, STAFF, rules))

    def table(self, council: Event, mover: str = STAFF, text: str = "To agree.") -> Event:
        """A text before the body."""
        return self.say(mover, ProposalTabled(council.subject, "A decision", text))

    def put(
        self,
        council: Event,
        proposal: Event,
        clock: Clock = NO_CLOCK,
        *,
        rule: ForumRule = SILENCE,
        at: int | None = None,
        **other: Any,
    ) -> Event:
        """The text put to the body by the rule, with its present roster."""
        when = Minute(at if at is not None else self.clock + 1)
        body = fold(self.events, when, {}).find(council.subject)
        words = fold(self.events, when, {}).find(proposal.subject)
        assert body is not None
        assert words is not None
        put = DecisionOpened(
            body=other.get("body", council.subject),
            text=other.get("text", words.state.words[-1].event),
            epoch=other.get("epoch", body.state.epoch.event),
            roster=other.get("roster", body.state.members),
            rule=rule,
            clock=clock,
        )
        return self.say(other.get("by", STAFF), put, proposal, at=when)
