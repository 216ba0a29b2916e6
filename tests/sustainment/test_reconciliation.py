from __future__ import annotations

import pytest
from tests.simulators.small_supplies import DAY, ITEMS, held, store

from coalition.measure.instants import Minute
from coalition.model.supply.inventory import Kind, Transaction
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.reconciliation import Outcome, reconcile

HERE = store("north", "DEU", "rations")


def lines(*told: tuple[Kind, int, int]) -> tuple[Transaction, ...]:
    return tuple(
        Transaction(f"t{n}", kind, Minute(day * DAY), HERE, kg, "R1")
        for n, (kind, day, kg) in enumerate(told)
    )


ASK, SEND, GET = Kind.REQUEST, Kind.DISPATCH, Kind.RECEIPT


@pytest.mark.parametrize(
    ("told", "outcome", "difference"),
    [
        ([(ASK, 0, 100)], Outcome.OPEN, -100),
        ([(ASK, 0, 100), (SEND, 1, 100)], Outcome.ON_THE_WAY, -100),
        ([(ASK, 0, 100), (SEND, 1, 100), (GET, 3, 100)], Outcome.COMPLETE, 0),
        ([(ASK, 0, 100), (SEND, 1, 60), (SEND, 2, 40), (GET, 3, 100)], Outcome.COMPLETE, 0),
        ([(ASK, 0, 100), (SEND, 1, 60), (GET, 3, 60)], Outcome.SHORT, 0),
        ([(ASK, 0, 100), (SEND, 1, 60), (GET, 3, 70)], Outcome.OVER, 10),
        ([(ASK, 0, 100), (GET, 3, 100)], Outcome.UNSENT, 0),
        ([(SEND, 1, 60), (GET, 3, 60)], Outcome.UNASKED, 0),
    ],
)
def test_each_request_has_one_outcome(
    told: list[tuple[Kind, int, int]], outcome: Outcome, difference: int
) -> None:
    (found,) = reconcile(Supplies(ITEMS, transactions=lines(*told)), Minute(5 * DAY)).requests
    assert (found.outcome, found.difference_kg) == (outcome, difference)


def test_what_was_sent_and_not_received_in_two_weeks_is_overdue() -> None:
    supplies = Supplies(ITEMS, transactions=lines((ASK, 0, 100), (SEND, 1, 100), (GET, 2, 90)))
    (found,) = reconcile(supplies, Minute(17 * DAY)).requests
    assert found.outcome is Outcome.OVERDUE


def test_lines_after_now_are_not_known_yet() -> None:
    supplies = Supplies(ITEMS, transactions=lines((ASK, 0, 100), (SEND, 1, 100), (GET, 4, 100)))
    (found,) = reconcile(supplies, Minute(3 * DAY)).requests
    assert found.outcome is Outcome.ON_THE_WAY


def test_a_count_is_held_against_the_books_at_its_minute() -> None:
    told = lines(
        (GET, 1, 50),
        (Kind.ISSUE, 2, 30),
        (Kind.ADJUSTMENT, 3, -5),
        (Kind.COUNT, 4, 110),
        (GET, 5, 9),
    )
    supplies = Supplies(ITEMS, holdings=(held("north", "DEU", "rations", 100),), transactions=told)
    (count,) = reconcile(supplies, Minute(9 * DAY)).counts
    assert (count.booked_kg, count.difference_kg) == (115, -5)
