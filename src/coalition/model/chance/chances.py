"""Chances of a book: what may go otherwise than planned, as declared data.

A *chance* says of one kind of thing how likely it goes otherwise and by how much. A *cause* is a factor that
chances share: what falls under one cause and one member of it (one nation, one place) goes well or badly
together, while each chance by itself keeps the likelihood it declares (one-factor Gaussian copula: Li, "On
Default Correlation", Journal of Fixed Income 9(4), 2000; O. A. Vasicek, "Loan Portfolio Value", Risk, 2002).

Not here: drawing (`rehearsal.world`), the file (`formats.chances`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.model.identity import (
    FleetId,
    NationId,
    PlaceId,
    ProvisionId,
    RequirementId,
)
from coalition.model.places import Mode
from coalition.model.provenance import Provenance


class ChanceKind(StrEnum):
    """What may go otherwise."""

    PROCEDURE_TIME = "procedure-time"
    """A procedure takes anything between the least and the most its provision states."""
    CONSENT_LATE = "consent-late"
    """A procedure ends later than that."""
    CONSENT_REFUSED = "consent-refused"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    """What was or will be granted is taken back at some time before the horizon's end."""
    READINESS_LATE = "readiness-late"
    SOURCE_WITHDRAWN = "source-withdrawn"
    """A unit or stock is taken back; what has left by then goes on."""
    FLEET_LATE = "fleet-late"
    BREAKDOWN = "breakdown"
    """A carrier breaks down after so much moving, and is repaired or lost."""
    TRAVEL_SLOW = "travel-slow"
    """A leg takes so many percent longer than its moving minutes."""
    WEATHER = "weather"
    """A place is closed for a spell, again and again."""
    PLACE_LOST = "place-lost"
    """A place is closed once, for a time or for good."""
    AIRSPACE_CLOSED = "airspace-closed"
    HANDLING_SLOW = "handling-slow"
    """Work at a place takes so many percent longer, all through."""
    DEMAND_GROWS = "demand-grows"
    """A load is so many percent larger than planned for."""


class Each(StrEnum):
    """Which things share one factor of a cause."""

    ALL = "all"
    NATION = "nation"
    PLACE = "place"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class Spread:
    """A triangular amount: least, likely, most; minutes of a time, millionths of a share.

    Triangular because three numbers are what people can say (D. Johnson, "The triangular distribution as a
    proxy for the beta distribution in risk analysis", The Statistician 46(3), 1997).
    """

    least: int
    likely: int
    most: int


@dataclass(frozen=True, slots=True)
class CommonCause:
    """A factor shared by chances: each member (`each`) has its own.

    `share_ppm` is how much of the variation of what falls under it the factor explains, in millionths: nought
    leaves chances apart, a million makes them one.
    """

    id: str
    each: Each
    share_ppm: int
    text: str = ""
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Chance:
    """One thing that may go otherwise, for every subject it names; empty selectors mean all.

    `probability_ppm`: of each subject, within the horizon (for `breakdown`: that the carrier is lost). `every`:
    mean minutes between two, of moving (`breakdown`) or of time (`weather`). `lasts`: how long (None: for
    good), or how much later. `more`: by how much more, in millionths.
    """

    id: str
    kind: ChanceKind
    cause: str = ""
    probability_ppm: int | None = None
    every: int | None = None
    lasts: Spread | None = None
    more: Spread | None = None
    nations: tuple[NationId, ...] = ()
    places: tuple[PlaceId, ...] = ()
    modes: tuple[Mode, ...] = ()
    fleets: tuple[FleetId, ...] = ()
    sources: tuple[str, ...] = ()
    """Units and stocks."""
    procedures: tuple[ProvisionId, ...] = ()
    requirements: tuple[RequirementId, ...] = ()
    text: str = ""
    provenance: Provenance = Provenance()
    assumed: bool = False
    """Whether it is the program's assumption rather than the book's word."""


@dataclass(frozen=True, slots=True)
class Chances:
    """All chances of a book and the causes they share."""

    causes: tuple[CommonCause, ...] = ()
    chances: tuple[Chance, ...] = ()

    def cause(self, name: str) -> CommonCause | None:
        """The cause of that id, None when there is none."""
        return next((one for one in self.causes if one.id == name), None)


CALM = Chances()
"""Nothing goes otherwise than planned."""
