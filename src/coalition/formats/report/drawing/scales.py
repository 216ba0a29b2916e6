"""Scales from amounts and instants to pixels, and the ticks people can read.

Not here: drawing of axes (`axes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, log10

from coalition.measure.instants import MINUTES_PER_DAY, Minute, minute_of, moment_of


@dataclass(frozen=True, slots=True)
class LinearScale:
    """Maps [low, high] onto [start, end] in px; an empty domain maps to `start`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        if self.high <= self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def held(self, value: float) -> float:
        """The pixel of a value, held inside the scale."""
        return self.at(min(max(value, self.low), self.high))


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on a scale and what is written there; a major one carries a label."""

    value: float
    label: str
    major: bool = True


def round_ticks(high: float, wanted: int = 4) -> tuple[float, ...]:
    """Values from 0 up to at least `high` in steps of 1, 2 or 5 times a power of ten, whole from 1 on."""
    if high <= 0:
        return (0.0, 1.0)
    raw = high / wanted
    power = 10.0 ** floor(log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw - 1e-9)
    step = max(step, 1.0)
    return tuple(step * n for n in range(ceil(high / step - 1e-9) + 1))


_DAY_STEPS = (1, 2, 7, 14)


def day_ticks(low: Minute, high: Minute, *, most: int = 14) -> tuple[Tick, ...]:
    """ISO dates at even steps of days counted from `low`, or first days of months on a long scale."""
    days = max(1, (high - low) // MINUTES_PER_DAY)
    for step in _DAY_STEPS:
        if days / step <= most:
            begin = -(-low // MINUTES_PER_DAY) * MINUTES_PER_DAY
            stamps = range(begin, high + 1, step * MINUTES_PER_DAY)
            return tuple(Tick(at, moment_of(Minute(at)).strftime("%Y-%m-%d")) for at in stamps)
    return _month_ticks(low, high, most)


def _month_ticks(low: Minute, high: Minute, most: int) -> tuple[Tick, ...]:
    months = [m for m in _months(low, high) if m.value >= low]
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 10_000) if len(months) / n <= most)
    return tuple(months[::every])


def _months(low: Minute, high: Minute) -> list[Tick]:
    day = moment_of(low).replace(day=1, hour=0, minute=0)
    found: list[Tick] = []
    while minute_of(day) <= high:
        found.append(Tick(minute_of(day), day.strftime("%Y-%m-%d")))
        day = (day + timedelta(days=32)).replace(day=1)
    return found
