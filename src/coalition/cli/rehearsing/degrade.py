"""The command that takes infrastructure away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators
from rich.console import Console
from rich.text import Text

from coalition.cli.rehearsing.tables import table_of

if TYPE_CHECKING:
    from coalition.operations.rehearse.degrade import Degraded, Standing


def degrade(
    book: Path,
    plan: Path,
    /,
    *,
    share: Annotated[float, Parameter(validator=validators.Number(gt=0, lt=1))] = 0.45,
    everywhere: Annotated[bool, Parameter(negative=())] = False,
    draws: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=1000))] = 5,
    seed: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 0,
    work: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 100,
) -> int:
    """Lose so much of the infrastructure, by chance, to an enemy, or blow by blow, and see what is left.

    The test of UltraLog: with 45 % lost at most 20 % of capability (weighted share delivered) and 30 % of
    performance (weighted closure time) may go. Lost are places drawn at random, the worst ones, the worst of
    every new plan (hunted), and drawn ones in sequence while the plan is carried out.
    Example: `coalition degrade cases/northern-reinforcement out/north/plan.json`. Exit code 1 when any trial
    misses the bar.

    Parameters
    ----------
    book
        The folder of the book.
    plan
        The plan with everything in place, as `plan.json`.
    share
        The share of working places (MOG, berths, tracks, docks) that is lost.
    everywhere
        Places at which loads begin or end may be lost too; else only places of passage.
    draws
        How many times it is lost at random.
    seed
        Chooses what is lost, and parts ties when planning.
    work
        How many neighbourhoods each plan is searched for.

    """
    from coalition.cli.progress import watched
    from coalition.formats.book_reader import read_book
    from coalition.formats.plan_json import read_plan
    from coalition.operations.frame import frame_of
    from coalition.operations.rehearse.degrade import DegradeAsked
    from coalition.operations.rehearse.degrade import degrade as take_away
    from coalition.planning.progress import Progress

    frame, asked = frame_of(read_book(book)), DegradeAsked(share, not everywhere, draws, seed, work)
    with watched() as report:

        def listen(done: int, of: int) -> None:
            if report is not None:
                report(Progress("losing infrastructure", done, of))

        found = take_away(frame, read_plan(plan), asked, listen)
    _show(Console(soft_wrap=True, highlight=False), found)
    return 0 if all(found.meets(trial.again) for trial in found.trials) else 1


def _show(console: Console, found: Degraded) -> None:
    console.print(
        Text(f"{found.title}: {100 * found.share:.0f} % of infrastructure lost", style="bold")
    )
    console.print(
        f"{found.trials[0].lost} of {found.working_places} working places; whole, "
        f"{found.whole.delivered:,.1f} weighted requirements are delivered"
    )
    rows = [
        (trial.way, *_losses(found, trial.kept), *_losses(found, trial.again),
         "meets" if found.meets(trial.again) else "misses", trial.again.verdict)
        for trial in found.trials
    ]  # fmt: skip
    heads = ("lost", "capability", "closure", "capability", "closure", "bar 20/30", "verdict")
    console.print(table_of("loss with the plan kept, and with planning again", heads, rows))
    met = sum(found.meets(trial.again) for trial in found.trials)
    console.print(
        f"{met} of {len(found.trials)} meet the bar of 20 % capability and 30 % performance"
    )


def _losses(found: Degraded, left: Standing | None) -> tuple[str, str]:
    if left is None:
        return "", ""
    losses = found.capability_loss(left), found.performance_loss(left)
    capability, performance = (f"{100 * loss:+.0f} %" for loss in (-losses[0], losses[1]))
    return capability, performance
