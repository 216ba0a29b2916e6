"""Events of requirements and of what nations give: request, offer, pledge, commitment, withdrawal."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.events.event import NO_OBJECT, ObjectId, Origin
from coalition.command.events.terms import Amount, Terms
from coalition.measure.instants import Interval, Minute


@dataclass(frozen=True, slots=True)
class RequirementStated:
    """What is needed, when and where. Its object id is the line: one identifier down to the receipt."""

    title: str
    amounts: tuple[Amount, ...]
    window: Interval
    place: str = ""
    uln: str = ""
    """The unit line number of the book's requirement, where it is one."""


@dataclass(frozen=True, slots=True)
class RequirementRevised:
    """What is needed from now on."""

    title: str
    amounts: tuple[Amount, ...]
    window: Interval
    place: str = ""
    uln: str = ""


@dataclass(frozen=True, slots=True)
class RequirementCancelled:
    """It is no longer needed."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ContributionRequested:
    """Nations are asked for part of a requirement."""

    nations: tuple[Origin, ...]
    amounts: tuple[Amount, ...]
    answer_by: Minute | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A nation offers: it would give. No consent of a host and no promise lies in it.

    `line` is the requirement; empty for what nobody asked for, whose line is the offer itself.
    """

    terms: Terms
    line: ObjectId = NO_OBJECT
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """Whoever stated the requirement takes so much of what is offered."""

    amounts: tuple[Amount, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PledgeMade:
    """The nation promises politically, on its conditions."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class CommitmentMade:
    """The nation has decided by its own procedure and gives; planning may count on it."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class GivingConditionMet:
    """The nation itself says that conditions of its terms are met."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn:
    """The nation takes back what it gave, from `effective` (None: at once)."""

    reason: str = ""
    effective: Minute | None = None
