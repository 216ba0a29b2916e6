"""Readiness of a book's units on a day, and the day on which each falls below its floor."""

from __future__ import annotations

from pathlib import Path

from coalition.errors import Fault, InputError
from coalition.formats.book_reader import read_book
from coalition.formats.plan_json import read_plan
from coalition.formats.supply.reader import read_supplies
from coalition.judging.judge import judge
from coalition.measure.instants import Interval, parse_instant, write_instant
from coalition.model.identity import UnitId
from coalition.operations.frame import frame_of
from coalition.operations.sustain.present import activities_of
from coalition.sustainment.readiness import ReadinessAt, falls_below_floor, readiness_at


def readiness_book(
    folder: Path, plan: Path | None, at: str | None
) -> tuple[tuple[ReadinessAt, ...], dict[UnitId, str]]:
    """Every reported unit at a date (None: the horizon's end), and when each is first below its floor.

    Raises InputError.
    """
    book = read_book(folder)
    supplies = read_supplies(folder, book)
    judged = None
    if plan is not None:
        frame = frame_of(book)
        judged = judge(frame.book, frame.authority, frame.network, read_plan(plan))
    activities = activities_of(book, supplies, judged)
    try:
        day = book.crisis.horizon_end if at is None else parse_instant(at)
    except ValueError as error:
        raise InputError([Fault("--at", "bad-date", str(error), "write 2027-05-01")]) from error
    found = readiness_at(supplies, activities, day)
    within = Interval(book.crisis.activated, book.crisis.horizon_end)
    falls = {one.unit: falls_below_floor(supplies, activities, one.unit, within) for one in found}
    return found, {unit: write_instant(day) for unit, day in falls.items() if day is not None}
