"""Places: where forces and goods stand, change carrier and are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coalition.measure.instants import MINUTES_PER_DAY
from coalition.model.identity import NationId, PlaceId
from coalition.model.provenance import Provenance


class Mode(StrEnum):
    """How something moves."""

    AIR = "air"
    SEA = "sea"
    RAIL = "rail"
    ROAD = "road"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place with what it can handle. None means *not limiting* unless the field's name is in
    `unknown`; then nobody has said, and whatever rests on it is amber.

    Working places (`mog` for aircraft on the ground, `berths`, `tracks`, `docks` for road convoys) are
    concurrent slots; an unknown number is planned as one. Rates hold for one slot.
    """

    id: PlaceId
    name: str
    nation: NationId
    lat_udeg: int
    lon_udeg: int
    modes: frozenset[Mode]
    runway_m: int | None = None
    paved: bool | None = None
    mog: int | None = None
    berths: int | None = None
    draught_cm: int | None = None
    tracks: int | None = None
    gauges_mm: tuple[int, ...] = ()
    docks: int | None = None
    kg_per_hour: int | None = None
    pax_per_hour: int | None = None
    storage_kg: int | None = None
    storage_pax: int | None = None
    opens_minute: int = 0
    """Minute of the UTC day at which the place opens."""
    closes_minute: int = MINUTES_PER_DAY
    """Minute of the UTC day at which it closes; below `opens_minute` it closes after midnight."""
    unknown: frozenset[str] = frozenset()
    provenance: Provenance = Provenance()

    def slots(self, mode: Mode) -> int | None:
        """Concurrent carriers of the mode that can be worked: one when unknown, None when unlimited."""
        name = SLOT_FIELDS[mode]
        return 1 if name in self.unknown else getattr(self, name)


SLOT_FIELDS = {Mode.AIR: "mog", Mode.SEA: "berths", Mode.RAIL: "tracks", Mode.ROAD: "docks"}
"""The field of `Place` that counts the slots of each mode."""
