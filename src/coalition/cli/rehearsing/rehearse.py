"""The command that tries a plan under chance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators
from rich.console import Console

from coalition.rehearsal.engine.reactions import Reaction

if TYPE_CHECKING:
    from coalition.operations.rehearse.piece import Staged
    from coalition.operations.rehearse.rehearse_plan import Rehearsed
    from coalition.rehearsal.telling.compare import Paired

_EVERYTHING = (Reaction.OVERTAKE, Reaction.REROUTE, Reaction.SUBSTITUTE)


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Instead:
    """What is drawn, looked for and told beside the usual, or in its place."""

    chances: Path | None = None
    """Another file of chances than the book's chances.toml."""
    hedges: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=100))] = 10
    """How many of the most valuable hedges are looked for; 0 for none."""
    precision: Annotated[float | None, Parameter(validator=validators.Number(gt=0, lte=100))] = None
    """Stop when the 95 % interval of mean weighted lateness is within so many percent of it."""
    against: Path | None = None
    """Another plan of the same book, tried in the same replications and compared in pairs."""
    replay: Annotated[int | None, Parameter(validator=validators.Number(gte=0))] = None
    """Tell the story of this replication alone, and nothing else."""
    replan: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=10_000))] = 0
    """In so many replications the planner plans again when something large becomes known."""
    runner: str | None = None
    """Where it runs: here, processes:N or dask://HOST:PORT; default all processors of this machine."""
    parquet: Annotated[bool, Parameter(negative=())] = False
    """Also write closures.parquet, a row a replication and requirement (extra `analytics`)."""


AS_USUAL = Instead()


def rehearse(
    book: Path,
    plan: Path,
    /,
    *,
    replications: Annotated[
        int, Parameter(validator=validators.Number(gte=1, lte=10_000_000))
    ] = 1000,
    seed: Annotated[int, Parameter(validator=validators.Number(gte=0))] = 0,
    react: tuple[Reaction, ...] = _EVERYTHING,
    wait: Annotated[bool, Parameter(negative=())] = False,
    instead: Instead = AS_USUAL,
    out: Path | None = None,
) -> int:
    """Try a plan under chance: how likely each date is met, what is to blame, and what would help most.

    Consents, procedures, readiness, breakdowns, weather, lost ports and larger loads go otherwise than
    planned, as the book's chances.toml says and the program assumes; people wait, overtake, go round and help
    out. Writes rehearsal.html, rehearsal.json, CSV tables and pictures. Examples: `coalition rehearse north
    out/north/plan.json --seed 7`, `coalition rehearse north out/north/plan.json --seed 7 --replay 3`. Exit
    code 1 when a calm rehearsal is not the plan.

    Parameters
    ----------
    book
        The folder of the book.
    plan
        The plan, as `plan.json`.
    replications
        How many times it is tried; with `--precision` at most.
    seed
        Every draw is a function of it, the chance's name and the replication's number.
    react
        What people do besides waiting; all of it when nothing is said.
    wait
        They do nothing but wait, each in its planned order.
    instead
        What is done in place of the usual rehearsal, or beside it.
    out
        Where to write; default `out/`, the book's name and `-rehearsed`.

    """
    from coalition.operations.rehearse.piece import stage
    from coalition.rehearsal.engine.reactions import NONE, reactions_of

    reactions = NONE if wait else reactions_of(react)
    staged = stage(book, plan, reactions=reactions, chances=instead.chances)
    console = Console(soft_wrap=True, highlight=False)
    if instead.replay is not None:
        return _replay(console, staged, seed, instead.replay)
    target = out or Path("out") / f"{book.resolve().name}-rehearsed"
    if instead.replan:
        return _replanned(console, staged, (seed, instead.replan))
    found = _rehearsed(
        staged, (replications, seed, instead.hedges, instead.precision, instead.runner)
    )
    other = instead.against
    paired = None if other is None else (str(other), _against(found, book, other, instead.chances))
    return _tell(console, found, paired, target, parquet=instead.parquet)


def _rehearsed(staged: Staged, asked: tuple[int, int, int, float | None, str | None]) -> Rehearsed:
    from coalition.cli.progress import watched
    from coalition.operations.rehearse.rehearse_plan import RehearsalAsked, rehearse
    from coalition.operations.rehearse.runners import usual_runner
    from coalition.planning.progress import Progress

    replications, seed, hedges, precision, runner = asked
    wanted = RehearsalAsked(replications, seed, hedges, precision, runner or usual_runner())
    with watched() as report:

        def listen(done: int, of: int) -> None:
            if report is not None:
                report(Progress("rehearsing", done, of))

        return rehearse(staged, wanted, listen)


def _against(found: Rehearsed, book: Path, plan: Path, chances: Path | None) -> Paired:
    from coalition.operations.rehearse.piece import stage
    from coalition.operations.rehearse.rehearse_plan import compare_plans

    reactions = found.staged.piece.reactions
    return compare_plans(found, stage(book, plan, reactions=reactions, chances=chances))


def _tell(
    console: Console,
    found: Rehearsed,
    paired: tuple[str, Paired] | None,
    out: Path,
    *,
    parquet: bool,
) -> int:
    from coalition.cli.rehearsing.show_rehearsal import show_against, show_rehearsed, show_written
    from coalition.operations.rehearse.parts import write_closures
    from coalition.operations.rehearse.told import content_of, write_rehearsal

    content = content_of(found, paired)
    show_rehearsed(console, content, found.seconds)
    show_against(console, content)
    files = write_rehearsal(found, out, against=paired)
    if parquet:
        files = (*files, write_closures(found, out))
    show_written(console, files)
    return 0 if found.as_planned else 1


def _replay(console: Console, staged: Staged, seed: int, number: int) -> int:
    from coalition.cli.rehearsing.show_rehearsal import show_story
    from coalition.operations.rehearse.replay import replay

    show_story(console, replay(staged, seed, number))
    return 0


def _replanned(console: Console, staged: Staged, asked: tuple[int, int]) -> int:
    from coalition.cli.progress import watched
    from coalition.cli.rehearsing.show_rehearsal import show_replanned
    from coalition.operations.rehearse.replanning import rehearse_replanning
    from coalition.planning.progress import Progress

    seed, count = asked
    with watched() as report:

        def listen(done: int, of: int) -> None:
            if report is not None:
                report(Progress("rehearsing with planning again", done, of))

        found = rehearse_replanning(staged, seed=seed, count=count, listener=listen)
    show_replanned(console, found)
    return 0
