"""Tables of units, their cargo, stocks and lift."""

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
from coalition.model.cargo import Category, Nature
from coalition.model.places import Mode

TWO_YEARS_MIN = 731 * 1440
WEEK_MIN = 7 * 1440
PIECES_MAX = 1_000_000
PIECE_KG_MAX = 500_000
PIECE_DM2_MAX = 100_000
AMOUNT_MAX = 1_000_000_000
CARGO_NATURES = tuple(str(nature) for nature in Nature if nature is not Nature.HAZARDOUS)

PLEDGE = (
    text("interoperability", "standards it meets", many=True),
    flag("pledged", "whether it is pledged to the coalition; default no, yes when a date is given",
         field="pledged"),
    instant("pledged_from", "pledge opens; blank: always open"),
    instant("pledged_until", "pledge ends; blank: never ends"),
    text("pledge_tasks", "tasks the pledge is for; blank: any", many=True),
)  # fmt: skip


def nature_column() -> Column:
    """What a piece is in law; hazardous follows from `hazard`."""
    return Column("nature", Kind.CHOICE, "what it is in law; default general, personnel for pax",
                  choices=CARGO_NATURES)  # fmt: skip


UNITS_TABLE = Shape(
    "units",
    "Units and teams that can be sent",
    (
        own_id("unit", "id of the unit"),
        text("name", "name", required=True),
        nation("nation", "whose it is", required=True),
        ref("home", "place", "where it stands", required=True),
        quantity("notice", Dimension.TIME, 0, TWO_YEARS_MIN, "notice to move (NTM)", required=True,
                 field="ntm_minutes"),
        whole("readiness_percent", 0, 100, "readiness", field="readiness_percent"),
        text("capability", "what it can do"),
        whole("capability_amount", 0, AMOUNT_MAX, "how much of it; default 1 when it has a capability",
              field="capability_amount"),
        *PLEDGE,
        *PROVENANCE,
    ),
)  # fmt: skip

CARGO = Shape(
    "cargo",
    "Loads in pieces that are never cut",
    (
        ref("owner", "owner", "a unit or a requirement", required=True),
        Column("line", Kind.TEXT, "id of the line, unique for its owner", required=True),
        text("description", "what it is", required=True),
        choice("category", Category, "cargo category", required=True),
        whole("pieces", 1, PIECES_MAX, "number of like pieces", required=True),
        quantity("piece_mass", Dimension.MASS, 1, PIECE_KG_MAX, "mass of a piece; needed unless pax",
                 field="piece_kg", head="piece_{}"),
        quantity("piece_area", Dimension.AREA, 0, PIECE_DM2_MAX, "deck area of a piece",
                 field="piece_dm2", head="piece_{}"),
        size("length", 1, 10_000, "length of a piece", field="length_cm"),
        size("width", 1, 3_000, "width of a piece", field="width_cm"),
        size("height", 1, 3_000, "height of a piece", field="height_cm"),
        quantity("volume", Dimension.VOLUME, 0, 10_000_000, "volume of a piece; recorded only",
                 field="volume"),
        whole("mlc", 1, 200, "military load class of a piece", field="mlc"),
        Column("hazard", Kind.TEXT, "UN hazard class, like 1.4", field="hazard"),
        nature_column(),
        text("supply_class", "class of supply"),
        *PROVENANCE,
    ),
)  # fmt: skip

STOCKS = Shape(
    "stocks",
    "Supplies in one place, in like pieces",
    (
        own_id("stock", "id of the stock"),
        text("name", "name", required=True),
        nation("nation", "whose it is", required=True),
        ref("place", "place", "where it stands", required=True),
        whole("pieces", 1, PIECES_MAX, "pieces on hand", required=True),
        whole("pledged_pieces", 0, PIECES_MAX, "pieces pledged; default all"),
        quantity("piece_mass", Dimension.MASS, 1, PIECE_KG_MAX, "mass of a piece", required=True,
                 field="piece_kg", head="piece_{}"),
        quantity("piece_area", Dimension.AREA, 0, PIECE_DM2_MAX, "deck area of a piece",
                 field="piece_dm2", head="piece_{}"),
        choice("category", Category, "cargo category; default bulk", default="bulk"),
        Column("hazard", Kind.TEXT, "UN hazard class, like 1.4", field="hazard"),
        nature_column(),
        text("supply_class", "class of supply"),
        text("capability", "what it serves for"),
        whole("amount_per_piece", 1, AMOUNT_MAX, "how much of it a piece is; default 1",
              field="amount_per_piece"),
        quantity("notice", Dimension.TIME, 0, TWO_YEARS_MIN, "time until it can leave",
                 field="ntm_minutes"),
        *PLEDGE,
        *PROVENANCE,
    ),
)  # fmt: skip

LIFT = Shape(
    "lift",
    "Fleets of like carriers",
    (
        own_id("fleet", "id of the fleet"),
        text("name", "name", required=True),
        nation("nation", "whose it is", required=True),
        choice("mode", Mode, "mode", required=True),
        ref("home", "place", "where it stands", required=True),
        whole("count", 1, 10_000, "number of carriers", required=True),
        quantity("speed", Dimension.SPEED, 1_000, 1_500_000, "block speed", required=True,
                 field="speed_m_per_hour"),
        whole("seats", 0, 20_000, "seats of one carrier; default 0", field="seats"),
        quantity("payload", Dimension.MASS, 0, 500_000_000, "cargo of one carrier; default 0",
                 field="payload_kg"),
        quantity("deck", Dimension.AREA, 0, 10_000_000, "deck area of one carrier", field="deck_dm2"),
        choice("categories", Category, "cargo categories it takes", required=True, many=True),
        flag("hazardous", "whether it takes hazardous cargo; default no", field="hazardous",
             default=False),
        quantity("piece_max", Dimension.MASS, 1, 10_000_000, "heaviest piece", field="piece_kg_max"),
        size("height_max", 10, 5_000, "highest piece", field="height_cm_max"),
        size("width_max", 10, 5_000, "widest piece", field="width_cm_max"),
        quantity("range", Dimension.LENGTH, 1_000, 50_000_000, "longest leg", field="range_m"),
        quantity("runway", Dimension.LENGTH, 0, 7_000, "runway needed", field="runway_m"),
        flag("needs_paved", "whether it needs a paved runway; default no", field="needs_paved",
             default=False),
        size("draught", 10, 4_000, "draught laden", field="draught_cm"),
        whole("gauge_mm", 600, 1_676, "rail gauge", field="gauge_mm"),
        whole("mlc", 1, 200, "military load class laden", field="mlc"),
        whole("slots", 0, 100, "working places it takes; default 1", default=1, field="slots"),
        quantity("load", Dimension.TIME, 0, WEEK_MIN * 2, "time to load; default 0",
                 field="load_minutes"),
        quantity("unload", Dimension.TIME, 0, WEEK_MIN * 2, "time to unload; default 0",
                 field="unload_minutes"),
        whole("duty_h", 1, 24, "hours a day it may move; default 24", field="duty_minutes"),
        whole("cost_per_h", 0, 100_000_000, "cost of a moving hour; default 0", field="cost_per_hour"),
        instant("available_from", "first available minute; blank: always"),
        instant("available_until", "no longer available; blank: never"),
        *PROVENANCE,
    ),
)  # fmt: skip
