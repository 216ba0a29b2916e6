"""What a new plan does to the one in force: promises moved, trips changed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import Minute
from coalition.model.identity import CarrierId, RequirementId
from coalition.model.plan import Score, Trip


class Touch(StrEnum):
    """How news reaches a promise or a trip."""

    BROKEN = "broken"
    """As planned it would break a rule of the book as it is now."""
    NAMED = "named"
    """The news speaks of it, or of what it uses."""
    KNOCK_ON = "knock-on"
    """It shares a carrier, a working place or a load with what the news reaches."""
    FREE = "free"
    """Nothing in the news reaches it; it is changed for the sake of the whole."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something changed: how the news reaches it, which item (from 1; None for no one item), in words.

    `rule` and `provision` are of the breach the old plan would be, when it is one.
    """

    touch: Touch
    item: int | None
    text: str
    rule: str = ""
    provision: str = ""


class Fate(StrEnum):
    """What became of a trip."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PromiseMoved:
    """A requirement that closes at another minute; None is never, within the horizon.

    `minutes` is how far it moved, later positive; what never closes counts to the horizon's end.
    """

    requirement: RequirementId
    weight: int
    before: Minute | None
    after: Minute | None
    minutes: int
    late_before: int
    late_after: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class TripChanged:
    """A trip that is not as it was; a dropped one has no `after`, an added one no `before`."""

    fate: Fate
    carrier: CarrierId
    begins: Minute
    requirements: tuple[RequirementId, ...]
    reason: Reason
    before: Trip | None = None
    after: Trip | None = None


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """Everything that differs between two plans, the new requirements and those no longer wanted.

    `price` is what the change costs in weighted minutes (`model.change.price`). A requirement that only one
    of the two books holds has no promise that could move.
    """

    at: Minute
    promises: tuple[PromiseMoved, ...]
    trips: tuple[TripChanged, ...]
    added: tuple[RequirementId, ...]
    cancelled: tuple[RequirementId, ...]
    before: Score
    after: Score
    price: int

    @property
    def empty(self) -> bool:
        """Whether the plan in force stands as it is."""
        return not (self.promises or self.trips or self.added or self.cancelled)
