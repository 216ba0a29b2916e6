"""Measures of a plan as a row of `figures.csv` names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coalition.errors import InputError
from coalition.operations.asked import Asked
from coalition.operations.cases.measures import measured
from coalition.operations.plan_book import PlannedBook, plan_book

CASE = Path(__file__).parents[3] / "cases" / "military-mobility"


@pytest.fixture(scope="module")
def planned() -> PlannedBook:
    return plan_book(CASE, asked=Asked(0, None, 0))


def number(planned: PlannedBook, measure: str) -> int:
    return measured(planned.frame.book, planned.judged, measure)


def test_carriers_of_several_vehicles_are_counted_by_their_vehicles(planned: PlannedBook) -> None:
    trips = number(planned, "trips")
    assert trips > 0
    assert number(planned, "trips each=8") == 8 * trips
    assert number(planned, "trips each=8 per=4") == 2 * trips


def test_trips_are_told_apart_by_fleet(planned: PlannedBook) -> None:
    assert number(planned, "trips fleet=conv*") == number(planned, "trips fleet=convoy")
    assert number(planned, "trips fleet=conv*") == number(planned, "trips")
    assert number(planned, "trips fleet=train*") == 0


@pytest.mark.parametrize(
    "measure",
    ["trips per=0", "trips each=x", "trips colour=red", "trips road", "wheels", "trips to=A to=B"],
)
def test_a_measure_that_is_none_is_refused(planned: PlannedBook, measure: str) -> None:
    with pytest.raises(InputError, match="is no measure"):
        number(planned, measure)
