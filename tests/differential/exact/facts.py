"""What fits what, and stretches of time: read here anew from the rules, not taken from the planner."""

from __future__ import annotations

from collections.abc import Iterable

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.places import Mode, Place
from coalition.model.requirements import Kind, Requirement
from coalition.model.ways import Way

Spans = tuple[tuple[int, int], ...]
LONG = 2**40


def is_pax(line: CargoLine) -> bool:
    return line.category is Category.PAX


def kg_of(line: CargoLine) -> int:
    """Cargo mass of one piece; passengers have none."""
    return 0 if is_pax(line) else line.piece_kg


def kg_equivalent(line: CargoLine) -> int:
    return 100 if is_pax(line) else max(1, line.piece_kg)


def may_use(fleet: Fleet, place: Place) -> bool:
    """R6 and R8 at a place."""
    slots = place.slots(fleet.mode)
    if fleet.mode not in place.modes or (slots is not None and slots < fleet.slots):
        return False
    if fleet.mode is Mode.AIR:
        paved = not (fleet.needs_paved and place.paved is False)
        return paved and not _above(fleet.runway_m, place.runway_m)
    if fleet.mode is Mode.SEA:
        return not _above(fleet.draught_cm, place.draught_cm)
    if fleet.mode is Mode.RAIL and fleet.gauge_mm is not None and place.gauges_mm:
        return fleet.gauge_mm in place.gauges_mm
    return True


def may_go(fleet: Fleet, way: Way) -> bool:
    """R5 range and R8 on a way."""
    if _above(way.length_m, fleet.range_m):
        return False
    if fleet.mode is Mode.RAIL and fleet.gauge_mm is not None:
        return all(gauge == fleet.gauge_mm for gauge in way.gauges_mm)
    if fleet.mode is Mode.SEA:
        return not _above(fleet.draught_cm, way.draught_cm)
    return not (fleet.mode is Mode.ROAD and _above(fleet.mlc, way.mlc))


def may_board(fleet: Fleet, way: Way, line: CargoLine) -> bool:
    """R3 for one piece, and R8 for what is aboard."""
    if line.hazard and not fleet.hazardous:
        return False
    if fleet.mode is Mode.ROAD and _above(line.mlc, way.mlc):
        return False
    if fleet.mode in (Mode.ROAD, Mode.RAIL) and _above(line.height_cm, way.height_cm):
        return False
    if is_pax(line):
        return fleet.seats > 0
    sizes = ((line.piece_kg, fleet.piece_kg_max), (line.height_cm, fleet.height_cm_max),
             (line.width_cm, fleet.width_cm_max))  # fmt: skip
    return line.category in fleet.categories and not any(_above(*size) for size in sizes)


def is_able(requirement: Requirement, source: Unit | Stock) -> bool:
    """R14: interoperability and tasks of the pledge."""
    if requirement.interoperability - source.interoperability:
        return False
    tasks = source.pledge_tasks if source.pledged is not None else frozenset[str]()
    chosen = requirement.kind is Kind.CAPABILITY or requirement.task != ""
    return not tasks or not chosen or requirement.task in tasks


def joined(stretches: Iterable[tuple[int, int]]) -> Spans:
    """The stretches in order, touching ones joined."""
    found: list[tuple[int, int]] = []
    for opens, closes in sorted(stretches):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return tuple(found)


def outside(stretches: Iterable[tuple[int, int]]) -> Spans:
    """All the time that is in none of the stretches."""
    free, at = [], -LONG
    for opens, closes in joined(stretches):
        if at < opens:
            free.append((at, opens))
        at = closes
    free.append((at, LONG))
    return tuple(free)


def hours(place: Place, start: int, end: int) -> list[tuple[int, int]]:
    """Opening hours within the time given, both ends open; one stretch when it never closes."""
    length = (place.closes_minute - place.opens_minute) % MINUTES_PER_DAY
    if length == 0:
        return [(start, end)]
    day = start // MINUTES_PER_DAY * MINUTES_PER_DAY - MINUTES_PER_DAY
    found = []
    while day < end:
        opens = day + place.opens_minute
        found.append((max(start, opens), min(end, opens + length)))
        day += MINUTES_PER_DAY
    return [(a, b) for a, b in found if a <= b]


def _above(need: int | None, limit: int | None) -> bool:
    return need is not None and limit is not None and need > limit
