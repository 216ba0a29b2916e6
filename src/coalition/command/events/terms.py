"""The nouns that several kinds of event share: amounts, conditions, caveats, clocks, what a thing rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import EventId, ObjectId
from coalition.measure.instants import ALWAYS, FOREVER, Interval, Minute


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """So much of something, in whole base units: `Amount("fuel", 50_000, "kg")`."""

    what: str
    quantity: int
    unit: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a nation asks before its word holds; `key` names it within the statement."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """A nation's own caveat on what it gives: a catalogued category, its words, where and for which tasks.

    Empty `places` and `tasks` mean everywhere and for everything.
    """

    category: str
    text: str
    places: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Rest:
    """Something a statement rests on: the object, and the event that gave it the content relied on."""

    subject: ObjectId
    event: EventId


class ClockStart(StrEnum):
    """When a nation's clock starts."""

    OPENING = "opening"
    RECEIPT = "receipt"
    """At that nation's own signed receipt."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When time is up: at an instant, after so many working minutes of a calendar, or, with both, at the later.

    `until` None and no `working_minutes`: never. `tolerance_minutes`: how far signing clocks may be wrong; what
    is signed within it counts, and silence is read only after it.
    """

    until: Minute | None = None
    working_minutes: int = 0
    calendar: str = ""
    starts: ClockStart = ClockStart.OPENING
    tolerance_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What a nation gives: how much, when, on which conditions, with which caveats, from which sources."""

    amounts: tuple[Amount, ...]
    window: Interval = Interval(ALWAYS, FOREVER)
    conditions: tuple[Condition, ...] = ()
    caveats: tuple[Restriction, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of units, stocks or fleets of the book."""
