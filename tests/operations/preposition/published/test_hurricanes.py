from __future__ import annotations

import numpy as np
import pytest
from tests.prepositioning import published

from coalition.formats.published.hurricanes import Hurricanes, read_hurricanes
from coalition.operations.preposition.published.hurricanes import (
    hurricanes_instance,
    seasons_51,
    seasons_drawn,
)
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.problem.changes import only
from coalition.prepositioning.solve import solve, solve_reference

pytestmark = pytest.mark.skipif(
    not published.DATA.is_dir(), reason="no published data beside the project"
)


@pytest.fixture(scope="module")
def data() -> Hurricanes:
    return read_hurricanes(published.DATA / "rawls-turnquist")


def test_the_recipe_gives_51_seasons_whose_chances_add_up(data: Hurricanes) -> None:
    probability, need, kept = seasons_51(data)
    assert len(probability) == 51
    assert probability.sum() == pytest.approx(1)
    assert need[0].sum() == 0
    assert kept.min() >= 0
    assert kept.max() == 1


def test_the_same_seed_draws_the_same_seasons(data: Hurricanes) -> None:
    first, second = seasons_drawn(data, 20, 3), seasons_drawn(data, 20, 3)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_a_few_seasons_are_solved_as_the_extensive_form_does(data: Hurricanes) -> None:
    few = only(hurricanes_instance(data, seasons_51(data)), np.array([3, 20]))
    effort = Effort(gap=0.01)
    found, best = solve(few, effort=effort), solve_reference(few, effort=effort)
    assert found.gap <= 0.01
    assert found.total == pytest.approx(best.total, rel=0.02)
    assert found.bound <= best.total * (1 + 1e-9)
