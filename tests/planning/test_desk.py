from __future__ import annotations

from tests.simulators.small_nouns import DEU, place

from coalition.measure.instants import ALWAYS
from coalition.model.places import Mode
from coalition.planning.schedule.calendars.desk import Desk

DAY = 1440


def desk(*, shut: tuple[tuple[int, int], ...] = (), **fields: int) -> Desk:
    return Desk(place("P", "Port", DEU, (Mode.SEA,), berths=1, **fields), Mode.SEA, shut)


def test_a_stop_begins_as_late_as_its_departure_allows() -> None:
    assert desk().fit(0, 60, 500, 1) == (440, 500)


def test_a_stop_waits_for_a_free_berth() -> None:
    one = desk()
    one.booked.add(100, 300, 1)
    assert one.fit(80, 60, ALWAYS, 1) == (300, 360)
    assert one.fit(0, 60, ALWAYS, 1) == (0, 60)


def test_a_stop_that_needs_more_berths_than_there_are_is_not_to_be_had() -> None:
    assert desk().fit(0, 60, ALWAYS, 2) is None


def test_a_carrier_comes_in_and_leaves_within_opening_hours() -> None:
    one = desk(opens_minute=360, closes_minute=1200)
    assert one.fit(0, 60, ALWAYS, 1) == (360, 420)
    assert one.fit(1190, 60, ALWAYS, 1) == (1190, DAY + 360)


def test_a_place_may_close_after_midnight() -> None:
    one = desk(opens_minute=1200, closes_minute=360)
    assert one.is_open(100)
    assert one.first_open(400) == 1200


def test_no_stop_lasts_into_a_closure() -> None:
    one = desk(shut=((100, 1000),))
    assert one.fit(50, 60, ALWAYS, 1) == (1000, 1060)
    assert not one.is_free(50, 120, 1)
    assert one.is_free(0, 90, 1)
