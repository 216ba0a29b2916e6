from __future__ import annotations

from coalition.measure.instants import Interval, Minute
from coalition.model.identity import PlaceId, UnitId
from coalition.model.supply.consumption import Activity
from coalition.model.supply.standards import Readiness
from coalition.model.supply.supplies import Supplies
from coalition.sustainment.readiness import MONTH, falls_below_floor, readiness_at

UNIT = UnitId("brigade")


def report(percent: int, falls: int | None = 10, rises: int | None = 20, at: int = 0) -> Supplies:
    return Supplies(readiness=(Readiness(UNIT, Minute(at), percent, falls, rises, floor=60),))


def busy(*months: tuple[int, int]) -> list[Activity]:
    return [
        Activity(UNIT, PlaceId("north"), "deployed", Interval(Minute(a * MONTH), Minute(b * MONTH)))
        for a, b in months
    ]


def value(supplies: Supplies, activities: list[Activity], month: int) -> int | None:
    (found,) = readiness_at(supplies, activities, Minute(month * MONTH))
    return found.hundredths


def test_readiness_falls_in_use_and_rises_at_rest() -> None:
    assert value(report(90), busy((0, 2)), 2) == 7000
    assert value(report(90), busy((0, 2)), 3) == 9000


def test_readiness_stays_within_nought_and_a_hundred() -> None:
    assert value(report(90), [], 9) == 10_000
    assert value(report(30), busy((0, 9)), 9) == 0


def test_a_rate_nobody_stated_leaves_readiness_unknown_only_where_it_counts() -> None:
    assert value(report(90, falls=None), busy((2, 3)), 2) == 10_000
    assert value(report(90, falls=None), busy((2, 3)), 3) is None


def test_the_last_report_counts() -> None:
    both = Supplies(readiness=(*report(90).readiness, *report(40, at=MONTH).readiness))
    (found,) = readiness_at(both, [], Minute(MONTH))
    assert (found.hundredths, found.is_fit) == (4000, False)


def test_the_day_on_which_a_unit_falls_below_its_floor_is_named() -> None:
    within = Interval(Minute(0), Minute(6 * MONTH))
    day = falls_below_floor(report(90), busy((0, 6)), UNIT, within)
    assert day == 3 * MONTH + 1440
    assert falls_below_floor(report(90), [], UNIT, within) is None
