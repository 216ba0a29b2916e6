"""Standards nations hold, with the evidence; readiness of units; what nations declared of money and will."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId, UnitId
from coalition.model.provenance import Provenance


class Level(StrEnum):
    """Levels of standardisation, least first (AAP-06: compatible, interchangeable, common)."""

    NONE = "none"
    COMPATIBLE = "compatible"
    INTERCHANGEABLE = "interchangeable"
    COMMON = "common"

    @property
    def rank(self) -> int:
        """0 for none to 3 for common."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Conformity:
    """How far a nation holds a standard in a capability (empty: in all), and what showed it.

    `level` None is unknown. `evidence` names the exercise or test; without one it is only declared.
    """

    nation: NationId
    capability: str
    standard: str
    level: Level | None
    evidence: str = ""
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Readiness:
    """A unit's readiness in percent on a day, how it falls while it is used and rises while it rests.

    Percent points in 30 days; None is unknown. `floor` is where it is fit no more.
    """

    unit: UnitId
    at: Minute
    percent: int
    falls_per_month: int | None
    rises_per_month: int | None
    floor: int = 50
    provenance: Provenance = Provenance()


class Factor(StrEnum):
    """What a nation may declare beside its forces."""

    BUDGET = "budget"
    WILL = "will"


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared factor of a nation in a stretch of time: money it will spend, or will in percent."""

    nation: NationId
    factor: Factor
    value: int
    span: Interval
    provenance: Provenance = Provenance()
