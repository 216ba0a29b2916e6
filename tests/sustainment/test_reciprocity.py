from __future__ import annotations

import pytest
from tests.simulators.small_supplies import DAY, EVERYBODY, ITEMS, chance_supplies, demand, held

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import NationId
from coalition.model.supply.inventory import Exchange
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.reciprocity import balances, exchanges_of
from coalition.sustainment.stores.keeping import Keeper


def test_what_one_gives_another_is_credited_in_its_unit() -> None:
    given = Exchange(Minute(0), NationId("DEU"), NationId("FRA"), 12, "EFH", "ATARES")
    back = Exchange(Minute(9), NationId("FRA"), NationId("DEU"), 5, "EFH", "ATARES")
    assert [(b.nation, b.credit) for b in balances([given, back])] == [("DEU", 7), ("FRA", -7)]


def test_stock_handed_over_is_owed_by_class_of_supply() -> None:
    supplies = Supplies(ITEMS, holdings=(held("north", "POL", "rations", 900),))
    kept = Keeper(supplies, EVERYBODY).keep(
        [demand("north", "DEU", "rations", 100)], (), Interval(Minute(0), Minute(3 * DAY))
    )
    found = balances(exchanges_of(kept.accounts.postings, supplies))
    assert [(b.unit, b.nation, b.credit) for b in found] == [
        ("kg class I", "DEU", -300), ("kg class I", "POL", 300),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_balances_of_a_unit_add_up_to_nought(seed: int) -> None:
    supplies, demands, deliveries, sharing = chance_supplies(seed)
    kept = Keeper(supplies, sharing).keep(
        demands, deliveries, Interval(Minute(0), Minute(12 * DAY))
    )
    owed: dict[str, int] = {}
    for one in balances(exchanges_of(kept.accounts.postings, supplies)):
        owed[one.unit] = owed.get(one.unit, 0) + one.credit
    assert set(owed.values()) <= {0}
