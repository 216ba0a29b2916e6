"""The commands that show standards and readiness."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.model.supply.standards import Conformity
    from coalition.operations.sustain.standards_book import GapValue
    from coalition.sustainment.readiness import ReadinessAt


def standards(
    book: Path,
    plan: Path | None = None,
    /,
    *,
    work: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 0,
    seed: int = 0,
    format: Format = "table",  # noqa: A002
) -> int:
    """Who holds which standard, who lacks one that matters, and what closing each gap buys.

    Worth is what the stores would lack less, and, for standards that requirements call for, what planning
    again gains. Example: `coalition standards cases/northern-sustainment out/north/plan.json`.
    Exit code 1 when a gap costs something.

    Parameters
    ----------
    book
        The folder of the book, with a `sustainment/standards.csv`.
    plan
        The plan in force: where forces are.
    work
        Neighbourhoods searched in each plan made again.
    seed
        Parts ties and choices.
    format
        How to write the tables.

    """
    from coalition.operations.sustain.standards_book import standards_book

    found = standards_book(book, plan, work=work, seed=seed)
    sheets = [
        Sheet("standards", "Standards held", (
            "standard", "capability", "nation", "level", "evidence",
        ), tuple(map(_held, found.matrix))),
        Sheet("gaps", "Gaps, and what closing each buys", (
            "nation", "standard", "level", "called_for_by", "shut_out_kg", "less_missing_kg",
            "weighted_hours", "delivered_more",
        ), tuple(map(_gap, found.values))),
    ]  # fmt: skip
    write_sheets(sheets, format)
    return 1 if any(v.less_missing_kg or v.minutes or v.delivered_ppm for v in found.values) else 0


def readiness(
    book: Path,
    plan: Path | None = None,
    /,
    *,
    at: str | None = None,
    format: Format = "table",  # noqa: A002
) -> int:
    """Readiness of units as it falls in use and rises at rest.

    Example: `coalition readiness cases/northern-sustainment out/north/plan.json --at 2027-05-01`.
    Exit code 1 when a unit is below its floor or nobody knows.

    Parameters
    ----------
    book
        The folder of the book, with a `sustainment/readiness.csv`.
    plan
        The plan in force: a unit it delivers is in use from then on.
    at
        The day asked for; default the horizon's end.
    format
        How to write the table.

    """
    from coalition.operations.sustain.readiness_book import readiness_book

    found, fall = readiness_book(book, plan, at)
    rows = tuple(_readiness(one, fall.get(one.unit, "")) for one in found)
    heads = ("unit", "percent", "floor", "fit", "below_floor_on", "source")
    write_sheets([Sheet("readiness", "Readiness", heads, rows)], format)
    return 0 if all(one.is_fit for one in found) else 1


def _held(one: Conformity) -> tuple[Cell, ...]:
    level = "not known" if one.level is None else str(one.level)
    return one.standard, one.capability or "all", one.nation, level, one.evidence or "declared only"


def _gap(value: GapValue) -> tuple[Cell, ...]:
    gap = value.gap
    hours = "" if value.minutes is None else str(value.minutes // 60)
    more = "" if value.delivered_ppm is None else f"{value.delivered_ppm / 1e6:.2f}"
    level = "not known" if gap.level is None else str(gap.level)
    return (
        gap.nation, gap.standard, level, gap.called_for_by, gap.shut_out_kg, value.less_missing_kg,
        hours, more,
    )  # fmt: skip


def _readiness(one: ReadinessAt, falls: str) -> tuple[Cell, ...]:
    percent = "not known" if one.hundredths is None else f"{one.hundredths / 100:.1f}"
    fit = "not known" if one.is_fit is None else ("yes" if one.is_fit else "no")
    return one.unit, percent, one.floor, fit, falls, one.source
