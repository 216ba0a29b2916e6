"""The trips of a judged plan as GeoJSON (RFC 7946): one feature a leg, longitude before latitude, WGS 84.

A line that crosses the antimeridian is cut there (section 3.1.9). Where no way is found the leg is drawn
straight between its places and marked `"estimated": true`.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coalition.formats.exports.legs import Leg, Manifest, legs_of
from coalition.measure.geography import MICRO
from coalition.measure.instants import write_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.judging.doors import WayBook
    from coalition.judging.verdict import JudgedPlan
    from coalition.model.book import Book
    from coalition.model.identity import PlaceId

Point = tuple[int, int]
"""Latitude and longitude in micro-degrees, as the model has them."""
_HALF_TURN = 180 * MICRO


def write_geojson(book: Book, judged: JudgedPlan, network: WayBook) -> str:
    """The legs as a FeatureCollection, with the plan's verdict."""
    manifest = Manifest(book, judged.plan)
    collection = {
        "type": "FeatureCollection",
        "book_title": judged.plan.book_title,
        "verdict": str(judged.verdict),
        "features": [
            feature
            for leg in legs_of(judged.plan)
            if (feature := _feature(book, manifest, network, leg)) is not None
        ],
    }
    return json.dumps(collection, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _feature(book: Book, manifest: Manifest, network: WayBook, leg: Leg) -> dict[str, Any] | None:
    """A feature, or None when the book does not hold the carrier or both places."""
    fleet = manifest.find_fleet(leg.trip)
    ends = [_point(book, stop.place) for stop in (leg.start, leg.end)]
    if fleet is None or ends[0] is None or ends[1] is None:
        return None
    way = network.find_way(leg.way(fleet))
    points = way.line if way is not None and len(way.line) > 1 else (ends[0], ends[1])
    return {
        "type": "Feature",
        "geometry": geometry(points),
        "properties": {
            "carrier": leg.trip.carrier,
            "nation": fleet.nation,
            "mode": str(fleet.mode),
            "from": leg.start.place,
            "to": leg.end.place,
            "depart": write_instant(leg.start.depart),
            "arrive": write_instant(leg.end.arrive),
            "length_m": way.length_m if way is not None else None,
            "estimated": way is None or way.estimated,
            "kg": sum(manifest.kg(load) for load in leg.aboard),
            "pax": sum(manifest.pax(load) for load in leg.aboard),
            "loads": [f"{load.pieces} x {load.movement}/{load.line}" for load in leg.aboard],
        },
    }


def _point(book: Book, place: PlaceId) -> Point | None:
    found = book.places.get(place)
    return None if found is None else (found.lat_udeg, found.lon_udeg)


def geometry(points: Sequence[Point]) -> dict[str, Any]:
    """A LineString, or a MultiLineString when the line crosses the antimeridian."""
    parts = [
        [[lon / MICRO, lat / MICRO] for lat, lon in part] for part in _cut_at_antimeridian(points)
    ]
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _cut_at_antimeridian(points: Sequence[Point]) -> Iterator[list[Point]]:
    part = [points[0]]
    for start, end in pairwise(points):
        if abs(end[1] - start[1]) > _HALF_TURN:
            side = _HALF_TURN if start[1] > 0 else -_HALF_TURN
            lat = _crossing(start, end)
            yield [*part, (lat, side)]
            part = [(lat, -side)]
        part.append(end)
    yield part


def _crossing(start: Point, end: Point) -> int:
    """Latitude at which a short line crosses the antimeridian, in micro-degrees."""
    before = _HALF_TURN - abs(start[1])
    whole = before + _HALF_TURN - abs(end[1])
    return start[0] if not whole else start[0] + (end[0] - start[0]) * before // whole
