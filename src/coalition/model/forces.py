"""Who and what can be sent, and what can carry it."""

from __future__ import annotations

from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Interval
from coalition.model.cargo import CargoLine, Category
from coalition.model.identity import CarrierId, FleetId, NationId, PlaceId, StockId, UnitId
from coalition.model.places import Mode
from coalition.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one nation: where it stands, its notice to move, what it can do, and its load."""

    id: UnitId
    name: str
    nation: NationId
    home: PlaceId
    ntm_minutes: int
    lines: tuple[CargoLine, ...]
    capability: str = ""
    capability_amount: int = 0
    interoperability: frozenset[str] = frozenset()
    readiness_percent: int | None = None
    pledged: Interval | None = None
    """When it stands at the coalition's disposal; None when it is not pledged."""
    pledge_tasks: frozenset[str] = frozenset()
    """The tasks the pledge is for; empty means any."""
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Stock:
    """Like pieces of one nation's supply in one place. `line.pieces` is what is on hand."""

    id: StockId
    name: str
    nation: NationId
    place: PlaceId
    line: CargoLine
    pledged_pieces: int
    ntm_minutes: int = 0
    capability: str = ""
    amount_per_piece: int = 1
    interoperability: frozenset[str] = frozenset()
    pledged: Interval | None = None
    pledge_tasks: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True)
class Fleet:
    """Like carriers of one nation at one home: aircraft, ships, train sets or road convoys.

    Capacities are of one carrier: seats, kg of cargo, dm2 of deck (None: deck does not limit), biggest
    piece in cm and kg. Speed is block speed in metres an hour. `duty_minutes` is how long a carrier may
    move in a day. `slots` is how many working places it takes.
    """

    id: FleetId
    name: str
    nation: NationId
    mode: Mode
    home: PlaceId
    count: int
    speed_m_per_hour: int
    seats: int = 0
    payload_kg: int = 0
    deck_dm2: int | None = None
    categories: frozenset[Category] = frozenset()
    hazardous: bool = False
    piece_kg_max: int | None = None
    height_cm_max: int | None = None
    width_cm_max: int | None = None
    range_m: int | None = None
    runway_m: int | None = None
    needs_paved: bool = False
    draught_cm: int | None = None
    gauge_mm: int | None = None
    mlc: int | None = None
    slots: int = 1
    load_minutes: int = 0
    unload_minutes: int = 0
    duty_minutes: int = MINUTES_PER_DAY
    cost_per_hour: int = 0
    available: Interval = Interval(ALWAYS, FOREVER)
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()

    def carriers(self) -> tuple[CarrierId, ...]:
        """The numbered carriers of the fleet, `FLEET#1` first."""
        return tuple(CarrierId(f"{self.id}#{n}") for n in range(1, self.count + 1))

    def holds(self, carrier: CarrierId) -> bool:
        """Whether the carrier is one of these."""
        number = carrier.rpartition("#")[2]
        if not (number.isascii() and number.isdecimal()):
            return False
        return carrier == f"{self.id}#{int(number)}" and 1 <= int(number) <= self.count


def fleet_of(carrier: CarrierId) -> FleetId:
    """The fleet a numbered carrier belongs to."""
    return FleetId(carrier.rpartition("#")[0])
