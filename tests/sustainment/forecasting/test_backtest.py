from __future__ import annotations

import numpy as np
import pytest

from coalition.sustainment.forecasting.backtest import backtest, foretell
from coalition.sustainment.forecasting.methods import METHODS, Series, last_value, seasonal

GROWING = np.round(20 * 1.2 ** np.arange(24))
WEEKLY = np.tile([10.0, 12.0, 15.0, 11.0, 9.0, 3.0, 2.0], 6)


def test_no_method_sees_what_it_foretells() -> None:
    seen: list[int] = []

    def spy(past: Series, horizon: int) -> Series:
        seen.append(len(past))
        return last_value(past, horizon)

    (tried,) = backtest(GROWING, 3, {"spy": spy})
    assert seen == list(range(8, 22))
    assert tried.origins == len(seen)


def test_as_much_as_last_time_is_the_measure_of_all() -> None:
    tried = {one.method: one for one in backtest(GROWING, 3, METHODS)}
    assert tried["last"].relative == pytest.approx(1.0)
    assert tried["growth"].relative < 0.6
    assert tried["last"].bias < 0


def test_a_season_is_found_where_there_is_one() -> None:
    tried = backtest(WEEKLY, 7, {**METHODS, "seasonal": seasonal(7)})
    assert tried[0].method == "seasonal"
    assert tried[0].wape == 0


def test_intervals_of_eighty_percent_hold_about_eighty_percent() -> None:
    dice = np.random.default_rng(1)
    noisy = np.round(100 * np.exp(0.3 * dice.standard_normal(300)))
    (tried,) = backtest(noisy, 2, {"last": last_value})
    assert tried.coverage == pytest.approx(0.8, abs=0.08)


def test_an_interval_holds_what_is_expected_and_is_never_below_nothing() -> None:
    tried = backtest(WEEKLY + 1, 4, {"last": last_value})[0]
    told = foretell(WEEKLY + 1, 4, last_value, tried)
    assert (told.low >= 0).all()
    assert (told.low <= told.high).all()
    assert told.expected.shape == (4,)


def test_a_series_too_short_is_refused_with_what_is_needed() -> None:
    with pytest.raises(ValueError, match="9 steps; at least 11 are needed"):
        backtest(np.arange(9.0), 3, METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_gives_the_steps_asked_and_none_below_nothing(name: str) -> None:
    for past in (np.array([5.0]), np.zeros(20), GROWING, GROWING[::-1].copy()):
        told = METHODS[name](past, 6)
        assert told.shape == (6,)
        assert np.isfinite(told).all()
        assert (told >= 0).all()
