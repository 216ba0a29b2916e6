"""Whatever the book, the plan is right: the judge is asked about every one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.simulators.chance_books import chance_book
from tests.simulators.small_books import SmallNetwork, at, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.formats.book_reader import read_book
from coalition.generation.northern import generate_book
from coalition.judging.judge import judge
from coalition.judging.verdict import Verdict
from coalition.model.book import Book
from coalition.model.identity import RequirementId, UnitId
from coalition.operations.frame import frame_of
from coalition.planning.effort import usual_effort
from coalition.planning.planner import make_plan
from coalition.planning.progress import Progress


def test_the_small_alliance_gets_a_green_plan_in_time() -> None:
    book, network = small_book(), SmallNetwork()
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network))
    assert judged.verdict is Verdict.GREEN
    assert judged.score.undelivered == 0
    assert judged.score.lateness == 0
    assert judged.score.cost <= judge(book, law, network, small_plan()).score.cost


@pytest.mark.parametrize("seed", range(8))
def test_plans_of_books_by_chance_keep_every_rule(seed: int) -> None:
    book, network = chance_book(seed, requirements=24)
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network))
    assert judged.breaches == ()


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(1000, 1300))
def test_plans_of_many_books_by_chance_keep_every_rule(seed: int) -> None:
    book, network = chance_book(seed, requirements=20 + seed % 40, hard=seed % 5 > 0)
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network))
    assert judged.breaches == ()


def test_books_that_are_not_nasty_are_mostly_served() -> None:
    book, network = chance_book(3, requirements=24, hard=False)
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network))
    closed = sum(closing.closed_at is not None for closing in judged.closures)
    assert closed >= 20


def test_the_same_book_gives_the_same_plan() -> None:
    plans = []
    for _ in range(2):
        book, network = chance_book(5, requirements=20)
        plans.append(make_plan(book, Authority(book), network))
    assert plans[0] == plans[1]


def test_the_planner_knows_what_its_plan_is_worth() -> None:
    for seed in (1, 2, 3):
        book, network = chance_book(seed, requirements=20)
        law, heard = Authority(book), list[Progress]()
        plan = make_plan(book, law, network, progress=heard.append)
        assert heard[-1].best == judge(book, law, network, plan).score


def test_what_no_law_lets_through_stays_undelivered() -> None:
    book, network = small_book(), SmallNetwork()
    lawless = replace(book, instruments=())
    law = Authority(lawless)
    judged = judge(lawless, law, network, make_plan(lawless, law, network))
    assert judged.breaches == ()
    served = {closing.requirement for closing in judged.closures if closing.closed_at is not None}
    assert served <= {RequirementId("FUEL")}


def test_what_may_not_fly_goes_by_land_however_many_airfields_there_are(tmp_path: Path) -> None:
    generate_book(requirements=300, seed=1, folder=tmp_path / "book", scarcity="medium")
    whole = read_book(tmp_path / "book")
    barred = {r: wanted for r, wanted in whole.requirements.items()
              if "deu" in (wanted.stock or "") and "ammunition" in (wanted.stock or "")}  # fmt: skip
    frame = frame_of(replace(whole, requirements=barred))
    plan = make_plan(frame.book, frame.authority, frame.network)
    judged = judge(frame.book, frame.authority, frame.network, plan)
    assert barred
    assert judged.breaches == ()
    assert judged.score.undelivered == 0


def test_nothing_is_planned_that_would_end_after_the_horizon() -> None:
    book, network = small_book(), SmallNetwork()
    short = replace(book, crisis=replace(book.crisis, horizon_end=at(3)))
    law = Authority(short)
    plan = make_plan(short, law, network)
    assert judge(short, law, network, plan).breaches == ()
    assert all(stop.depart <= at(3) for trip in plan.trips for stop in trip.stops)
    assert not any(load.movement == "VEH" for trip in plan.trips for load in trip.stops[-1].off
                   if trip.stops[-1].place == "RUK")  # fmt: skip


def claimed_book(weight: int) -> Book:
    """The small alliance, where a movement of that weight names the hospital that a capability of 3 wants."""
    book = small_book()
    med = replace(book.requirements[RequirementId("MED")], weight=3)
    held = replace(
        book.requirements[RequirementId("ADV")],
        id=RequirementId("HELD"), unit=UnitId("HOSPITAL"), weight=weight, destination=med.destination,
    )  # fmt: skip
    return replace(book, requirements={**book.requirements, med.id: med, held.id: held})


@pytest.mark.parametrize(("weight", "served"), [(1, True), (9, False)])
def test_a_unit_that_a_lighter_requirement_names_may_serve_a_heavier_capability(
    weight: int, served: bool
) -> None:
    book, network = claimed_book(weight), SmallNetwork()
    law = Authority(book)
    plan = make_plan(book, law, network, effort=usual_effort(book))
    judged = judge(book, law, network, plan)
    closed = {c.requirement: c.closed_at for c in judged.closures}
    assert judged.breaches == ()
    assert (closed[RequirementId("MED")] is not None) is served
