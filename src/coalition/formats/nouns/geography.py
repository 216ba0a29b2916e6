"""Nations, places, ways and closures of records without a fault."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Interval, Minute
from coalition.model.identity import NationId, PlaceId, WayId
from coalition.model.nations import Nation
from coalition.model.places import SLOT_FIELDS, Mode, Place
from coalition.model.provenance import Confidence, Provenance
from coalition.model.ways import Closure, DeclaredWay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.formats.parse.record import Record
    from coalition.formats.schema.column import Shape

_BLANK_UNKNOWN = {
    Mode.AIR: ("runway_m", "mog"),
    Mode.SEA: ("berths", "draught_cm"),
    Mode.RAIL: ("tracks",),
}
"""Fields of a place that nobody has stated when they are blank, by the mode they matter to."""


def provenance_of(record: Record, default: Confidence = Confidence.UNKNOWN) -> Provenance:
    """Source, date and confidence of a record."""
    return _provenance(
        record.text("source"), record.text("source_date"), record.text("confidence") or default
    )


@lru_cache(maxsize=1024)
def _provenance(source: str, date: str, confidence: str) -> Provenance:
    """One noun for all that is said alike: most rows of a table share it."""
    return Provenance(source, date, Confidence(confidence))


def interval_of(record: Record, begin: str, end: str) -> Interval:
    """The stretch between two dates; what is absent is open."""
    opens, closes = record.minute(begin), record.minute(end)
    return Interval(ALWAYS if opens is None else opens, FOREVER if closes is None else closes)


def unknown_fields(record: Record, shape: Shape) -> frozenset[str]:
    """The noun's names of what is unknown."""
    if not record.unknown:
        return frozenset()
    return frozenset(
        column.field for column in shape.columns if column.name in record.unknown and column.field
    )


def make_nation(record: Record) -> Nation:
    """A nation."""
    own = record.text("nation")
    return Nation(
        NationId(own),
        record.text("name"),
        record.text("calendar") or own,
        provenance_of(record),
        bool(record.flag("nobodys")),
    )


def make_place(record: Record, shape: Shape) -> Place:
    """A place; what its modes need and is blank is unknown."""
    modes = frozenset(Mode(mode) for mode in record.texts("modes"))
    stated = {
        column.field for column in shape.columns if record.values.get(column.name) is not None
    }
    unknown = set(unknown_fields(record, shape))
    for mode in modes:
        unknown.update(name for name in _BLANK_UNKNOWN.get(mode, ()) if name not in stated)
    opens, closes = record.whole("opens"), record.whole("closes")
    return Place(
        PlaceId(record.text("place")),
        record.text("name"),
        NationId(record.text("nation")),
        record.whole("lat") or 0,
        record.whole("lon") or 0,
        modes,
        runway_m=record.whole("runway"),
        paved=record.flag("paved"),
        mog=record.whole(SLOT_FIELDS[Mode.AIR]),
        berths=record.whole(SLOT_FIELDS[Mode.SEA]),
        draught_cm=record.whole("draught"),
        tracks=record.whole(SLOT_FIELDS[Mode.RAIL]),
        gauges_mm=record.wholes("gauges_mm"),
        docks=record.whole(SLOT_FIELDS[Mode.ROAD]),
        kg_per_hour=record.whole("rate"),
        pax_per_hour=record.whole("pax_per_h"),
        storage_kg=record.whole("storage"),
        storage_pax=record.whole("storage_pax"),
        opens_minute=opens or 0,
        closes_minute=MINUTES_PER_DAY if closes is None else closes,
        unknown=frozenset(unknown),
        provenance=provenance_of(record),
    )


def make_way(record: Record, shape: Shape) -> DeclaredWay:
    """A declared way."""
    return DeclaredWay(
        WayId(record.text("way")),
        Mode(record.text("mode")),
        PlaceId(record.text("from")),
        PlaceId(record.text("to")),
        one_way=bool(record.flag("one_way")),
        length_m=record.whole("length"),
        nations=nation_ids(record.texts("nations")),
        gauges_mm=record.wholes("gauges_mm"),
        mlc=record.whole("mlc"),
        height_cm=record.whole("height"),
        draught_cm=record.whole("draught"),
        carriers_per_day=record.whole("carriers_per_day"),
        unknown=unknown_fields(record, shape),
        provenance=provenance_of(record),
    )


def make_closure(record: Record) -> Closure:
    """A closure in time."""
    closed = interval_of(record, "closed_from", "closed_until")
    return Closure(record.text("subject"), closed, record.text("reason"), provenance_of(record))


def nation_ids(names: Iterable[str]) -> tuple[NationId, ...]:
    """The names as nation ids."""
    return tuple(NationId(name) for name in names)


def place_or_none(name: str) -> PlaceId | None:
    """The place, or None for empty text."""
    return PlaceId(name) if name else None


def minute_or(value: Minute | None, default: Minute) -> Minute:
    """The instant, or the default when absent."""
    return default if value is None else value
