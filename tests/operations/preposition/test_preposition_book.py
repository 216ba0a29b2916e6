from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coalition.operations.preposition.limits_of import payers, spending
from coalition.operations.preposition.preposition_book import (
    PlaceAsked,
    Placed,
    preposition_book,
)
from coalition.operations.preposition.terms_asked import TermsAsked

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


@pytest.fixture(scope="module")
def placed() -> Placed:
    return preposition_book(CASE, asked=PlaceAsked(gap=0.01))


def _asked(**terms: int) -> Placed:
    return preposition_book(CASE, asked=PlaceAsked(0.01, terms=TermsAsked(**terms), frontier=False))


def test_the_decision_is_proven_within_the_gap_asked(placed: Placed) -> None:
    assert placed.answer.gap <= 0.01
    assert placed.plan.worth.total == pytest.approx(placed.answer.total, rel=1e-6)


def test_what_is_held_keeps_to_bounds_and_space(placed: Placed) -> None:
    held, framed = placed.answer.held, placed.framed
    for number, choice in enumerate(placed.placing.choices):
        units = held[framed.choice == number].sum()
        assert choice.low - 1e-6 <= units <= choice.high + 1e-6
    holdings, sites = framed.instance.holdings, framed.instance.sites
    space = np.bincount(holdings.site, holdings.space * held, len(framed.sites))
    for site, size in enumerate(placed.answer.opened):
        room = sites.capacity[site, size] if size >= 0 else 0.0
        assert space[site] <= room * (1 + 1e-9) + 1e-6


def test_no_nation_spends_more_than_its_budget(placed: Placed) -> None:
    framed = placed.framed
    opened = np.zeros((len(framed.sites), len(framed.sizes)))
    for site, size in enumerate(placed.answer.opened):
        opened[site, size] = float(size >= 0)
    for nation in payers(placed.placing):
        stock, opening = spending(placed.placing, framed.shape, nation)
        spent = stock @ placed.answer.held + (opening * opened).sum()
        assert spent <= placed.placing.budgets.get(nation, np.inf) * (1 + 1e-9)


def test_planning_for_all_scenarios_and_law_cost_what_they_say(placed: Placed) -> None:
    total = placed.answer.total
    assert placed.chance.vss >= -0.01 * total
    assert placed.chance.evpi[1] >= placed.chance.evpi[0] >= 0
    assert placed.lawless.bound <= total
    assert placed.plan.worth.later < placed.today.worth.later


def test_the_frontier_spends_no_less_where_budgets_are_wider(placed: Placed) -> None:
    by_words = {one.asked: one.worth for one in placed.trades}
    spare, wide = by_words["budgets at 40 %"], by_words["budgets at 150 %"]
    assert spare.total >= wide.total * 0.99
    assert any(one.beaten is False for one in placed.trades)


def test_a_wary_plan_has_the_lighter_tail(placed: Placed) -> None:
    by_words = {one.asked: one.worth for one in placed.trades}
    mean, wary = by_words["as the book has it, on average"], by_words["the worst tenth weighs 90%"]
    assert wary.tail <= mean.tail * 1.01


def test_losing_a_site_costs_something_only_where_something_is_held(placed: Placed) -> None:
    holdings = placed.framed.instance.holdings
    held = np.bincount(holdings.site, placed.answer.held, len(placed.framed.sites))
    assert (placed.losses >= -1e-6).all()
    assert (placed.losses[held == 0] == 0).all()


def test_within_so_many_hours_is_kept_but_for_the_chance_allowed() -> None:
    placed = _asked(within_hours=120, share_percent=40, excused_percent=20)
    weights = placed.framed.instance.scenarios.probability
    assert placed.answer.excused @ weights <= 0.2 + 1e-9
    need, kind = placed.framed.instance.scenarios.need, placed.framed.instance.holdings.commodity
    for s in np.flatnonzero(~placed.answer.excused):
        told = placed.plan.told[s]
        near = placed.framed.hours[s, told.holding, told.place] <= 120
        came = np.bincount(kind[told.holding], told.amount * near, need.shape[2])
        assert (came >= 0.4 * need[s].sum(axis=0) - 1e-6).all()


def test_fair_shares_and_cover_bind_what_is_paid_and_held() -> None:
    placed = _asked(fair_percent=100, cover_percent=40, cover_hours=200)
    limits = placed.framed.instance.limits
    names = list(limits.names)
    assert any(name.startswith("fair share of ") for name in names)
    opened = np.zeros(placed.framed.instance.sites.cost.shape)
    for site, size in enumerate(placed.answer.opened):
        opened[site, size] = float(size >= 0)
    reached = limits.stock @ placed.answer.held + (limits.opening * opened).sum(axis=(1, 2))
    room = 1e-6 * np.abs(limits.stock).max() * placed.answer.held.max()
    assert (reached <= limits.high + room).all()
    assert (reached >= limits.low - room).all()
