"""The bound is never above the least cost, the answer is right, and on tiny instances both meet."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from tests.planning.service_design.tiny import least_cost, tiny_text

from coalition.judging.service_design import check_design
from coalition.planning.service_design import design as design_module
from coalition.planning.service_design.answer_text import answer_text
from coalition.planning.service_design.columns import Column, cut, whole_column
from coalition.planning.service_design.design import Design, Limits, design_service
from coalition.planning.service_design.instance import Instance
from coalition.planning.service_design.paths import paths_in_time
from coalition.planning.service_design.reader import read_instance
from coalition.planning.service_design.relaxation import maximal_points, relax, started
from coalition.planning.service_design.search import Search, put_back
from coalition.planning.service_design.solver import solve_linear
from coalition.planning.service_design.timetable import NEW, Timetable

SHARED = Path(__file__).parents[3] / "../shared/bench/ctsndp"


def tiny(seed: int) -> Instance:
    return read_instance(tiny_text(seed), "tiny")


def checked(text: str, instance: Instance, found: Design) -> int:
    assert found.answer is not None
    verdict = check_design(text, answer_text(instance, found.answer, found.bound))
    assert verdict.right, verdict.breaches
    assert verdict.cost == found.answer.cost
    return found.answer.cost


@pytest.mark.parametrize("seed", range(30))
def test_bound_and_answer_meet_at_the_least_cost(seed: int) -> None:
    instance = tiny(seed)
    found = design_service(instance, Limits(rounds=40, seed=seed))
    least = least_cost(instance)
    assert found.bound <= least
    assert checked(tiny_text(seed), instance, found) == least
    assert found.bound == least


@pytest.mark.parametrize("rounds", range(4))
@pytest.mark.parametrize("seed", [3, 8, 21])
def test_a_run_that_is_cut_short_stays_right_and_honest(seed: int, rounds: int) -> None:
    instance = tiny(seed)
    found = design_service(instance, Limits(rounds=rounds, seed=seed))
    least = least_cost(instance)
    assert found.bound <= least <= checked(tiny_text(seed), instance, found)
    assert found.rounds <= rounds


def test_no_time_at_all_still_gives_a_right_answer() -> None:
    found = design_service(tiny(7), Limits(seconds=0.0))
    assert found.bound <= least_cost(tiny(7)) <= checked(tiny_text(7), tiny(7), found)
    assert found.rounds == 0


def test_the_same_seed_gives_the_same_answer() -> None:
    first, second = (design_service(tiny(5), Limits(rounds=6, seed=2)) for _ in range(2))
    assert (first.answer, first.bound, first.rounds) == (second.answer, second.bound, second.rounds)


def test_cost_never_rises_and_bound_never_falls() -> None:
    steps = design_service(tiny(13), Limits(rounds=20)).steps
    for before, after in pairwise(steps):
        assert after.cost <= before.cost
        assert after.bound >= before.bound


def test_who_cannot_be_in_time_is_a_result() -> None:
    instance = tiny(0)
    goods = instance.commodities[2]
    hurried = replace(goods, due=goods.released)
    late = replace(instance, commodities=(*instance.commodities[:2], hurried))
    found = design_service(late)
    assert found.answer is None
    assert found.stranded == (2,)


def test_nothing_to_carry_costs_nothing() -> None:
    found = design_service(replace(tiny(0), commodities=()))
    assert found.answer is not None
    assert (found.answer.cost, found.bound, found.gap) == (0, 0, 0.0)


@pytest.mark.parametrize("seed", range(6))
def test_where_not_all_paths_are_listed_nothing_is_proven_from_them(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(design_module, "_PATHS_MOST", 1)
    instance = tiny(seed)
    found = design_service(instance, Limits(rounds=5))
    assert found.bound <= least_cost(instance) <= checked(tiny_text(seed), instance, found)


@pytest.mark.parametrize("seed", range(8))
def test_a_cut_parts_the_passages_of_a_column(seed: int) -> None:
    instance, chance = tiny(seed), Random(seed)
    paths, _ = paths_in_time(instance, most=99)
    for commodity, ways in enumerate(paths):
        for path in ways:
            column = whole_column(instance, commodity, path)
            at = chance.randrange(len(path))
            minute = chance.randint(column.first[at] - 1, column.last[at] + 2)
            halves = [passages(instance, half) for half in cut(column, at, minute)]
            assert set.union(*halves) == passages(instance, column)
            assert sum(map(len, halves)) == len(passages(instance, column))


def passages(instance: Instance, column: Column) -> set[tuple[int, ...]]:
    found = {()}
    for arc, first, last in zip(column.path, column.first, column.last, strict=True):
        ready = instance.arcs[column.path[column.path.index(arc) - 1]].minutes
        found = {
            (*before, minute)
            for before in found
            for minute in range(first, last + 1)
            if not before or minute >= before[-1] + ready
        }
    return found


def test_points_are_the_maximal_sets_of_windows_that_meet() -> None:
    assert maximal_points([(0, 4), (2, 6), (5, 9), (8, 8)]) == [4, 6, 8]
    assert maximal_points([(0, 9), (1, 2), (3, 5)]) == [2, 5]
    assert maximal_points([]) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_right_answer_lies_in_the_relaxation_at_its_cost(seed: int) -> None:
    instance, chance = tiny(seed), Random(seed)
    paths, _ = paths_in_time(instance, most=99)
    timetable = Timetable(instance)
    for commodity in range(len(paths)):
        put_back(timetable, commodity, paths[commodity])
    Search(timetable, paths, chance).run(5, lambda: False)
    columns = [whole_column(instance, k, path) for k, ways in enumerate(paths) for path in ways]
    made = relax(instance, columns, {})
    x = started(made, timetable.answer())
    assert x is not None
    assert float(x @ made.program.cost) == timetable.cost
    for low, high, places, values in made.program.rows:
        total = sum(v * x[p] for p, v in zip(places, values, strict=True))
        assert low <= total <= high
    found = solve_linear(made.program, 60.0)
    assert found is not None
    assert found.value <= timetable.cost + 1e-6


def test_a_timetable_takes_back_what_does_not_fit() -> None:
    instance = tiny(4)
    paths, _ = paths_in_time(instance, most=99)
    timetable = Timetable(instance)
    for commodity in range(len(paths)):
        timetable.place(commodity, paths[commodity][0], [NEW] * len(paths[commodity][0]))
    before = timetable.answer()
    chance = Random(1)
    for _ in range(200):
        commodity = chance.randrange(len(paths))
        path, seats = timetable.paths[commodity], list(timetable.seats[commodity])
        timetable.remove([commodity])
        wanted = [chance.choice([NEW, *timetable.by_arc[arc]]) for arc in path]
        if timetable.place(commodity, path, wanted):
            timetable.remove([commodity])
        timetable.place(commodity, path, [s if s in timetable.dispatches else NEW for s in seats])
        assert timetable.answer() == before


@pytest.mark.slow
def test_a_handed_instance_is_solved_to_the_optimum() -> None:
    path = SHARED / "c33_.1111_.25_1.txt"
    if not path.is_file():
        pytest.skip("no instances at ../shared/bench/ctsndp")
    text = path.read_text(encoding="utf-8")
    instance = read_instance(text, path.name)
    found = design_service(instance, Limits(rounds=30))
    assert checked(text, instance, found) == found.bound == 684_482
