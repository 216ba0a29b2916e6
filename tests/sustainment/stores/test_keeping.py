from __future__ import annotations

import pytest
from tests.simulators.small_supplies import (
    DAY,
    DIESEL,
    EVERYBODY,
    ITEMS,
    JET,
    NOBODY,
    Sharing,
    chance_supplies,
    demand,
    held,
    holds,
    objective,
    store,
)

from coalition.measure.instants import Interval, Minute
from coalition.model.supply.inventory import Holding, Kind, Transaction
from coalition.model.supply.items import Interchange
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.stores.accounts import Entry, total
from coalition.sustainment.stores.keeping import Delivery, Keeper, Kept
from coalition.sustainment.stores.ordering import Ordering

TEN_DAYS = Interval(Minute(0), Minute(10 * DAY))
TWELVE_DAYS = Interval(Minute(0), Minute(12 * DAY))


def kept_by_chance(seed: int) -> Kept:
    supplies, demands, deliveries, sharing = chance_supplies(seed)
    ordering = Ordering(supplies.objectives)
    return Keeper(supplies, sharing).keep(demands, deliveries, TWELVE_DAYS, ordering)


@pytest.mark.parametrize("seed", range(60))
def test_every_kilogram_is_somewhere(seed: int) -> None:
    supplies, _, deliveries, _ = chance_supplies(seed)
    kept = kept_by_chance(seed)
    lines = kept.accounts.postings
    left = sum(kept.accounts.balance(one) for one in kept.accounts.stores())
    opened = sum(one.kg or 0 for one in supplies.holdings)
    ordered = [line.reference for line in lines if line.entry is Entry.RECEIPT]
    came = sum(one.kg for one in deliveries) + sum(
        order.kg for order in kept.orders if order.id in ordered
    )
    assert kept.accounts.imbalance() == 0
    assert total(lines, Entry.OPENING) == opened
    assert total(lines, Entry.RECEIPT) == came
    assert total(lines, Entry.DISPATCH) == -sum(order.kg for order in kept.orders)
    assert left == opened + came + total(lines, Entry.ISSUE) + total(lines, Entry.DISPATCH)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_asked_is_used_or_missing_to_the_kilogram(seed: int) -> None:
    _, demands, _, _ = chance_supplies(seed)
    kept = kept_by_chance(seed)
    asked = sum(
        one.grams_per_day
        * (min(one.span.closes, TWELVE_DAYS.closes) - one.span.opens)
        // (1000 * DAY)
        for one in demands
    )
    served = sum(line.served_kg for line in kept.accounts.postings)
    assert served + sum(one.missing_kg for one in kept.shortages) == asked


@pytest.mark.parametrize("seed", range(30))
def test_stock_is_never_below_nothing_and_goes_only_to_whom_it_may(seed: int) -> None:
    supplies, _, _, sharing = chance_supplies(seed)
    standards = {
        (one.nation, one.standard) for one in supplies.standards if one.level and one.level.rank
    }
    balances: dict[object, int] = {}
    for line in kept_by_chance(seed).accounts.postings:
        balances[line.store] = balances.get(line.store, 0) + line.kg
        assert balances[line.store] >= 0
        if line.entry is not Entry.ISSUE or line.user is None:
            continue
        standard = ITEMS[line.store.item].standard
        assert not standard or (line.user, standard) in standards
        if line.user != line.store.nation:
            windows = sharing.windows(line.store, line.user)
            assert any(one.contains(line.at) for one in windows)


def test_the_same_supplies_are_kept_alike() -> None:
    assert kept_by_chance(3).accounts.postings == kept_by_chance(3).accounts.postings


def test_a_shortage_begins_on_the_minute_at_which_stock_is_used_up() -> None:
    supplies = Supplies(ITEMS, holdings=(held("north", "DEU", "rations", 350),))
    kept = Keeper(supplies, NOBODY).keep([demand("north", "DEU", "rations", 100)], (), TEN_DAYS)
    (short,) = kept.shortages
    assert short.opens == 3 * DAY + DAY // 2
    assert (short.closes, short.missing_kg) == (10 * DAY, 650)


def test_goods_that_come_in_time_leave_no_shortage_and_a_day_late_leave_one() -> None:
    supplies = Supplies(ITEMS, holdings=(held("north", "DEU", "rations", 300),))
    asked = [demand("north", "DEU", "rations", 100)]
    keeper, goal = Keeper(supplies, NOBODY), store("north", "DEU", "rations")
    on_time = keeper.keep(asked, [Delivery(Minute(3 * DAY), goal, 700)], TEN_DAYS)
    late = keeper.keep(asked, [Delivery(Minute(4 * DAY), goal, 700)], TEN_DAYS)
    assert on_time.shortages == ()
    assert [(one.opens, one.closes, one.missing_kg) for one in late.shortages] == [
        (3 * DAY, 4 * DAY, 100)
    ]


def test_stock_of_a_standard_the_nation_does_not_hold_is_no_stock_to_it() -> None:
    supplies = Supplies(
        ITEMS, (Interchange(JET, DIESEL),), holdings=(held("north", "DEU", "jet", 9000),),
        standards=(holds("DEU", "F-54"),),
    )  # fmt: skip
    kept = Keeper(supplies, EVERYBODY).keep([demand("north", "DEU", "diesel", 10)], (), TEN_DAYS)
    (short,) = kept.shortages
    assert short.missing_kg == 100
    assert short.beside == ("jet of DEU: DEU does not hold the standard F-34",)
    assert {one.usable_kg for one in kept.days} == {0}


def test_a_substitute_serves_at_its_ratio() -> None:
    supplies = Supplies(
        ITEMS, (Interchange(JET, DIESEL, 1100),), holdings=(held("north", "DEU", "jet", 550),),
        standards=(holds("DEU", "F-34"),),
    )  # fmt: skip
    kept = Keeper(supplies, NOBODY).keep([demand("north", "DEU", "diesel", 100)], (), TEN_DAYS)
    assert kept.shortages[0].opens == 5 * DAY
    assert kept.accounts.balance(store("north", "DEU", "jet")) == 0


def test_an_allys_stock_counts_only_while_the_law_lets_it() -> None:
    supplies = Supplies(ITEMS, holdings=(held("north", "POL", "rations", 9000),))
    law = Sharing({("POL", "DEU"): Interval(Minute(2 * DAY), Minute(6 * DAY))})
    kept = Keeper(supplies, law).keep([demand("north", "DEU", "rations", 100)], (), TEN_DAYS)
    spans = [(one.opens // DAY, one.closes // DAY) for one in kept.shortages]
    assert spans == [(0, 2), (6, 10)]
    assert kept.shortages[0].beside == ("rations of POL: nothing permits POL to hand it to DEU",)
    assert [one.usable_kg > 0 for one in kept.days] == [2 <= n < 6 for n in range(10)]


def test_own_stock_goes_before_an_allys() -> None:
    supplies = Supplies(
        ITEMS,
        holdings=(held("north", "DEU", "rations", 300), held("north", "POL", "rations", 900)),
    )
    kept = Keeper(supplies, EVERYBODY).keep([demand("north", "DEU", "rations", 100)], (), TEN_DAYS)
    owners = [line.store.nation for line in kept.accounts.postings if line.entry is Entry.ISSUE]
    assert owners == ["DEU"] * 3 + ["POL"] * 7


def test_an_ally_asked_by_two_shares_in_proportion_to_what_each_lacks() -> None:
    supplies = Supplies(ITEMS, holdings=(held("north", "POL", "rations", 90),))
    asked = [demand("north", "DEU", "rations", 200), demand("north", "FRA", "rations", 100)]
    kept = Keeper(supplies, EVERYBODY).keep(asked, (), Interval(Minute(0), Minute(DAY)))
    got = {line.user: -line.kg for line in kept.accounts.postings if line.entry is Entry.ISSUE}
    assert got == {"DEU": 60, "FRA": 30}


def test_an_objective_orders_anew_before_stock_runs_out() -> None:
    goal = store("north", "DEU", "rations")
    supplies = Supplies(
        ITEMS, holdings=(held("north", "DEU", "rations", 500), held("south", "DEU", "rations", 5000)),
        objectives=(objective(goal, 5, 3, supplier="south", lead_days=2),),
    )  # fmt: skip
    ordering = Ordering(supplies.objectives)
    kept = Keeper(supplies, NOBODY).keep(
        [demand("north", "DEU", "rations", 100)], (), TEN_DAYS, ordering
    )
    assert kept.shortages == ()
    assert [(o.at // DAY, o.kg, o.arrives) for o in kept.orders][:2] == [
        (2, 200, 4 * DAY), (4, 200, 6 * DAY),
    ]  # fmt: skip


def test_an_order_above_what_the_supplier_has_is_short_and_says_so() -> None:
    goal = store("north", "DEU", "rations")
    supplies = Supplies(
        ITEMS, holdings=(held("north", "DEU", "rations", 100), held("south", "DEU", "rations", 50)),
        objectives=(objective(goal, 5, 3, supplier="south", lead_days=1),),
    )  # fmt: skip
    kept = Keeper(supplies, NOBODY).keep(
        [demand("north", "DEU", "rations", 100)], (), TEN_DAYS, Ordering(supplies.objectives)
    )
    assert [(o.kg, o.wanted_kg, o.is_short) for o in kept.orders] == [
        (50, 400, True), (0, 450, True),
    ]  # fmt: skip


def test_a_holding_nobody_knows_is_named_and_counts_as_nothing() -> None:
    unknown = Holding(store("north", "DEU", "rations"), Minute(0), None)
    kept = Keeper(Supplies(ITEMS, holdings=(unknown,)), NOBODY).keep((), (), TEN_DAYS)
    assert kept.unknown_holdings == (unknown,)
    assert kept.accounts.postings == []


def test_a_recorded_issue_of_more_than_is_there_is_refused() -> None:
    line = Transaction("t1", Kind.ISSUE, Minute(DAY), store("north", "DEU", "rations"), 20)
    supplies = Supplies(
        ITEMS, holdings=(held("north", "DEU", "rations", 10),), transactions=(line,)
    )
    with pytest.raises(ValueError, match="would hold -10 kg"):
        Keeper(supplies, NOBODY).keep((), (), TEN_DAYS)
