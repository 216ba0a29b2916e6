"""The trips of a judged plan as GeoJSON (RFC 7946): one feature a leg, longitude before latitude, WGS 84.

Of a plan with more legs than a map can show, one feature a way.

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
    from coalition.model.forces import Fleet
    from coalition.model.identity import PlaceId
    from coalition.model.plan import Plan
    from coalition.model.ways import WayKey

Point = tuple[int, int]
"""Latitude and longitude in micro-degrees, as the model has them."""
_HALF_TURN = 180 * MICRO


def write_geojson(book: Book, judged: JudgedPlan, network: WayBook) -> str:
    """The legs as a FeatureCollection, with the plan's verdict; a feature a line.

    Of more than `LEGS_MAX` legs those of one way are one feature, and `note` says so.
    """
    tracer = _Tracer(book, judged.plan, network)
    number = sum(max(0, len(trip.stops) - 1) for trip in judged.plan.trips)
    head = {
        "type": "FeatureCollection",
        "book_title": judged.plan.book_title,
        "verdict": str(judged.verdict),
    }
    if number > LEGS_MAX:
        head["note"] = (
            f"{number:,} legs are more than a map can show: the legs of one way are one feature. "
            "Every leg stands in movements.csv."
        )
    features = tracer.ways() if number > LEGS_MAX else tracer.legs()
    start = _json(head).removesuffix("}")
    return f'{start}, "features": [\n' + ",\n".join(features) + "\n]}\n"


LEGS_MAX = 20_000
"""Most legs that are drawn one by one."""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class _Tracer:
    """Writes features, each way's line once; legs whose carrier or places the book lacks are left out."""

    def __init__(self, book: Book, plan: Plan, network: WayBook) -> None:
        self._book, self._plan, self._network = book, plan, network
        self._manifest = Manifest(book, plan)
        self._traced: dict[WayKey, tuple[str, int | None, bool] | None] = {}

    def legs(self) -> Iterator[str]:
        """A feature a leg."""
        for leg, fleet in self._known_legs():
            traced = self._trace(leg.way(fleet))
            if traced is not None:
                yield self._feature(traced, self._of_leg(leg, fleet))

    def ways(self) -> Iterator[str]:
        """A feature a way, with the sums of its legs, in the order of their keys."""
        sums: dict[WayKey, list[int]] = {}
        for leg, fleet in self._known_legs():
            row = sums.setdefault(leg.way(fleet), [0, 0, 0])
            row[0] += 1
            row[1] += sum(self._manifest.kg(load) for load in leg.aboard)
            row[2] += sum(self._manifest.pax(load) for load in leg.aboard)
        for key in sorted(sums):
            traced = self._trace(key)
            if traced is not None:
                ends = {"mode": str(key.mode), "from": key.origin, "to": key.destination}
                yield self._feature(
                    traced, ends | dict(zip(("legs", "kg", "pax"), sums[key], strict=True))
                )

    def _known_legs(self) -> Iterator[tuple[Leg, Fleet]]:
        for leg in legs_of(self._plan):
            fleet = self._manifest.find_fleet(leg.trip)
            if fleet is not None:
                yield leg, fleet

    def _of_leg(self, leg: Leg, fleet: Fleet) -> dict[str, Any]:
        return {
            "carrier": leg.trip.carrier,
            "nation": fleet.nation,
            "mode": str(fleet.mode),
            "from": leg.start.place,
            "to": leg.end.place,
            "depart": write_instant(leg.start.depart),
            "arrive": write_instant(leg.end.arrive),
            "kg": sum(self._manifest.kg(load) for load in leg.aboard),
            "pax": sum(self._manifest.pax(load) for load in leg.aboard),
            "loads": [f"{load.pieces} x {load.movement}/{load.line}" for load in leg.aboard],
        }

    def _feature(self, traced: tuple[str, int | None, bool], properties: dict[str, Any]) -> str:
        line, length_m, estimated = traced
        about = _json({**properties, "length_m": length_m, "estimated": estimated})
        return f'{{"type": "Feature", "geometry": {line}, "properties": {about}}}'

    def _trace(self, key: WayKey) -> tuple[str, int | None, bool] | None:
        """The line of a way as JSON, its length and whether it is estimated; None without both places."""
        if key not in self._traced:
            ends = [_point(self._book, place) for place in (key.origin, key.destination)]
            if ends[0] is None or ends[1] is None:
                self._traced[key] = None
                return None
            way = self._network.find_way(key)
            points = way.line if way is not None and len(way.line) > 1 else (ends[0], ends[1])
            length_m = None if way is None else way.length_m
            self._traced[key] = (_json(geometry(points)), length_m, way is None or way.estimated)
        return self._traced[key]


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
