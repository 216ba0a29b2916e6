"""The command that keeps a crisis supplied."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, write_sheets


def sustain(
    book: Path,
    plan: Path | None = None,
    /,
    *,
    days: Annotated[int | None, Parameter(validator=validators.Number(gte=1, lte=1_000))] = None,
    no_orders: Annotated[bool, Parameter(negative="")] = False,
    plan_orders: Annotated[bool, Parameter(negative="")] = False,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    seed: int = 0,
    out: Path | None = None,
    format: Format = "table",  # noqa: A002
) -> int:
    """Days of supply, shortages with their dates, orders, and who owes whom.

    Reads the book's `sustainment/` tables. With a plan, units are where it brings them and goods come when it
    sets them down. Examples: `coalition sustain cases/northern-sustainment`,
    `coalition sustain cases/northern-sustainment out/north/plan.json --plan-orders --out out/sustain`.
    Exit code 1 when something runs short or a number that matters is not known.

    Parameters
    ----------
    book
        The folder of the book.
    plan
        The plan in force, as `plan.json`.
    days
        How many days from C-day; default to the horizon.
    no_orders
        Leave objectives alone: what would run out if nothing were ordered.
    plan_orders
        Plan the orders together with the deployment, and keep the stores again with their arrivals.
    work
        Neighbourhoods searched for that plan.
    time
        Seconds for that plan, by the clock.
    seed
        Parts ties and choices of that plan.
    out
        A folder for `sustainment.json`, CSV tables and pictures.
    format
        How to write the tables.

    """
    from coalition.cli.progress import watched
    from coalition.cli.supply.tables import notes_of, sheets_of
    from coalition.operations.sustain.sustain_book import SustainAsked, sustain_book
    from coalition.operations.sustain.write import write_sustained

    asked = SustainAsked(days, not no_orders, plan_orders, time, work, seed)
    with watched() as listener:
        found = sustain_book(book, plan, asked=asked, progress=listener)
    write_sheets(sheets_of(found), format, head={"book": found.book.title}, notes=notes_of(found))
    if out is not None:
        for path in write_sustained(found, out):
            if format == "table":
                print(path)
    return 0 if found.is_known and not found.kept.shortages else 1
