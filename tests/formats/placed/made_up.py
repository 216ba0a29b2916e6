"""A made-up answer of pre-positioning: two stores, one of them closed, two places of need."""

from __future__ import annotations

from coalition.formats.placed.content import (
    BarredRow,
    Chance,
    ConsentRow,
    FlowRow,
    FrontierRow,
    HeldRow,
    NationRow,
    NeedRow,
    PlacedContent,
    Proof,
    ResponseRow,
    ScenarioRow,
    Spot,
    StoreRow,
    WayRow,
    WorthRow,
)
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.supply.placing import CommodityId, ScenarioId

EAST, WEST, TOWN = PlaceId("east"), PlaceId("west"), PlaceId("town")
AAA, BBB = NationId("AAA"), NationId("BBB")
TENTS = CommodityId("tents")


def made_up(title: str = "Two stores") -> PlacedContent:
    """The same answer every time."""
    spots = (
        Spot(EAST, "East <depot>", AAA, 54_000_000, 24_000_000),
        Spot(WEST, "West depot", BBB, 51_000_000, 6_000_000),
        Spot(TOWN, "Town", AAA, 57_000_000, 25_000_000),
    )
    return PlacedContent(
        title, True, spots,
        (StoreRow(spots[0], "large", 2_000_000, 900_000, AAA, 5e6, 2e6),
         StoreRow(spots[1], "", 0, 0, BBB, 0.0, 0.0)),
        (HeldRow(EAST, BBB, TENTS, 30, 10, 2e6, 12.5, 0.75, 0.25),),
        (ConsentRow("BBB enter AAA", AAA, "permitted from", "=cmd/1", "2031-03-03T00:00Z",
                    ("AAA in cabinet",), (EAST,), 12.5),),
        (BarredRow(WEST, BBB, TENTS, TOWN, (ScenarioId("storm"),), ("BBB enter AAA: forbidden",)),),
        (NationRow(AAA, 5e6, 1.0, 0.5, 0.3, 0.9, 0.1, 4e6, 9e6),
         NationRow(BBB, 0.0, 0.0, 0.5, None, None, None, 0.0, 0.0)),
        (ScenarioRow(ScenarioId("storm"), "A storm", 0.25, 0.4, 30.0, 8e6, 0.9, 2e7, False),
         ScenarioRow(ScenarioId("calm"), "Nothing", 0.75, 0.0, None, 0.0, 0.0, 0.0, False)),
        (FlowRow(EAST, BBB, TOWN, TENTS, 12.5, 375_000.0, 30.0, "road"),),
        (NeedRow(spots[2], 500_000.0, 125_000.0, 30.0), NeedRow(spots[0], 100_000.0, 0.0, None)),
        (WayRow(EAST, TOWN, Mode.ROAD, 375_000.0, ((54_000_000, 24_000_000), (55_000_000, 26_000_000),
                                                  (57_000_000, 25_000_000))),
         WayRow(EAST, TOWN, Mode.AIR, 25_000.0, ())),
        (ResponseRow(0, 0.0, 0.0), ResponseRow(12, 0.5, 0.1), ResponseRow(30, 0.75, 0.2)),
        (FrontierRow("as the book has it, on average", 5e6, 2e6, 8e6, 30.0, 0.1, 0.001, False),
         FrontierRow("budgets at 150 %", 6e6, 2e6, 8e6, 31.0, 0.1, 0.001, True)),
        WorthRow(5e6, 2e6, 8e6, 0.1, 30.0), WorthRow(1e6, 5e6, 2e7, 0.23, 40.0),
        Proof(7e6, 6.99e6, 0.0014, "cuts", 3, 7), Chance(1.5e6, (5e5, 6e5), (2e6, 2e6)),
        ("80 % of each need within 72 h, but for 10 % of chance",), ("whether BBB has a licence",),
    )  # fmt: skip
