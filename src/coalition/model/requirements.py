"""What is wanted where and by when, in the words of a time-phased force and deployment list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import Minute
from coalition.model.cargo import CargoLine
from coalition.model.identity import NationId, PlaceId, RequirementId, StockId, UnitId
from coalition.model.provenance import Provenance


class Kind(StrEnum):
    """Whether the requirement names what moves, or only what must be achieved."""

    MOVEMENT = "movement"
    CAPABILITY = "capability"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A line of the requirement list (ULN).

    A *movement* names its load: a `unit`, or `stock` with `amount` pieces, or its own `lines` with
    `nation` and `origin`. A *capability* names `capability` and `amount`; sourcing chooses units and
    stocks. Dates are TPFDD dates: ready to load at origin (RLD), available to load at the port of
    embarkation (ALD), earliest and latest arrival at the port of debarkation (EAD, LAD), required
    delivery at destination (RDD). Without a port of debarkation EAD holds at the destination.
    """

    id: RequirementId
    kind: Kind
    description: str
    destination: PlaceId
    rdd: Minute
    priority: int
    weight: int
    nation: NationId | None = None
    unit: UnitId | None = None
    stock: StockId | None = None
    capability: str = ""
    amount: int = 0
    interoperability: frozenset[str] = frozenset()
    origin: PlaceId | None = None
    poe: PlaceId | None = None
    pod: PlaceId | None = None
    activated: Minute | None = None
    """When the notice to move starts to run; None means at the crisis's activation."""
    rld: Minute | None = None
    ald: Minute | None = None
    ead: Minute | None = None
    lad: Minute | None = None
    lines: tuple[CargoLine, ...] = ()
    after: tuple[RequirementId, ...] = ()
    together: bool = False
    task: str = ""
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()
