"""Instants are whole minutes UTC since 1970-01-01T00:00Z; intervals are half open.

Not here: working days, which belong to a national calendar (`authority.calendars`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NewType

Minute = NewType("Minute", int)
"""Whole minutes UTC since 1970-01-01T00:00Z."""

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440
FOREVER = Minute(2**40)
"""Later than every instant; the end of what has no end."""
ALWAYS = Minute(-(2**40))
"""Earlier than every instant; the beginning of what always was."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::00)?Z?)?$")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of time [opens, closes) in minutes UTC; `closes` is excluded."""

    opens: Minute
    closes: Minute

    def contains(self, at: Minute) -> bool:
        """Whether the instant lies inside."""
        return self.opens <= at < self.closes

    def covers(self, begin: Minute, end: Minute) -> bool:
        """Whether [begin, end] lies inside; `end` may be the closing instant."""
        return self.opens <= begin and end <= self.closes

    def overlaps(self, begin: Minute, end: Minute) -> bool:
        """Whether the open stretch (begin, end) shares a minute with this interval."""
        return begin < self.closes and self.opens < end


def parse_instant(text: str) -> Minute:
    """Minutes UTC of an ISO date or date-time (`2014-09-16`, `2014-09-16T08:30Z`).

    Raises ValueError when the text is neither, or names no real date. A date alone is its 00:00 UTC.
    """
    text = text.strip()
    if not _ISO.match(text):
        raise ValueError(f"`{text}` is not a date (YYYY-MM-DD) or date-time (YYYY-MM-DDTHH:MMZ)")
    when = datetime.fromisoformat(text.removesuffix("Z").replace(" ", "T"))
    return minute_of(when.replace(tzinfo=UTC))


def minute_of(when: datetime) -> Minute:
    """Whole minutes UTC of an aware datetime, rounded down."""
    return Minute((when - _EPOCH) // timedelta(minutes=1))


def moment_of(at: Minute) -> datetime:
    """The aware UTC datetime of an instant."""
    return _EPOCH + timedelta(minutes=at)


@lru_cache(maxsize=1 << 17)
def write_instant(at: Minute) -> str:
    """ISO text to the minute, `2014-09-16T08:30Z`; the open ends read `always` and `forever`."""
    if at >= FOREVER:
        return "forever"
    if at <= ALWAYS:
        return "always"
    return moment_of(at).strftime("%Y-%m-%dT%H:%MZ")


def write_day(at: Minute) -> str:
    """ISO date of an instant, or `forever`/`always` at the open ends."""
    return write_instant(at)[:10] if ALWAYS < at < FOREVER else write_instant(at)


def write_span(minutes: int) -> str:
    """A length of time as a planner reads it: `3 d 4 h`, `5 h 10 min`, `40 min`."""
    sign, rest = ("-" if minutes < 0 else ""), abs(minutes)
    days, rest = divmod(rest, MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    if days:
        return f"{sign}{days} d" + (f" {hours} h" if hours else "")
    if hours:
        return f"{sign}{hours} h" + (f" {left} min" if left else "")
    return f"{sign}{left} min"
