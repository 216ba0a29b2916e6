"""The command that compares two states of the law."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.law.law_changes import ActionChange, LawAt
    from coalition.operations.law.law_diff import LawDiff


def law_diff(
    book: Path,
    other: Path | None = None,
    /,
    *,
    from_: Annotated[str, Parameter(name="--from")] = "",
    to: str = "",
    position: tuple[str, ...] = (),
    against: tuple[str, ...] = (),
    format: Format = "table",  # noqa: A002
) -> int:
    """Compare the law at two dates, of two positions on a text, or of two books, and what the change does.

    Every direct way of every movement of the (first) book is asked in both states as if the crisis began then.
    Examples: `coalition law-diff cases/ebola-2014 --from 2014-09-16 --to 2014-12-01` and
    `coalition law-diff cases/military-mobility --position eu-military-mobility=commission
    --against eu-military-mobility=council`. Exit code 1 when something is blocked or delayed.

    Parameters
    ----------
    book
        The folder of the book.
    other
        A second book to compare it with.
    from_
        The first date; default C-day.
    to
        The second date; default C-day.
    position
        Whose version of a text speaks before, `TEXT=WHO`; repeat for several.
    against
        Whose version speaks after, `TEXT=WHO`.
    format
        How to write the changes.

    """
    from coalition.operations.law.law_changes import Effect
    from coalition.operations.law.law_diff import Compared
    from coalition.operations.law.law_diff import law_diff as compare

    found = compare(book, other, Compared(from_, to, position, against))
    heads = ("change", "provision", "kind", "what")
    provisions = tuple(
        (str(c.change), c.provision, c.kind, c.text) for c in found.changes.provisions
    )
    sheets = [
        Sheet("provisions", "what changed in the law", heads, provisions),
        Sheet("actions", "what that does", _HEADS, tuple(map(_row, found.changes.actions))),
    ]
    write_sheets(sheets, format, head=_head(found), notes=_notes(found))
    worse = (Effect.BLOCKED, Effect.DELAYED)
    return 1 if any(one.effect in worse for one in found.changes.actions) else 0


_HEADS = (
    "effect", "action", "modes", "before_h", "after_h", "hours", "under_before", "under_after",
    "holds_up",
)  # fmt: skip


def _row(change: ActionChange) -> tuple[Cell, ...]:
    return (
        str(change.effect), change.action, change.modes, change.before, change.after,
        "" if change.hours is None else f"{change.hours:+,}", *change.under, change.requirements,
    )  # fmt: skip


def _head(found: LawDiff) -> dict[str, Cell]:
    return {"before": _state(found.before), "after": _state(found.after)}


def _state(law: LawAt) -> str:
    """The book, the minute, and whose versions speak."""
    from coalition.measure.instants import write_day

    chosen = (f"{text}={who}" for text, who in law.book.crisis.positions.items())
    return ", ".join((law.book.title, write_day(law.at), *chosen))


def _notes(found: LawDiff) -> list[str]:
    from coalition.operations.law.law_changes import Effect

    changes = found.changes
    counts = ((effect, sum(c.effect is effect for c in changes.actions)) for effect in Effect)
    told = ", ".join(f"{effect} {count}" for effect, count in counts if count) or "no action"
    head = _head(found)
    return [
        f"before: {head['before']}",
        f"after: {head['after']}",
        f"{len(changes.provisions)} changes in the law; actions changed: {told}",
        f"{changes.alike} of {changes.asked} questions are answered as before",
    ]
