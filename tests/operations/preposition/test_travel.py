from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.book import Book
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.model.supply.placing import (
    Choice,
    Commodity,
    CommodityId,
    Crew,
    Means,
    Placing,
    Scenario,
    ScenarioId,
    UsedBy,
)
from coalition.network.network import Network, load_network
from coalition.operations.preposition.travel import Barred, Carriage, Delivery, crew_of

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"
SETS = CommodityId("equipment-set")
TAPA, POWIDZ = PlaceId("tapa"), PlaceId("powidz")
USA, GBR = NationId("USA"), NationId("GBR")
HOURS = 60


@pytest.fixture(scope="module")
def case() -> tuple[Book, Network, Placing]:
    book = read_book(CASE)
    network = load_network(book.places, book.ways, book.closures, drawn=False)
    return book, network, read_placing(CASE, book)


def _choice(placing: Placing, place: str, nation: str) -> Choice:
    return next(
        one for one in placing.choices
        if (one.place, one.nation, one.commodity) == (place, nation, SETS)
    )  # fmt: skip


def _told(placing: Placing, name: str) -> Scenario:
    return next(one for one in placing.scenarios if one.id == name)


def test_equipment_waits_for_its_crew_and_joins_it(case: tuple[Book, Network, Placing]) -> None:
    book, network, placing = case
    carriage, sets = Carriage(book, network), placing.commodities[SETS]
    here = _choice(placing, "tapa", "GBR")
    alone = carriage.find(replace(_told(placing, "quiet"), crews=()), here, sets, TAPA)
    met = carriage.find(_told(placing, "whole-flank"), here, sets, TAPA)
    assert isinstance(alone, Delivery)
    assert isinstance(met, Delivery)
    assert met.hours >= alone.hours + 24
    assert met.cost == pytest.approx(alone.cost + sets.delay_cost * (met.hours - alone.hours))


def test_a_crew_that_comes_later_makes_all_later(case: tuple[Book, Network, Placing]) -> None:
    book, network, placing = case
    carriage, sets = Carriage(book, network), placing.commodities[SETS]
    here, told = _choice(placing, "tapa", "GBR"), _told(placing, "whole-flank")
    hours = []
    for ready in (0, 400 * HOURS):
        crews = (Crew(SETS, 4, GBR, PlaceId("brize"), ready_minutes=ready),)
        found = carriage.find(replace(told, crews=crews), here, sets, TAPA)
        assert isinstance(found, Delivery)
        hours.append(found.hours)
    assert hours[1] > 400 > hours[0]


def test_a_crew_that_may_not_enter_bars_what_it_would_man(
    case: tuple[Book, Network, Placing],
) -> None:
    book, network, placing = case
    sets = replace(placing.commodities[SETS], used_by=UsedBy.HOST)
    estonian = Choice(TAPA, NationId("EST"), SETS, 1, 0, 4, 0)
    crew = Crew(SETS, 4, None, PlaceId("brize"))
    told = replace(_told(placing, "no-request"), crews=(replace(crew, nation=GBR),))
    assert crew_of(told, estonian) is None
    told = replace(told, crews=(crew,))
    own = Carriage(book, network).find(told, replace(estonian, nation=USA), sets, TAPA)
    assert isinstance(own, Barred)


def test_the_best_of_several_means_is_taken(case: tuple[Book, Network, Placing]) -> None:
    book, network, placing = case
    sets = placing.commodities[SETS]
    slow = Means(Mode.ROAD, 1_000, 10)
    quick = Means(Mode.ROAD, 60_000, 10)
    told = replace(_told(placing, "north-east"), crews=())
    here = _choice(placing, "powidz", "USA")
    found = {}
    for name, means in (("slow", (slow,)), ("both", (slow, quick)), ("quick", (quick,))):
        one = Carriage(book, network).find(told, here, replace(sets, means=means), TAPA)
        assert isinstance(one, Delivery)
        found[name] = one
    assert found["both"].means == quick
    assert found["both"].cost == found["quick"].cost < found["slow"].cost


def test_a_nation_that_has_crews_of_its_own_is_manned_by_them() -> None:
    own, anybody = Crew(SETS, 2, USA), Crew(SETS, 9)
    told = Scenario(ScenarioId("x"), "", 1, crews=(anybody, own))
    assert crew_of(told, Choice(POWIDZ, USA, SETS, 1, 0, 4, 0)) == own
    assert crew_of(told, Choice(POWIDZ, GBR, SETS, 1, 0, 4, 0)) == anybody


def test_what_no_means_reaches_has_no_delivery(case: tuple[Book, Network, Placing]) -> None:
    book, network, placing = case
    by_sea: Commodity = replace(placing.commodities[SETS], means=(Means(Mode.SEA, 20_000, 1),))
    told = replace(_told(placing, "north-east"), crews=())
    found = Carriage(book, network).find(told, _choice(placing, "powidz", "USA"), by_sea, TAPA)
    assert found is None
