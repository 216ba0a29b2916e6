"""The command that lists who owed what to whom, and how the list looks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.console import Console

if TYPE_CHECKING:
    from rich.table import Table

    from coalition.operations.owed import Debt
    from coalition.operations.owed_sources import Answer


def owed(
    book: Path | None = None,
    /,
    *,
    attacked: str,
    by: str = "",
    atop: Path | None = None,
    year: int | None = None,
    at: Annotated[str, Parameter(name=["--at", "--date"])] = "",
    format: Literal["table", "csv", "json"] = "table",  # noqa: A002
    every: bool = False,
) -> int:
    """List who owed what to a nation that is attacked, and to its attacker: by treaty, condition and doubt.

    Examples: `coalition owed --atop DIR --year 1914 --attacked FRA --by DEU` and
    `coalition owed my-book --attacked BEL --at 1914-08-04`. Exit code 0 also when nobody owed anything.

    Parameters
    ----------
    book
        The folder of a book whose instruments are asked; or give `--atop`.
    attacked
        The nation attacked (ISO alpha-3; for ATOP also a former state's code or a COW number).
    by
        The nation that attacks it; what was owed to it is listed as well.
    atop
        A folder with the published ATOP files (http://www.atopdata.org); they are not part of this program.
    year
        A whole year: whatever was in force at some time in it.
    at
        One day or instant (`1914-08-04`); of a book, default its C-day.
    format
        How to write the list.
    every
        List in the table also obligations in force that do not stand in this case.

    """
    from coalition.errors import Fault, InputError
    from coalition.operations.owed_sources import Asked, owed_by_atop, owed_by_book

    asked = Asked(attacked, by, at, year)
    if (book is None) == (atop is None):
        hint = "coalition owed BOOK ..., or coalition owed --atop DIR ..."
        raise InputError([Fault("owed", "missing-value", "give a book or --atop", hint)])
    answer = owed_by_atop(atop, asked) if atop else owed_by_book(book or Path(), asked)
    wide = None if Console().is_terminal else _PIPED_WIDTH
    console = Console(soft_wrap=True, highlight=False, width=wide)
    if format == "table":
        _show(console, answer, every=every)
    else:
        console.print(
            _as_csv(answer) if format == "csv" else _as_json(answer), markup=False, end=""
        )
    return 0


def _as_csv(answer: Answer) -> str:
    lines = io.StringIO()
    records = list(_records(answer))
    writer = csv.DictWriter(lines, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {k: "; ".join(v) if isinstance(v, list) else v for k, v in r.items()} for r in records
    )
    return lines.getvalue()


def _as_json(answer: Answer) -> str:
    from coalition.measure.instants import write_instant

    case = answer.case
    asked = {
        "attacked": case.attacked, "by": case.by, "from": write_instant(case.when.opens),
        "until": write_instant(case.when.closes),
    }  # fmt: skip
    whole = {"asked": asked, "source": answer.source, "hints": answer.hints}
    return (
        json.dumps({**whole, "owed": list(_records(answer))}, indent=1, ensure_ascii=False) + "\n"
    )


_PIPED_WIDTH = 140
"""Characters of a line where nobody says how wide the window is."""
_COLUMNS = (
    "debtor", "debtor_name", "owes", "to", "standing", "conditions", "treaty", "ids", "provision",
    "signed", "from", "until", "nature", "doubts",
)  # fmt: skip


def _records(answer: Answer) -> Iterator[dict[str, str | list[str]]]:
    from coalition.measure.instants import write_day

    for debt in answer.debts:
        signed = debt.instrument.signed
        values = (
            debt.debtor, answer.names.get(debt.debtor, debt.debtor), debt.action.value,
            debt.creditor, debt.standing.value, list(debt.conditions), debt.instrument.title,
            answer.ids.get(debt.instrument.id, debt.instrument.id), debt.provision.id,
            "" if signed is None else write_day(signed), write_day(debt.when.opens),
            write_day(debt.when.closes), debt.provision.nature.value, list(debt.doubts),
        )  # fmt: skip
        yield dict(zip(_COLUMNS, values, strict=True))


def _show(console: Console, answer: Answer, *, every: bool) -> None:
    from rich.text import Text

    from coalition.authority.answer import Standing

    shown = [d for d in answer.debts if every or d.standing is not Standing.DOES_NOT_STAND]
    doubts = list(dict.fromkeys(doubt for debt in shown for doubt in debt.doubts))
    console.print(Text(_headline(answer), style="bold"))
    for creditor, head in (
        (answer.case.attacked, "to the attacked"),
        (answer.case.by, "to the attacker"),
    ):
        mine = [debt for debt in shown if debt.creditor == creditor]
        mine.sort(
            key=lambda debt: debt.debtor != answer.case.by
        )  # what the attacker owed comes first
        if creditor and mine:
            console.print(_table(answer, mine, doubts, f"owed {head}, {_name(answer, creditor)}"))
    for number, doubt in enumerate(doubts, start=1):
        console.print(f"  [{number}] {doubt}", markup=False)
    for line in (*_counts(answer), *answer.hints, answer.source):
        console.print(line, markup=False)


def _headline(answer: Answer) -> str:
    from coalition.measure.instants import MINUTES_PER_DAY, Minute, write_day

    case = answer.case
    first, last = write_day(case.when.opens), write_day(Minute(case.when.closes - 1))
    when = (
        f"on {first}"
        if case.when.closes - case.when.opens <= MINUTES_PER_DAY
        else f"{first} to {last}"
    )
    attacker = f" by {_name(answer, case.by)}" if case.by else ""
    return f"{_name(answer, case.attacked)} is attacked{attacker}, {when}"


def _name(answer: Answer, nation: str) -> str:
    name = {f"{known}": name for known, name in answer.names.items()}.get(nation, nation)
    return nation if name == nation else f"{name} ({nation})"


def _table(answer: Answer, debts: list[Debt], doubts: list[str], title: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for head in ("who", "owes", "how it stands", "under", "doubts"):
        table.add_column(head, no_wrap=head == "owes")
    for debtor, group in groupby(debts, key=lambda debt: debt.debtor):
        for place, debt in enumerate(group):
            table.add_row("" if place else _name(answer, debtor), *_cells(answer, debt, doubts))
    return table


def _cells(answer: Answer, debt: Debt, doubts: list[str]) -> tuple[str, ...]:
    from coalition.authority.answer import Standing

    link = ", if " if debt.standing is Standing.MAY_STAND else ", for it is not so that "
    said = "; ".join(map(_plainly, debt.conditions))
    stands = f"{debt.standing.value}{link}{said}" if said else debt.standing.value
    political = ", political" if debt.political else ""
    under = f"{debt.instrument.title} ({answer.ids.get(debt.instrument.id, debt.provision.id)}){political}"
    marks = " ".join(f"\\[{doubts.index(doubt) + 1}]" for doubt in debt.doubts)
    return debt.action.value, stands, under, marks


def _plainly(condition: str) -> str:
    """A doubt as a condition: without the words that nobody knows it."""
    return condition.removeprefix("whether ").replace(" is not known", "")


def _counts(answer: Answer) -> Iterable[str]:
    """How many obligations stand in each way, by duty, and how many nations are bound."""
    from coalition.authority.answer import Standing
    from coalition.operations.owed import DUTIES

    for standing in Standing:
        mine = [debt for debt in answer.debts if debt.standing is standing]
        by_duty = ", ".join(
            f"{duty.value} {count}"
            for duty in DUTIES
            if (count := sum(d.action is duty for d in mine))
        )
        nations = len({debt.debtor for debt in mine})
        yield f"{standing.value}: {len(mine)} of {nations} nations" + (
            f" ({by_duty})" if by_duty else ""
        )
