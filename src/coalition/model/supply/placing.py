"""Where stocks could be kept, whose, and what may come: the question of pre-positioning as a book states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.provenance import Provenance

CommodityId = NewType("CommodityId", str)
ScenarioId = NewType("ScenarioId", str)


class UsedBy(StrEnum):
    """Who uses what is kept."""

    OWNER = "owner"
    """The forces of its owner, as equipment sets are."""
    HOST = "host"
    """The nation in need, as relief is: it must be allowed to draw on another's stock."""


@dataclass(frozen=True, slots=True)
class SiteSize:
    """A size in which a place could be opened as a store: space in kg, what that costs, and who pays it."""

    place: PlaceId
    size: str
    capacity_kg: int
    cost: int
    payer: NationId
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Means:
    """How a commodity can travel: block speed door to door, money for 1,000 tonne-kilometres, handling."""

    mode: Mode
    speed_m_per_hour: int
    cost_per_1000_tkm: int
    handling_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Commodity:
    """Something kept: its unit's mass, how it can travel, and what a unit's delay and lack cost.

    `delay_cost` is money for a unit and hour of response; `unmet_cost` money for a unit that never comes. A
    `whole` one is held in whole units (equipment sets).
    """

    id: CommodityId
    name: str
    unit_kg: int
    means: tuple[Means, ...]
    delay_cost: int
    unmet_cost: int
    nature: Nature = Nature.GENERAL
    whole: bool = False
    used_by: UsedBy = UsedBy.OWNER
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Choice:
    """That a nation could hold a commodity at a place: from `low` to `high` units, `today` of them already."""

    place: PlaceId
    nation: NationId
    commodity: CommodityId
    unit_cost: int
    low: int
    high: int
    today: int
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Crew:
    """Troops flown in to meet a commodity: how many units they man, and when they are there.

    `nation` None: they man whatever its owner. From `origin` they fly at `speed_m_per_hour` after
    `ready_minutes`; without one they are there at once. `join_minutes` pass until a unit and its crew are one.
    """

    commodity: CommodityId
    units: int
    nation: NationId | None = None
    origin: PlaceId | None = None
    speed_m_per_hour: int = 700_000
    ready_minutes: int = 0
    join_minutes: int = 0
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A crisis that may come: its weight, the facts that then hold, what is needed where, what is left where.

    `needs` are units by place and commodity; `kept` percent of what is held at a place that is left; `crews`
    bound what can be used of a commodity.
    """

    id: ScenarioId
    says: str
    weight: int
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Mapping[tuple[PlaceId, CommodityId], int] = field(default_factory=dict)
    kept: Mapping[PlaceId, int] = field(default_factory=dict)
    crews: tuple[Crew, ...] = ()
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of a decision; None is not asked.

    `within_hours`: of each need `share_percent` comes within so many hours, but for `excused_percent` of
    chance. `tail_percent` of recourse is weighed by its worst tenth, `loss_percent` by the worst site lost.
    `fair_percent`: no nation pays more than its share by more than that. `cover_percent`: of each commodity,
    each nation in need has so much of its mean need within `cover_hours`. `even_percent`: the worst share unmet
    of any nation costs that much of leaving everything unmet.
    """

    within_hours: int | None = None
    share_percent: int = 80
    excused_percent: int = 10
    tail_percent: int = 0
    loss_percent: int = 0
    fair_percent: int | None = None
    cover_percent: int | None = None
    cover_hours: int = 240
    even_percent: int = 0


@dataclass(frozen=True, slots=True)
class Placing:
    """The whole question; `budgets` are money by nation for all it pays, `shares` its part of the whole."""

    sites: tuple[SiteSize, ...]
    commodities: Mapping[CommodityId, Commodity]
    choices: tuple[Choice, ...]
    scenarios: tuple[Scenario, ...]
    budgets: Mapping[NationId, int]
    shares: Mapping[NationId, int] = field(default_factory=dict)
    terms: Terms = Terms()
