"""Small random questions over the law and ways of one book: what must hold whatever is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coalition.formats.book_reader import read_book
from coalition.formats.placing.reader import read_placing
from coalition.model.book import Book
from coalition.model.identity import NationId
from coalition.model.supply.placing import CommodityId, Crew, Placing, Terms
from coalition.network.network import Network, load_network
from coalition.operations.preposition.instance_of import Framed, frame_placing
from coalition.prepositioning.effort import Effort
from coalition.prepositioning.solve import solve, solve_reference

CASE = Path(__file__).parents[3] / "cases" / "northern-stocks"
TIGHT, EXACT = Effort(gap=1e-4), Effort(gap=1e-7)
SEEDS = range(6)
ROOM = 1 + 3e-4

Question = tuple[Book, Network, Placing]


@pytest.fixture(scope="module")
def whole() -> Question:
    book = read_book(CASE)
    return (
        book,
        load_network(book.places, book.ways, book.closures, drawn=False),
        read_placing(CASE, book),
    )


def _some(whole: Question, seed: int) -> Question:
    """Some of the case's choices and scenarios, with needs, weights, budgets and crews of its own."""
    random = np.random.default_rng([17, seed])
    book, network, placing = whole
    chosen = random.permutation(len(placing.choices))[:7]
    told = random.permutation(len(placing.scenarios))[:3]
    scenarios = []
    for number in sorted(told):
        one = placing.scenarios[number]
        needs = {
            key: 1 + int(amount * random.uniform(0.1, 0.7)) for key, amount in one.needs.items()
        }
        kept = {place: int(random.integers(0, 101)) for place in one.kept}
        crews = one.crews
        if random.random() < 0.5:
            crews = (Crew(CommodityId("equipment-set"), int(random.integers(0, 6))),)
        scenarios.append(replace(
            one, needs=needs, kept=kept, crews=crews, weight=int(random.integers(1, 9))
        ))  # fmt: skip
    budgets = {
        nation: int(money * random.uniform(0.2, 1.0)) for nation, money in placing.budgets.items()
    }
    some = replace(
        placing, choices=tuple(placing.choices[number] for number in sorted(chosen)),
        scenarios=tuple(scenarios), budgets=budgets, terms=Terms(),
    )  # fmt: skip
    return book, network, some


def _framed(question: Question, **how: bool) -> Framed:
    return frame_placing(*question, **how)


@pytest.mark.parametrize("seed", SEEDS)
def test_decomposition_says_what_the_extensive_form_says(whole: Question, seed: int) -> None:
    instance = _framed(_some(whole, seed)).instance
    found, best = solve(instance, effort=TIGHT), solve_reference(instance, effort=EXACT)
    assert found.feasible
    assert found.total == pytest.approx(best.total, rel=3e-4)
    assert found.bound <= best.total * (1 + 1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_law_never_helps(whole: Question, seed: int) -> None:
    question = _some(whole, seed)
    lawful = solve(_framed(question).instance, effort=TIGHT)
    free = solve(_framed(question, law=False).instance, effort=TIGHT)
    assert free.bound <= lawful.total * (1 + 1e-9)
    assert free.total <= lawful.total * ROOM


@pytest.mark.parametrize("seed", SEEDS)
def test_counting_only_what_is_certain_never_helps(whole: Question, seed: int) -> None:
    question = _some(whole, seed)
    lawful = solve(_framed(question).instance, effort=TIGHT)
    sure = solve(_framed(question, sure=True).instance, effort=TIGHT)
    assert lawful.total <= sure.total * ROOM


@pytest.mark.parametrize("seed", SEEDS)
def test_more_budget_is_never_worse(whole: Question, seed: int) -> None:
    book, network, placing = _some(whole, seed)
    wider = {nation: 2 * money for nation, money in placing.budgets.items()}
    tight = solve(_framed((book, network, placing)).instance, effort=TIGHT)
    wide = solve(_framed((book, network, replace(placing, budgets=wider))).instance, effort=TIGHT)
    assert wide.bound <= tight.total * (1 + 1e-9)
    assert wide.total <= tight.total * ROOM


@pytest.mark.parametrize("seed", SEEDS)
def test_asking_for_fairness_never_costs_less(whole: Question, seed: int) -> None:
    book, network, placing = _some(whole, seed)
    fair = replace(placing, shares={NationId("USA"): 2, NationId("POL"): 1, NationId("EST"): 1},
                   terms=Terms(fair_percent=10))  # fmt: skip
    plain = solve(_framed((book, network, placing)).instance, effort=TIGHT)
    asked = solve(_framed((book, network, fair)).instance, effort=TIGHT)
    assert plain.total <= asked.total * ROOM


def test_what_is_held_today_stays_for_nothing(whole: Question) -> None:
    _, _, placing = whole
    framed = _framed(whole)
    held = framed.instance.holdings
    for number, choice in enumerate(placing.choices):
        kept = (framed.choice == number) & ~framed.new
        assert held.high[kept].sum() == min(choice.today, choice.high)
        assert not held.cost[kept].any()


def test_crews_bound_what_they_man_in_their_scenario_alone(whole: Question) -> None:
    framed = _framed(whole)
    crews, manned = framed.instance.scenarios.crews, framed.instance.scenarios.crew_of
    assert crews is not None
    assert manned is not None
    told = [one.id for one in whole[2].scenarios]
    assert crews[told.index("whole-flank")].tolist() == [4.0, 6.0, 6.0, 4.0, 12.0]
    assert np.isinf(crews[told.index("quiet")]).all()
