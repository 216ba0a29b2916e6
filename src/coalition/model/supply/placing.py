"""Where stocks could be kept, whose, and what may come: the question of pre-positioning as a book states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from coalition.model.cargo import Nature
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.provenance import Provenance

CommodityId = NewType("CommodityId", str)
ScenarioId = NewType("ScenarioId", str)


@dataclass(frozen=True, slots=True)
class SiteSize:
    """A size in which a place could be opened as a store: space in kg, and what that costs."""

    place: PlaceId
    size: str
    capacity_kg: int
    cost: int
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Commodity:
    """Something kept: its unit's mass, how it travels, and what a unit, its way and its lack cost.

    `cost_per_1000_tkm` is money for 1,000 tonne-kilometres; `delay_cost` money for a unit and hour of response;
    `unmet_cost` money for a unit that never comes. A `whole` one is held in whole units (equipment sets);
    `crew` names the commodity-like number of flown-in troops a unit must meet, 0 when none.
    """

    id: CommodityId
    name: str
    unit_kg: int
    mode: Mode
    speed_m_per_hour: int
    cost_per_1000_tkm: int
    delay_cost: int
    unmet_cost: int
    nature: Nature = Nature.GENERAL
    whole: bool = False
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
class Scenario:
    """A crisis that may come: its weight, the facts that then hold, what is needed where, what is left where.

    `needs` are units by place and commodity; `kept` percent of what is held at a place that is left;
    `crews` units of a commodity that can be manned, where troops must be flown in to meet it.
    """

    id: ScenarioId
    says: str
    weight: int
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: Mapping[tuple[PlaceId, CommodityId], int] = field(default_factory=dict)
    kept: Mapping[PlaceId, int] = field(default_factory=dict)
    crews: Mapping[CommodityId, int] = field(default_factory=dict)
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Placing:
    """The whole question; `budgets` are money by nation for all it holds."""

    sites: tuple[SiteSize, ...]
    commodities: Mapping[CommodityId, Commodity]
    choices: tuple[Choice, ...]
    scenarios: tuple[Scenario, ...]
    budgets: Mapping[NationId, int]
