"""The book: an alliance's standing facts together with one crisis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coalition.measure.instants import Minute
from coalition.model.facts import Fact
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import (
    FleetId,
    NationId,
    PlaceId,
    RequirementId,
    StockId,
    UnitId,
)
from coalition.model.law import Decision, Instrument
from coalition.model.nations import Alliance, Nation
from coalition.model.places import Place
from coalition.model.provenance import Provenance
from coalition.model.requirements import Requirement
from coalition.model.ways import Closure, DeclaredWay


@dataclass(frozen=True, slots=True)
class Crisis:
    """What happened and the frame of the plan.

    `activated` (C-day, 00:00 of `C+0`) is when notices to move and open procedures start to run; nothing
    is planned before it. `facts` are what conditions of provisions speak of; a missing fact is unknown.
    `positions` say whose version of a text speaks, by text. `avoid` lists nations no land or air way may
    cross, whatever the law says.
    """

    title: str
    activated: Minute
    horizon_end: Minute
    facts: tuple[Fact, ...] = ()
    avoid: tuple[NationId, ...] = ()
    text: str = ""
    positions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A published event a plan can be set beside."""

    at: Minute
    text: str
    place: PlaceId | None = None
    capability: str = ""
    amount: int | None = None
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Book:
    """Everything a plan is made from. Mappings keep the order of the files.

    `powers` are what each state of command allows, by state and power; what is not there is unknown.
    """

    title: str
    fictional: bool
    alliance: Alliance
    crisis: Crisis
    nations: Mapping[NationId, Nation]
    places: Mapping[PlaceId, Place]
    ways: tuple[DeclaredWay, ...]
    closures: tuple[Closure, ...]
    units: Mapping[UnitId, Unit]
    stocks: Mapping[StockId, Stock]
    fleets: Mapping[FleetId, Fleet]
    requirements: Mapping[RequirementId, Requirement]
    instruments: tuple[Instrument, ...]
    decisions: tuple[Decision, ...]
    timeline: tuple[TimelineEntry, ...] = ()
    powers: Mapping[tuple[str, str], bool] = field(default_factory=dict)
