"""Units, stocks and fleets of records without a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.formats.nouns.cargo import nature_of, piece_kg
from coalition.formats.nouns.geography import interval_of, provenance_of, unknown_fields
from coalition.measure.instants import MINUTES_PER_DAY, MINUTES_PER_HOUR, Interval
from coalition.model.cargo import CargoLine, Category
from coalition.model.forces import Fleet, Stock, Unit
from coalition.model.identity import FleetId, LineId, NationId, PlaceId, StockId, UnitId
from coalition.model.places import Mode

if TYPE_CHECKING:
    from coalition.formats.parse.record import Record
    from coalition.formats.schema.column import Shape


def pledge_of(record: Record) -> Interval | None:
    """When it stands at the coalition's disposal; a date or `?` alone counts as a pledge."""
    dated = record.has("pledged_from") or record.has("pledged_until")
    stated = record.flag("pledged")
    if stated is False or (stated is None and not dated and "pledged" not in record.unknown):
        return None
    return interval_of(record, "pledged_from", "pledged_until")


def make_unit(record: Record, shape: Shape, lines: tuple[CargoLine, ...]) -> Unit:
    """A unit with its load."""
    capability, amount = record.text("capability"), record.whole("capability_amount")
    return Unit(
        UnitId(record.text("unit")),
        record.text("name"),
        NationId(record.text("nation")),
        PlaceId(record.text("home")),
        record.whole("notice") or 0,
        lines,
        capability=capability,
        capability_amount=(1 if capability else 0) if amount is None else amount,
        interoperability=frozenset(record.texts("interoperability")),
        readiness_percent=record.whole("readiness_percent"),
        pledged=pledge_of(record),
        pledge_tasks=frozenset(record.texts("pledge_tasks")),
        unknown=unknown_fields(record, shape),
        provenance=provenance_of(record),
    )


def make_stock(record: Record, shape: Shape) -> Stock:
    """A stock and the line of its pieces."""
    category = Category(record.text("category") or "bulk")
    pieces, pledged = record.whole("pieces") or 0, record.whole("pledged_pieces")
    unknown = unknown_fields(record, shape)
    line = CargoLine(
        LineId(record.text("stock")), record.text("name"), category, pieces,
        piece_kg=piece_kg(record, category), piece_dm2=record.whole("piece_area") or 0,
        hazard=record.text("hazard"), nature=nature_of(record, category),
        supply_class=record.text("supply_class"),
        unknown=unknown & {"piece_kg", "piece_dm2", "hazard"},
    )  # fmt: skip
    return Stock(
        StockId(record.text("stock")),
        record.text("name"),
        NationId(record.text("nation")),
        PlaceId(record.text("place")),
        line,
        pieces if pledged is None else pledged,
        ntm_minutes=record.whole("notice") or 0,
        capability=record.text("capability"),
        amount_per_piece=record.whole("amount_per_piece") or 1,
        interoperability=frozenset(record.texts("interoperability")),
        pledged=pledge_of(record),
        pledge_tasks=frozenset(record.texts("pledge_tasks")),
        unknown=unknown,
        provenance=provenance_of(record),
    )


def make_fleet(record: Record, shape: Shape) -> Fleet:
    """A fleet of like carriers."""
    duty, slots = record.whole("duty_h"), record.whole("slots")
    return Fleet(
        FleetId(record.text("fleet")),
        record.text("name"),
        NationId(record.text("nation")),
        Mode(record.text("mode")),
        PlaceId(record.text("home")),
        record.whole("count") or 0,
        record.whole("speed") or _SLOWEST_M_PER_HOUR,
        seats=record.whole("seats") or 0,
        payload_kg=record.whole("payload") or 0,
        deck_dm2=record.whole("deck"),
        categories=frozenset(Category(one) for one in record.texts("categories")),
        hazardous=bool(record.flag("hazardous")),
        piece_kg_max=record.whole("piece_max"),
        height_cm_max=record.whole("height_max"),
        width_cm_max=record.whole("width_max"),
        range_m=record.whole("range"),
        runway_m=record.whole("runway"),
        needs_paved=bool(record.flag("needs_paved")),
        draught_cm=record.whole("draught"),
        gauge_mm=record.whole("gauge_mm"),
        mlc=record.whole("mlc"),
        slots=1 if slots is None else slots,
        load_minutes=record.whole("load") or 0,
        unload_minutes=record.whole("unload") or 0,
        duty_minutes=MINUTES_PER_DAY if duty is None else duty * MINUTES_PER_HOUR,
        cost_per_hour=record.whole("cost_per_h") or 0,
        available=interval_of(record, "available_from", "available_until"),
        unknown=unknown_fields(record, shape),
        provenance=provenance_of(record),
    )


_SLOWEST_M_PER_HOUR = 1_000
"""What an unknown speed is planned with: the slowest the column takes, and the plan is amber."""
