"""Working days on national calendars, and when a step of a given length ends.

Public holidays and weekends come from the open data of the PyPI package `holidays`, by the ISO code in the
nation's `calendar`. The rule: a length of n working days ends at the close (24:00 UTC) of the n-th working
day after the day it begins (the day of the event is not counted: Regulation (EEC, Euratom) No 1182/71,
art. 3(1)); calendar days likewise. A nation without a calendar there works Monday to Friday, and the
answer says so.

Not here: offices' closing hours, regional holidays, local time (a day is a UTC day).
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Protocol

from coalition.measure.instants import (
    FOREVER,
    MINUTES_PER_DAY,
    MINUTES_PER_HOUR,
    Minute,
    minute_of,
    moment_of,
)
from coalition.model.law import TimeUnit

LONGEST_WORKING_DAYS = 20_000
"""Longer steps (some 80 years) never end within any plan."""


class _Days(Protocol):
    """What is used of a `holidays` calendar."""

    def is_working_day(self, key: object) -> bool:
        """Whether offices are open on the date."""
        ...


def end_of(begin: Minute, length: int, unit: TimeUnit, country: str | None) -> Minute:
    """When a step of so many hours, days or working days that begins at `begin` ends.

    Zero ends at once. Hours run day and night; n days end with the n-th day after. Without a country
    offices work Monday to Friday.
    """
    if length <= 0:
        return begin
    if unit is TimeUnit.HOURS:
        return Minute(min(begin + length * MINUTES_PER_HOUR, FOREVER))
    if unit is TimeUnit.DAYS:
        return Minute(min((begin // MINUTES_PER_DAY + length + 1) * MINUTES_PER_DAY, FOREVER))
    if length > LONGEST_WORKING_DAYS:
        return FOREVER
    return _close_of_working_day(begin // MINUTES_PER_DAY, length, country or "")


def has_calendar(country: str) -> bool:
    """Whether the holidays of the ISO code (alpha-2 or alpha-3) are known."""
    return _calendar(country) is not None


@cache
def _close_of_working_day(day: int, length: int, country: str) -> Minute:
    calendar = _calendar(country)
    date = moment_of(Minute(day * MINUTES_PER_DAY))
    left = length
    while left:
        date += timedelta(days=1)
        left -= date.weekday() < 5 if calendar is None else calendar.is_working_day(date.date())
    return minute_of(date + timedelta(days=1))


@cache
def _calendar(country: str) -> _Days | None:
    import holidays  # noqa: PLC0415 - takes 0.3 s, wanted only where working days are counted

    if not country:
        return None
    try:
        calendar: _Days = holidays.country_holidays(country)
    except NotImplementedError:
        return None
    return calendar
