"""ATOP's days: a year, a month and a day, of which the day or the month may be missing.

A missing part is read widely (the whole month, the whole year), and the stretch in which one cannot tell
is kept, so that an answer inside it carries a doubt. ATOP's last day is a day on which the obligation
still stood; its time of day is not in the data, so that day is a stretch of doubt as well.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from coalition.measure.instants import FOREVER, Interval, Minute, minute_of

_DAY = timedelta(days=1)
_LAST_YEAR = 9990
UNKNOWN = ("", ".", "99", "-9", "0")
"""How a missing month or day is written."""


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """The first and the last day a date may be; equal when it is known to the day."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        """ISO text as far as it is known: `1844-06-04`, or `1844-06-01/1844-06-30`."""
        return f"{self.first}" if self.exact else f"{self.first}/{self.last}"


def read_days(year: str, month: str, day: str) -> Days:
    """The days that three cells may mean. Raises ValueError when they name no day at all."""
    when = int(year)
    if when > _LAST_YEAR:
        raise ValueError(f"year {when}")
    if month in UNKNOWN:
        return Days(date(when, 1, 1), date(when, 12, 31))
    if day in UNKNOWN:
        return Days(
            date(when, int(month), 1), date(when, int(month), monthrange(when, int(month))[1])
        )
    known = date(when, int(month), int(day))
    return Days(known, known)


def start_of(day: date) -> Minute:
    """00:00 UTC of a day."""
    return minute_of(datetime(day.year, day.month, day.day, tzinfo=UTC))


def end_of(day: date) -> Minute:
    """24:00 UTC of a day."""
    return start_of(day + _DAY)


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """How long a row speaks: from `entry` to `exit` (None: still in effect when the data end).

    `next_entry` is when the same member's next row begins, where that is the day of exit or the day
    after: then this row ends as that one begins, and nothing is doubtful about it.
    """

    entry: Days
    exit: Days | None
    next_entry: Days | None = None

    @property
    def widest(self) -> Interval:
        """The longest stretch the cells allow, [opens, closes)."""
        if self.exit is None:
            return Interval(start_of(self.entry.first), FOREVER)
        after = self.next_entry or Days(self.exit.last + _DAY, self.exit.last + _DAY)
        return Interval(start_of(self.entry.first), start_of(after.first))

    @property
    def doubtful(self) -> tuple[tuple[Interval, str], ...]:
        """The stretches in which one cannot tell whether it stood, each with the reason in words."""
        found = []
        if not self.entry.exact:
            unsure = Interval(start_of(self.entry.first), start_of(self.entry.last))
            found.append((unsure, f"the day of entry is not known ({self.entry})"))
        if self.exit is not None and not self.exit.exact:
            unsure = Interval(start_of(self.exit.first), end_of(self.exit.last))
            found.append((unsure, f"the day of exit is not known ({self.exit})"))
        elif self.exit is not None and self.next_entry is None:
            unsure = Interval(start_of(self.exit.last), end_of(self.exit.last))
            found.append((unsure, f"it ended on that day ({self.exit})"))
        return tuple(found)
