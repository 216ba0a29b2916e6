"""The judge names every planted breach, and spares its last lawful neighbour."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.judging.plants import Plant, Setting, passing_through
from tests.judging.plants_law import PLANTS_LAW
from tests.judging.plants_moving import PLANTS_MOVING
from tests.judging.plants_places import PLANTS_PLACES
from tests.simulators.small_books import SmallNetwork, at, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.judging.verdict import JudgedPlan, Verdict

PLANTS = (*PLANTS_MOVING, *PLANTS_PLACES, *PLANTS_LAW)
SPARED = [plant for plant in PLANTS if plant.spared is not None]


def judged(setting: Setting) -> JudgedPlan:
    book = small_book(**setting.book)
    return judge(book, Authority(book), SmallNetwork(**setting.ways), setting.plan)


def test_the_plan_of_the_small_book_is_green() -> None:
    found = judged(Setting())
    assert (found.verdict, found.breaches, found.doubts, found.risks) == (Verdict.GREEN, (), (), ())
    assert found.plan == small_plan()


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_a_planted_breach_is_named_with_place_time_amount_and_provision(plant: Plant) -> None:
    found = judged(plant.wrong)
    assert found.verdict is Verdict.RED
    wanted = (
        plant.rule,
        plant.code,
        plant.where,
        plant.at,
        plant.amount,
        plant.unit,
        plant.provision,
    )
    said = [
        (b.rule, b.code, b.where, b.at, b.amount, b.unit, b.provision or "")
        for b in found.breaches
        if b.code == plant.code
    ]
    assert wanted in said, [f"{b}" for b in found.breaches]


@pytest.mark.parametrize("plant", SPARED, ids=str)
def test_the_last_lawful_neighbour_of_a_breach_is_spared(plant: Plant) -> None:
    assert plant.spared is not None
    found = judged(plant.spared)
    assert found.breaches == ()


def test_more_than_thirty_kinds_of_breach_are_planted_and_every_rule_that_can_break_is_among_them() -> (
    None
):
    assert len({plant.code for plant in PLANTS}) > 30
    assert {plant.rule for plant in PLANTS} == {f"R{n}" for n in range(1, 16)} - {"R13"}


def test_every_breach_says_something_a_person_can_read() -> None:
    for plant in PLANTS:
        assert all(breach.text for breach in judged(plant.wrong).breaches), plant.code


def test_ead_binds_the_destination_and_not_a_stage_on_the_way() -> None:
    staged = passing_through(at(4, 10, 30))
    wanted = staged.book["requirements"]["ADV"] | {"ead": at(5, 6)}
    lawful = replace(staged, book={**staged.book, "requirements": {"ADV": wanted}})
    assert judged(lawful).breaches == ()
