"""Chains of commodities that hold each other up are found and cut, and no right answer is lost by it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.service_design.tiny import least_cost, tiny_text

from coalition.judging.service_design import check_design
from coalition.planning.service_design.answer_text import answer_text
from coalition.planning.service_design.columns import whole_column
from coalition.planning.service_design.design import Limits, design_service
from coalition.planning.service_design.instance import Instance
from coalition.planning.service_design.paths import paths_in_time
from coalition.planning.service_design.reader import read_instance
from coalition.planning.service_design.relaxation import relax, started
from coalition.planning.service_design.search import put_back
from coalition.planning.service_design.solver import Effort, solve_linear, solve_whole
from coalition.planning.service_design.untangle import Cut, conflicts, refined, untangle

CHAIN = """NODES,4
a,1
b,2
c,3
d,4
ARCS,3
ab,a,b,0,10,-1,10
bc,b,c,0,10,-1,10
cd,c,d,0,10,-1,10
COMMODITIES,3
late,a,b,1,5,20
through,a,c,1,0,25
early,b,c,1,0,23
"""
"""`through` may wait for `late` until 5, and is at b by 13 for `early`; not both."""


def chain() -> Instance:
    return read_instance(CHAIN, "chain")


def test_a_chain_of_waits_is_found_and_cut_in_its_middle() -> None:
    instance = chain()
    columns = [whole_column(instance, k, path) for k, path in enumerate([(0,), (0, 1), (1,)])]
    made = relax(instance, columns, {})
    found = solve_whole(made.program, Effort(0.0, 100, 60.0))
    assert found.x is not None
    assert found.bound == pytest.approx(20)
    result = untangle(made, found.x, [0, 1, 2])
    assert len(result.late) == 1
    assert result.cuts == {Cut(commodity=1, arc=0, onward=1, minute=5)}
    halves = refined(columns, result.cuts)
    assert [(c.first, c.last) for c in halves if c.commodity == 1] == [
        ((0, 10), (4, 15)), ((5, 15), (5, 15)),
    ]  # fmt: skip
    again = solve_whole(relax(instance, halves, {}).program, Effort(0.0, 100, 60.0))
    assert again.bound == pytest.approx(least_cost(instance)) == pytest.approx(30)


def test_the_rest_of_an_untangled_answer_is_right() -> None:
    instance = chain()
    columns = [whole_column(instance, k, path) for k, path in enumerate([(0,), (0, 1), (1,)])]
    made = relax(instance, columns, {})
    found = solve_whole(made.program, Effort(0.0, 100, 60.0))
    assert found.x is not None
    result = untangle(made, found.x, [0, 1, 2])
    for commodity in result.late:
        put_back(result.timetable, commodity, [columns[commodity].path])
    answer = result.timetable.answer()
    verdict = check_design(CHAIN, answer_text(instance, answer, 0))
    assert verdict.right
    assert verdict.cost == result.timetable.cost == 30


def test_too_little_room_asks_for_a_span() -> None:
    text = CHAIN.replace("ab,a,b,0,10,-1,10", "ab,a,b,0,10,1,10")
    instance = read_instance(text, "room")
    columns = [whole_column(instance, k, path) for k, path in enumerate([(0,), (0, 1), (1,)])]
    made = relax(instance, columns, {})
    x = np.zeros(len(made.program.cost))
    x[:3], x[made.points[0].offset], x[made.points[1].offset] = 1.0, 1.0, 1.0
    assert {arc for arc, _ in untangle(made, x, [0, 1, 2]).spans} == {0}


@pytest.mark.parametrize("seed", range(10))
def test_no_cut_loses_a_best_answer(seed: int) -> None:
    instance = read_instance(tiny_text(seed), "tiny")
    best = design_service(instance, Limits(rounds=40)).answer
    paths, _ = paths_in_time(instance, most=99)
    columns = [whole_column(instance, k, path) for k, ways in enumerate(paths) for path in ways]
    assert best is not None
    for _ in range(4):
        made = relax(instance, columns, {})
        held = started(made, best)
        assert held is not None
        assert float(held @ made.program.cost) == best.cost
        found = solve_linear(made.program, 60.0)
        assert found is not None
        assert found.value <= best.cost + 1e-6
        own: dict[int, int] = {}
        for place, column in enumerate(columns):
            if found.x[place] > found.x[own.setdefault(column.commodity, place)]:
                own[column.commodity] = place
        columns = refined(columns, conflicts(made, found.x, list(own.values())).cuts)
