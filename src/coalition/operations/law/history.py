"""What the engine answers to the questions of history, beside what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coalition.authority.answer import Answer, Finding, Owed, Standing
from coalition.authority.evaluate import Authority
from coalition.errors import Fault, InputError
from coalition.formats.faults import did_you_mean
from coalition.formats.shelf.questions import HistoryRow, read_event, read_rows, read_whole
from coalition.measure.instants import Minute
from coalition.planning.progress import Listener, Progress, ignore

_WORDS = {Standing.STANDS: "owed", Standing.MAY_STAND: "may be owed"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the engine says to a row: the finding, since when, and the provisions it rests on."""

    finding: str
    opens: Minute | None
    provisions: frozenset[str]
    political: bool = False

    def agrees(self, row: HistoryRow) -> bool:
        """Whether it is what the row expects, provision and date included where the row tells them."""
        return (
            self.finding == row.expected
            and self.political == row.political
            and (row.expected_from is None or self.opens == row.expected_from)
            and (not row.provision or row.provision in self.provisions)
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """A row with the title of its event and what the engine gives."""

    row: HistoryRow
    title: str
    given: Given


def history_answers(
    history: Path, event: str = "", listener: Listener | None = None
) -> tuple[Answered, ...]:
    """Every row, or those of one event, answered, in the order of the table.

    Raises InputError for an unknown event or a faulty case.
    """
    tell = listener or ignore
    rows = read_rows(history)
    events = tuple(dict.fromkeys(row.event for row in rows))
    if event and event not in events:
        hint = did_you_mean(event, events) or f"one of {', '.join(events)}"
        message = f"`{event}` is no event of {history.name}"
        raise InputError([Fault("--event", "unknown-reference", message, hint)])
    chosen = (event,) if event else events
    whole = read_whole(history)
    found: list[Answered] = []
    for number, name in enumerate(chosen, start=1):
        book = read_event(history, whole, name)
        authority = Authority(book)
        mine = (row for row in rows if row.event == name)
        found += [Answered(row, book.crisis.title, answer_row(authority, row)) for row in mine]
        tell(Progress("asking history", number, len(chosen)))
    order = {row.id: place for place, row in enumerate(rows)}
    return tuple(sorted(found, key=lambda one: order[one.row.id]))


def answer_row(authority: Authority, row: HistoryRow) -> Given:
    """What the engine says to a row."""
    if row.owed:
        debts = authority.owed(row.question.actor, row.question.territory, row.at)
        return _standing([debt for debt in debts if row.question.action in debt.actions])
    answer = authority.answer(row.question, row.at)
    opens = answer.opens if answer.finding is Finding.PERMITTED_FROM else None
    return Given(str(answer.finding), opens, frozenset(_named(answer)))


def without(authority: Authority, decisive: tuple[str, str]) -> Authority:
    """The same law without a decision, an instrument, or what is stated of a fact."""
    kind, name = decisive
    book = authority.book
    if kind == "decision":
        return Authority(replace(book, decisions=tuple(d for d in book.decisions if d.id != name)))
    if kind == "instrument":
        return Authority(
            replace(book, instruments=tuple(i for i in book.instruments if i.id != name))
        )
    facts = tuple(fact for fact in book.crisis.facts if fact.name != name)
    return Authority(replace(book, crisis=replace(book.crisis, facts=facts)))


def _named(answer: Answer) -> Iterator[str]:
    """The provisions an answer rests on, for and against."""
    if answer.window is not None and answer.window.permission is not None:
        yield answer.window.permission
    yield from (bar.provision for bar in answer.bars if bar.provision is not None)


def _standing(debts: Iterable[Owed]) -> Given:
    """The strongest standing among obligations, with those that have it; a legal one goes first."""
    every = list(debts)
    for standing, word in _WORDS.items():
        found = [debt for debt in every if debt.standing is standing]
        if found:
            political = all(debt.political for debt in found)
            return Given(word, None, frozenset(debt.provision for debt in found), political)
    return Given("not owed", None, frozenset(debt.provision for debt in every))
