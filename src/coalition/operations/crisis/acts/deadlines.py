"""When time would be up on a calendar, told before anything is put on record.

The calendars are those that the room's clocks run on (`acts.offices`), of the nations in the view's own
book. A deadline told here counts from now; the clock of what is put counts from when it is put, or for each
nation from its receipt (`command.decisions.clocks`). Not here: putting it.
"""

from __future__ import annotations

from dataclasses import dataclass

from coalition.command.calendars import OfficeHours, after_working, at_local, local_of, works_at
from coalition.errors import Fault, InputError
from coalition.measure.instants import FOREVER, Minute, parse_instant, write_instant
from coalition.operations.crisis.rows.ground import Ground

WORKING_MINUTES_MAX = 525_600
"""A year of them."""
_UTC = OfficeHours("", frozenset(range(7)))


@dataclass(frozen=True, slots=True)
class Office:
    """A nation's working days. `weekdays`: 0 is Monday; `offset_minutes`: what local time is ahead of UTC."""

    id: str
    name: str
    weekdays: tuple[int, ...]
    offset_minutes: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant, the same on the calendar's own clock, and whether that office works then."""

    ends: str
    local: str
    offset_minutes: int
    works: bool


def offices_in(ground: Ground) -> list[Office]:
    """Of each nation in the view's book whose working days are known, by its id."""
    now = ground.picture.now
    return [
        Office(name, _named(ground, name), tuple(sorted(hours.weekdays)), _shift(now, hours))
        for name, hours in sorted(_calendars(ground).items())
    ]


def deadline_of(ground: Ground, calendar: str, *, minutes: int = 0, local: str = "") -> Deadline:
    """After `minutes` working minutes from now, or at the local time; an empty calendar is UTC.

    Raises InputError for a calendar that is not known here, and when not one of the two is asked.
    """
    hours = _calendars(ground).get(calendar) if calendar else _UTC
    if hours is None:
        raise _fault("calendar", "bad-choice", "no calendar of this id is known here")
    if (minutes > 0) == bool(local):
        hint = "working minutes from now, or a local time"
        raise _fault("working_minutes", "bad-value", "one of the two is wanted", hint)
    ends = _read(local, hours) if local else after_working(ground.picture.now, minutes, hours)
    if ends >= FOREVER:
        raise _fault("working_minutes", "bad-value", "the office never works that long")
    shown = write_instant(Minute(local_of(ends, hours))).removesuffix("Z")
    return Deadline(write_instant(ends), shown, _shift(ends, hours), works_at(ends, hours))


def _read(local: str, hours: OfficeHours) -> Minute:
    try:
        return at_local(parse_instant(local.removesuffix("Z")), hours)
    except ValueError as error:
        raise _fault("local", "bad-date", str(error)) from None


def _fault(name: str, code: str, text: str, hint: str = "") -> InputError:
    return InputError([Fault(f"query.{name}", code, text, hint)])


def _calendars(ground: Ground) -> dict[str, OfficeHours]:
    book = ground.book
    nations = set() if book is None else {str(one) for one in book.nations}
    return {name: hours for name, hours in ground.picture.calendars.items() if name in nations}


def _named(ground: Ground, name: str) -> str:
    book = ground.book
    nations = {} if book is None else {str(one.id): one.name for one in book.nations.values()}
    return nations.get(name, name)


def _shift(at: Minute, hours: OfficeHours) -> int:
    return local_of(at, hours) - at
