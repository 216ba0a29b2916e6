"""When requirements close, and what a plan scores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.simulators.small_books import (
    ADVANCE,
    SmallNetwork,
    at,
    load,
    small_assignments,
    small_book,
    small_plan,
    small_trips,
    stop,
    trip,
)

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import Closed, JudgedPlan, Verdict
from coalition.model.book import Crisis
from coalition.model.identity import PlaceId, UnitId
from coalition.model.plan import Bound, Plan, Score


def judged(plan: Plan | None = None, **book: Any) -> JudgedPlan:
    made = small_book(**book)
    return judge(made, Authority(made), SmallNetwork(), small_plan() if plan is None else plan)


def closing(found: JudgedPlan, requirement: str) -> Closed:
    return next(c for c in found.closures if c.requirement == requirement)


def test_every_requirement_of_the_book_is_reported_in_its_order() -> None:
    assert [c.requirement for c in judged().closures] == ["ADV", "VEH", "FUEL", "MED", "EAT"]


def test_a_requirement_closes_when_the_stop_that_sets_down_its_last_piece_ends() -> None:
    assert closing(judged(), "VEH") == Closed(
        closing(judged(), "VEH").requirement, at(6, 16), 0, 1_000_000
    )


def test_lateness_is_minutes_after_rdd_times_weight() -> None:
    found = judged(requirements={"ADV": {"rdd": at(2, 11)}, "VEH": {"rdd": at(6, 15, 59)}})
    assert (closing(found, "ADV").lateness, closing(found, "VEH").lateness) == (30, 1)
    assert found.score == Score(0, 30 * 10 + 1 * 8, 63_150)


def own_closure_time(found: JudgedPlan) -> int:
    requirements = small_book().requirements
    return sum(
        requirements[c.requirement].weight * ((c.closed_at or 0) - at(0)) for c in found.closures
    )


def test_a_bound_on_closure_time_above_the_plan_s_own_is_false() -> None:
    least = own_closure_time(judged())
    for bound, verdict in ((least, judged().verdict), (least + 7, Verdict.RED)):
        found = judged(small_plan(bound=Bound(0, 0, "none", bound)))
        assert found.verdict is verdict
        assert [b.amount for b in found.breaches] == ([7] if verdict is Verdict.RED else [])


def test_a_plan_that_leaves_more_undelivered_says_nothing_against_a_bound_on_closure_time() -> None:
    found = judged(replace(small_plan(hospital=None), bound=Bound(0, 0, "none", 10**9)))
    assert found.score.undelivered > 0
    assert "bound-above-plan" not in {breach.code for breach in found.breaches}


def test_cost_is_moving_minutes_at_the_price_of_an_hour() -> None:
    moving = {"PLANE": 66 + 120 + 72 + 72, "TRAIN": 180, "SHIP": 1800, "TRUCK": 330 * 3}
    price = {"PLANE": 6000, "TRAIN": 500, "SHIP": 900, "TRUCK": 100}
    assert judged().score.cost == sum(moving[fleet] * price[fleet] for fleet in moving) // 60


def test_what_never_closes_is_late_to_the_end_of_the_horizon_and_undelivered() -> None:
    found = judged(small_plan(advance=None, home=None, vehicles=None))
    assert closing(found, "ADV") == Closed(
        closing(found, "ADV").requirement, None, at(30) - at(3), 0
    )
    assert closing(found, "VEH").delivered_ppm == 0
    assert found.score.undelivered == (10 + 8) * 1_000_000


def test_the_share_delivered_is_by_mass_and_a_passenger_counts_a_hundred_kg() -> None:
    less = (load("ADV", "troops", 30),)
    vehicles = (load("VEH", "vehicles", 3), load("VEH", "shells", 2))
    short = small_plan(advance=_carrying("advance", less), vehicles=_carrying("vehicles", vehicles))
    found = judged(short)
    assert closing(found, "ADV").delivered_ppm == 600_000
    assert closing(found, "VEH").delivered_ppm == 800_000
    assert found.score.undelivered == 10 * 400_000 + 8 * 200_000


def test_a_share_that_does_not_divide_is_rounded_up_against_the_plan() -> None:
    lines = (replace(small_book().units[UnitId("COMPANY")].lines[0], pieces=3),)
    third = small_plan(
        vehicles=_carrying("vehicles", (load("VEH", "vehicles", 1),)),
        ship=_carrying("ship", (load("VEH", "vehicles", 1),)),
        train=_carrying("train", (load("VEH", "vehicles", 1),)),
    )
    found = judged(third, units={"COMPANY": {"lines": lines}})
    assert found.verdict is Verdict.GREEN
    assert closing(found, "VEH").delivered_ppm == 333_333
    assert found.score.undelivered == -(-8 * 2_000_000 // 3)


def test_what_closes_at_the_end_of_the_horizon_counts_and_a_minute_later_does_not() -> None:
    in_time = judged(crisis=Crisis("", at(0), at(6, 16)))
    assert closing(in_time, "VEH").closed_at == at(6, 16)
    late = judged(crisis=Crisis("", at(0), at(6, 15, 59)))
    assert closing(late, "VEH").closed_at is None
    assert late.score.undelivered == 8_000_000


def test_a_capability_closes_only_when_all_of_it_is_there() -> None:
    found = judged(requirements={"EAT": {"amount": 120}})
    assert closing(found, "EAT") == Closed(
        closing(found, "EAT").requirement, None, at(30) - at(4), 833_333, 100
    )
    assert found.verdict is Verdict.GREEN
    assert found.score.undelivered == -(-10 * 20 * 1_000_000 // 120)


def test_a_source_already_where_it_is_wanted_closes_when_it_is_ready() -> None:
    found = judged(
        small_plan(hospital=None),
        units={"HOSPITAL": {"home": PlaceId("KUN")}},
        fleets={"PLANE": {"home": PlaceId("PWD")}},
    )
    assert closing(found, "MED").closed_at == at(1)
    assert found.verdict is Verdict.GREEN


def test_a_unit_without_a_load_covers_nothing_elsewhere() -> None:
    found = judged(small_plan(hospital=None), units={"HOSPITAL": {"lines": ()}})
    assert closing(found, "MED") == Closed(
        closing(found, "MED").requirement, None, at(30) - at(4), 0, 0
    )


def test_what_leaves_its_destination_again_was_not_delivered() -> None:
    away = trip(
        "PLANE#1",
        stop("KUN", at(2, 12), at(2, 13), on=ADVANCE),
        stop("PWD", at(2, 15), at(2, 16), off=ADVANCE),
    )
    found = judged(small_plan(home=away))
    assert closing(found, "ADV").closed_at is None
    assert closing(found, "ADV").delivered_ppm == 0


def test_of_what_leaves_again_only_the_rest_was_delivered() -> None:
    some = (load("ADV", "troops", 30),)
    away = trip(
        "PLANE#1",
        stop("KUN", at(2, 12), at(2, 13), on=some),
        stop("PWD", at(2, 15), at(2, 16), off=some),
    )
    found = judged(small_plan(home=away))
    assert closing(found, "ADV").closed_at is None
    assert closing(found, "ADV").delivered_ppm == 400_000


def test_what_comes_back_to_its_destination_closes_then() -> None:
    away = trip(
        "PLANE#1",
        stop("KUN", at(2, 12), at(2, 13), on=ADVANCE),
        stop("PWD", at(2, 15), at(2, 16)),
        stop("KUN", at(2, 18), at(2, 19), off=ADVANCE),
    )
    found = judged(small_plan(home=away))
    assert closing(found, "ADV").closed_at == at(2, 19)


def test_an_unassigned_requirement_is_undelivered_and_breaks_no_rule() -> None:
    kept = tuple(a for a in small_assignments() if a.requirement != "EAT")
    fuel_only = _carrying("supplies", (load("FUEL", "fuel", 5),))
    found = judged(small_plan(assignments=kept, supplies=fuel_only))
    assert (found.verdict, found.score.undelivered) == (Verdict.GREEN, 10_000_000)


def _carrying(name: str, loads: tuple[Any, ...]) -> Any:
    changed = small_trips()[name]
    *before, first, last = changed.stops
    return replace(changed, stops=(*before, replace(first, on=loads), replace(last, off=loads)))
