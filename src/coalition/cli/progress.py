"""A bar on standard error while something long runs; silent where nobody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.planning.progress import Progress


@contextmanager
def watched() -> Iterator[Callable[[Progress], None] | None]:
    """A listener that draws a bar a phase; None when progress is not wanted or there is no terminal."""
    from coalition.bootstrap import read_settings

    console = Console(stderr=True)
    if not read_settings().show_progress or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Bar(*columns, console=console, transient=True)
    tasks: dict[str, int] = {}

    def report(step: Progress) -> None:
        bar.start()  # with the first step: its thread would keep the planner from a process for the bound
        if step.phase not in tasks:
            tasks[step.phase] = bar.add_task(step.phase, total=step.total)
        bar.update(tasks[step.phase], completed=step.done, total=step.total)  # type: ignore[arg-type]

    try:
        yield report
    finally:
        if tasks:
            bar.stop()
