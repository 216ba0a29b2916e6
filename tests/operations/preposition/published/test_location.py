from __future__ import annotations

import pytest
from tests.prepositioning import published

from coalition.formats.published.orlib import read_median_graph
from coalition.operations.preposition.published.location import (
    median_instance,
    warehouses_instance,
)
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.solve import solve

EXACT = Effort(gap=1e-9, seed=1)
pytestmark = pytest.mark.skipif(
    not published.BENCH.is_dir(), reason="no published instances beside the project"
)


@pytest.mark.parametrize("name", ["cap41", "cap62", "cap73", "cap84", "cap91", "cap104"])
def test_capacitated_warehouses_meet_the_published_optimum(name: str) -> None:
    answer = solve(warehouses_instance(published.warehouses(name)), effort=EXACT)
    assert answer.total == pytest.approx(published.optima()[name], rel=1e-8)
    assert answer.gap <= 1e-9


@pytest.mark.parametrize("number", [1, 5, 9, 13])
def test_medians_meet_the_published_optimum(number: int) -> None:
    graph = read_median_graph(published.BENCH / "orlib_pmed" / f"pmed{number}.txt")
    answer = solve(median_instance(graph), effort=EXACT)
    assert answer.total == published.optima()[f"pmed{number}"]
    assert answer.gap <= 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("room", published.CAPA)
def test_large_warehouses_meet_the_published_optimum(room: int) -> None:
    answer = solve(warehouses_instance(published.large_warehouses(room)), effort=EXACT)
    assert answer.total == pytest.approx(published.optima()[f"capa_{room}"], rel=1e-8)
