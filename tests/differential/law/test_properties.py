"""What must hold of any law, on books by chance that use the whole language.

Exceptions are part of the rule and are told where a property is narrowed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from tests.differential.law.chance_law import NATIONS, Chance, _caveats, _instrument, chance_book
from tests.simulators.law_books import C_DAY, DAY

from coalition.authority.answer import Answer, Finding, Question
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.record import record_of
from coalition.authority.reprove import question_of, reprove
from coalition.authority.steps.spans import spans_where, subtract
from coalition.measure.instants import FOREVER, Interval, Minute
from coalition.model.book import Book
from coalition.model.identity import DecisionId, ProvisionId
from coalition.model.law import Decision, Instrument, Need, Outcome, ProvisionKind, Step

FIRST, QUICK, MANY = 20_000, 20_060, 21_000
EACH = pytest.mark.parametrize(
    "start",
    [
        *range(FIRST, QUICK, 20),
        *(pytest.param(n, marks=pytest.mark.campaign) for n in range(QUICK, MANY, 20)),
    ],
)


def _books(start: int) -> Iterator[tuple[int, Book, Question]]:
    for seed in range(start, start + 20):
        yield (seed, *chance_book(seed))


def _open(book: Book, question: Question) -> tuple[Interval, ...]:
    return spans_where(Authority(book).windows(question))


def _more(seed: int, book: Book, question: Question, kind: ProvisionKind) -> Book:
    """The book with one more instrument, whose provisions are all of the kind."""
    names = [one.id for each in book.instruments for one in each.provisions]
    steps = [name for name in names if name.startswith("s/")]
    chance = Chance(random.Random(-seed), tuple(book.nations), steps, list(names))
    made = _instrument(chance, "z", question)
    if kind is ProvisionKind.PROHIBITION and seed % 4 == 0:
        made = _caveats(chance, "z", question)
    provisions = tuple(
        replace(one, kind=kind, caveat=one.caveat and kind is ProvisionKind.PROHIBITION)
        for one in made.provisions
    )
    return replace(book, instruments=(*book.instruments, replace(made, provisions=provisions)))


@EACH
def test_a_permission_more_never_delays_nor_forbids(start: int) -> None:
    """The finding may turn to conflict: where nothing was open, a permission can be contested."""
    for seed, book, q in _books(start):
        wider = _more(seed, book, q, ProvisionKind.PERMISSION)
        assert not subtract(_open(book, q), _open(wider, q)), f"book {seed}"
        before, after = (Authority(b).answer(q, C_DAY) for b in (book, wider))
        if after.finding in (Finding.FORBIDDEN, Finding.NO_BASIS):
            assert before.finding in (Finding.FORBIDDEN, Finding.NO_BASIS), f"book {seed}"


@EACH
def test_a_prohibition_more_never_permits_nor_advances(start: int) -> None:
    for seed, book, q in _books(start):
        stricter = _more(seed, book, q, ProvisionKind.PROHIBITION)
        assert not subtract(_open(stricter, q), _open(book, q)), f"book {seed}"


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same value with nations renamed wherever they stand, calendars of nations aside."""
    if isinstance(value, str):
        return type(value)(names[value]) if type(value) is str and value in names else value
    if is_dataclass(value) and not isinstance(value, type):
        inner = {
            f.name: _renamed(getattr(value, f.name), names)
            for f in fields(value)
            if not (type(value).__name__ == "Nation" and f.name == "calendar")
        }
        return replace(value, **inner)
    if isinstance(value, tuple | frozenset):
        return type(value)(_renamed(each, names) for each in value)
    if isinstance(value, Mapping):
        return {_renamed(k, names): _renamed(v, names) for k, v in value.items()}
    return value


@EACH
def test_renaming_nations_changes_no_answer(start: int) -> None:
    """Every nation takes the name of the next, and keeps its calendar."""
    names = dict(zip(NATIONS, (*NATIONS[1:], NATIONS[0]), strict=True))
    for seed, book, q in _books(start):
        nations = {names[n]: _renamed(one, names) for n, one in book.nations.items()}
        other = replace(_renamed(replace(book, nations={}), names), nations=nations)
        one, two = Authority(book), Authority(other)
        asked = _renamed(q, names)
        assert _edges(one, q) == _edges(two, asked), f"book {seed}"
        assert one.answer(q, C_DAY).finding is two.answer(asked, C_DAY).finding, f"book {seed}"


def _edges(authority: Authority, q: Question) -> tuple[list[Any], list[Any]]:
    return (
        [(w.opens, w.closes, w.permission, w.limits) for w in authority.windows(q)],
        [(b.opens, b.closes, b.provision, b.decision) for b in authority.bars(q)],
    )


@EACH
def test_the_order_of_files_and_provisions_changes_nothing(start: int) -> None:
    for seed, book, q in _books(start):
        dice = random.Random(seed)
        texts = [
            replace(each, provisions=tuple(dice.sample(each.provisions, len(each.provisions))),
                    parties=tuple(dice.sample(each.parties, len(each.parties))))
            for each in dice.sample(book.instruments, len(book.instruments))
        ]  # fmt: skip
        facts = tuple(dice.sample(book.crisis.facts, len(book.crisis.facts)))
        other = replace(
            book, instruments=tuple(texts), crisis=replace(book.crisis, facts=facts),
            decisions=tuple(dice.sample(book.decisions, len(book.decisions))),
        )  # fmt: skip
        assert Authority(book).windows(q) == Authority(other).windows(q), f"book {seed}"
        assert Authority(book).bars(q) == Authority(other).bars(q), f"book {seed}"


def _said(answer: Answer) -> tuple[object, ...]:
    opens = answer.opens if answer.finding is Finding.PERMITTED_FROM else None
    return (
        answer.finding, opens, answer.closes, answer.window, answer.bars, answer.unknowns,
        answer.obligations, answer.remarks,
    )  # fmt: skip


@EACH
def test_an_answer_holds_until_it_says(start: int) -> None:
    for seed, book, q in _books(start):
        authority = Authority(book)
        for number in range(-4, 28, 4):
            at = Minute(C_DAY + number * DAY)
            answer = authority.answer(q, at)
            last = min(answer.until, at + 90 * DAY) - 1
            for later in {(at + last) // 2, last}:
                assert _said(authority.answer(q, Minute(later))) == _said(answer), f"book {seed}"


@EACH
def test_the_proof_alone_proves_the_finding_again(start: int) -> None:
    for seed, book, q in _books(start):
        authority = Authority(book)
        for number in (-3, 1, 9, 20):
            answer = authority.answer(q, Minute(C_DAY + number * DAY))
            record = record_of(authority, answer)
            assert question_of(record) == q, f"book {seed}"
            assert reprove(record, q) is answer.finding, f"book {seed}"


def _steps(need: Need) -> set[ProvisionId]:
    if isinstance(need, Step):
        return {need.procedure}
    return {name for part in need.parts for name in _steps(part)}


def _relying(book: Book, text: Instrument) -> set[str]:
    """The provisions of an instrument with all that require them."""
    found: set[str] = {one.id for one in text.provisions}
    every = [one for each in book.instruments for one in each.provisions]
    for _ in every:
        found |= {one.id for one in every if _steps(one.requires) & found}
    return found


@EACH
def test_withdrawing_a_party_touches_only_what_relies_on_it(start: int) -> None:
    """Leaves alone, without prohibitions: a nation that leaves its partner makes the partner the sole party,
    whose word is then own law, and may make the text no longer the later among the same parties.
    """
    for seed, book, q in _books(start):
        texts = tuple(
            replace(t, provisions=tuple(p for p in t.provisions if p.kind != "prohibition"))
            for t in book.instruments
        )
        book = replace(book, instruments=texts)  # noqa: PLW2901 - the same without prohibitions
        text = random.Random(seed).choice(texts)
        less = replace(text, parties=tuple(p for p in text.parties if p.nation != q.territory))
        after = replace(book, instruments=tuple(less if t is text else t for t in texts))
        relying = _relying(book, text)
        kept = [
            [(w.opens, w.closes, w.permission) for w in Authority(b).alternatives(q)
             if w.permission not in relying]
            for b in (book, after)
        ]  # fmt: skip
        assert kept[0] == kept[1], f"book {seed}"


@EACH
def test_a_later_decision_changes_no_minute_before_it(start: int) -> None:
    """Only where something was decided before: the first record of a step puts an end to its estimate, also
    for the time before, and a decision after a request puts an end to the request.
    """
    for seed, book, q in _books(start):
        everybody = [replace(d, actors=(), territories=()) for d in book.decisions]
        known = [d for d in everybody if d.outcome is not Outcome.PENDING]
        for first in known[:1]:
            taken = replace(book, decisions=tuple(known))
            late = Minute(max(d.at for d in known) + DAY)
            outcome = list(Outcome)[seed % 2]
            new = Decision(DecisionId("new"), first.procedure, outcome, late, "body")
            after = replace(taken, decisions=(*known, new))
            cut = (Interval(late, FOREVER),)
            before = [subtract(_open(b, q), cut) for b in (taken, after)]
            assert before[0] == before[1], f"book {seed}"
