"""The command that answers the questions of history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coalition.cli.law.sheets import Cell, Format, Sheet, write_sheets

if TYPE_CHECKING:
    from coalition.operations.law.history import Answered

_HEADS = (
    "id", "event", "at", "asked", "expected", "given", "agrees", "from", "provisions", "decisive",
    "what_happened", "source",
)  # fmt: skip
_SHOWN = ("event", "at", "asked", "expected", "given", "from", "provisions", "decisive")


def history(
    case: Path | None = None,
    /,
    *,
    event: str = "",
    format: Format = "table",  # noqa: A002
) -> int:
    """Answer questions of history from treaties, facts and decisions, beside what is expected of each.

    Examples: `coalition history --event turkey-2003` and `coalition history --format csv`. Exit code 1 when an
    answer is not the expected one.

    Parameters
    ----------
    case
        A folder with `questions.csv` and `events/`; default the bundled cases/history.
    event
        Only one event.
    format
        How to write the table.

    """
    from coalition.bootstrap import read_settings
    from coalition.cli.progress import watched
    from coalition.operations.law.history import history_answers

    with watched() as listener:
        found = history_answers(case or read_settings().cases / "history", event, listener)
    wrong = [one for one in found if not one.given.agrees(one.row)]
    title = found[0].title if event and found else "questions of history"
    sheet = Sheet("answers", title, _HEADS, tuple(map(_row, found)), _SHOWN)
    notes = [f"{one.row.id}: {one.row.says} [{one.row.source}]" for one in found if event]
    notes.append(f"{len(found)} questions, {len(found) - len(wrong)} answered as expected")
    if wrong:
        notes.append("otherwise: " + ", ".join(one.row.id for one in wrong))
    write_sheets([sheet], format, notes=notes)
    return 1 if wrong else 0


def _row(one: Answered) -> tuple[Cell, ...]:
    from coalition.authority.proof import ask
    from coalition.measure.instants import write_day, write_instant

    row, given = one.row, one.given
    question = row.question
    asked = (
        f"does {question.actor} owe {question.territory} to {question.action}"
        if row.owed
        else ask(question)
    )
    political = " (political)" if given.political else ""
    return (
        row.id, row.event, write_day(row.at), asked, row.expected + (" (political)" if row.political else ""),
        given.finding + political, given.agrees(row),
        "" if given.opens is None else write_instant(given.opens),
        (row.provision,) if row.provision in given.provisions else tuple(sorted(given.provisions)),
        " ".join(row.decisive or ()), row.says, row.source,
    )  # fmt: skip
