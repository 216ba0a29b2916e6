from __future__ import annotations

from pathlib import Path

import pytest

from coalition.formats.placed.content import PlacedContent
from coalition.operations.preposition.preposition_book import PlaceAsked, preposition_book
from coalition.operations.preposition.told import told

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"


@pytest.fixture(scope="module")
def content() -> PlacedContent:
    return told(preposition_book(CASE, asked=PlaceAsked(gap=0.01, frontier=False)))


def test_stores_held_today_are_shown_even_with_nought(content: PlacedContent) -> None:
    shown = {(row.place, row.commodity): row for row in content.held}
    assert shown["adazi", "rations"].today == 40
    assert all(row.units >= 0 for row in content.held)


def test_mass_held_in_a_store_is_that_of_its_units(content: PlacedContent) -> None:
    assert all(row.held_kg <= row.capacity_kg for row in content.stores)
    assert sum(row.held_kg for row in content.stores) > 0


def test_response_only_rises_and_ends_where_unmet_begins(content: PlacedContent) -> None:
    plan = [row.plan for row in content.response]
    assert plan == sorted(plan)
    assert plan[-1] == pytest.approx(1 - content.worth.unmet, abs=1e-6)
    assert content.response[-1].today == pytest.approx(1 - content.today.unmet, abs=1e-6)


def test_leaves_name_whose_they_are_and_what_is_still_missing(content: PlacedContent) -> None:
    assert content.consents
    assert all(row.provision or row.missing for row in content.consents)
    assert any(row.missing for row in content.consents)


def test_what_is_barred_names_scenarios_and_reasons(content: PlacedContent) -> None:
    assert content.barred
    assert {one for row in content.barred for one in row.scenarios} == {"no-request"}
    assert all(row.why for row in content.barred)


def test_shares_of_what_nations_pay_add_up(content: PlacedContent) -> None:
    assert sum(row.share for row in content.nations) == pytest.approx(1)
    assert sum(row.pays for row in content.nations) == pytest.approx(content.worth.now)


def test_needs_on_the_map_are_met_as_far_as_flows_say(content: PlacedContent) -> None:
    sent = sum(row.kg for row in content.flows)
    met = sum(row.need_kg - row.unmet_kg for row in content.needs)
    assert sent == pytest.approx(met, rel=1e-6)
