"""How measures of an exercise look to a reader: heads, numbers, instants, clauses."""

from __future__ import annotations

from coalition.formats.exercise.expectation import OF_ONE, WHOLE, Holds
from coalition.formats.exercise.nouns import Clause
from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_instant, write_span

HEADED: dict[str, str] = {
    name: f"{name[0].upper()}{name[1:]}" for name, (holds, _) in WHOLE.items()
    if holds is not Holds.VERDICT
}  # fmt: skip
"""Measure of the plan as a whole -> its head; the order in which they are shown."""
_PPM_A_TENTH = 1000


def shown_number(measure: str, value: int) -> str:
    """The number as a person reads it: counts as they are, weighted minutes as hours."""
    if WHOLE[measure][0] is Holds.HOURS:
        return f"{round(value / 60):,}"
    return f"{value:,}"


def shown_value(clause: Clause, value: int | str | None, c_day: Minute) -> str:
    """What was measured for a clause, in the words of its measure."""
    if isinstance(value, str):
        return value
    if value is None:
        return "never"
    if not clause.subject:
        hours = " h" if WHOLE[clause.measure][0] is Holds.HOURS else ""
        return shown_number(clause.measure, value) + hours
    holds = OF_ONE[clause.measure][0]
    if holds is Holds.INSTANT:
        return f"{write_instant(Minute(value))} ({days_from(Minute(value), c_day)})"
    if holds is Holds.PERCENT:
        tenths = value // _PPM_A_TENTH
        return f"{tenths // 10}.{tenths % 10} %"
    return write_span(value)


def days_from(at: Minute, c_day: Minute) -> str:
    """The instant counted from C-day: `C+3`, `C+3T06:00`.

    >>> days_from(Minute(1440 * 3 + 360), Minute(0))
    'C+3T06:00'
    """
    days, minutes = divmod(at - c_day, MINUTES_PER_DAY)
    clock = f"T{minutes // 60:02}:{minutes % 60:02}" if minutes else ""
    return f"C{days:+}{clock}"
