"""The bound against plans: no right plan closes a requirement earlier or scores less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.chance_books import ChanceNetwork, chance_book
from tests.simulators.small_books import SmallNetwork, at, small_book

from coalition.authority.evaluate import Authority
from coalition.judging.judge import judge
from coalition.model.book import Book
from coalition.model.forces import Fleet
from coalition.model.identity import FleetId, RequirementId
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.making import make_bound
from coalition.planning.planner import make_plan


@pytest.mark.parametrize("seed", [*range(6), 23, 24, 28])
def test_nothing_closes_before_its_earliest(seed: int) -> None:
    book, network = chance_book(seed, requirements=24)
    law = Authority(book)
    judged = judge(book, law, network, make_plan(book, law, network))
    earliest = Earliest(book, law, Lengths(book, network)).closings
    for closing in judged.closures:
        if closing.closed_at is not None:
            first = earliest[closing.requirement]
            assert first is not None
            assert first <= closing.closed_at


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_no_target_lifts_the_bound_above_a_plan(seed: int) -> None:
    book, network = chance_book(seed, requirements=16)
    book = replace(book, fleets=_alone(book))
    law = Authority(book)
    score = judge(book, law, network, make_plan(book, law, network)).score
    for target in (None, score.lateness, 10 * score.lateness):
        bound = make_bound(book, law, network, target=target)
        assert bound.undelivered <= score.undelivered
        assert bound.lateness <= score.lateness


def _alone(book: Book) -> dict[FleetId, Fleet]:
    """One carrier each, so that lift is what is short."""
    return {name: replace(fleet, count=1) for name, fleet in book.fleets.items()}


def test_a_carrier_may_stand_far_from_where_most_loads_go() -> None:
    """Its first load is carried toward the hub without having come back for it."""
    book, network = _one_convoy()
    law = Authority(book)
    score = judge(book, law, network, make_plan(book, law, network)).score
    assert make_bound(book, law, network, target=100 * score.lateness).lateness <= score.lateness


def _one_convoy() -> tuple[Book, SmallNetwork]:
    book = small_book()
    wanted = {
        name: replace(one, rdd=at(0), priority=1)
        for name, one in book.requirements.items()
        if name == RequirementId("FUEL")
    }
    fleets = {n: replace(f, count=1) for n, f in book.fleets.items() if n == FleetId("TRUCK")}
    return replace(book, requirements=wanted, fleets=fleets), SmallNetwork()


def test_a_requirement_that_never_closes_may_arrive_in_part() -> None:
    """One line fits no carrier, the other does: half a delivery is not counted as none."""
    book = small_book(units={"COMPANY": {"lines": _with_monument()}})
    network = SmallNetwork()
    law = Authority(book)
    plan = make_plan(book, law, network)
    judged = judge(book, law, network, plan)
    assert judged.breaches == ()
    bound = make_bound(book, law, network)
    assert 0 < bound.undelivered <= judged.score.undelivered
    weight = book.requirements[RequirementId("VEH")].weight
    assert judged.score.undelivered < weight * 1_000_000


def _with_monument() -> tuple[object, ...]:
    lines = small_book().units["COMPANY"].lines  # type: ignore[index]
    return (lines[0], replace(lines[1], id="monument", piece_kg=9_000_000, hazard=""))  # type: ignore[arg-type]


def test_earlier_requirements_hold_back_only_what_moves() -> None:
    book, network = ChanceBookWithStock.make()
    law = Authority(book)
    plan = make_plan(book, law, network)
    judged = judge(book, law, network, plan)
    earliest = Earliest(book, law, Lengths(book, network)).closings
    for closing in judged.closures:
        first = earliest[closing.requirement]
        assert closing.closed_at is None or (first is not None and first <= closing.closed_at)


class ChanceBookWithStock:
    """A book in which something stands at its destination and comes after what is never delivered."""

    @staticmethod
    def make() -> tuple[Book, ChanceNetwork]:
        book, network = chance_book(30, requirements=12)
        there = next(r for r in book.requirements.values() if r.unit is not None)
        home = book.units[there.unit].home  # type: ignore[index]
        other = next(r for r in book.requirements.values() if r.id != there.id)
        stays = replace(there, destination=home, origin=None, poe=None, pod=None, after=(other.id,))
        never = replace(
            other, lines=(), unit=None, stock=None, capability="none", amount=1, after=()
        )
        wanted = {**book.requirements, stays.id: stays, never.id: never}
        return replace(book, requirements=wanted), network
