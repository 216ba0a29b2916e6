from __future__ import annotations

from tests.simulators.news_books import starter_book
from tests.simulators.small_supplies import DIESEL, ITEMS, JET, NATIONS, demand, held, holds

from coalition.model.identity import NationId
from coalition.model.supply.items import Interchange
from coalition.model.supply.standards import Level
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.standards import closed, gaps, standards_held, with_standards
from coalition.sustainment.usability import Usability

BOOK = starter_book()
OWNERS = sorted({unit.nation for unit in BOOK.units.values()})
DEU, FRA, POL = NATIONS


def test_a_nation_takes_an_item_whose_standard_it_holds_and_one_without_a_standard() -> None:
    known = Usability(
        Supplies(ITEMS, standards=(holds(DEU, "F-34"), holds(FRA, "F-34", Level.NONE)))
    )
    assert known.takes(DEU, JET)
    assert not known.takes(FRA, JET)
    assert not known.takes(POL, JET)
    assert known.takes(POL, next(iter(ITEMS)))


def test_a_substitute_must_be_declared_for_the_nation() -> None:
    supplies = Supplies(
        ITEMS,
        (Interchange(JET, DIESEL, 1100, frozenset({DEU})),),
        standards=tuple(holds(n, s) for n in NATIONS for s in ("F-34", "F-54")),
    )
    known = Usability(supplies)
    assert [(use.item, use.permille) for use in known.uses(DEU, DIESEL)] == [
        ("diesel", 1000), ("jet", 1100),
    ]  # fmt: skip
    assert [use.item for use in known.uses(FRA, DIESEL)] == ["diesel"]
    assert known.why_not(FRA, DIESEL, JET) == "jet is not declared to serve as diesel for FRA"


def test_a_gap_is_named_with_the_stock_it_shuts_out_and_goes_when_closed() -> None:
    nation = OWNERS[0]
    supplies = Supplies(ITEMS, holdings=(held("north", DEU, "jet", 4000),))
    asked = [demand("north", nation, "diesel", 10)]
    found = {(one.nation, one.standard): one for one in gaps(BOOK, supplies, asked)}
    gap = found[nation, "F-34"]
    assert (gap.level, gap.shut_out_kg, gap.called_for_by) == (Level.NONE, 4000, ("jet",))
    after = gaps(BOOK, closed(supplies, gap), asked)
    assert (nation, "F-34") not in {(one.nation, one.standard) for one in after}


def test_standards_a_nation_holds_count_when_its_units_are_sourced() -> None:
    nation = OWNERS[0]
    supplies = Supplies(
        ITEMS, standards=(holds(nation, "link-16"), holds(OWNERS[-1], "voice", Level.NONE))
    )
    better = with_standards(BOOK, supplies)
    assert standards_held(supplies, NationId(nation), "anything") == {"link-16"}
    for name, unit in BOOK.units.items():
        added = better.units[name].interoperability - unit.interoperability
        assert added <= ({"link-16"} if unit.nation == nation else set())
