"""What fits what: whether a carrier may stop at a place and travel a way, and a piece fit a carrier or a way.

Rules R3, R5 and R8 of `docs/explanation/planning-rules.md` for single facts, without time. An unknown limit
does not forbid; the judge doubts what rests on it.
"""

from __future__ import annotations

from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet
from coalition.model.places import Mode, Place
from coalition.model.ways import Way

PAX_KG = 100
"""What a passenger counts in the share not delivered (planning rules, Score)."""


def kg_equivalent(line: CargoLine) -> int:
    """What one piece counts in the share not delivered: a passenger 100 kg, no stated mass 1 kg."""
    return PAX_KG if line.category is Category.PAX else max(1, line.piece_kg)


def moving_minutes(fleet: Fleet, length_m: int) -> int:
    """Least moving minutes of a way of that length (R5)."""
    return -(-length_m * MINUTES_PER_HOUR // fleet.speed_m_per_hour)


def with_rest(moving: int, duty: int) -> int:
    """Least minutes from first departure to last arrival for so many moving minutes (R5)."""
    return moving + (moving - 1) // duty * (MINUTES_PER_DAY - duty) if moving > 0 else 0


def may_stop(fleet: Fleet, place: Place) -> bool:
    """Whether the fleet's carriers can use the place at all: mode, runway, paving, draught, gauge, slots."""
    slots = place.slots(fleet.mode)
    return (
        fleet.mode in place.modes
        and (slots is None or slots >= fleet.slots)
        and _within(fleet.runway_m, place.runway_m if fleet.mode is Mode.AIR else None)
        and not (fleet.mode is Mode.AIR and fleet.needs_paved and place.paved is False)
        and _within(fleet.draught_cm, place.draught_cm if fleet.mode is Mode.SEA else None)
        and _gauge_fits(fleet, place.gauges_mm)
    )


def may_travel(fleet: Fleet, way: Way) -> bool:
    """Whether the fleet's empty carriers can travel the way: gauge, draught, load class, range."""
    rail = fleet.mode is not Mode.RAIL or all(gauge == fleet.gauge_mm for gauge in way.gauges_mm)
    return (
        (rail or fleet.gauge_mm is None)
        and _within(fleet.draught_cm, way.draught_cm)
        and _within(fleet.mlc, way.mlc)
        and _within(way.length_m, fleet.range_m)
    )


def piece_fits(fleet: Fleet, line: CargoLine) -> bool:
    """Whether one piece of the line can be aboard one carrier of the fleet (R3)."""
    if line.category not in fleet.categories and not _is_seated(fleet, line):
        return False
    if line.hazard and not fleet.hazardous:
        return False
    if _is_seated(fleet, line):
        return True
    return (
        line.piece_kg <= fleet.payload_kg
        and _within(line.piece_dm2, fleet.deck_dm2)
        and _within(line.piece_kg, fleet.piece_kg_max)
        and _within(line.height_cm, fleet.height_cm_max)
        and _within(line.width_cm, fleet.width_cm_max)
    )


def way_bears(way: Way, line: CargoLine) -> bool:
    """Whether the way bears a piece of the line: load class on roads, height everywhere (R8)."""
    road = way.key.mode is not Mode.ROAD or _within(line.mlc, way.mlc)
    return road and _within(line.height_cm, way.height_cm)


def _is_seated(fleet: Fleet, line: CargoLine) -> bool:
    return line.category == "pax" and fleet.seats > 0


def _gauge_fits(fleet: Fleet, gauges: tuple[int, ...]) -> bool:
    if fleet.mode is not Mode.RAIL or fleet.gauge_mm is None or not gauges:
        return True
    return fleet.gauge_mm in gauges


def _within(need: int | None, limit: int | None) -> bool:
    return need is None or limit is None or need <= limit
