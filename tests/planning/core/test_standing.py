"""Rows of a plan, numbered anew: what is no more has no number, and nothing else differs."""

from __future__ import annotations

from tests.simulators.small_books import small_book

from coalition.authority.evaluate import Authority
from coalition.network.network import load_network
from coalition.planning.core.standing import rows_of
from coalition.planning.planner import make_plan

BOOK = small_book()
PLAN = make_plan(BOOK, Authority(BOOK), load_network(BOOK.places, BOOK.ways, BOOK.closures))
CARRIERS = {carrier: n for n, carrier in enumerate(dict.fromkeys(t.carrier for t in PLAN.trips))}
LINES = {
    key: n for n, key in enumerate(dict.fromkeys(
        (load.movement, load.line) for trip in PLAN.trips for stop in trip.stops for load in stop.on
    ))
}  # fmt: skip


def test_other_numbers_stand_at_the_same_places() -> None:
    rows = rows_of(PLAN)
    first, none = rows.numbered(CARRIERS, lambda _: 7, LINES)
    other, _ = rows.numbered(CARRIERS, lambda _: 7, {key: n + 100 for key, n in LINES.items()})
    assert none == set()
    assert {int(n) for n in other - first} == {0, 100}


def test_a_line_that_is_no_more_is_told_with_its_carriers() -> None:
    gone = next(iter(LINES))
    lines = {key: n for key, n in LINES.items() if key != gone}
    data, unloaded = rows_of(PLAN).numbered(CARRIERS, lambda _: 7, lines)
    carrying = {
        trip.carrier for trip in PLAN.trips for stop in trip.stops for load in stop.on
        if (load.movement, load.line) == gone
    }  # fmt: skip
    assert unloaded == carrying
    assert -1 in data


def test_a_carrier_that_is_no_more_is_not_told() -> None:
    lost = next(iter(CARRIERS))
    carriers = {carrier: n for carrier, n in CARRIERS.items() if carrier != lost}
    data, unloaded = rows_of(PLAN).numbered(carriers, lambda _: 7, {})
    assert data[0] == -1
    assert lost not in unloaded
