"""The command that foretells demand from a series."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.sustain.forecast_series import SeriesForecast


def forecast(
    series: Path,
    /,
    *,
    value: str,
    date: str | None = None,
    cumulative: Annotated[bool, Parameter(negative="")] = False,
    every: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=366))] = 7,
    horizon: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=104))] = 4,
    season: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=366))] = 0,
    format: Format = "table",  # noqa: A002
) -> int:
    """Foretell demand from a published series, with errors measured on the past as if it were the future.

    Every method is tried from every origin of the series, knowing only what came before; the best
    foretells. An error of 1.00 against last is no better than saying *as much as last time*. Exponential
    smoothing needs the extra `forecast`. Examples:
    `coalition forecast country_timeseries.csv --date Date --value Cases_Liberia --cumulative`,
    `coalition forecast countries.csv --value Italy --cumulative --every 1 --horizon 7 --season 7`.

    Parameters
    ----------
    series
        A CSV file with dates and numbers.
    value
        The column of numbers.
    date
        The column of dates; default the first.
    cumulative
        The numbers are running totals.
    every
        Days of a step.
    horizon
        Steps foretold.
    season
        Steps of a season that repeats, such as 7 for days of the week; 0 for none.
    format
        How to write the tables.

    """
    from coalition.operations.sustain.forecast_series import SeriesAsked, forecast_series

    asked = SeriesAsked(series, value, date, cumulative, every, horizon, season)
    found = forecast_series(asked)
    write_sheets(_sheets(found), format, notes=found.notes())
    return 0


def _sheets(found: SeriesForecast) -> list[Sheet]:
    """How the methods did, and what is foretold."""
    tried = tuple(
        (t.method, t.origins, f"{t.relative:.2f}", f"{t.wape:.0%}", f"{t.bias:+.0%}",
         "" if t.coverage is None else f"{t.coverage:.0%}")
        for t in found.tried
    )  # fmt: skip
    ahead = tuple(
        (day, f"{e:.0f}", f"{low:.0f}", f"{high:.0f}") for day, e, low, high in found.rows()
    )
    return [
        Sheet("backtest", "Methods on the past as if it were the future", (
            "method", "origins", "against_last", "wape", "bias", "within_80_percent",
        ), tried),
        Sheet("forecast", f"Foretold by `{found.foretold.method}`", (
            "step_begins", "expected", "low_10", "high_90",
        ), ahead),
    ]  # fmt: skip
