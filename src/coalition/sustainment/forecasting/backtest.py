"""Methods tried on the past as if it were the future: every error is of a value not yet seen.

Rolling origin (Tashman 2000): from each origin a method knows only what came before and foretells the next
h steps. Errors: WAPE (sum of absolute errors over the sum of values), the error relative to that of saying
*as much as last time* from the same origins (Hyndman and Koehler 2006; below 1 beats it), bias (sum of errors
over the sum of values).
An interval's width is taken from the errors of earlier origins alone, so its coverage is honest too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coalition.sustainment.forecasting.methods import Method, Series, last_value

LEAST_PAST = 8
"""Steps a method must have seen before its first origin."""
LEAST_ORIGINS = 5
"""Origins whose errors give the first interval."""
COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class Tried:
    """A method's errors over all origins; `coverage` is the share of values within the 80 % interval.

    `ratios` are (actual + 1) / (foretold + 1), shape [origins, horizon], oldest first. `coverage` is None
    while there are too few origins.
    """

    method: str
    origins: int
    relative: float
    wape: float
    bias: float
    coverage: float | None
    ratios: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Foretold:
    """The next steps: expected, and the interval's ends; shape [horizon] each."""

    method: str
    expected: Series
    low: Series
    high: Series


def backtest(past: Series, horizon: int, methods: Mapping[str, Method]) -> tuple[Tried, ...]:
    """Every method tried from every origin, the least error first.

    Raises ValueError when the series is too short for one origin.
    """
    origins = range(LEAST_PAST, len(past) - horizon + 1)
    if not origins:
        raise ValueError(f"{len(past)} steps; at least {LEAST_PAST + horizon} are needed")
    tried = [_try(past, horizon, name, method, origins) for name, method in methods.items()]
    return tuple(sorted(tried, key=lambda t: (t.relative, t.method)))


def foretell(past: Series, horizon: int, method: Method, tried: Tried) -> Foretold:
    """The next steps by a method, with an interval of the width its errors had."""
    expected = method(past, horizon)
    low, high = _interval(expected, tried.ratios)
    return Foretold(tried.method, expected, low, high)


def _try(past: Series, horizon: int, name: str, method: Method, origins: range) -> Tried:
    actual = np.stack([past[at : at + horizon] for at in origins])
    told = np.stack([method(past[:at], horizon) for at in origins])
    errors = told - actual
    naive = np.stack([last_value(past[:at], horizon) for at in origins]) - actual
    total = max(float(actual.sum()), 1e-9)
    ratios = (actual + 1) / (told + 1)
    return Tried(
        name, len(origins), float(np.abs(errors).sum() / max(float(np.abs(naive).sum()), 1e-9)),
        float(np.abs(errors).sum() / total), float(errors.sum() / total),
        _coverage(actual, told, ratios), ratios,
    )  # fmt: skip


def _coverage(actual: Series, told: Series, ratios: Series) -> float | None:
    """The share of values inside intervals made of errors that were known by then.

    The errors of an origin are known in full `horizon` origins later.
    """
    horizon = actual.shape[1]
    inside = [
        (low <= actual[n]) & (actual[n] <= high)
        for n in range(LEAST_ORIGINS + horizon, len(actual))
        for low, high in (_interval(told[n], ratios[: n - horizon]),)
    ]
    return float(np.mean(inside)) if inside else None


def _interval(expected: Series, ratios: Series) -> tuple[Series, Series]:
    """Expected values times the outer quantiles of the errors, step by step."""
    outer = (1 - COVERAGE) / 2
    low, high = np.quantile(ratios, [outer, 1 - outer], axis=0)
    ends = ((expected + 1) * low - 1).clip(0), ((expected + 1) * high - 1).clip(0)
    return np.asarray(ends[0]), np.asarray(ends[1])
