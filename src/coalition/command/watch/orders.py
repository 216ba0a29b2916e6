"""Who has acknowledged an order, who is late, and which posts are called by now, up the ladder.

The rule: the clock of a nation runs from the order until its own acknowledgement; every rung whose time has
come calls its post, and whoever has the duty at that minute. Nothing has to happen for it to be called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coalition.command.events.event import ObjectId, Origin, PersonId
from coalition.command.events.kinds.escalation import DutyTurn
from coalition.command.events.registry import Noun
from coalition.command.events.stamps import Stamp, minute_of_stamp
from coalition.command.fold.picture import Picture
from coalition.command.nouns.protocols import DutyRoster, Order
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Call:
    """A post called at a minute; `person` is None where nobody has the duty."""

    at: Minute
    post: str
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class OrderWatch:
    """One addressed nation. `due` None: the order asks for no acknowledgement."""

    nation: Origin
    acknowledged: Stamp | None
    due: Minute | None
    overdue: bool
    calls: tuple[Call, ...] = ()
    next_call: Minute | None = None


def watch_order(picture: Picture, order: ObjectId) -> tuple[OrderWatch, ...]:
    """Every addressed nation at the picture's instant, as the order names them; none when it is not here."""
    state = picture.find_state(order, Order)
    if state is None:
        return ()
    return tuple(_watch(picture, state, nation) for nation in state.issued.addressees)


def _watch(picture: Picture, order: Order, nation: Origin) -> OrderWatch:
    begin = minute_of_stamp(order.at)
    seen = next((a.at for a in order.acknowledged if a.nation == nation), None)
    asked = order.issued.acknowledge_minutes
    due = Minute(begin + asked) if asked else None
    stops = [minute_of_stamp(at) for at in (seen, order.revoked) if at is not None]
    stop = min(stops, default=None)
    overdue = due is not None and (picture.now if stop is None else stop) > due
    rungs = sorted(order.issued.ladder, key=lambda rung: (rung.after_minutes, rung.post))
    times = [(Minute(begin + rung.after_minutes), rung.post) for rung in rungs]
    turns = tuple(_turns(picture, nation))
    calls = tuple(
        Call(at, post, on_duty(turns, post, at))
        for at, post in times
        if at <= picture.now and (stop is None or at < stop)
    )
    coming = [at for at, _ in times if at > picture.now] if stop is None else []
    return OrderWatch(nation, seen, due, overdue, calls, min(coming, default=None))


def on_duty(turns: tuple[DutyTurn, ...], post: str, at: Minute) -> PersonId | None:
    """Who has the duty of a post at a minute: the turn that began last; None where nobody has."""
    found = [turn for turn in turns if turn.post == post and turn.window.contains(at)]
    latest = max(found, key=lambda turn: (turn.window.opens, turn.person), default=None)
    return None if latest is None else latest.person


def _turns(picture: Picture, nation: Origin) -> Iterator[DutyTurn]:
    for record in picture.each(Noun.DUTY_ROSTER):
        roster: DutyRoster = record.state
        if roster.nation == nation:
            yield from roster.turns
