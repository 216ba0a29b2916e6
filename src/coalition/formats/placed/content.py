"""Everything an answer of pre-positioning says, in rows: made by `operations`, written here.

Money is the book's, hours are of response from the activation, shares lie between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.supply.placing import CommodityId, ScenarioId

FORMAT = "coalition-preposition-2"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in micro-degrees; its nation."""

    place: PlaceId
    name: str
    nation: NationId
    lat_udeg: int
    lon_udeg: int


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A candidate site: its size (empty when it stays closed), kg of room and of what is held, who pays what.

    `loss` is the money its loss would add to what is expected later.
    """

    spot: Spot
    size: str
    capacity_kg: int
    held_kg: int
    payer: NationId
    cost: float
    loss: float


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Units of a commodity a nation should hold at a place, of which `today` are there already.

    `first_hours` is the quickest response anywhere (None: it can reach nobody); `usable` the share of what
    scenarios ask of it that the law leaves open, `doubtful` that which rests on what nobody has stated.
    """

    place: PlaceId
    nation: NationId
    commodity: CommodityId
    units: int
    today: int
    money: float
    first_hours: float | None
    usable: float
    doubtful: float


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A leave that deliveries of the plan rest on: whose, under which provision, from when (ISO or empty).

    `missing` are assents not yet given; `units` are expected units delivered under it.
    """

    question: str
    whose: NationId
    finding: str
    provision: str
    opens: str
    missing: tuple[str, ...]
    stores: tuple[PlaceId, ...]
    units: float


@dataclass(frozen=True, slots=True)
class BarredRow:
    """What the law shuts out: a holding for a place, in how many scenarios that need it there, and why."""

    place: PlaceId
    nation: NationId
    commodity: CommodityId
    destination: PlaceId
    scenarios: tuple[ScenarioId, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationRow:
    """What a nation pays and what it gains.

    `pays` money now, `share` of all that is paid, `fair` its stated part. Of its own need: `unmet_today`,
    `unmet_alone` (with its own stocks only), `unmet` with the plan. `gain_today` is money later that the plan
    saves it against today; `gain_alone` what it saves in all, money now included, against going alone.
    """

    nation: NationId
    pays: float
    share: float
    fair: float | None
    unmet_today: float | None
    unmet_alone: float | None
    unmet: float | None
    gain_today: float
    gain_alone: float


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario under the plan: share unmet, mean hours of what comes, money later; the same with today's."""

    scenario: ScenarioId
    says: str
    probability: float
    unmet: float
    hours: float | None
    cost: float
    unmet_today: float
    cost_today: float
    excused: bool


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Expected units and kg of a commodity sent from a store to a place, mean hours, and how it travels."""

    store: PlaceId
    nation: NationId
    place: PlaceId
    commodity: CommodityId
    units: float
    kg: float
    hours: float
    mode: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A place of need: expected kg needed and never met, and mean hours of what comes (None: nothing does)."""

    spot: Spot
    need_kg: float
    unmet_kg: float
    hours: float | None


@dataclass(frozen=True, slots=True)
class WayRow:
    """What is expected to go from a store to a place by one mode, along a line of (latitude, longitude) in
    micro-degrees; without one the way is not known in detail.
    """

    store: PlaceId
    place: PlaceId
    mode: Mode
    kg: float
    line: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """Share of all need, over scenarios and weighed by what its lack costs, that has come by so many hours."""

    hours: int
    plan: float
    today: float


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """A plan of the frontier: what was asked, money now, expected and worst-tenth money later, mean
    hours, share unmet, gap; `beaten` when another is no worse in all of them and better in one.
    """

    asked: str
    now: float
    later: float
    tail: float
    hours: float
    unmet: float
    gap: float
    beaten: bool


@dataclass(frozen=True, slots=True)
class WorthRow:
    """Money now, expected later, mean of the worst tenth later, share unmet, mean hours of what comes."""

    now: float
    later: float
    tail: float
    unmet: float
    hours: float

    @property
    def total(self) -> float:
        """Money now and expected later."""
        return self.now + self.later


@dataclass(frozen=True, slots=True)
class Proof:
    """How the plan was found: what was minimised reached `total`, nothing lies below `bound`."""

    total: float
    bound: float
    gap: float
    route: str
    rounds: int
    seed: int


@dataclass(frozen=True, slots=True)
class Chance:
    """VSS (None: the plan for the mean scenario cannot be kept), EVPI between two bounds, the price of law.

    `law` is what the best plan would save were everything permitted at once; at least and at most.
    """

    vss: float | None
    evpi: tuple[float, float]
    law: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedContent:
    """The whole answer."""

    title: str
    fictional: bool
    places: tuple[Spot, ...]
    stores: tuple[StoreRow, ...]
    held: tuple[HeldRow, ...]
    consents: tuple[ConsentRow, ...]
    barred: tuple[BarredRow, ...]
    nations: tuple[NationRow, ...]
    scenarios: tuple[ScenarioRow, ...]
    flows: tuple[FlowRow, ...]
    needs: tuple[NeedRow, ...]
    ways: tuple[WayRow, ...]
    response: tuple[ResponseRow, ...]
    frontier: tuple[FrontierRow, ...]
    worth: WorthRow
    today: WorthRow
    proof: Proof
    chance: Chance
    asked: tuple[str, ...]
    """What was asked besides the least cost, in words."""
    doubts: tuple[str, ...]
