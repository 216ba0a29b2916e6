"""The commands that plan: `plan` for any book, `demo` for the bundled one."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, process_time
from typing import Annotated

from cyclopts import Parameter, validators
from rich.console import Console

from coalition.operations.asked import Asked

_DEMO = "ebola-2014"


def plan(
    book: Path,
    /,
    *,
    out: Path | None = None,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    gap: Annotated[float | None, Parameter(validator=validators.Number(gte=0, lte=100))] = None,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    seed: int = 0,
    hedge: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=1_000))] = 0,
) -> int:
    """Plan a book: who sends what, by which lawful way, when it arrives, what is late and why.

    Writes plan.json, movements.csv, plan.xlsx, routes.geojson, report.html and its pictures.
    Examples: `coalition plan cases/ebola-2014 --out out/ebola-2014`, `coalition plan north --time 60 --gap 5`.
    Exit code 1 when the judge finds a breach.

    Parameters
    ----------
    book
        The folder of the book.
    out
        Where to write; default `out/` and the book's name.
    time
        Seconds to plan in, by the clock, from the start of the command; the best plan met is kept.
    gap
        Stop improving when lateness is within so many percent of the bound.
    work
        How many neighbourhoods to search instead; 0 is priority dispatch alone. Without `time` and `gap` the
        same seed and work give the same plan on every machine. Default 2,000, from 500 requirements on 1,000.
    seed
        Parts ties and choices when the plan is improved.
    hedge
        How many of the things that would buy time are listed in the report and in hedges.json.

    """
    asked = Asked(seed, time, work, None if gap is None else gap / 100, hedge)
    return _plan(book, out or Path("out") / book.resolve().name, asked)


def demo(*, out: Path = Path("out/ebola-2014")) -> int:
    """Plan the bundled case, West Africa 2014, and point at its report.

    Example: `coalition demo`

    Parameters
    ----------
    out
        Where to write.

    """
    from coalition.bootstrap import read_settings

    return _plan(read_settings().cases / _DEMO, out, Asked())


def _plan(book: Path, out: Path, asked: Asked) -> int:
    begun = monotonic() - process_time()  # what the process has worked so far is among the seconds
    from coalition.cli import show
    from coalition.cli.progress import watched
    from coalition.judging.verdict import Verdict
    from coalition.operations.plan_book import plan_book, write_planned

    console = Console(soft_wrap=True, highlight=False)
    with watched() as report:
        planned = plan_book(book, asked=asked, progress=report, begun=begun)
    show.show_summary(console, planned.frame.book, planned.judged, planned.summary)
    show.show_causes(console, planned.explanations, planned.roots)
    show.show_verdict(console, planned.judged)
    show.show_files(console, write_planned(planned, out))
    return 1 if planned.judged.verdict is Verdict.RED else 0
