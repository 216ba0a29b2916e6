"""Events of disputes: raised, consulted on, mediated, settled by both sides or recorded as open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.command.events.event import EventId, Origin
from coalition.command.events.terms import Rest
from coalition.measure.instants import Minute


class Ending(StrEnum):
    """How a dispute ended."""

    SETTLED = "settled"
    LEFT_OPEN = "left-open"
    REFERRED = "referred"
    """To somebody outside: a court, arbitrators, capitals."""


@dataclass(frozen=True, slots=True)
class DisputeRaised:
    """A nation disputes something with others, under a provision that says how disputes are settled."""

    against: tuple[Origin, ...]
    matter: str
    provision: str = ""
    about: tuple[Rest, ...] = ()
    consult_by: Minute | None = None


@dataclass(frozen=True, slots=True)
class DisputeConsulted:
    """A party records that the parties consulted."""

    note: str


@dataclass(frozen=True, slots=True)
class MediatorNamed:
    """A party names a mediator; one who is no party, and mediates once every party agreed."""

    mediator: Origin


@dataclass(frozen=True, slots=True)
class MediatorAgreed:
    """A party agrees to the mediator named."""

    named: EventId


@dataclass(frozen=True, slots=True)
class SettlementProposed:
    """A party or the agreed mediator proposes words."""

    text: str


@dataclass(frozen=True, slots=True)
class SettlementAgreed:
    """A party agrees to the words; settled once every party did."""

    proposed: EventId


@dataclass(frozen=True, slots=True)
class DisputeRecorded:
    """A party, or the agreed mediator, records how it ended; `settled` only when every party agreed."""

    ending: Ending
    text: str = ""


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn:
    """Whoever raised it no longer does."""

    reason: str = ""
