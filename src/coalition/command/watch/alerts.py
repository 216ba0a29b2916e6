"""Which alert state holds where, as a function of now.

The rule: a state holds from its declaration until it is stood down or its time is up, whichever is first; then
what it falls to holds, and so on down. A later declaration takes the place of an earlier one of the same area.
A nation declares where the protocol names it; what a body may declare its keeper writes down, and it holds
only as long as the body's decision stands. Forces move on an order, never on a state.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from coalition.command.decisions.standing import standing_of
from coalition.command.events.event import NO_EVENT, Event, EventId, ObjectId, Origin
from coalition.command.events.kinds.escalation import (
    AlertState,
    StateDeclared,
    StateProlonged,
    StateStoodDown,
)
from coalition.command.fold.object import SetAside
from coalition.command.fold.picture import Picture
from coalition.command.nouns.protocols import Protocol
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Alert:
    """The state of an area (empty: everywhere). `until` None: until stood down. `fell`: by itself."""

    area: str
    state: AlertState
    since: Minute
    until: Minute | None = None
    declared: EventId = NO_EVENT
    by: Origin = Origin("")
    reason: str = ""
    fell: bool = False


@dataclass(frozen=True, slots=True)
class Alerts:
    """The state of every area that was ever declared, by name, and what was set aside."""

    areas: tuple[Alert, ...]
    aside: tuple[SetAside, ...] = ()

    def of(self, area: str) -> Alert | None:
        """The state of an area; None where nothing was ever declared."""
        return next((alert for alert in self.areas if alert.area == area), None)


def alerts_of(picture: Picture, protocol: ObjectId) -> Alerts | None:
    """The alert states at the picture's instant; None when the protocol is not in the picture."""
    state = picture.find_state(protocol, Protocol)
    return None if state is None else alerts_in(picture, state)


def alerts_in(picture: Picture, protocol: Protocol) -> Alerts:
    """The alert states at the picture's instant."""
    areas: dict[str, Alert] = {}
    aside: list[SetAside] = []
    for event in protocol.said:
        areas = {name: _run(protocol, alert, event.minute) for name, alert in areas.items()}
        fault = alert_fault(picture, protocol, event, areas)
        if fault:
            aside.append(SetAside(event, fault))
        else:
            alert = _apply(protocol, event, areas)
            areas[alert.area] = alert
    ran = (_run(protocol, areas[name], picture.now) for name in sorted(areas))
    return Alerts(tuple(ran), tuple(aside))


def allows(picture: Picture, protocol: ObjectId, what: str) -> bool:
    """Whether the state of any area allows it now."""
    alerts = alerts_of(picture, protocol)
    return alerts is not None and any(what in alert.state.allows for alert in alerts.areas)


def alert_fault(picture: Picture, protocol: Protocol, event: Event, areas: dict[str, Alert]) -> str:
    """Why a declaration, prolongation or stand-down counts for nothing; empty when it counts."""
    body = event.body
    if isinstance(body, StateDeclared):
        state = protocol.find_state(body.state)
        if body.until is not None and body.until <= event.minute:
            return "it is over before it begins"
        return _right_fault(picture, protocol, event, state)
    current = _named(body.declared, areas)
    if current is None:
        return "what it names does not hold"
    if isinstance(body, StateProlonged):
        if current.until is None or body.until <= current.until:
            return "it holds as long already"
        return _right_fault(picture, protocol, event, current.state)
    by_right = event.origin in (*current.state.declared_by, protocol.adopted.keeper)
    return "" if by_right else "the protocol does not let this origin stand it down"


def _right_fault(
    picture: Picture, protocol: Protocol, event: Event, state: AlertState | None
) -> str:
    if state is None:
        return "the protocol has no such state"
    if event.origin in state.declared_by:
        return ""
    if event.origin != protocol.adopted.keeper:
        return "the protocol does not let this origin declare the state"
    if event.body.rests_on is None:
        return "a body declares by a decision, and none is named"
    standing = standing_of(picture, event.body.rests_on.subject)
    if standing is None:
        return "the decision it rests on is not in this picture"
    if not standing.agreed or standing.forum not in state.declared_by:
        return "no body that may declare the state has decided so"
    return "" if standing.at is None or standing.at <= event.minute else "it was decided later"


def _named(declared: EventId, areas: dict[str, Alert]) -> Alert | None:
    """The alert that still holds as declared; one that fell by itself no longer does."""
    return next((a for a in areas.values() if a.declared == declared and not a.fell), None)


def _apply(protocol: Protocol, event: Event, areas: dict[str, Alert]) -> Alert:
    body = event.body
    if isinstance(body, StateDeclared):
        state = protocol.find_state(body.state) or protocol.lowest
        ends = [body.until] if body.until is not None else []
        ends += [Minute(event.minute + state.lasts_minutes)] if state.lasts_minutes else []
        return Alert(
            area=body.area,
            state=state,
            since=event.minute,
            until=min(ends, default=None),
            declared=event.id,
            by=event.origin,
            reason=body.reason,
        )
    current = _named(body.declared, areas) or Alert("", protocol.lowest, event.minute)
    if isinstance(body, StateStoodDown):
        return replace(
            _fallen(protocol, current, event.minute), by=event.origin, reason=body.reason
        )
    return replace(current, until=body.until)


def _run(protocol: Protocol, alert: Alert, now: Minute) -> Alert:
    """The alert after everything that ends by itself up to `now`. Falls go down in rank, so they end."""
    while alert.until is not None and alert.until <= now:
        alert = _fallen(protocol, alert, alert.until)
    return alert


def _fallen(protocol: Protocol, alert: Alert, at: Minute) -> Alert:
    lower = protocol.find_state(alert.state.falls_to) or protocol.lowest
    until = Minute(at + lower.lasts_minutes) if lower.lasts_minutes else None
    lowest = lower.rank == protocol.lowest.rank
    return replace(alert, state=lower, since=at, until=None if lowest else until, fell=True)
