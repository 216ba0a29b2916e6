"""Each late or unmet requirement is walked back to the root that really held it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.simulators.small_books import (
    SUPPLIES,
    SmallNetwork,
    at,
    delayed,
    small_assignments,
    small_book,
    small_law,
    small_plan,
    small_trips,
    stop,
    trip,
)

from coalition.authority.evaluate import Authority
from coalition.explanation.causes import CauseKind, Explanation, roots_of
from coalition.explanation.walk import explain
from coalition.judging.judge import judge
from coalition.measure.instants import Interval, Minute
from coalition.model.identity import RequirementId
from coalition.model.law import Instrument
from coalition.model.plan import Plan
from coalition.model.ways import Closure


def why(plan: Plan, **changes: Any) -> dict[str, Explanation]:
    book, network = small_book(**changes), SmallNetwork()
    authority = Authority(book)
    judged = judge(book, authority, network, plan)
    return {e.requirement: e for e in explain(book, authority, network, judged)}


def test_what_is_on_time_needs_no_reason() -> None:
    assert why(small_plan()) == {}


def test_a_late_chain_runs_back_through_every_carrier_to_the_notice_to_move() -> None:
    found = why(
        small_plan(),
        requirements={"VEH": {"rdd": at(5), "ald": None, "ead": None}},
        units={"COMPANY": {"ntm_minutes": 30 * 60 + 24 * 60}},
    )["VEH"]
    assert found.late_minutes == at(6, 16) - at(5)
    assert found.root.kind is CauseKind.NOTICE
    assert "COMPANY" in found.root.text
    words = " ".join(cause.text for cause in found.chain)
    assert "TRUCK#1" in words
    assert "came to" in words


def test_a_carrier_that_was_busy_is_named_as_lift() -> None:
    trips = small_trips()
    late = {"return": delayed(trips["return"], 3 * 1440)}
    plan = small_plan(vehicles=delayed(trips["vehicles"], 12 * 60), **late)
    found = why(plan, requirements={"VEH": {"rdd": at(5)}})["VEH"]
    assert found.root.kind is CauseKind.LIFT
    assert "TRUCK#1" in found.root.text
    assert "busy until 2025-03-09T12:00Z" in found.root.text


def test_a_permission_that_opens_late_is_named_with_its_provision() -> None:
    found = why(
        small_plan(), instruments=in_force_from(at(3)), requirements={"MED": {"rdd": at(2)}}
    )
    assert found["MED"].root.kind is CauseKind.CONSENT
    assert found["MED"].root.provision
    assert "2025-03-06T00:00Z" in found["MED"].root.text


def in_force_from(opens: Minute) -> tuple[Instrument, ...]:
    """The small law, in force later."""
    return tuple(
        replace(
            one,
            in_force=replace(one.in_force, opens=opens),
            parties=tuple(
                replace(p, in_force=replace(p.in_force, opens=opens)) for p in one.parties
            ),
        )
        for one in small_law()
    )


def test_what_has_no_source_says_so_with_what_is_pledged() -> None:
    sources = tuple(a for a in small_assignments() if a.requirement != "MED")
    found = why(small_plan(assignments=sources, hospital=None))["MED"]
    assert found.late_minutes is None
    assert found.root.kind is CauseKind.SOURCING
    assert "0 of 2 hospital" in found.root.text


def test_what_no_law_allows_names_the_consent_that_is_missing() -> None:
    law = tuple(one for one in small_law() if one.id != "mandate")
    found = why(small_plan(hospital=None), instruments=law)["MED"]
    assert found.root.kind is CauseKind.CONSENT
    assert "POL send POL" in found.root.text


def test_what_no_carrier_takes_names_the_category() -> None:
    tiny = {name: {"seats": 0, "payload_kg": 1} for name in ("PLANE", "TRUCK", "TRAIN", "SHIP")}
    found = why(small_plan(hospital=None), fleets=tiny)
    assert found["MED"].root.kind is CauseKind.LIFT
    assert "no carrier" in found["MED"].root.text


def test_what_could_have_gone_but_did_not_blames_the_horizon() -> None:
    assert why(small_plan(hospital=None))["MED"].root.kind is CauseKind.HORIZON


def test_roots_are_grouped_with_unmet_first_and_then_by_weighted_lateness() -> None:
    late = why(
        small_plan(hospital=None), requirements={"VEH": {"rdd": at(5)}, "FUEL": {"rdd": at(1)}}
    )
    rows = roots_of(late.values(), {RequirementId(name): 10 for name in late})
    assert rows[0].unmet == 1
    assert [r.weighted_minutes for r in rows[1:]] == sorted(
        (r.weighted_minutes for r in rows[1:]), reverse=True
    )
    assert {name for row in rows for name in row.requirements} == set(late)


def test_a_late_minute_is_counted_from_the_required_date() -> None:
    found = why(small_plan(), requirements={"FUEL": {"rdd": Minute(at(2, 16) - 1)}})
    assert found["FUEL"].late_minutes == 1


def test_a_place_that_was_closed_is_named_with_its_reason() -> None:
    shut = Closure("place:RUK", Interval(at(0), at(6, 14)), "flood")
    found = why(small_plan(), closures=(shut,), requirements={"VEH": {"rdd": at(5)}})["VEH"]
    assert any("closed until" in cause.text and "flood" in cause.text for cause in found.chain)


def test_a_place_that_opens_late_in_the_day_is_named_with_its_hours() -> None:
    found = why(
        small_plan(),
        requirements={"VEH": {"rdd": at(5)}},
        places={"RUK": {"opens_minute": 14 * 60}},
    )["VEH"]
    assert found.root.kind is CauseKind.HOURS
    assert found.root.named("place") == "RUK"


def test_a_place_open_from_six_to_six_is_never_shut() -> None:
    around = {"RUK": {"opens_minute": 14 * 60, "closes_minute": 14 * 60}}
    found = why(small_plan(), requirements={"VEH": {"rdd": at(5)}}, places=around)["VEH"]
    assert all(cause.kind is not CauseKind.HOURS for cause in found.chain)


def test_a_pledge_that_opens_late_is_named() -> None:
    pledged = Interval(at(2, 9), at(30))
    found = why(
        small_plan(), requirements={"VEH": {"rdd": at(5)}}, units={"COMPANY": {"pledged": pledged}}
    )["VEH"]
    assert found.root.kind is CauseKind.SOURCING
    assert found.root.about == ("unit:COMPANY", f"pledge:{at(2, 9)}")


def test_a_way_full_the_day_before_is_named() -> None:
    trips = small_trips()
    fuel, boxes = SUPPLIES
    first, last = trips["supplies"].stops
    plan = small_plan(
        supplies=trip("TRUCK#1", replace(first, on=(fuel,)), replace(last, off=(fuel,))),
        rations=trip(
            "TRUCK#2",
            stop("KLJ", at(2, 22), at(3), on=(boxes,)),
            stop("RUK", at(3, 6), at(3, 8), off=(boxes,)),
        ),
    )
    early = {"RUK": {"opens_minute": 0}}
    found = why(plan, requirements={"EAT": {"rdd": at(3)}}, places=early)["EAT"]
    assert found.root.kind is CauseKind.WAY
    assert found.root.about == ("way:A1",)


def test_a_cause_says_what_the_book_holds_of_it() -> None:
    found = why(small_plan(), requirements={"FUEL": {"rdd": at(1)}})["FUEL"]
    assert found.root.named("fleet") == "TRUCK" or found.root.named("procedure")
    assert found.root.named("nothing") == ""
