"""Ways to meet a need: each is kept that opens sooner, or lets more, than those beside it."""

from __future__ import annotations

from dataclasses import replace

from tests.simulators.law_books import (
    C_DAY,
    DEU,
    POL,
    day,
    decision,
    instrument,
    law_book,
    permission,
    procedure,
    steps,
)

from coalition.authority.answer import Finding, Question, Window
from coalition.authority.evaluate import Authority
from coalition.authority.steps.held import Held, best, both
from coalition.measure.instants import FOREVER, Minute
from coalition.model.book import Book
from coalition.model.law import Action, AllOf, AnyOf, Limits, Need, Outcome

TRANSIT = Question(DEU, Action.TRANSIT, POL)
NAMES = ("a/p", "a/q", "a/r")


def grants(need: Need, *taken: tuple[str, str, Limits], limits: Limits | None = None) -> Book:
    leave = permission("a/1", requires=need, limits=limits or Limits())
    procedures = (procedure(name) for name in NAMES)
    decisions = [
        decision(f"d{n}", name, Outcome.GRANTED, when, limits=limits)
        for n, (name, when, limits) in enumerate(taken)
    ]
    return law_book(instrument("a", [DEU, POL], leave, *procedures), decisions=decisions)


def ways(book: Book) -> list[tuple[Minute, Minute, Limits]]:
    alternatives = Authority(book).alternatives(TRANSIT)
    return [(w.opens, w.closes, w.limits) for w in alternatives]


def opens(book: Book, amount: Limits) -> Minute | None:
    return Authority(book).answer(replace(TRANSIT, amount=amount), C_DAY).opens


FEW = ("a/p", "2025-03-04", Limits(pax=10))
MANY = ("a/q", "2025-03-06", Limits(pax=100))


def test_a_later_way_that_lets_more_stands_beside_the_first() -> None:
    book = grants(AnyOf(steps("a/p", "a/q")), FEW, MANY)
    assert ways(book) == [
        (day("2025-03-04"), FOREVER, Limits(pax=10)),
        (day("2025-03-06"), FOREVER, Limits(pax=100)),
    ]
    assert opens(book, Limits(pax=5)) == day("2025-03-04")
    assert opens(book, Limits(pax=50)) == day("2025-03-06")
    assert opens(book, Limits(pax=500)) is None


def test_the_windows_are_those_of_the_first_way() -> None:
    windows = Authority(grants(AnyOf(steps("a/p", "a/q")), FEW, MANY)).windows(TRANSIT)
    assert [(w.opens, w.limits) for w in windows] == [(day("2025-03-04"), Limits(pax=10))]


def test_a_later_way_that_lets_less_is_needless() -> None:
    early, late = ("a/p", "2025-03-04", Limits(pax=100)), ("a/q", "2025-03-06", Limits(pax=10))
    assert len(ways(grants(AnyOf(steps("a/p", "a/q")), early, late))) == 1


def test_a_way_without_limits_makes_others_needless_from_its_opening() -> None:
    book = grants(AnyOf(steps("a/p", "a/q")), FEW, ("a/q", "2025-03-06", Limits()))
    assert ways(book) == [
        (day("2025-03-04"), day("2025-03-06"), Limits(pax=10)),
        (day("2025-03-06"), FOREVER, Limits()),
    ]


def test_ways_limited_in_different_numbers_are_both_kept() -> None:
    book = grants(
        AnyOf(steps("a/p", "a/q")),
        ("a/p", "2025-03-04", Limits(pax=10)),
        ("a/q", "2025-03-04", Limits(ships=1)),
    )
    assert {limits for _, _, limits in ways(book)} == {Limits(pax=10), Limits(ships=1)}
    assert opens(book, Limits(pax=50, ships=1)) == day("2025-03-04")
    assert opens(book, Limits(pax=50, ships=2)) is None


def test_the_limits_of_the_permission_make_ways_alike() -> None:
    book = grants(AnyOf(steps("a/p", "a/q")), FEW, MANY, limits=Limits(pax=5))
    assert ways(book) == [(day("2025-03-04"), FOREVER, Limits(pax=5))]


def test_ways_go_on_through_what_else_is_required() -> None:
    either = AnyOf(steps("a/p", "a/q"))
    book = grants(AllOf((either, *steps("a/r"))), FEW, MANY, ("a/r", "2025-03-05", Limits(pax=60)))
    assert [(begin, limits.pax) for begin, _, limits in ways(book)] == [
        (day("2025-03-05"), 10), (day("2025-03-06"), 60),
    ]  # fmt: skip


def test_a_way_that_does_not_suffice_is_a_bar_until_one_does() -> None:
    authority = Authority(grants(AnyOf(steps("a/p", "a/q")), FEW, MANY))
    bars = authority.bars(replace(TRANSIT, amount=Limits(pax=50)))
    assert [(b.opens, b.closes, b.limit) for b in bars] == [
        (day("2025-03-04"), day("2025-03-06"), True)
    ]
    answer = authority.answer(replace(TRANSIT, amount=Limits(pax=500)), C_DAY)
    assert answer.finding is Finding.NO_BASIS


def test_many_ways_do_not_multiply() -> None:
    several = tuple(Held(Minute(n), limits=Limits(pax=n)) for n in range(1, 9))
    met = best(several)
    for _ in range(6):
        met = both(met, best(several))
    assert len(met) == 8


def test_a_proof_of_the_larger_amount_names_the_way_it_rests_on() -> None:
    book = grants(AnyOf(steps("a/p", "a/q")), FEW, MANY)
    answer = Authority(book).answer(replace(TRANSIT, amount=Limits(pax=50)), day("2025-03-07"))
    window = answer.window
    assert isinstance(window, Window)
    assert [step.decision for step in window.steps] == ["d1"]
