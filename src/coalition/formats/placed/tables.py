"""The tables of an answer as CSV, all of it as JSON, stores and flows as GeoJSON. Equal content, equal text.

Money is whole, hours have one digit, shares six. Text that a spreadsheet could take for a formula is disarmed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from coalition.formats.exports.safe_text import safe_text
from coalition.formats.placed.content import FORMAT, PlacedContent, Spot, WayRow
from coalition.measure.geography import MICRO
from coalition.model.identity import PlaceId

_DIGITS = 6
_MONEY = frozenset({
    "cost", "cost_today", "loss", "money", "pays", "gain_today", "gain_alone", "now", "later", "tail",
    "total", "bound", "vss", "evpi", "law",
})  # fmt: skip
_MASS = frozenset({"kg", "need_kg", "unmet_kg"})
_HOURS = frozenset({"hours", "first_hours"})
TABLES = (
    "stores", "held", "needs", "consents", "barred", "nations", "scenarios", "flows", "response",
    "frontier",
)  # fmt: skip
"""What is written as a table each, as `PlacedContent` calls it."""


def write_json(content: PlacedContent) -> str:
    """All of it as JSON text with a final newline; ways stand in the GeoJSON alone."""
    written: dict[str, Any] = {"format": FORMAT, **asdict(content)}
    written.pop("ways")
    return json.dumps(_rounded("", written), ensure_ascii=False, indent=1) + "\n"


def write_tables(content: PlacedContent) -> Mapping[str, str]:
    """CSV text by the name of the table; a list in a cell is joined by `; `."""
    return {name: _csv(getattr(content, name)) for name in TABLES}


def write_geojson(content: PlacedContent) -> str:
    """Stores as points, what is expected to go from them as lines (RFC 7946)."""
    spots = {spot.place: spot for spot in content.places}
    points = [
        _feature("Point", _position(row.spot), {
            "site": row.spot.place, "name": row.spot.name, "nation": row.spot.nation, "size": row.size,
            "held_kg": row.held_kg, "capacity_kg": row.capacity_kg,
            "held": {
                f"{held.nation} {held.commodity}": held.units
                for held in content.held
                if held.place == row.spot.place and held.units
            },
        })
        for row in content.stores
    ]  # fmt: skip
    lines = [
        _feature("LineString", _line(row, spots), {
            "store": row.store, "place": row.place, "mode": row.mode, "expected_kg": round(row.kg),
        })
        for row in content.ways
    ]  # fmt: skip
    whole = {"type": "FeatureCollection", "features": [*points, *lines]}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _feature(kind: str, where: object, facts: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "Feature", "geometry": {"type": kind, "coordinates": where}, "properties": facts,
    }  # fmt: skip


def _position(spot: Spot) -> list[float]:
    return [spot.lon_udeg / MICRO, spot.lat_udeg / MICRO]


def _line(row: WayRow, spots: Mapping[PlaceId, Spot]) -> list[list[float]]:
    """The way as it runs, or its ends."""
    if row.line:
        return [[lon / MICRO, lat / MICRO] for lat, lon in row.line]
    return [_position(spots[row.store]), _position(spots[row.place])]


def _csv(rows: Iterable[Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    found = list(rows)
    for number, row in enumerate(found):
        cells = dict(_cells(row))
        if number == 0:
            writer.writerow(cells)
        writer.writerow(cells.values())
    return out.getvalue()


def _cells(row: Any) -> Iterable[tuple[str, object]]:
    """Name and value of each field; a place with its position takes four."""
    for field in fields(row):
        value = _rounded(field.name, getattr(row, field.name))
        if isinstance(value, Spot):
            yield from (("site", value.place), ("name", safe_text(value.name)),
                        ("nation", value.nation))  # fmt: skip
        elif isinstance(value, list):
            yield field.name, safe_text("; ".join(map(str, value)))
        else:
            yield field.name, safe_text(value) if isinstance(value, str) else value


def _rounded(name: str, value: Any) -> Any:
    if isinstance(value, float):
        if name in _MONEY or name in _MASS:
            return round(value)
        return round(float(value), 1 if name in _HOURS else _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(key, one) for key, one in value.items()}
    return [_rounded(name, one) for one in value] if isinstance(value, list | tuple) else value
