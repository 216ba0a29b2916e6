"""Foretell a published series, with the errors every method had on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coalition.errors import Fault, InputError
from coalition.formats.series.reader import read_series
from coalition.sustainment.forecasting.backtest import Foretold, Tried, backtest, foretell
from coalition.sustainment.forecasting.methods import METHODS, Method, seasonal


@dataclass(frozen=True, slots=True)
class SeriesAsked:
    """Which column of which file, how it is read, and how far ahead."""

    path: Path
    value: str
    dated: str | None
    cumulative: bool
    every_days: int
    horizon: int
    season: int


@dataclass(frozen=True, slots=True)
class SeriesForecast:
    """What the methods did on the past, and what the best of them says of the next steps."""

    asked: SeriesAsked
    first: date
    past: NDArray[np.float64]
    tried: tuple[Tried, ...]
    foretold: Foretold

    def rows(self) -> Iterator[tuple[str, float, float, float]]:
        """First day of each step ahead, expected, and the ends of the 80 % interval."""
        told = self.foretold
        for n in range(self.asked.horizon):
            step = (len(self.past) + n) * self.asked.every_days
            day = self.first + timedelta(days=step)
            yield day.isoformat(), float(told.expected[n]), float(told.low[n]), float(told.high[n])

    def notes(self) -> list[str]:
        """How far to trust it."""
        best = self.tried[0]
        notes = [f"{len(self.past)} steps of {self.asked.every_days} days, {best.origins} origins"]
        if best.relative >= 1:
            notes.append("no method beats *as much as last time* over this horizon: use with care")
        if find_spec("statsmodels") is None:
            notes.append("exponential smoothing was not tried: install the extra `forecast`")
        return notes


def forecast_series(asked: SeriesAsked) -> SeriesForecast:
    """The forecast. Raises InputError for a file that cannot be read or is too short."""
    first, past = read_series(
        asked.path, value=asked.value, dated=asked.dated, every_days=asked.every_days,
        cumulative=asked.cumulative,
    )  # fmt: skip
    methods = _methods(asked.season)
    try:
        tried = backtest(past, asked.horizon, methods)
    except ValueError as error:
        hint = "take a shorter horizon or shorter steps"
        raise InputError([Fault(asked.path.name, "too-short", str(error), hint)]) from error
    told = foretell(past, asked.horizon, methods[tried[0].method], tried[0])
    return SeriesForecast(asked, first, past, tried, told)


def _methods(season: int) -> dict[str, Method]:
    methods = dict(METHODS)
    if find_spec("statsmodels") is None:
        del methods["smoothing"]
    if season > 1:
        methods["seasonal"] = seasonal(season)
    return methods
