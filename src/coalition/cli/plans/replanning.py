"""The command that plans again after news."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators
from rich.console import Console

from coalition.operations.asked import Asked

if TYPE_CHECKING:
    from coalition.operations.news.replan import Replanned


def replan(
    book: Path,
    plan: Path,
    /,
    *,
    news: Path,
    out: Path | None = None,
    time: Annotated[float | None, Parameter(validator=validators.Number(gt=0))] = None,
    work: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None,
    seed: int = 0,
) -> int:
    """Plan again after news: what has begun stays, what is touched is placed anew, every change has its reason.

    Writes what `plan` writes, and changes.json and changes.csv: which promise moved, by how long and why.
    Examples: `coalition replan my-book out/my-book/plan.json --news news.toml`, or with `--out later --time 5`.
    Exit code 1 when the judge finds a breach that a plan could still avoid.

    Parameters
    ----------
    book
        The folder of the book the plan in force was made for.
    plan
        The plan in force, as `plan.json`.
    news
        What became known, and when, as TOML; its kinds stand in docs/reference/news.md.
    out
        Where to write; default `out/`, the book's name and `-replanned`.
    time
        Seconds to plan in, by the clock.
    work
        How many neighbourhoods to search instead.
    seed
        Parts ties and choices when the plan is improved.

    """
    from coalition.cli import show
    from coalition.cli.plans.changes import show_changes
    from coalition.cli.progress import watched
    from coalition.operations.replan_book import replan_book

    target = out or Path("out") / f"{book.resolve().name}-replanned"
    with watched() as report:
        made = replan_book(book, plan, news, target, asked=Asked(seed, time, work), progress=report)
    console = Console(soft_wrap=True, highlight=False)
    answer = made.replanned
    show.show_summary(console, answer.frame.book, answer.judged, made.summary)
    show.show_causes(console, made.explanations, made.roots)
    show_changes(answer.news, answer.diff)
    show.show_verdict(console, answer.judged)
    _show_inherited(console, answer)
    show.show_files(console, made.files)
    return 1 if answer.open_breaches else 0


def _show_inherited(console: Console, answer: Replanned) -> None:
    """Which of the breaches are of what had begun before anybody knew."""
    if answer.inherited:
        console.print(
            f"{len(answer.inherited)} of these breaches lie in what had begun before the news; "
            f"{len(answer.open_breaches)} could still be avoided"
        )
