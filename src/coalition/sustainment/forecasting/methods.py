"""Ways to carry a series of demand on: naive, growth and exponential smoothing.

Each takes a series of numbers not below nought at equal steps (numpy, shape [n]) and a horizon h, and gives
the expected values of the next h steps (shape [h]). Exponential smoothing with a damped trend is
`statsmodels` on the logarithm of the series plus one (Hyndman, Koehler, Ord, Snyder 2008, chapter 2; damped
trend: Gardner and McKenzie 1985); it needs the extra `forecast`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coalition.errors import Fault, InputError

Series = NDArray[np.float64]
Method = Callable[[Series, int], Series]

GROWTH_STEPS = 4
DAMPING = 0.8
"""Each step keeps so much of the growth of the one before."""
MOST_GROWTH = 3.0
"""No growth faster than three times a step is carried on."""


def last_value(past: Series, horizon: int) -> Series:
    """As much as last time (the naive forecast everything else is measured against)."""
    return np.full(horizon, past[-1])


def seasonal(period: int) -> Method:
    """As much as in the same step of the last period."""

    def method(past: Series, horizon: int) -> Series:
        """The last period again and again; the last value while there is no whole period."""
        if len(past) < period:
            return last_value(past, horizon)
        return np.resize(past[-period:], horizon)

    return method


def damped_growth(past: Series, horizon: int) -> Series:
    """The growth of the last steps carried on, ever less of it."""
    recent = np.log1p(past[-GROWTH_STEPS - 1 :])
    if len(recent) < 2:
        return last_value(past, horizon)
    limit = float(np.log(MOST_GROWTH))
    rate = float(np.clip((recent[-1] - recent[0]) / (len(recent) - 1), -limit, limit))
    steps = rate * np.cumsum(DAMPING ** np.arange(1, horizon + 1))
    return np.asarray(np.expm1(recent[-1] + steps).clip(0), dtype=np.float64)


def smoothing(past: Series, horizon: int) -> Series:
    """Exponential smoothing with a damped trend, on the logarithm.

    Raises InputError when `statsmodels` is not there. Falls back on the last value while the past is too
    short to fit.
    """
    try:
        from statsmodels.tsa.holtwinters import ExponentialSmoothing  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'coalition-ops[forecast]', or name other methods"
        message = "exponential smoothing needs statsmodels"
        raise InputError([Fault("--method", "extra-missing", message, hint)]) from None
    if len(past) < 2 * GROWTH_STEPS:
        return last_value(past, horizon)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fits that stop early are judged by their errors
        model = ExponentialSmoothing(
            np.log1p(past), trend="add", damped_trend=True, initialization_method="estimated"
        )
        ahead = model.fit().forecast(horizon)
    ceiling = float(np.log1p(past.max()) + np.log(MOST_GROWTH) * horizon)
    return np.asarray(np.expm1(np.clip(ahead, 0, ceiling)), dtype=np.float64)


METHODS: dict[str, Method] = {
    "last": last_value,
    "growth": damped_growth,
    "smoothing": smoothing,
}
"""By name; `seasonal` is made of a period."""
