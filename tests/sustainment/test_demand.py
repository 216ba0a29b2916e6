from __future__ import annotations

from tests.simulators.news_books import starter_book
from tests.simulators.small_supplies import DIESEL, ITEMS, RATIONS

from coalition.measure.instants import Interval, Minute
from coalition.model.cargo import Category
from coalition.model.identity import NationId, UnitId
from coalition.model.supply.consumption import Activity, Factor, Per
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.demand import count_of, demands_of

BOOK = starter_book()
UNIT = next(
    unit for unit in BOOK.units.values() if any(one.category is Category.PAX for one in unit.lines)
)
HERE = Activity(UNIT.id, UNIT.home, "deployed", Interval(Minute(0), Minute(1440)))
OTHER = NationId("XXX")


def grams(*factors: Factor) -> dict[str, int]:
    found = demands_of(BOOK, Supplies(ITEMS, factors=factors), [HERE])
    return {one.item: one.grams_per_day for one in found.known}


def test_a_factor_counts_persons_units_or_vehicles() -> None:
    persons = count_of(UNIT, Per.PERSON)
    vehicles = sum(one.pieces for one in UNIT.lines if one.category is not Category.PAX)
    assert persons == sum(one.pieces for one in UNIT.lines if one.category is Category.PAX)
    assert grams(Factor(RATIONS, Per.PERSON, 2000)) == {"rations": 2000 * persons}
    assert grams(Factor(DIESEL, Per.UNIT, 500)) == {"diesel": 500}
    assert count_of(UNIT, Per.VEHICLE) == vehicles


def test_a_nations_own_factor_goes_before_a_general_one_whatever_the_order() -> None:
    general, own = Factor(DIESEL, Per.UNIT, 100), Factor(DIESEL, Per.UNIT, 70, UNIT.nation)
    assert grams(general, own) == grams(own, general) == {"diesel": 70}


def test_the_narrower_of_two_general_factors_counts() -> None:
    wide = Factor(DIESEL, Per.UNIT, 100)
    for narrow in (
        Factor(DIESEL, Per.UNIT, 30, element=UNIT.id),
        Factor(DIESEL, Per.UNIT, 30, activity="deployed"),
    ):
        assert grams(narrow, wide) == {"diesel": 30}


def test_a_factor_of_another_nation_element_or_activity_does_not_count() -> None:
    strangers = (
        Factor(DIESEL, Per.UNIT, 1, OTHER),
        Factor(DIESEL, Per.UNIT, 2, element="somebody"),
        Factor(DIESEL, Per.UNIT, 3, activity="garrison"),
    )
    found = demands_of(BOOK, Supplies(ITEMS, factors=strangers), [HERE])
    assert found.known == ()
    assert [(one.unit, str(one.supply_class)) for one in found.unknown] == [(UNIT.id, "III")]
    assert "no factor of class III fits" in found.unknown[0].why


def test_an_unknown_factor_leaves_an_unknown_demand() -> None:
    found = demands_of(BOOK, Supplies(ITEMS, factors=(Factor(DIESEL, Per.UNIT, None),)), [HERE])
    assert found.known == ()
    assert found.unknown[0].why == "the factor for diesel is not known"


def test_nothing_is_asked_of_an_activity_that_never_is() -> None:
    never = Activity(UnitId(UNIT.id), UNIT.home, "deployed", Interval(Minute(9), Minute(9)))
    found = demands_of(BOOK, Supplies(ITEMS, factors=(Factor(DIESEL, Per.UNIT, 1),)), [never])
    assert (found.known, found.unknown) == ((), ())
