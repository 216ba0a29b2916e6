"""Events of escalation: the protocol of alert states, declarations, orders, duty rosters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import EventId, Origin, PersonId
from coalition.command.events.terms import Rest
from coalition.measure.instants import Interval, Minute


@dataclass(frozen=True, slots=True)
class AlertState:
    """A state of a protocol: what it allows, who may declare it, how long it lasts, where it falls to.

    `rank` orders states, 0 is normal. `declared_by` holds object ids of bodies and origins of nations; a body
    declares by a decision of its own, a nation by its representative. `lasts_minutes` 0: until stood down.
    `falls_to` is the state after it ends; empty is the lowest.
    """

    name: str
    rank: int
    allows: tuple[str, ...] = ()
    declared_by: tuple[str, ...] = ()
    lasts_minutes: int = 0
    falls_to: str = ""


@dataclass(frozen=True, slots=True)
class ProtocolAdopted:
    """A protocol of states is in force; `keeper` is the origin that writes what bodies decide under it."""

    name: str
    states: tuple[AlertState, ...]
    keeper: Origin
    source: str = ""


@dataclass(frozen=True, slots=True)
class StateDeclared:
    """A state holds from now on, until `until` at the latest; `rests_on` is the decision of the body."""

    state: str
    until: Minute | None = None
    area: str = ""
    reason: str = ""
    rests_on: Rest | None = None


@dataclass(frozen=True, slots=True)
class StateProlonged:
    """The state declared lasts until `until`."""

    declared: EventId
    until: Minute
    reason: str = ""
    rests_on: Rest | None = None


@dataclass(frozen=True, slots=True)
class StateStoodDown:
    """The state declared ends now; what it falls to holds."""

    declared: EventId
    reason: str = ""


class OrderKind(StrEnum):
    """Products of the NATO crisis response process."""

    WARNING = "warning"
    """ACTWARN: get ready."""
    REQUEST = "request"
    """ACTREQ: say what you give."""
    PREPARATION = "preparation"
    """FORCEPREP."""
    ACTIVATION = "activation"
    """ACTORD: do it; forces move only with it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rung:
    """So long after the order, while no acknowledgement is in, this post is called."""

    after_minutes: int
    post: str


@dataclass(frozen=True, slots=True)
class OrderIssued:
    """An order to nations; each acknowledges for itself, or posts are called up the ladder."""

    order: OrderKind
    title: str
    text: str
    addressees: tuple[Origin, ...]
    acknowledge_minutes: int = 0
    ladder: tuple[Rung, ...] = ()
    rests_on: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderAcknowledged:
    """An addressed nation has the order; it promises nothing by that."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderRevoked:
    """Whoever gave the order takes it back."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class DutyTurn:
    """Who holds a post for a nation and when."""

    post: str
    nation: Origin
    person: PersonId
    window: Interval


@dataclass(frozen=True, slots=True)
class DutyRosterSet:
    """The whole duty roster of its origin from now on."""

    turns: tuple[DutyTurn, ...]
