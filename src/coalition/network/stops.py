"""Technical stops: where an aircraft lands for fuel on a flight beyond its range.

Fewest stops first, then the shortest flight, then the ids in order. Whether the stop's nation consents
and whether the field has fuel is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coalition.measure.geography import great_circle_m
from coalition.model.identity import PlaceId
from coalition.model.places import Mode, Place
from coalition.model.ways import Way, WayKey
from coalition.network.globe.arcs import point_of

FindWay = Callable[[WayKey], Way | None]


@dataclass(frozen=True, slots=True)
class Reach:
    """What an aircraft can do: metres between fuelling stops and metres of runway it needs."""

    range_m: int
    runway_m: int = 0

    def may_land(self, place: Place) -> bool:
        """Whether the place is an airfield known to have the runway."""
        if Mode.AIR not in place.modes or "runway_m" in place.unknown:
            return False
        return place.runway_m is None or place.runway_m >= self.runway_m


def find_stops(
    key: WayKey, reach: Reach, places: Mapping[PlaceId, Place], find_way: FindWay
) -> tuple[PlaceId, ...] | None:
    """The stops between origin and destination, () when none is needed, None when none will do."""
    fields = sorted(place.id for place in places.values() if reach.may_land(place))
    front: dict[PlaceId, tuple[int, tuple[PlaceId, ...]]] = {key.origin: (0, ())}
    reached = {key.origin, key.destination}
    while front:
        arrivals = [
            (metres + leg, stops)
            for place, (metres, stops) in front.items()
            if (leg := _leg_m(key, place, key.destination, reach, places, find_way)) is not None
        ]
        if arrivals:
            return min(arrivals)[1]
        onward: dict[PlaceId, tuple[int, tuple[PlaceId, ...]]] = {}
        for place, (metres, stops) in front.items():
            for field in (field for field in fields if field not in reached):
                leg = _leg_m(key, place, field, reach, places, find_way)
                if leg is not None:
                    label = (metres + leg, (*stops, field))
                    onward[field] = min(onward.get(field, label), label)
        reached |= onward.keys()
        front = onward
    return None


def _leg_m(
    key: WayKey,
    start: PlaceId,
    end: PlaceId,
    reach: Reach,
    places: Mapping[PlaceId, Place],
    find_way: FindWay,
) -> int | None:
    """Metres of the lawful flight between two places, or None when it is beyond range."""
    straight = great_circle_m(*point_of(places[start]), *point_of(places[end]))
    if straight > reach.range_m:
        return None
    way = find_way(WayKey(Mode.AIR, start, end, key.avoiding))
    return way.length_m if way is not None and way.length_m <= reach.range_m else None
