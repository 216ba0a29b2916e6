"""The working days on which clocks run: of each nation of a book, by its code.

The rule: a working day is a whole local day that is neither weekend nor public holiday (the open data of the
PyPI package `holidays`, by the ISO code of the nation); hours within the day differ from office to office and
none are invented, so a silence of two working days is 2,880 working minutes. Local time is that of the first
zone that the tz database (`zone.tab`, IANA) lists for the country, which puts the most populous first; without
the file it is UTC. A nation without a known calendar has none, and a clock that names it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError

from coalition.command.calendars import Calendars, OfficeHours
from coalition.measure.instants import ALWAYS, Minute, minute_of, moment_of
from coalition.model.book import Book

_EPOCH_DAY = datetime(1970, 1, 1, tzinfo=UTC).toordinal()
_YEARS_AFTER = 2
_DAY = timedelta(days=1)
Change = tuple[Minute, int]


def offices_of(book: Book, now: Minute) -> Calendars:
    """Office hours by the code of the nation, for the years about the crisis and the instant."""
    years = {moment_of(at).year for at in (book.crisis.activated, book.crisis.horizon_end, now)}
    span = range(min(years) - 1, max(years) + _YEARS_AFTER + 1)
    zones = _zones()
    found = {
        str(nation.id): _office(str(nation.id), str(nation.calendar or nation.id), span, zones)
        for nation in book.nations.values()
    }
    return {name: hours for name, hours in found.items() if hours is not None}


def _office(name: str, code: str, years: range, zones: dict[str, str]) -> OfficeHours | None:
    """None for a code whose holidays are not known."""
    import holidays  # noqa: PLC0415 - takes 0.3 s, wanted only where a room is opened

    try:
        calendar = holidays.country_holidays(code, years=years)
    except NotImplementedError:
        return None
    return OfficeHours(
        name,
        frozenset(range(7)) - frozenset(calendar.weekend),
        holidays=frozenset(day.toordinal() - _EPOCH_DAY for day in calendar),
        offsets=offsets_of(zones.get(calendar.country, ""), years),
    )


def offsets_of(zone: str, years: range) -> tuple[Change, ...]:
    """The offsets of a time zone from UTC over the years, each from when it holds; UTC for no known zone."""
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ((ALWAYS, 0),)
    at, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    found: list[Change] = [(ALWAYS, _offset(local, at))]
    while at < end:
        if _offset(local, at + _DAY) != _offset(local, at):
            found += _changes(local, at)
        at += _DAY
    return tuple(found)


def _changes(zone: ZoneInfo, day: datetime) -> Iterator[Change]:
    """The changes of the 24 hours after the instant, to the quarter of an hour at which all zones change."""
    quarters = (day + timedelta(minutes=15 * n) for n in range(1, 97))
    for before, after in pairwise((day, *quarters)):
        if _offset(zone, before) != _offset(zone, after):
            yield minute_of(after), _offset(zone, after)


def _offset(zone: ZoneInfo, at: datetime) -> int:
    shift = at.astimezone(zone).utcoffset()
    return 0 if shift is None else int(shift.total_seconds()) // 60


def _zones() -> dict[str, str]:
    """The first zone of each country, by its ISO code of two letters."""
    file = next((p for p in (Path(one) / "zone.tab" for one in TZPATH) if p.is_file()), None)
    found: dict[str, str] = {}
    for line in [] if file is None else file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, zone)
    return found
