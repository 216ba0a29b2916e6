"""A book of the rows in view: what names something hidden is as absent as that, to the last."""

from __future__ import annotations

from typing import Any

import pytest
from tests.simulators.small_books import small_book

from coalition.authority.evaluate import Authority
from coalition.model.book import Book
from coalition.operations.crisis.stated.nouns import key_of, may_state, rows_of
from coalition.operations.crisis.stated.whole import whole_book

BOOK = small_book()


def tables(book: Book = BOOK) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows_of(book):
        found.setdefault(row.table, {})[row.key] = row.noun
    return found


def without(table: str, key: str) -> Book:
    kept = tables()
    frame = kept["book"]["book"]
    del kept[table][key]
    return whole_book(frame, kept)


def test_all_rows_make_the_book_again() -> None:
    made = whole_book(tables()["book"]["book"], tables())
    assert made.units == BOOK.units
    assert made.requirements == BOOK.requirements
    assert {text.id: text for text in made.instruments} == {
        text.id: text for text in BOOK.instruments
    }


def test_a_hidden_place_takes_what_stands_there_with_it() -> None:
    home = next(iter(BOOK.units.values())).home
    made = without("place", home)
    assert all(unit.home != home for unit in made.units.values())
    assert all(fleet.home != home for fleet in made.fleets.values())
    assert all(
        home not in {one.destination, one.origin, one.pod, one.poe}
        for one in made.requirements.values()
    )


@pytest.mark.parametrize("nation", ["DEU", "POL", "LTU"])
def test_a_hidden_nation_leaves_nothing_that_names_it(nation: str) -> None:
    made = without("nation", nation)
    assert nation not in {place.nation for place in made.places.values()}
    assert nation not in {party.nation for text in made.instruments for party in text.parties}


def test_a_permission_whose_procedure_is_hidden_is_hidden_too() -> None:
    made = without("instrument", "mandate")
    provisions = {one.id for text in made.instruments for one in text.provisions}
    assert "mandate/send" not in provisions
    assert Authority(made)


def test_a_requirement_of_a_hidden_unit_is_hidden_and_nobody_waits_for_it() -> None:
    named = next(one for one in BOOK.requirements.values() if one.unit is not None)
    made = without("unit", str(named.unit))
    assert named.id not in made.requirements
    assert all(named.id not in one.after for one in made.requirements.values())


def test_every_row_has_the_key_of_its_noun_and_may_be_stated_by_its_nation() -> None:
    for row in rows_of(BOOK):
        assert key_of(row.table, row.noun) == row.key
        assert may_state(row.table, row.noun, row.nation)


def test_a_nation_states_no_row_of_another() -> None:
    for row in rows_of(BOOK):
        other = "LTU" if row.nation != "LTU" else "POL"
        assert not may_state(row.table, row.noun, other)
