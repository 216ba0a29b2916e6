"""The tables of supply, `sustainment/NAME.csv` of a book; every one may be left out."""

from __future__ import annotations

from coalition.formats.schema.column import Column, Kind, Shape
from coalition.formats.schema.kinds import (
    PROVENANCE,
    choice,
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
from coalition.model.cargo import Category
from coalition.model.supply import inventory, standards
from coalition.model.supply.consumption import Per
from coalition.model.supply.items import SupplyClass
from coalition.model.supply.standards import Level

STOCK_KG_MAX = 1_000_000_000
DAYS_MAX = 1_000
LEAD_MIN_MAX = 366 * 1440

ITEMS = Shape("items", "Items of supply", (
    own_id("item", "id of the item"),
    text("name", "name", required=True),
    choice("class", SupplyClass, "NATO class of supply", required=True),
    quantity("piece_mass", Dimension.MASS, 1, 500_000, "mass of the least that travels apart", required=True,
             head="piece_{}"),
    text("standard", "standard it is built to; a nation takes it when it holds it; blank: any nation"),
    choice("category", Category, "cargo category; default bulk", default="bulk"),
    text("hazard", "UN hazard class, like 3"),
    whole("value_per_t", 0, 1_000_000_000, "value of a tonne in the alliance's unit of account"),
    *PROVENANCE,
))  # fmt: skip

INTERCHANGE = Shape("interchange", "What may take the place of what", (
    ref("item", "item", "what is there", required=True),
    ref("serves", "item", "what was asked for", required=True),
    whole("permille", 1, 100_000, "kg of it that do the work of 1,000 kg; default 1000", default=1000),
    nations("users", "nations for which it may; blank: all"),
    *PROVENANCE,
))  # fmt: skip

FACTORS = Shape("factors", "Consumption factors", (
    ref("item", "item", "what is used up", required=True),
    choice("per", Per, "what is counted", required=True),
    whole("grams_per_day", 0, 1_000_000_000, "grams a day for each; `?` when nobody knows", required=True,
          field="grams_per_day"),
    nation("nation", "whose factor it is; blank: general. A nation's own goes before the general one"),
    text("element", "unit or capability it is for; blank: any"),
    text("activity", "activity it is for; blank: any"),
    *PROVENANCE,
))  # fmt: skip

ACTIVITIES = Shape("activities", "Who does what where", (
    ref("unit", "unit", "the unit", required=True),
    ref("place", "place", "where", required=True),
    text("activity", "what it does there", required=True),
    instant("from", "begins; blank: from the crisis's activation"),
    instant("until", "ends; blank: to the horizon"),
    *PROVENANCE,
))  # fmt: skip

_STORE = (
    ref("place", "place", "where", required=True),
    nation("nation", "whose it is", required=True),
    ref("item", "item", "what", required=True),
)

HOLDINGS = Shape("holdings", "What is on hand", (
    *_STORE,
    quantity("on_hand", Dimension.MASS, 0, STOCK_KG_MAX, "what is there; `?` when nobody knows", required=True,
             field="on_hand", head="on_hand_{}"),
    instant("at", "when; blank: at the crisis's activation"),
    *PROVENANCE,
))  # fmt: skip

OBJECTIVES = Shape("objectives", "What should be on hand, and where more comes from", (
    *_STORE,
    whole("objective_days", 1, DAYS_MAX, "days of supply wanted", required=True),
    whole("reorder_days", 0, DAYS_MAX, "days of supply at which more is ordered", required=True),
    ref("supplier", "place", "where it is ordered from; blank: nowhere"),
    nation("supplier_nation", "whose stock is asked for there; blank: the nation's own"),
    quantity("lead", Dimension.TIME, 0, LEAD_MIN_MAX, "order to receipt when nobody plans it", field="lead"),
    quantity("batch", Dimension.MASS, 1, STOCK_KG_MAX, "orders are multiples of this; default a piece",
             head="batch_{}"),
    *PROVENANCE,
))  # fmt: skip

TRANSACTIONS = Shape("transactions", "The stock record, from request to receipt", (
    own_id("transaction", "id of the line"),
    choice("kind", inventory.Kind, "what it is", required=True),
    instant("at", "when", required=True),
    *_STORE,
    quantity("quantity", Dimension.MASS, -STOCK_KG_MAX, STOCK_KG_MAX, "how much; an adjustment may be negative",
             required=True, head="quantity_{}"),
    text("request", "the request it belongs to: one number from request to receipt"),
    *PROVENANCE,
))  # fmt: skip

EXCHANGES = Shape("exchanges", "What nations gave one another", (
    instant("at", "when", required=True),
    nation("giver", "who gave", required=True),
    nation("receiver", "who got", required=True),
    whole("amount", 1, 1_000_000_000, "how much, in the unit of account", required=True),
    text("unit", "unit of account: kg of a class, equivalent flying hours ...", required=True),
    text("arrangement", "under which arrangement"),
    text("reference", "mission or document"),
    *PROVENANCE,
))  # fmt: skip

STANDARDS = Shape("standards", "Standards nations hold", (
    nation("nation", "which nation", required=True),
    text("capability", "in which capability; blank: in all"),
    text("standard", "the standard", required=True),
    Column("level", Kind.CHOICE, "how far; `?` when nobody knows", required=True, field="level",
           choices=tuple(str(level) for level in Level)),
    text("evidence", "the exercise or test that showed it; blank: only declared"),
    *PROVENANCE,
))  # fmt: skip

READINESS = Shape("readiness", "Readiness of units and how it moves", (
    ref("unit", "unit", "the unit", required=True),
    instant("at", "the day of the report", required=True),
    whole("percent", 0, 100, "readiness on that day", required=True),
    whole("falls_per_month", 0, 100, "percent points lost in 30 days of use", field="falls_per_month"),
    whole("rises_per_month", 0, 100, "percent points won in 30 days of rest", field="rises_per_month"),
    whole("floor", 0, 100, "below this it is fit no more; default 50", default=50),
    *PROVENANCE,
))  # fmt: skip

DECLARED = Shape("declared", "What nations declared of money and will", (
    nation("nation", "which nation", required=True),
    choice("factor", standards.Factor, "budget or will", required=True),
    whole("value", 0, 10**12, "money in the unit of account, or will in percent", required=True),
    instant("from", "begins; blank: always"),
    instant("until", "ends; blank: never"),
    *PROVENANCE,
))  # fmt: skip

SUPPLY_TABLES = {
    table.name: table
    for table in (
        ITEMS, INTERCHANGE, FACTORS, ACTIVITIES, HOLDINGS, OBJECTIVES, TRANSACTIONS, EXCHANGES,
        STANDARDS, READINESS, DECLARED,
    )
}  # fmt: skip
"""Table name -> its columns; the file is `sustainment/NAME.csv`."""
