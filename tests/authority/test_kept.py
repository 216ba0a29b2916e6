"""What is kept between questions changes no answer: each is asked too of a law that has answered nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from benchmarks.large_law import C_DAY, large_book, questions

from coalition.authority.answer import Question
from coalition.authority.evaluate import Authority
from coalition.authority.proofs.record import record_of
from coalition.authority.reprove import reprove
from coalition.model.book import Book
from coalition.model.law import Bindingness, Instrument, Limits, Provision, ProvisionKind
from coalition.operations.ask_many import answer_all


def seasoned(book: Book, chance: Random) -> Book:
    """The book with thresholds, partners, beneficiaries, missions, positions and political words by chance."""
    return replace(
        book, instruments=tuple(_instrument(one, book, chance) for one in book.instruments)
    )


def _instrument(one: Instrument, book: Book, chance: Random) -> Instrument:
    version = (
        {"variant_of": "text", "position": chance.choice("ab")} if chance.random() < 0.1 else {}
    )
    made = tuple(_provision(each, book, chance) for each in one.provisions)
    return replace(one, provisions=made, **version)


def _provision(one: Provision, book: Book, chance: Random) -> Provision:
    if one.kind in (ProvisionKind.PROCEDURE, ProvisionKind.STATUS):
        return one
    some = tuple(chance.sample(list(book.nations), 2))
    scope = replace(
        one.scope,
        partners=chance.choice(((), (), some)), missions=chance.choice(((), (), ("relief",))),
        beneficiaries=chance.choice(((), (), ("parties",), some)),
        territories=chance.choice((one.scope.territories, some, ())),
    )  # fmt: skip
    return replace(
        one, scope=scope, over=chance.choice((Limits(), Limits(), Limits(pax=500))),
        nature=chance.choice((Bindingness.LEGAL, Bindingness.LEGAL, Bindingness.POLITICAL)),
    )  # fmt: skip


def asked_of(book: Book, chance: Random) -> list[Question]:
    names = list(book.nations)
    return [
        replace(
            each, mission=chance.choice(("", "relief", "other")),
            partners=frozenset(chance.sample(names, chance.randint(0, 2))),
            beneficiary=chance.choice((None, *names)),
        )
        for each in questions(book, 40, chance.randint(0, 999))
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_what_was_asked_before_changes_no_answer(seed: int) -> None:
    chance = Random(seed)
    book = seasoned(large_book(provisions=240, nations=5, seed=seed), chance)
    asked = asked_of(book, chance)
    together = answer_all(Authority(book), asked, C_DAY)
    for question, answer in zip(asked, together, strict=True):
        assert Authority(book).answer(question, C_DAY) == answer, f"seed {seed}: {question}"


@pytest.mark.parametrize("seed", range(4))
def test_more_decisions_are_as_if_they_had_always_been(seed: int) -> None:
    chance = Random(seed)
    book = seasoned(large_book(provisions=240, nations=5, seed=seed), chance)
    asked = asked_of(book, chance)
    half = len(book.decisions) // 2
    before = Authority(replace(book, decisions=book.decisions[:half]))
    before.answer_all(asked, C_DAY)
    after = before.with_decisions(book.decisions[half:])
    assert after.answer_all(asked, C_DAY) == Authority(book).answer_all(asked, C_DAY)


@pytest.mark.parametrize("seed", range(3))
def test_every_finding_of_a_large_law_is_proved_again(seed: int) -> None:
    chance = Random(seed)
    book = seasoned(large_book(provisions=240, nations=5, seed=seed), chance)
    authority = Authority(book)
    for question in asked_of(book, chance):
        answer = authority.answer(question, C_DAY)
        assert reprove(record_of(authority, answer), question) is answer.finding, question
