"""The command that names what a crisis plan lacks in law."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.law.gaps import Gap

_SHOWN = ("lack", "nation", "provision", "what", "at", "actions", "holds_up", "weight")


def gaps(
    book: Path,
    /,
    *,
    plan: Path | None = None,
    soon: Annotated[int, Parameter(validator=validators.Number(gte=0, lte=36_600))] = 180,
    format: Format = "table",  # noqa: A002
    every: bool = False,
) -> int:
    """Name every action of a crisis plan that rests on nothing, or on law that may not hold, worst first.

    Looks at every legal question of every leg of the plan, and of every direct way each movement could take.
    Examples: `coalition gaps cases/ebola-2014` and `coalition gaps my-book --plan out/my-book/plan.json`.
    Exit code 1 when an action of the plan, or of a requirement that it does not deliver, has no lawful basis.

    Parameters
    ----------
    book
        The folder of the book.
    plan
        A plan.json; default the plan the planner makes.
    soon
        A text soon expires when it ends within the horizon or so many days after it.
    format
        How to write the list.
    every
        List also what only ways that the plan does not take would lack.

    """
    from coalition.cli.progress import watched
    from coalition.operations.law.gaps import SEVERE
    from coalition.operations.law.gaps_of_book import gaps_of_book

    with watched() as listener:
        found = gaps_of_book(book, plan, soon_days=soon, listener=listener)
    shown = [gap for gap in found.gaps if every or gap.planned or found.unmet(gap)]
    told = _rows(shown, brief=format == "table")
    sheet = Sheet("gaps", f"{found.title}: gaps in law, worst first", _HEADS, told, _SHOWN)
    kinds = dict.fromkeys(gap.lack for gap in shown)
    counts = ", ".join(f"{lack} {sum(g.lack is lack for g in shown)}" for lack in kinds)
    notes = [
        f"{found.questions} questions asked ({found.planned} by the plan): {counts or 'no gaps'}",
        f"{len(found.gaps) - len(shown)} more on ways the plan does not take (--every lists them)",
    ]
    write_sheets([sheet], format, head={"book": found.title}, notes=notes)
    return 1 if any(gap.lack in SEVERE for gap in shown) else 0


_HEADS = (
    "lack", "nation", "provision", "what", "at", "actions", "holds_up", "weight", "in_plan",
)  # fmt: skip


def _rows(gaps: Iterable[Gap], *, brief: bool) -> tuple[tuple[Cell, ...], ...]:
    """The gaps as rows; briefly, actions without modes and cargo."""
    from coalition.measure.instants import write_day

    return tuple(
        (
            str(gap.lack), gap.nation, gap.provision, gap.text,
            "" if gap.at is None else write_day(gap.at), _brief(gap.actions) if brief else gap.actions,
            gap.requirements, gap.weight, gap.planned,
        )
        for gap in gaps
    )  # fmt: skip


def _brief(actions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(action.split()[:3]) for action in actions))
