"""The map: places and ways of the view's book, and what the plan moves along them, as GeoJSON (RFC 7946).

Not here: tiles and clusters, which would count; the client draws from these features alone.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coalition.measure.geography import MICRO
from coalition.measure.instants import write_instant
from coalition.model.book import Book
from coalition.model.places import Place
from coalition.model.ways import Closure, DeclaredWay
from coalition.operations.crisis.rows.ground import Ground
from coalition.operations.crisis.stated.wire import to_wire


def map_of(ground: Ground, *, by_path: bool = False) -> bytes:
    """The map as the bytes of a FeatureCollection; with `by_path` the line of each way is told once."""
    book = ground.book
    features = [] if book is None else _features(ground, book)
    if ground.plan is not None:
        flows = [
            {**one, "properties": {"kind": "flow", **one["properties"]}}
            for one in ground.plan.document["map"]["features"]
        ]
        features += _by_path(flows) if by_path else flows
    plan = None if ground.plan is None else ground.plan.id
    return msgspec.json.encode({"type": "FeatureCollection", "plan": plan, "features": features})


def _by_path(flows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A feature of kind `path` for each line that flows take, then the flows, which name it and have none."""
    paths: dict[bytes, dict[str, Any]] = {}
    lean = []
    for flow in flows:
        about = flow["properties"]
        path = paths.setdefault(msgspec.json.encode(flow["geometry"]), {
            "type": "Feature", "id": f"path{len(paths) + 1}", "geometry": flow["geometry"],
            "properties": {
                "kind": "path", **{key: about.get(key) for key in ("mode", "from", "to", "length_m")},
            },
        })  # fmt: skip
        lean.append({**flow, "geometry": None, "properties": {**about, "path": path["id"]}})
    return [*paths.values(), *lean]


def _features(ground: Ground, book: Book) -> list[dict[str, Any]]:
    records = ground.room.nouns.table(ground.view, "place")
    closed = list(book.closures)
    found = []
    for place in book.places.values():
        record = records[place.id][0]
        label = ground.marks.of(record.label)
        found.append(_place(place, record.subject, closed, to_wire(type(label), label)))
    return found + [_way(book, way, closed) for way in book.ways]


def _place(place: Place, subject: str, closed: list[Closure], label: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": subject,
        "geometry": {"type": "Point", "coordinates": _point(place)},
        "properties": {
            "kind": "place", "ref": place.id, "name": place.name, "nation": place.nation,
            "modes": sorted(mode.value for mode in place.modes),
            "closed": _closed(f"place:{place.id}", closed), "label": label,
        },
    }  # fmt: skip


def _way(book: Book, way: DeclaredWay, closed: list[Closure]) -> dict[str, Any]:
    ends = [_point(book.places[way.origin]), _point(book.places[way.destination])]
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": ends},
        "properties": {
            "kind": "way", "ref": way.id, "mode": way.mode.value, "from": way.origin,
            "to": way.destination, "one_way": way.one_way, "length_m": way.length_m,
            "closed": _closed(f"way:{way.id}", closed),
        },
    }  # fmt: skip


def _closed(subject: str, closed: list[Closure]) -> list[list[str]]:
    return [
        [write_instant(one.closed.opens), write_instant(one.closed.closes)]
        for one in closed
        if one.subject == subject
    ]


def _point(place: Place) -> list[float]:
    return [place.lon_udeg / MICRO, place.lat_udeg / MICRO]
