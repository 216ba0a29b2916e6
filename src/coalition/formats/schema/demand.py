"""Tables of requirements, recorded decisions and the published timeline."""

from __future__ import annotations

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.forces import (
    AMOUNT_MAX,
    PIECE_KG_MAX,
    PIECES_MAX,
    nature_column,
)
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
    flag,
    instant,
    nation,
    nations,
    own_id,
    quantity,
    ref,
    text,
    whole,
)
from coalition.measure.units import Dimension
from coalition.model import requirements as wants
from coalition.model.law import Outcome

LOAD_KG_MAX = 1_000_000_000

REQUIREMENTS = Shape(
    "requirements",
    "What is wanted where and by when",
    (
        own_id("uln", "unit line number (ULN)"),
        choice("kind", wants.Kind, "movement or capability", required=True),
        text("description", "what it is", required=True),
        ref("destination", "place", "where it is wanted", required=True),
        instant("rdd", "required delivery date", required=True),
        whole("priority", 1, 99, "1 comes first", required=True),
        whole("weight", 1, 1_000_000, "weight in the score; default 11 - priority, at least 1"),
        nation("nation", "whose requirement it is; needed with a load of its own"),
        ref("unit", "unit", "the unit to be moved"),
        ref("stock", "stock", "the stock to be moved, `amount` pieces of it"),
        text("capability", "what must be achieved"),
        whole("amount", 1, AMOUNT_MAX, "how much of the capability, or pieces of the stock"),
        text("interoperability", "standards a source must meet", many=True),
        ref("origin", "place", "where it starts; default where the source stands"),
        ref("poe", "place", "port of embarkation (POE)"),
        ref("pod", "place", "port of debarkation (POD)"),
        instant("activated", "when notice to move starts to run; default C-day"),
        instant("rld", "ready to load at origin", field="rld"),
        instant("ald", "available to load at POE", field="ald"),
        instant("ead", "earliest arrival at POD", field="ead"),
        instant("lad", "latest arrival at POD", field="lad"),
        whole("pax", 0, PIECES_MAX, "passengers"),
        quantity("bulk", Dimension.MASS, 0, LOAD_KG_MAX, "bulk cargo"),
        quantity("oversize", Dimension.MASS, 0, LOAD_KG_MAX, "oversize cargo"),
        quantity("outsize", Dimension.MASS, 0, LOAD_KG_MAX, "outsize cargo"),
        quantity("nat", Dimension.MASS, 0, LOAD_KG_MAX, "not air-transportable cargo"),
        quantity("area", Dimension.AREA, 0, 100_000_000, "deck area of the cargo in all", field="area"),
        quantity("piece", Dimension.MASS, 1, PIECE_KG_MAX, "smallest divisible piece; default 1 t"),
        quantity("volume", Dimension.VOLUME, 0, LOAD_KG_MAX, "volume in all; recorded only",
                 field="volume"),
        whole("mlc", 1, 200, "military load class of the pieces", field="mlc"),
        Column("hazard", Kind.TEXT, "UN hazard class, like 1.4", field="hazard"),
        nature_column(),
        ref("after", "requirement", "ULNs that must have closed before", many=True),
        flag("together", "travels each leg whole on one carrier; default no", default=False),
        text("task", "task, as caveats and pledges name it"),
        *PROVENANCE,
    ),
)  # fmt: skip

DECISIONS = Shape(
    "decisions",
    "Recorded decisions; each replaces the estimate of its procedure",
    (
        own_id("decision", "id of the decision"),
        ref("procedure", "provision", "INSTRUMENT/PROVISION of the procedure", required=True),
        choice("outcome", Outcome, "what was decided", required=True),
        instant("at", "when it was taken; when asked for, while pending", required=True),
        text("by", "who decided", required=True),
        text("text", "our own words"),
        instant("until", "when it lapses; blank: never"),
        nations("actors", "nations or groups it is given to; blank: all"),
        nations("territories", "nations or groups it speaks of; blank: all"),
        nations("signed_by", "nations whose assent it holds"),
        whole("limit_pax", 0, PIECES_MAX, "passengers it allows in all"),
        quantity("limit", Dimension.MASS, 0, LOAD_KG_MAX, "cargo it allows in all"),
        whole("limit_stay_days", 1, 36_600, "days of stay it allows"),
        whole("limit_vehicles", 0, 1_000_000, "vehicles it allows"),
        whole("limit_aircraft", 0, 100_000, "aircraft it allows"),
        whole("limit_ships", 0, 10_000, "ships it allows"),
        whole("limit_ship_t", 0, 10_000_000, "displacement of all ships it allows, in tonnes"),
        whole("limit_each_ship_t", 0, 1_000_000, "displacement of each ship it allows, in tonnes"),
        whole("limit_days", 0, 36_600, "days of an exercise or operation it allows"),
        *PROVENANCE,
    ),
)  # fmt: skip

TIMELINE = Shape(
    "timeline",
    "Published events a plan can be set beside",
    (
        instant("at", "when it happened", required=True),
        text("text", "what happened", required=True),
        ref("place", "place", "where"),
        text("capability", "capability it brought"),
        whole("amount", 0, AMOUNT_MAX, "how much of it"),
        *PROVENANCE,
    ),
)
