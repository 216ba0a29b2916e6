"""The command that says what would buy time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.formats.exports.hedges import HedgeList, HedgeRow

_HEADS = (
    "rank", "kind", "what", "whose", "under", "weighted_hours", "delivered_more", "helped",
    "no_longer_late", "hanging_hours", "cost", "note",
)  # fmt: skip
_SHOWN = ("rank", "what", "whose", "under", "weighted_hours", "helped", "cost", "note")


def hedge(
    book: Path,
    plan: Path,
    /,
    *,
    top: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=1_000))] = 20,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    seed: int = 0,
    processes: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=64))] = 2,
    format: Format = "table",  # noqa: A002
) -> int:
    """Rank what would buy time: law beside logistics, each valued in weighted hours by planning again.

    A permission 24 h earlier, a caveat lifted, a day's notice, a berth, two aircraft, a stock moved: candidates
    come from the chains of causes of what is late or unmet. Beside each plan with a change one is made without
    it, alike in all else. Examples: `coalition hedge cases/ebola-2014 out/ebola-2014/plan.json`,
    `coalition hedge north out/north/plan.json --top 5 --format csv`. Exit code 1 when nothing buys anything.

    Parameters
    ----------
    book
        The folder of the book the plan is for.
    plan
        The plan in force, as `plan.json`.
    top
        How many hedges to list; half as many again are valued.
    work
        Neighbourhoods searched a plan; without `time` the same work gives the same table on every machine.
    time
        Seconds for everything, by the clock.
    seed
        Parts ties and choices.
    processes
        How many plans are made at a time.
    format
        How to write the table.

    """
    from coalition.cli.progress import watched
    from coalition.formats.exports.hedges import write_hedges
    from coalition.operations.hedging.hedge_plan import HedgeAsked, hedge_plan
    from coalition.operations.hedging.told import told

    asked = HedgeAsked(top, work, time, seed, processes)
    with watched() as listener:
        found = told(hedge_plan(book, plan, asked=asked, listener=listener))
    if format == "json":
        print(write_hedges(found), end="")
    else:
        write_sheets([sheet_of(found)], format, notes=_notes(found))
    return 0 if any(row.weighted_minutes or row.delivered_ppm for row in found.hedges) else 1


def sheet_of(found: HedgeList) -> Sheet:
    """The hedges as a table."""
    title = f"what would buy time: {found.book_title}"
    return Sheet("hedges", title, _HEADS, tuple(_row(row) for row in found.hedges), _SHOWN)


def _row(row: HedgeRow) -> tuple[str | int | tuple[str, ...], ...]:
    return (
        row.rank, row.kind, row.what, row.whose, row.under, row.weighted_minutes // 60,
        f"{row.delivered_ppm / 1e6:.2f}", row.helped, row.no_longer_late, row.hanging_minutes // 60,
        row.cost, row.note,
    )  # fmt: skip


def _without(found: HedgeList) -> str:
    return (
        f"without: {found.late} requirements late or unmet, {found.lateness // 60:,} weighted hours late, "
        f"{found.undelivered / 1e6:.2f} weighted requirements undelivered"
    )


def _notes(found: HedgeList) -> list[str]:
    notes = [
        _without(found),
        f"search alone gained {found.noise_minutes // 60:,} weighted hours; hedges count only beyond that",
    ]
    if found.not_valued:
        notes.append(f"{found.not_valued} hedges on which less hangs were not valued (--top)")
    return notes
