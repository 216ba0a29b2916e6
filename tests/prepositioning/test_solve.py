"""Decomposition against the extensive form, and what must always hold."""

from __future__ import annotations

import pytest
from tests.prepositioning.small_instances import chanced

from coalition.prepositioning.effort import Effort
from coalition.prepositioning.solve import solve, solve_reference

TIGHT = Effort(gap=1e-6)


@pytest.mark.parametrize("batch", range(10))
def test_the_bound_never_passes_the_true_optimum_on_two_hundred_instances(batch: int) -> None:
    for seed in range(20 * batch, 20 * batch + 20):
        instance, aim = chanced(seed)
        best, found = solve_reference(instance, aim, TIGHT), solve(instance, aim, TIGHT)
        assert found.feasible == best.feasible, seed
        if best.feasible:
            room = 1e-5 * max(1.0, abs(best.total))
            assert found.bound <= best.total + room, seed
            assert found.total == pytest.approx(best.total, rel=1e-4, abs=1e-4), seed
