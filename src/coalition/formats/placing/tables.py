"""The tables of pre-positioning, `preposition/NAME.csv` of a book."""

from __future__ import annotations

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
    flag,
    nation,
    own_id,
    quantity,
    ref,
    text,
    whole,
)
from coalition.measure.units import Dimension
from coalition.model.cargo import Nature
from coalition.model.places import Mode

MONEY_MAX = 10**13
UNITS_MAX = 10**9
KG_MAX = 10**12

SITES = Shape("sites", "Sizes in which places could be opened as stores", (
    ref("site", "place", "the place", required=True),
    Column("size", Kind.TEXT, "name of the size; a place is opened in one at most", required=True),
    quantity("capacity", Dimension.MASS, 1, KG_MAX, "what it holds", required=True),
    whole("cost", 0, MONEY_MAX, "money to open it in this size", required=True),
    *PROVENANCE,
))  # fmt: skip

COMMODITIES = Shape("commodities", "What is kept", (
    own_id("commodity", "id of the commodity"),
    text("name", "name", required=True),
    quantity("unit_mass", Dimension.MASS, 1, 500_000, "mass of a unit", required=True, head="unit_{}"),
    choice("mode", Mode, "how it travels", required=True),
    quantity("speed", Dimension.SPEED, 1_000, 1_200_000, "door to door", required=True),
    whole("cost_per_1000_tkm", 0, MONEY_MAX, "money for 1,000 tonne-kilometres", required=True),
    whole("delay_cost", 0, MONEY_MAX, "money for a unit and an hour of response; default 0", default=0),
    whole("unmet_cost", 1, MONEY_MAX, "money for a unit that never comes", required=True),
    choice("nature", Nature, "what it is in law; default general", default="general"),
    flag("whole", "held in whole units, as equipment sets are", default=False),
    *PROVENANCE,
))  # fmt: skip

CHOICES = Shape("holdings", "Who could hold what where", (
    ref("site", "place", "where", required=True),
    nation("nation", "whose it would be", required=True),
    ref("commodity", "commodity", "what", required=True),
    whole("unit_cost", 0, MONEY_MAX, "money to buy and keep a unit", required=True),
    whole("low", 0, UNITS_MAX, "units that must be held; default 0", default=0),
    whole("high", 0, UNITS_MAX, "most units", required=True),
    whole("today", 0, UNITS_MAX, "units held today; default 0", default=0),
    *PROVENANCE,
))  # fmt: skip

SCENARIOS = Shape("scenarios", "Crises that may come", (
    own_id("scenario", "id of the scenario"),
    text("says", "what happens", required=True),
    whole("weight", 1, 1_000_000, "how likely against the others; default 1", default=1),
    *PROVENANCE,
))  # fmt: skip

NEEDS = Shape("needs", "What each scenario needs where", (
    ref("scenario", "scenario", "in which", required=True),
    ref("place", "place", "where", required=True),
    ref("commodity", "commodity", "what", required=True),
    whole("amount", 1, UNITS_MAX, "units", required=True),
    *PROVENANCE,
))  # fmt: skip

LOSSES = Shape("losses", "What a scenario leaves of what is held", (
    ref("scenario", "scenario", "in which", required=True),
    ref("site", "place", "where", required=True),
    whole("kept_percent", 0, 100, "percent left", required=True),
    *PROVENANCE,
))  # fmt: skip

FACTS = Shape("facts", "Facts that hold in a scenario, for the law", (
    ref("scenario", "scenario", "in which", required=True),
    Column("name", Kind.TEXT, "name of the fact, as conditions speak of it", required=True),
    text("value", "value, or a list of values", required=True, many=True),
    *PROVENANCE,
))  # fmt: skip

CREWS = Shape("crews", "Units that can be manned by troops flown in", (
    ref("scenario", "scenario", "in which", required=True),
    ref("commodity", "commodity", "equipment", required=True),
    whole("amount", 0, UNITS_MAX, "units that flown-in troops can man", required=True),
    *PROVENANCE,
))  # fmt: skip

BUDGETS = Shape("budgets", "What each nation will spend on what it holds", (
    nation("nation", "which nation", required=True),
    whole("budget", 0, MONEY_MAX, "money", required=True),
    *PROVENANCE,
))  # fmt: skip

PLACING_TABLES = {
    table.name: table
    for table in (SITES, COMMODITIES, CHOICES, SCENARIOS, NEEDS, LOSSES, FACTS, CREWS, BUDGETS)
}
NEEDED = ("sites", "commodities", "holdings", "scenarios", "needs")
"""Tables without which nothing can be placed."""
