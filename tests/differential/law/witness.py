"""The second engine: the rules in Answer Set Programming, asked for one question at every point of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import clingo
from tests.differential.law.facts import Told, tell

from coalition.authority.answer import Question
from coalition.measure.instants import Minute
from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.law import Action


def _read(*names: str) -> str:
    here = Path(__file__).parent
    return "\n".join((here / f"{name}.lp").read_text(encoding="utf-8") for name in names)


RULES = _read("reach", "truth", "needs", "prevail", "answers")
OWING = _read("reach", "truth", "needs", "owed")

Barred = tuple[str, str, str]
"""Kind of bar, provision, decision (both may be empty)."""


@dataclass
class Witnessed:
    """What the rules say at each stretch between two points: the stretch `n` is [points[n], points[n + 1])."""

    points: list[int]
    findings: dict[int, str] = field(default_factory=dict)
    leaves: dict[int, set[str]] = field(default_factory=dict)
    bars: dict[int, set[Barred]] = field(default_factory=dict)
    duties: dict[int, set[str]] = field(default_factory=dict)

    def opens(self, at: int) -> Minute | None:
        """The first minute from `at`, a point, on at which a leave is open."""
        later = [max(self.points[n], at) for n in self.leaves if self.points[n + 1] > at]
        return Minute(min(later)) if later else None

    def stretch(self, minute: int) -> int:
        """The number of the stretch that holds a minute."""
        return max(n for n, point in enumerate(self.points[:-1]) if point <= minute)


def ask(book: Book, question: Question) -> Witnessed:
    """Every finding, leave, bar and duty of a question. Raises RuntimeError where the rules are not decided."""
    told = tell(book, question)
    found = Witnessed(told.grid.points)
    for symbol in solve(told, RULES):
        _note(found, told, symbol)
    if len(found.findings) != len(found.points) - 1:
        raise RuntimeError(f"the rules give {len(found.findings)} findings")
    return found


def ask_owed(book: Book, debtor: NationId, creditor: NationId, at: Minute) -> dict[str, str]:
    """The standing of each obligation that stands or may stand between two nations at a minute."""
    question = Question(debtor, Action.ASSIST, creditor, beneficiary=creditor)
    told = tell(book, question, owing=True)
    told.program += "\nowing."
    here = Witnessed(told.grid.points).stretch(at)
    words = {"stands": "stands", "may_stand": "may stand"}
    return {
        told.names[symbol.arguments[0].number]: words[symbol.name]
        for symbol in solve(told, OWING)
        if symbol.arguments[1].number == here
    }


def solve(told: Told, rules: str) -> list[clingo.Symbol]:
    """The one answer set's shown atoms. Raises RuntimeError when there is not exactly one."""
    control = clingo.Control(["0", "-c", f"n={len(told.grid.points) - 1}", "--warn=none"])
    control.add("base", [], rules + told.program)
    control.ground([("base", [])])
    found: list[list[clingo.Symbol]] = []
    control.solve(on_model=lambda model: found.append(list(model.symbols(shown=True))))
    if len(found) != 1:
        raise RuntimeError(f"{len(found)} answer sets")
    return found[0]


def _note(found: Witnessed, told: Told, symbol: clingo.Symbol) -> None:
    at = symbol.arguments
    match symbol.name:
        case "finding":
            if at[0].number in found.findings:
                raise RuntimeError("two findings at one minute")
            found.findings[at[0].number] = at[1].string
        case "open":
            if len(at) == 2:
                name = told.names.get(at[0].number, "")
                found.leaves.setdefault(at[1].number, set()).add(name)
        case "bar":
            one = "" if str(at[2]) == "none" else told.decisions[at[2].number]
            bar = (str(at[0]), told.names[at[1].number], one)
            found.bars.setdefault(at[3].number, set()).add(bar)
        case "duty":
            found.duties.setdefault(at[1].number, set()).add(told.names[at[0].number])
        case "lost":
            raise RuntimeError(f"no point for the beginning of {told.names[at[0].number]}")
