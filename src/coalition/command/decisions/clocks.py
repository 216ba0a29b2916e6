"""When time is up: for a nation, and for the whole round.

The rule: a nation's clock runs from the opening or, where the rule says so, from its own signed receipt. A
nation without receipt has no end: its silence is never read, and whatever it says counts until finality.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.calendars import Calendars, after_working
from coalition.command.decisions.round import Round
from coalition.command.events.event import Event, Origin
from coalition.command.events.terms import Clock, ClockStart
from coalition.command.fold.object import SetAside
from coalition.measure.instants import Minute


@dataclass(frozen=True, slots=True)
class Ends:
    """When time is up. `round` None: never, or not to be said (`doubt`). Nations without an end are absent."""

    round: Minute | None
    nations: dict[Origin, Minute]
    aside: tuple[SetAside, ...] = ()
    doubt: str = ""

    def of(self, nation: Origin) -> Minute | None:
        """The end of the nation's clock; None while it has none."""
        return self.nations.get(nation)

    @property
    def last(self) -> Minute | None:
        """When the last clock that runs has run; None when the round's never does."""
        return None if self.round is None else max([self.round, *self.nations.values()])


def ends_of(found: Round, calendars: Calendars) -> Ends:
    """The ends of a round, extensions included. An extension counts before the end only, to later only."""
    clock = found.put.clock
    if clock.calendar and clock.calendar not in calendars:
        return Ends(None, {}, doubt=f"the calendar `{clock.calendar[:40]}` is not known here")
    ends = _first_ends(found, clock, calendars)
    aside: list[SetAside] = []
    for event in found.extensions:
        ends = _extended(ends, event, aside)
    return Ends(ends.round, _in_time(found, ends), tuple(aside))


def end_of(clock: Clock, begin: Minute, calendars: Calendars) -> Minute | None:
    """When a clock that begins at `begin` ends; None: never."""
    ran = None
    if clock.working_minutes > 0:
        ran = after_working(begin, clock.working_minutes, calendars.get(clock.calendar))
    given = [at for at in (clock.until, ran) if at is not None]
    return max(given, default=None)


def _first_ends(found: Round, clock: Clock, calendars: Calendars) -> Ends:
    opened = found.opening.minute
    whole = end_of(clock, opened, calendars)
    nations: dict[Origin, Minute] = {}
    for nation, at in found.receipts:
        begin = at if clock.starts is ClockStart.RECEIPT else opened
        end = end_of(clock, begin, calendars)
        if end is not None:
            nations[nation] = end
    return Ends(whole, nations)


def _extended(ends: Ends, event: Event, aside: list[SetAside]) -> Ends:
    until: Minute = event.body.until
    if ends.last is None or event.minute > ends.last:
        aside.append(SetAside(event, "time was up, or never ends"))
        return ends
    if ends.round is None or until <= ends.round:
        aside.append(SetAside(event, "an extension gives more time, not less"))
        return ends
    return Ends(until, {nation: max(end, until) for nation, end in ends.nations.items()})


def _in_time(found: Round, ends: Ends) -> dict[Origin, Minute]:
    """Only nations whose receipt lies before their end: who had no time has no end."""
    at = dict(found.receipts)
    return {nation: end for nation, end in ends.nations.items() if at[nation] <= end}
