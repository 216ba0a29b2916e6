"""The tables and terms of pre-positioning: `preposition/NAME.csv`, `preposition/terms.toml` of a book."""

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
from coalition.model.supply.placing import UsedBy

MONEY_MAX = 10**13
UNITS_MAX = 10**9
KG_MAX = 10**12
SPEED_MAX = 1_200_000
YEAR_MIN = 366 * 1440
HOURS_MAX = 8_784

SITES = Shape("sites", "Sizes in which places could be opened as stores", (
    ref("site", "place", "the place", required=True),
    Column("size", Kind.TEXT, "name of the size; a place is opened in one at most", required=True),
    quantity("capacity", Dimension.MASS, 1, KG_MAX, "what it holds", required=True),
    whole("cost", 0, MONEY_MAX, "money to open and run it in this size", required=True),
    nation("payer", "who pays that; default the nation of the place"),
    *PROVENANCE,
))  # fmt: skip

COMMODITIES = Shape("commodities", "What is kept", (
    own_id("commodity", "id of the commodity"),
    text("name", "name", required=True),
    quantity("unit_mass", Dimension.MASS, 1, 500_000, "mass of a unit", required=True, head="unit_{}"),
    choice("mode", Mode, "how it travels", required=True),
    quantity("speed", Dimension.SPEED, 1_000, SPEED_MAX, "door to door", required=True),
    whole("cost_per_1000_tkm", 0, MONEY_MAX, "money for 1,000 tonne-kilometres", required=True),
    quantity("handling", Dimension.TIME, 0, YEAR_MIN, "time to load and unload; default 0"),
    whole("delay_cost", 0, MONEY_MAX, "money for a unit and an hour of response; default 0", default=0),
    whole("unmet_cost", 1, MONEY_MAX, "money for a unit that never comes", required=True),
    choice("nature", Nature, "what it is in law; default general", default="general"),
    flag("whole", "held in whole units, as equipment sets are; default no", default=False),
    choice("used_by", UsedBy, "whose forces or people use it; default owner", default="owner"),
    *PROVENANCE,
))  # fmt: skip

MEANS = Shape("means", "Further ways to travel; for each delivery the best lawful one is taken", (
    ref("commodity", "commodity", "what", required=True),
    choice("mode", Mode, "how", required=True),
    quantity("speed", Dimension.SPEED, 1_000, SPEED_MAX, "door to door", required=True),
    whole("cost_per_1000_tkm", 0, MONEY_MAX, "money for 1,000 tonne-kilometres", required=True),
    quantity("handling", Dimension.TIME, 0, YEAR_MIN, "time to load and unload; default 0"),
    *PROVENANCE,
))  # fmt: skip

CHOICES = Shape("holdings", "Who could hold what where", (
    ref("site", "place", "where", required=True),
    nation("nation", "whose it would be", required=True),
    ref("commodity", "commodity", "what", required=True),
    whole("unit_cost", 0, MONEY_MAX, "money to buy and keep a unit more than today", required=True),
    whole("low", 0, UNITS_MAX, "units that must be held; default 0", default=0),
    whole("high", 0, UNITS_MAX, "most units", required=True),
    whole("today", 0, UNITS_MAX, "units held today, which cost nothing to keep; default 0", default=0),
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

CREWS = Shape("crews", "Troops flown in to meet equipment: without them it is of no use", (
    ref("scenario", "scenario", "in which", required=True),
    ref("commodity", "commodity", "equipment", required=True),
    whole("amount", 0, UNITS_MAX, "units that they can man", required=True),
    nation("nation", "whose equipment they man; default anybody's"),
    ref("from", "place", "where they take off; default they are there"),
    quantity("speed", Dimension.SPEED, 1_000, SPEED_MAX, "of their flight; default 700 km/h"),
    quantity("ready", Dimension.TIME, 0, YEAR_MIN, "notice to move; default 0"),
    quantity("join", Dimension.TIME, 0, YEAR_MIN, "marry-up: until unit and crew are one; default 0"),
    *PROVENANCE,
))  # fmt: skip

BUDGETS = Shape("budgets", "What each nation will spend, and its part of the whole", (
    nation("nation", "which nation", required=True),
    whole("budget", 0, MONEY_MAX, "money", required=True),
    whole("share", 1, 1_000_000, "its part against the others' (`fair_percent`); default its budget"),
    *PROVENANCE,
))  # fmt: skip

PLACING_TABLES = {
    table.name: table
    for table in (
        SITES, COMMODITIES, MEANS, CHOICES, SCENARIOS, NEEDS, LOSSES, FACTS, CREWS, BUDGETS,
    )
}  # fmt: skip
NEEDED = ("sites", "commodities", "holdings", "scenarios", "needs")
"""Tables without which nothing can be placed."""

TERMS = Shape("terms", "What is asked of a decision; options of the command go before it", (
    whole("within_hours", 1, HOURS_MAX, "a share of each need comes within so many hours"),
    whole("share_percent", 1, 100, "that share; default 80", default=80),
    whole("excused_percent", 0, 99, "chance with which that may fail; default 10", default=10),
    whole("tail_percent", 0, 100, "weight of the worst tenth of scenarios; default 0", default=0),
    whole("loss_percent", 0, 100, "weight of the worst single site lost; default 0", default=0),
    whole("fair_percent", 0, 10_000, "no nation pays more than its share by more than this"),
    whole("cover_percent", 0, 10_000, "each nation in need has so much of its mean need near"),
    whole("cover_hours", 1, HOURS_MAX, "how near; default 240", default=240),
    whole("even_percent", 0, 1_000, "what the worst share unmet of any nation costs, in percent of "
          "leaving all unmet; default 0", default=0),
    *PROVENANCE,
))  # fmt: skip
