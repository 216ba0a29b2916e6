"""R3 carrier capacity: what is aboard fits the carrier in number, mass, area, kind and size.

Source: `docs/explanation/planning-rules.md`, R3.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judging.docket import Carried, Docket, Visit, weigh
from coalition.judging.limits import Fit, Spot, check_fit, doubt
from coalition.judging.reliance import Finding
from coalition.judging.verdict import Breach
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet

_PIECE_LIMITS = (
    ("piece_kg", "piece_kg_max", "piece-too-heavy", "kg"),
    ("height_cm", "height_cm_max", "piece-too-high", "cm"),
    ("width_cm", "width_cm_max", "piece-too-wide", "cm"),
)
_SEATS = ("seats", "too-many-passengers", "pax")
_PAYLOAD = ("payload_kg", "too-heavy", "kg")
_DECK = ("deck_dm2", "deck-too-small", "dm2")


def find_capacity(docket: Docket) -> Iterator[Finding]:
    """R3: totals after every stop, and every line as it is taken on."""
    for run in docket.runs:
        fleet = run.fleet
        if fleet is None:
            continue
        for visit in run.visits:
            yield from _totals(visit, fleet)
            for carried in visit.on:
                if not _fits(carried.line, fleet):
                    spot = Spot(visit.trip, visit.where, visit.stop.depart)
                    yield from _kind(carried, fleet, spot)
                    yield from _size(carried, fleet, spot)


def _fits(line: CargoLine, fleet: Fleet) -> bool:
    """Whether there is surely nothing to say of a piece of the line on a carrier of the fleet."""
    if line.hazard and not fleet.hazardous:
        return False
    if line.category is Category.PAX:
        return True
    if line.unknown or fleet.unknown or line.category not in fleet.categories:
        return False
    return (
        (fleet.piece_kg_max is None or line.piece_kg <= fleet.piece_kg_max)
        and (fleet.height_cm_max is None or (line.height_cm or 0) <= fleet.height_cm_max)
        and (fleet.width_cm_max is None or (line.width_cm or 0) <= fleet.width_cm_max)
    )


def _totals(visit: Visit, fleet: Fleet) -> Iterator[Finding]:
    if not visit.aboard:
        return
    pax, kg, dm2 = weigh(visit.aboard)
    for amount, limit, names in (
        (pax, fleet.seats, _SEATS), (kg, fleet.payload_kg, _PAYLOAD), (dm2, fleet.deck_dm2, _DECK),
    ):  # fmt: skip
        if amount and (fleet.unknown or (limit is not None and amount > limit)):
            spot = Spot(visit.trip, visit.where, visit.stop.depart)
            yield from _total(amount, fleet, spot, names)


def _total(amount: int, fleet: Fleet, spot: Spot, names: tuple[str, str, str]) -> Iterator[Finding]:
    field, code, unit = names
    limit = getattr(fleet, field)
    if field in fleet.unknown:
        yield doubt("R3", fleet, field, spot)
    elif limit is not None and amount > limit:
        yield Breach(
            "R3", code, spot.where, spot.at, amount - limit, unit,
            text=f"{amount} {unit} aboard, {fleet.name} takes {limit} {unit}",
        )  # fmt: skip


def _kind(carried: Carried, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    line = carried.line
    if line.category is not Category.PAX and line.category not in fleet.categories:
        yield Breach(
            "R3", "category-not-carried", spot.where, spot.at, carried.pieces, "pieces",
            text=f"{fleet.name} does not take {line.category} cargo ({carried.movement.id}, {line.id})",
        )  # fmt: skip
    if line.hazard and not fleet.hazardous:
        yield Breach(
            "R3", "hazard-not-carried", spot.where, spot.at, carried.pieces, "pieces",
            text=f"{fleet.name} does not take hazardous cargo ({carried.movement.id}, {line.id}, "
            f"class {line.hazard})",
        )  # fmt: skip


def _size(carried: Carried, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    line = carried.line
    if line.category is Category.PAX:
        return
    for need, limit, code, unit in _PIECE_LIMITS:
        yield from check_fit(Fit("R3", code, line, need, fleet, limit, unit), spot)
    if "piece_kg" in line.unknown and fleet.piece_kg_max is None:
        yield doubt("R3", line, "piece_kg", spot)
    if "piece_dm2" in line.unknown and fleet.deck_dm2 is not None:
        yield doubt("R3", line, "piece_dm2", spot)
