"""The command that rehearses many scenarios and can be stopped at any time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from coalition.cli.rehearsing.tables import table_of

if TYPE_CHECKING:
    from coalition.operations.rehearse.campaign import CampaignRun

_DAY = 1440
_PPM = 1_000_000
_ROWS = 40


def campaign(file: Path, /, *, out: Path | None = None, runner: str | None = None) -> int:
    """Rehearse the scenarios of a campaign into Parquet files; what is there already is not played again.

    It may be stopped, crash or be killed at any time: the same call goes on. Needs the extra `analytics`
    (DuckDB), and `cluster` for Dask. Examples: `coalition campaign scenarios.toml`, `coalition campaign
    scenarios.toml --runner dask://10.0.0.5:8786`.

    Parameters
    ----------
    file
        The scenarios, as TOML; see docs/how-to/run-a-campaign.md.
    out
        Where to write; default `out/` and the file's name.
    runner
        Where it runs: here, processes:N or dask://HOST:PORT; default all processors of this machine.

    """
    from coalition.cli.progress import watched
    from coalition.formats.rehearsed.campaign_file import read_campaign
    from coalition.operations.rehearse.campaign import run_campaign
    from coalition.operations.rehearse.runners import usual_runner
    from coalition.planning.progress import Progress

    wanted = read_campaign(file)
    target = out or Path("out") / file.stem
    with watched() as report:

        def listen(done: int, of: int) -> None:
            if report is not None:
                report(Progress("parts", done, of))

        run = run_campaign(wanted, target, runner=runner or usual_runner(), listener=listen)
    _show(Console(soft_wrap=True, highlight=False), run)
    return 0


def _show(console: Console, run: CampaignRun) -> None:
    console.print(f"{run.title}: {run.played} parts played, {run.there} were there already")
    rows = [
        (one.name, f"{one.replications:,}", f"{one.lateness / _DAY:,.0f}", f"{one.lateness_q95 / _DAY:,.0f}",
         f"{one.undelivered / _PPM:,.2f}", f"{100 * one.on_time:.1f} %")
        for one in run.figures[:_ROWS]
    ]  # fmt: skip
    heads = ("scenario", "replications", "days late", "19 of 20", "undelivered", "on time")
    console.print(table_of("scenarios", heads, rows))
    if len(run.figures) > _ROWS:
        console.print(f"... and {len(run.figures) - _ROWS} more scenarios")
    console.print(f"read them with DuckDB: {run.folder}/parts/*.parquet", markup=False)
