"""Readiness of units as it falls in use and rises at rest, and what nations declared of money and will.

Percent points a month of 30 days, in a straight line between floor (0) and 100, from the last report. What
nobody stated of fall or rise leaves readiness unknown from the first use or rest on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from coalition.measure.instants import MINUTES_PER_DAY, Interval, Minute
from coalition.model.identity import UnitId
from coalition.model.supply.consumption import Activity
from coalition.model.supply.standards import Readiness
from coalition.model.supply.supplies import Supplies

MONTH = 30 * MINUTES_PER_DAY
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class ReadinessAt:
    """A unit's readiness at a minute in hundredths of a percent point (None: unknown), and its floor."""

    unit: UnitId
    at: Minute
    hundredths: int | None
    floor: int
    source: str

    @property
    def is_fit(self) -> bool | None:
        """Whether it is above its floor; None when nobody knows."""
        return None if self.hundredths is None else self.hundredths >= self.floor * _HUNDREDTHS


def readiness_at(
    supplies: Supplies, activities: Iterable[Activity], at: Minute
) -> tuple[ReadinessAt, ...]:
    """Every unit with a report not after the minute, in order of units; the last report counts."""
    last: dict[UnitId, Readiness] = {}
    for report in sorted(supplies.readiness, key=lambda r: (r.unit, r.at)):
        if report.at <= at:
            last[report.unit] = report
    used: dict[UnitId, list[Interval]] = {}
    for activity in activities:
        used.setdefault(activity.unit, []).append(activity.span)
    return tuple(
        ReadinessAt(
            unit, at, _moved(report, used.get(unit, []), at), report.floor, report.provenance.source
        )
        for unit, report in sorted(last.items())
    )


def falls_below_floor(
    supplies: Supplies, activities: Iterable[Activity], unit: UnitId, within: Interval
) -> Minute | None:
    """The first day of the stretch on which the unit is known to be below its floor, or None."""
    known = tuple(activities)
    for at in range(within.opens, within.closes, MINUTES_PER_DAY):
        for one in readiness_at(supplies, known, Minute(at)):
            if one.unit == unit and one.is_fit is False:
                return Minute(at)
    return None


def _moved(report: Readiness, used: list[Interval], at: Minute) -> int | None:
    """Hundredths of percent points at the minute: down while used, up while not, within 0 and 100."""
    value = report.percent * _HUNDREDTHS
    for begins, ends, busy in _stretches(used, report.at, at):
        rate = report.falls_per_month if busy else report.rises_per_month
        if rate is None:
            return None
        moved = rate * _HUNDREDTHS * (ends - begins) // MONTH
        value = max(0, value - moved) if busy else min(100 * _HUNDREDTHS, value + moved)
    return value


def _stretches(
    used: list[Interval], begin: Minute, end: Minute
) -> list[tuple[Minute, Minute, bool]]:
    edges = {begin, end} | {
        edge for span in used for edge in (span.opens, span.closes) if begin < edge < end
    }
    cuts = sorted(edges)
    return [
        (one, other, any(span.opens <= one and other <= span.closes for span in used))
        for one, other in pairwise(cuts)
    ]
