"""The command that holds a plan against the scope of every permission it uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.law.scope_check import Measure, Usage

_HEADS = (
    "permission", "actor", "territory", "for", "cargo", "legs", "first", "last", "closes", "used",
    "margin", "passed_on", "why",
)  # fmt: skip
_HIDDEN = ("for", "legs", "first")
"""Columns that only CSV and JSON have; so have those in which nothing stands."""


def scope_check(
    book: Path,
    plan: Path,
    /,
    *,
    format: Format = "table",  # noqa: A002
    every: bool = False,
) -> int:
    """Check that a plan stays inside the numbers, stay, time, territory and cargo of every permission it uses.

    Example: `coalition scope-check cases/ebola-2014 out/ebola-2014/plan.json`. One row a permission, actor and
    territory. Exit code 1 when something is passed, with the first minute at which it is.

    Parameters
    ----------
    book
        The folder of the book.
    plan
        The plan (plan.json).
    format
        How to write the table.
    every
        In the table also permissions that set no limit and never end.

    """
    from coalition.operations.law.scope_check import scope_check as check

    frame, usages = check(book, plan)
    bounded = [u for u in usages if every or format != "table" or _is_bounded(u)]
    title = f"{frame.book.title}: what is used of each permission"
    rows = tuple(map(_row, bounded))
    said = [head for place, head in enumerate(_HEADS) if any(row[place] for row in rows)]
    shown = tuple(head for head in said if head not in _HIDDEN)
    sheet = Sheet("permissions", title, _HEADS, rows, shown)
    over = [usage for usage in usages if usage.passed is not None]
    free = len(usages) - len(bounded)
    notes = [f"{len(usages)} permissions used, {len(over)} passed"]
    notes += [f"{free} more set no limit and do not end (--every lists them)"] if free else []
    write_sheets([sheet], format, head={"book": frame.book.title}, notes=notes)
    return 1 if over else 0


def _is_bounded(usage: Usage) -> bool:
    from coalition.measure.instants import FOREVER

    return usage.passed is not None or usage.closes < FOREVER or len(usage.measures) > 1


def _row(usage: Usage) -> tuple[Cell, ...]:
    from coalition.measure.instants import FOREVER, write_day, write_instant

    limits = [m for m in usage.measures if m.name != "minutes"]
    timed = [m for m in usage.measures if m.name == "minutes" and usage.closes < FOREVER]
    return (
        usage.permission, usage.actor, usage.territory, tuple(map(str, usage.actions)), usage.cargo,
        usage.legs, write_day(usage.first), write_day(usage.last),
        "" if usage.closes >= FOREVER else write_day(usage.closes),
        tuple(map(_used, limits)), tuple(map(_margin, (*limits, *timed))),
        "" if usage.passed is None else write_instant(usage.passed), usage.breach,
    )  # fmt: skip


def _used(measure: Measure) -> str:
    name, divisor = _unit(measure)
    used = "?" if measure.used is None else f"{measure.used / divisor:,.10g}"
    return f"{name} {used} of {measure.allowed / divisor:,.10g}"


def _margin(measure: Measure) -> str:
    name, divisor = _unit(measure)
    if measure.margin is None:
        return f"{name} ?"
    return f"{name} {measure.margin / divisor:,.4g}"


def _unit(measure: Measure) -> tuple[str, int]:
    """The name with its unit as a person reads it, and what to divide by."""
    if measure.name == "mass_kg":
        return "t", 1000
    return ("days left", 1440) if measure.name == "minutes" else (measure.name, 1)
