"""The engine and its witness set side by side, minute by minute of what may change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.differential.law.chance_law import chance_book
from tests.differential.law.witness import Barred, Witnessed, ask, ask_owed

from coalition.authority.answer import Bar, Question, Standing
from coalition.authority.evaluate import Authority
from coalition.measure.instants import ALWAYS, Minute
from coalition.model.book import Book
from coalition.model.identity import NationId


def kind_of(bar: Bar) -> str:
    """A bar's kind as the witness names it."""
    if bar.limit:
        return "limit"
    if bar.lapse:
        return "lapse"
    if bar.decision is not None:
        return "refusal"
    return "conflict" if bar.conflict else "ban"


@cache
def witnessed(seed: int) -> Witnessed:
    """What the witness says to a book by chance; kept, for many tests ask about the same."""
    return ask(*chance_book(seed))


def differ(seed: int) -> list[str]:
    """The differences on a book by chance."""
    book, question = chance_book(seed)
    return compared(Authority(book), question, witnessed(seed))


def differences(book: Book, question: Question, *, authority: Authority | None = None) -> list[str]:
    """Where the two differ, in words; empty when they agree at every point."""
    return compared(authority or Authority(book), question, ask(book, question))


def compared(authority: Authority, question: Question, told: Witnessed) -> list[str]:
    """Where the engine's answers are not what the witness said."""
    return [
        *_open_differently(authority, question, told),
        *_barred_differently(authority, question, told),
        *_answered_differently(authority, question, told),
    ]


def _open_differently(authority: Authority, q: Question, told: Witnessed) -> Iterator[str]:
    for n, point in enumerate(told.points[:-1]):
        found = {
            w.permission or "" for w in authority.alternatives(q) if w.opens <= point < w.closes
        }
        if found != told.leaves.get(n, set()):
            yield f"{point}: open by {sorted(found)}, witness {sorted(told.leaves.get(n, set()))}"
    for window in (*authority.windows(q), *authority.bars(q)):
        for edge in (window.opens, window.closes):
            if edge not in told.points:
                yield f"{edge}: an edge at no point of the book"


def _barred_differently(authority: Authority, q: Question, told: Witnessed) -> Iterator[str]:
    bars = authority.bars(q)
    for n, point in enumerate(told.points[:-1]):
        found: set[Barred] = {
            (kind_of(b), b.provision or "", b.decision or "")
            for b in bars
            if b.opens <= point < b.closes
        }
        if found != told.bars.get(n, set()):
            extra, lacking = found - told.bars.get(n, set()), told.bars.get(n, set()) - found
            yield f"{point}: engine alone bars {sorted(extra)}, witness alone {sorted(lacking)}"


def _answered_differently(authority: Authority, q: Question, told: Witnessed) -> Iterator[str]:
    for n, point in enumerate(told.points[:-1]):
        if point == ALWAYS:
            continue
        for at in {point, (point + min(told.points[n + 1], point + 2880)) // 2}:
            answer = authority.answer(q, Minute(at))
            if answer.finding != told.findings[n]:
                yield f"{at}: {answer.finding}, witness {told.findings[n]}"
            if answer.opens != told.opens(at):
                yield f"{at}: opens {answer.opens}, witness {told.opens(at)}"
            if set(answer.obligations) != told.duties.get(n, set()):
                yield f"{at}: duties {answer.obligations}, witness {told.duties.get(n, set())}"


def owed_differently(
    book: Book, debtor: NationId, creditor: NationId, at: Minute, *, authority: Authority
) -> list[str]:
    """Obligations that stand, or may stand, for one of the two only, or otherwise."""
    told = ask_owed(book, debtor, creditor, at)
    found = {
        debt.provision: str(debt.standing)
        for debt in authority.owed(debtor, creditor, at)
        if debt.standing is not Standing.DOES_NOT_STAND
    }
    return [
        f"{debtor} to {creditor}: {name} {found.get(name)}, witness {told.get(name)}"  # type: ignore[call-overload]
        for name in sorted({*found, *told})
        if found.get(name) != told.get(name)  # type: ignore[call-overload]
    ]
