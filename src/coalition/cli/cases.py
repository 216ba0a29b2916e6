"""The commands of the case studies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter, validators

from coalition.cli.law.sheets import Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.cases.compared import CaseRun

case = App(
    name="case",
    help="""List the case studies, or plan one and set it beside what was published.

Examples: `coalition case list`, `coalition case run covid-2020 --out out/covid`.""",
)


@case.command(name="list")
def list_cases(*, format: Format = "table") -> int:  # noqa: A002
    """List the cases that come with the program, with how many published figures each is set beside.

    Example: `coalition case list`

    Parameters
    ----------
    format
        How to write the table.

    """
    import tomllib

    from coalition.bootstrap import read_settings
    from coalition.formats.shelf.figures import read_figures
    from coalition.operations.cases.run_case import cases_in

    rows = []
    for name, folder in cases_in(read_settings().cases).items():
        told = tomllib.loads((folder / "book.toml").read_text(encoding="utf-8-sig"))
        fictional = "yes" if told.get("fictional") else "no"
        rows.append((name, str(told.get("title", "")), fictional, len(read_figures(folder))))
    heads = ("case", "title", "fictional", "figures")
    write_sheets([Sheet("cases", "Cases", heads, tuple(rows))], format)
    return 0


@case.command(name="run")
def run_a_case(
    name: str,
    /,
    *,
    out: Path | None = None,
    kiel: Path | None = None,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    seed: int = 0,
    format: Format = "table",  # noqa: A002
) -> int:
    """Plan a case and set its plan beside the published figures, each difference explained.

    Example: `coalition case run ebola-2014 --out out/ebola`. Exit code 1 when a figure is farther off than
    the case says it should be, or the plan is red. A row of `figures.csv` names a measure: `delivered_t`,
    `pax`, `trips`, `asked`, `requirements` or `days_to_close`, with filters `task= mode= nation= to= place=
    line= fleet=`; `each=8` counts each as eight, `per=12` divides by twelve.

    Parameters
    ----------
    name
        A case of `coalition case list`, or the folder of a book with a `figures.csv`.
    out
        Where to write the plan, its report, and the figures as `figures.csv` and `figures.md`.
    kiel
        A folder with `data_explorer.csv` of the Ukraine Support Tracker (Kiel Institute for the World
        Economy): its military allocations then say how much of each month's flow a donor sends. For cases
        with `sharing/`.
    work
        Neighbourhoods searched.
    time
        Seconds, by the clock.
    seed
        Parts ties and choices.
    format
        How to write the table.

    """
    from coalition.bootstrap import read_settings
    from coalition.cli.progress import watched
    from coalition.judging.verdict import Verdict
    from coalition.operations.asked import Asked
    from coalition.operations.cases.run_case import case_named, run_case, run_scaled, write_case

    folder = case_named(read_settings().cases, name)
    wanted = Asked(seed, time, work)
    with watched() as listener:
        if kiel is None:
            found = run_case(folder, asked=wanted, progress=listener)
        else:
            found = run_scaled(folder, kiel, asked=wanted, progress=listener)
    _show(found, format)
    for path in () if out is None else write_case(found, out):
        if format == "table":
            print(path)
    return 0 if found.planned.judged.verdict is not Verdict.RED and found.is_near else 1


def _show(found: CaseRun, format: Format) -> None:  # noqa: A002
    """Write the figures of a case."""
    from coalition.operations.cases.compared import HEADS, row_of

    judged = found.planned.judged
    shown = ("says", "published", "planned", "off_percent", "near", "unit", "why")
    title = f"{judged.plan.book_title}: plan beside published"
    write_sheets(
        [Sheet("figures", title, HEADS, tuple(map(row_of, found.figures)), shown)],
        format,
        notes=[f"the plan is {str(judged.verdict).upper()}", *found.remarks],
    )
