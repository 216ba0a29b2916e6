"""Tables of nations, places, ways and closures."""

from __future__ import annotations

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
    flag,
    instant,
    nation,
    own_id,
    quantity,
    ref,
    size,
    text,
    whole,
)
from coalition.measure.units import Dimension
from coalition.model.places import Mode

MICRO = 1_000_000
MEGATONNE_KG = 1_000_000_000

NATIONS = Shape(
    "nations",
    "The nations the book speaks of",
    (
        own_id(
            "nation", "ISO 3166-1 alpha-3 code; `XKX` for Kosovo, `XAA` to `XZZ` for invented ones"
        ),
        text("name", "name", required=True),
        text("calendar", "ISO code whose public holidays its offices keep; default the nation"),
        flag("nobodys", "yes for territory for which no nation speaks, as Antarctica"),
        *PROVENANCE,
    ),
)

PLACES = Shape(
    "places",
    "Where forces and goods stand, change carrier and are wanted",
    (
        own_id("place", "id of the place"),
        text("name", "name", required=True),
        nation("nation", "on whose soil it is", required=True),
        Column("lat", Kind.DEGREES, "latitude, decimal degrees north", required=True,
               least=-90 * MICRO, most=90 * MICRO),
        Column("lon", Kind.DEGREES, "longitude, decimal degrees east", required=True,
               least=-180 * MICRO, most=180 * MICRO),
        choice("modes", Mode, "modes it serves", required=True, many=True),
        quantity("runway", Dimension.LENGTH, 100, 7_000, "longest runway; blank is unknown",
                 field="runway_m"),
        flag("paved", "whether that runway is paved", field="paved"),
        whole("mog", 0, 500, "aircraft worked at once (MOG); blank is unknown", field="mog"),
        whole("berths", 0, 500, "ships worked at once; blank is unknown", field="berths"),
        size("draught", 50, 4_000, "deepest draught of ships; blank is unknown", field="draught_cm"),
        whole("tracks", 0, 500, "trains worked at once; blank is unknown", field="tracks"),
        whole("gauges_mm", 600, 1_676, "rail gauges", field="gauges_mm", many=True),
        whole("docks", 0, 5_000, "road convoys worked at once", field="docks"),
        quantity("rate", Dimension.MASS, 1, 100_000_000, "cargo handled an hour on one slot",
                 field="kg_per_hour", head="rate_{}_per_h"),
        whole("pax_per_h", 1, 100_000, "passengers handled an hour on one slot", field="pax_per_hour"),
        quantity("storage", Dimension.MASS, 0, 10 * MEGATONNE_KG, "cargo that can stand between legs",
                 field="storage_kg"),
        whole("storage_pax", 0, 1_000_000, "passengers that can wait between legs", field="storage_pax"),
        Column("opens", Kind.CLOCK, "opens at HH:MM UTC; default 00:00"),
        Column("closes", Kind.CLOCK, "closes at HH:MM UTC; default 24:00"),
        *PROVENANCE,
    ),
)  # fmt: skip

WAYS = Shape(
    "ways",
    "Known ways between two places; what is left out is taken from the network",
    (
        own_id("way", "id of the way"),
        choice("mode", Mode, "mode", required=True),
        ref("from", "place", "one end", required=True),
        ref("to", "place", "other end", required=True),
        flag("one_way", "only from `from` to `to`; default no", default=False),
        quantity("length", Dimension.LENGTH, 10, 40_000_000, "length", field="length_m"),
        Column("nations", Kind.TERRITORY, "nations crossed, in order of travel", many=True,
               field="nations"),
        whole("gauges_mm", 600, 1_676, "rail gauges met", field="gauges_mm", many=True),
        whole("mlc", 1, 200, "military load class", field="mlc"),
        size("height", 150, 3_000, "clearance", field="height_cm"),
        size("draught", 50, 4_000, "deepest draught of ships", field="draught_cm"),
        whole("carriers_per_day", 0, 100_000, "carriers that may start on it in a UTC day",
              field="carriers_per_day"),
        *PROVENANCE,
    ),
)  # fmt: skip

CLOSURES = Shape(
    "closures",
    "What is physically closed when",
    (
        text("subject", "`passage:ID`, `way:ID`, `place:ID`, or `nation:MODE:ISO3`", required=True),
        instant("closed_from", "first closed minute", required=True),
        instant("closed_until", "first open minute; blank: no end known"),
        text("reason", "why"),
        *PROVENANCE,
    ),
)
