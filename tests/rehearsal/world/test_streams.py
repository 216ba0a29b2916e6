"""Draws are functions of seed, name and replication; what shares a cause moves together and keeps its
likelihood.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from coalition.model.chance.chances import Spread
from coalition.rehearsal.world.streams import Streams, correlate, exponential, triangular

MANY = 40_000


@given(st.integers(0, 2**40), st.text(max_size=20), st.integers(0, 5_000), st.integers(1, 9))
def test_a_draw_hangs_on_seed_name_and_replication_alone(
    seed: int, name: str, number: int, numbers: int
) -> None:
    batch = Streams(seed, max(0, number - 3), 7).uniform(name, numbers)
    alone = Streams(seed, number, 1).uniform(name, numbers)
    assert np.array_equal(alone[0], batch[min(3, number)])


def test_draws_are_uniform_and_never_at_an_end() -> None:
    drawn = Streams(1, 0, MANY).uniform("weather")[:, 0]
    assert kstest(drawn, "uniform").pvalue > 0.001
    assert drawn.min() > 0
    assert drawn.max() < 1


@pytest.mark.parametrize("other", [("weathes", 1), ("weather", 2)])
def test_other_names_and_seeds_are_other_streams(other: tuple[str, int]) -> None:
    name, seed = other
    one = Streams(1, 0, MANY).uniform("weather")[:, 0]
    two = Streams(seed, 0, MANY).uniform(name)[:, 0]
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.02


@pytest.mark.parametrize("share", [0, 300_000, 900_000])
def test_a_common_cause_keeps_each_likelihood_and_makes_them_move_together(share: int) -> None:
    streams = Streams(5, 0, MANY)
    factor = streams.normal("cause")
    one, two = (
        correlate(streams.uniform(name)[:, 0], factor, share) for name in ("first", "second")
    )
    assert kstest(one, "uniform").pvalue > 0.001
    assert (one > 0.9).mean() == pytest.approx(0.1, abs=0.006)
    together = ((one > 0.9) & (two > 0.9)).mean()
    if share == 0:
        assert together == pytest.approx(0.01, abs=0.003)
    else:
        assert together > 0.015


def test_a_triangular_amount_keeps_its_ends_and_its_mean() -> None:
    drawn = triangular(Spread(10, 20, 60), Streams(3, 0, MANY).uniform("x")[:, 0])
    assert drawn.min() >= 10
    assert drawn.max() <= 60
    assert drawn.mean() == pytest.approx(30, abs=0.3)


def test_an_amount_without_spread_is_certain() -> None:
    assert set(triangular(Spread(7, 7, 7), np.array([0.1, 0.5, 0.99])).tolist()) == {7}


def test_times_between_are_exponential() -> None:
    drawn = exponential(500, Streams(3, 0, MANY).uniform("x")[:, 0])
    assert kstest(drawn, "expon", args=(0, 500)).pvalue > 0.001
