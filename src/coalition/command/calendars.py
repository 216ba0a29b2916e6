"""Working hours as data: which hours of which days an office works, and when its clock has run so long.

A calendar is handed in; it knows its time zone as a table of offsets, so that no clock and no time zone file is
read here. Working hours run from `opens_minute` to `closes_minute` of the local day on `weekdays` that are no
holiday. Without a calendar of the name asked for every minute counts, and the answer is to say so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from coalition.measure.instants import ALWAYS, FOREVER, MINUTES_PER_DAY, Minute

_EPOCH_WEEKDAY = 3
"""1970-01-01 was a Thursday; Monday is 0."""
LONGEST_DAYS = 20_000
"""Clocks that would run longer never end."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office works. `holidays` are local days since 1970-01-01; `offsets` are sorted (from, minutes).

    An offset of 60 means local time is UTC + 60 minutes from that instant on.
    """

    name: str
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    opens_minute: int = 0
    closes_minute: int = MINUTES_PER_DAY
    holidays: frozenset[int] = frozenset()
    offsets: tuple[tuple[Minute, int], ...] = ((ALWAYS, 0),)


Calendars = Mapping[str, OfficeHours]
"""Office hours by the name that clocks give."""


def after_working(begin: Minute, minutes: int, hours: OfficeHours | None) -> Minute:
    """The instant at which so many working minutes have run since `begin`; every minute works without hours.

    Zero minutes end at once. FOREVER when the office never works that long.
    """
    if minutes <= 0:
        return begin
    if hours is None:
        return Minute(min(begin + minutes, FOREVER))
    left, day = minutes, _local(begin, hours) // MINUTES_PER_DAY
    for each in range(day, day + LONGEST_DAYS):
        opens, closes = _hours_of(each, hours)
        opens = max(opens, begin)
        if _works(each, hours) and closes > opens:
            if closes - opens >= left:
                return Minute(opens + left)
            left -= closes - opens
    return FOREVER


def works_at(at: Minute, hours: OfficeHours) -> bool:
    """Whether the office works at the instant."""
    day, minute = divmod(_local(at, hours), MINUTES_PER_DAY)
    return _works(day, hours) and hours.opens_minute <= minute < hours.closes_minute


def local_of(at: Minute, hours: OfficeHours) -> int:
    """The minute on the office's own clock, counted like one of UTC."""
    return _local(at, hours)


def at_local(local: int, hours: OfficeHours) -> Minute:
    """The first instant at which the office's clock shows it; what it skips is read on the clock as it was."""
    offsets = dict.fromkeys(offset for _, offset in hours.offsets) or {0: None}
    shown = [Minute(local - each) for each in offsets]
    meant = [at for at in shown if _local(at, hours) == local]
    return min(meant) if meant else Minute(local - _offset(Minute(local - max(offsets)), hours))


def _works(day: int, hours: OfficeHours) -> bool:
    return (day + _EPOCH_WEEKDAY) % 7 in hours.weekdays and day not in hours.holidays


def _hours_of(day: int, hours: OfficeHours) -> tuple[int, int]:
    """Opening and closing of a local day, in minutes UTC."""
    local = day * MINUTES_PER_DAY
    return (
        local + hours.opens_minute - _offset(Minute(local), hours),
        local + hours.closes_minute - _offset(Minute(local), hours),
    )


def _local(at: Minute, hours: OfficeHours) -> int:
    return at + _offset(at, hours)


def _offset(at: Minute, hours: OfficeHours) -> int:
    """Minutes to add to UTC at the instant (to the local day, where the change is within hours of midnight)."""
    place = bisect_right(hours.offsets, at, key=lambda change: change[0]) - 1
    return hours.offsets[max(place, 0)][1] if hours.offsets else 0
