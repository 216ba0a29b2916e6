"""The commands that plan: `plan` for any book, `demo` for the bundled one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators
from rich.console import Console

_DEMO = "ebola-2014"


def plan(
    book: Path,
    /,
    *,
    out: Path | None = None,
    seed: int = 0,
    effort: Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=100))] = None,
) -> int:
    """Plan a book: who sends what, by which lawful way, when it arrives, what is late and why.

    Writes plan.json, movements.csv, plan.xlsx, routes.geojson, report.html and its pictures.
    Example: `coalition plan cases/ebola-2014 --out out/ebola-2014`. Exit code 1 when the judge finds a breach.

    Parameters
    ----------
    book
        The folder of the book.
    out
        Where to write; default `out/` and the book's name.
    seed
        Parts ties when the plan is improved; the same seed gives the same plan.
    effort
        How often to make the plan again with what was late placed earlier; the best is kept. Default by
        size: 10 up to 60 requirements, none from 600.

    """
    return _plan(book, out or Path("out") / book.resolve().name, seed, effort)


def demo(*, out: Path = Path("out/ebola-2014")) -> int:
    """Plan the bundled case, West Africa 2014, and point at its report.

    Example: `coalition demo`

    Parameters
    ----------
    out
        Where to write.

    """
    from coalition.bootstrap import read_settings

    return _plan(read_settings().cases / _DEMO, out, seed=0, effort=None)


def _plan(book: Path, out: Path, seed: int, effort: int | None) -> int:
    from coalition.cli import show
    from coalition.cli.progress import watched
    from coalition.judging.verdict import Verdict
    from coalition.operations.plan_book import plan_book

    console = Console(soft_wrap=True, highlight=False)
    with watched() as report:
        planned = plan_book(book, out, seed=seed, effort=effort, progress=report)
    show.show_summary(console, planned.frame.book, planned.judged, planned.summary)
    show.show_causes(console, planned.explanations, planned.roots)
    show.show_verdict(console, planned.judged)
    show.show_files(console, planned.files)
    return 1 if planned.judged.verdict is Verdict.RED else 0
