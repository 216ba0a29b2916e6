"""The command that values new standing permissions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from coalition.cli.law.sheets import Format, Sheet, write_sheets
from coalition.model.law import Action

if TYPE_CHECKING:
    from coalition.operations.law.treaty_value import TreatyValue, Valued

_Count = Annotated[int, Parameter(validator=validators.Number(gte=1, lte=1_000))]
_HEADS = (
    "rank", "actors", "actions", "territory", "hours_bought", "delivered_more", "days_late",
    "undelivered", "late_before_h", "late_after_h", "undelivered_before", "undelivered_after",
    "case", "excepts", "note",
)  # fmt: skip


def treaty_value(
    *books: Path,
    top: _Count = 10,
    actions: Annotated[tuple[Action, ...], Parameter(consume_multiple=True)] = (),
    candidates: _Count = 12,
    processes: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=64))] = 2,
    format: Format = "table",  # noqa: A002
) -> int:
    """Rank new standing permissions by the weighted hours they would buy, if signed on C-day, over some cases.

    Candidates come from what is closed or late in the plans' chains of causes; each is added to the book and
    the case is planned again. Example: `coalition treaty-value cases/ebola-2014 tests/books/turkey-2003`. Exit
    code 1 when no permission buys anything.

    Parameters
    ----------
    books
        The folders of the cases' books.
    top
        How many permissions to list.
    actions
        Only these actions.
    candidates
        How many candidates a case are tried.
    processes
        How many plans are made at a time.
    format
        How to write the table.

    """
    from coalition.cli.progress import watched
    from coalition.errors import Fault, InputError
    from coalition.operations.law.treaty_value import treaty_value as value

    if not books:
        hint = "coalition treaty-value BOOK ..."
        raise InputError([Fault("treaty-value", "missing-value", "give at least one book", hint)])
    with watched() as listener:
        found = value(
            books,
            actions=frozenset(actions),
            most=candidates,
            processes=processes,
            listener=listener,
        )
    rows = [row for rank, one in enumerate(found.valued[:top], 1) for row in _rows(rank, one)]
    reasons = list(dict.fromkeys(str(row[-1]) for row in rows if row[-1]))
    if format == "table":
        rows = [
            (*row[:-1], f"[{reasons.index(str(row[-1])) + 1}]" if row[-1] else "") for row in rows
        ]
    title = "new standing permissions by weighted hours bought"
    shown = (*_HEADS[:8], *(["case"] if len(books) > 1 else []), "excepts", "note")
    told = [f"  [{number}] {reason}" for number, reason in enumerate(reasons, 1)]
    notes = [*(told if format == "table" else []), *_notes(found)]
    write_sheets([Sheet("permissions", title, _HEADS, tuple(rows), shown)], format, notes=notes)
    return 0 if any(one.hours > 0 or one.delivered > 0 for one in found.valued) else 1


def _rows(rank: int, one: Valued) -> list[tuple[str | int | tuple[str, ...], ...]]:
    return [
        (
            rank, one.candidate.actors, tuple(map(str, one.candidate.actions)),
            one.candidate.territory, effect.hours, f"{effect.delivered:.2f}",
            f"{effect.before.lateness / 1440:,.0f} to {effect.after.lateness / 1440:,.0f}",
            f"{effect.before.undelivered / 1e6:.2f} to {effect.after.undelivered / 1e6:.2f}",
            effect.before.lateness // 60, effect.after.lateness // 60,
            f"{effect.before.undelivered / 1e6:.2f}", f"{effect.after.undelivered / 1e6:.2f}",
            effect.case, effect.excepts, effect.why,
        )
        for effect in one.effects
    ]  # fmt: skip


def _notes(found: TreatyValue) -> list[str]:
    notes = [
        f"{case.title}: {case.score.lateness / 1440:,.0f} weighted days late, "
        f"{case.score.undelivered / 1e6:.2f} weighted requirements undelivered; "
        f"{len(case.candidates)} candidates"
        for case in found.cases
    ]
    if found.untried:
        notes.append(
            f"{found.untried} candidates on which less hangs were not tried (--candidates)"
        )
    nothing = sum(one.hours <= 0 and one.delivered <= 0 for one in found.valued)
    notes.append(f"{nothing} of {len(found.valued)} permissions buy nothing by themselves")
    return notes
