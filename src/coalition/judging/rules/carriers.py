"""R3 carrier capacity: what is aboard fits the carrier in number, mass, area, kind and size.

Source: `docs/explanation/planning-rules.md`, R3.
"""

from __future__ import annotations

from collections.abc import Iterator

from coalition.judging.docket import Carried, Docket, Visit
from coalition.judging.limits import Fit, Spot, check_fit, doubt
from coalition.judging.reliance import Finding
from coalition.judging.verdict import Breach
from coalition.model.cargo import Category
from coalition.model.forces import Fleet

_PIECE_LIMITS = (
    ("piece_kg", "piece_kg_max", "piece-too-heavy", "kg"),
    ("height_cm", "height_cm_max", "piece-too-high", "cm"),
    ("width_cm", "width_cm_max", "piece-too-wide", "cm"),
)


def find_capacity(docket: Docket) -> Iterator[Finding]:
    """R3: totals after every stop, and every line as it is taken on."""
    for run in docket.runs:
        if run.fleet is None:
            continue
        for visit in run.visits:
            spot = Spot(visit.trip, visit.where, visit.stop.depart)
            yield from _totals(visit, run.fleet, spot)
            for carried in visit.on:
                yield from _kind(carried, run.fleet, spot)
                yield from _size(carried, run.fleet, spot)


def _totals(visit: Visit, fleet: Fleet, spot: Spot) -> Iterator[Finding]:
    pax = sum(carried.pax for carried in visit.aboard)
    kg = sum(carried.kg for carried in visit.aboard)
    dm2 = sum(carried.dm2 for carried in visit.aboard)
    yield from _total(pax, fleet, spot, ("seats", "too-many-passengers", "pax"))
    yield from _total(kg, fleet, spot, ("payload_kg", "too-heavy", "kg"))
    yield from _total(dm2, fleet, spot, ("deck_dm2", "deck-too-small", "dm2"))


def _total(amount: int, fleet: Fleet, spot: Spot, names: tuple[str, str, str]) -> Iterator[Finding]:
    field, code, unit = names
    limit = getattr(fleet, field)
    if not amount:
        return
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
