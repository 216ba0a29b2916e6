"""Properties of the bound's parts: more lift, fewer requirements and longer ways move it one way only."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from tests.simulators.chance_books import chance_book

from coalition.authority.evaluate import Authority
from coalition.model.book import Book
from coalition.model.identity import RequirementId
from coalition.model.places import Mode
from coalition.model.ways import WayKey
from coalition.planning.bound.earliest import Earliest
from coalition.planning.bound.kinds import find_kinds
from coalition.planning.bound.lengths import LAND, Lengths
from coalition.planning.bound.making import make_bound
from coalition.planning.bound.prices import Prices, Rows
from coalition.planning.bound.waves import last_waves
from coalition.planning.bound.works import find_pools, least_uses

NEVER = 1 << 40


def closings(book: Book, network: object) -> dict[RequirementId, int]:
    found = Earliest(book, Authority(book), Lengths(book, network)).closings  # type: ignore[arg-type]
    return {name: NEVER if at is None else at for name, at in found.items()}


@pytest.mark.parametrize("seed", range(8))
def test_more_lift_never_closes_a_requirement_later(seed: int) -> None:
    book, network = chance_book(seed, requirements=20)
    names = list(book.fleets)
    few = {name: book.fleets[name] for name in names[::2]}
    with_few, with_all = closings(replace(book, fleets=few), network), closings(book, network)
    assert all(with_all[name] <= with_few[name] for name in with_all)


@pytest.mark.parametrize("seed", range(8))
def test_dropping_a_requirement_raises_no_other(seed: int) -> None:
    book, network = chance_book(seed, requirements=20)
    dropped = Random(seed).choice(list(book.requirements))
    kept = {name: one for name, one in book.requirements.items() if name != dropped}
    fewer, every = closings(replace(book, requirements=kept), network), closings(book, network)
    assert all(fewer[name] <= every[name] for name in fewer)


@pytest.mark.parametrize("seed", range(6))
def test_no_way_is_shorter_than_its_least_length(seed: int) -> None:
    book, network = chance_book(seed, requirements=4)
    lengths = Lengths(book, network)
    places = lengths.places
    for here in range(len(places)):
        for there in range(here):
            for mode in LAND:
                if (here + there + seed) % 2:
                    lengths.ask(mode, here, there)
    for mode in Mode:
        for here in places:
            for there in places:
                way = network.find_way(WayKey(mode, here, there)) if here != there else None
                least = lengths.of(mode)[lengths.index[here], lengths.index[there]]
                assert way is None or least <= way.length_m


@pytest.mark.parametrize("seed", range(4))
def test_asking_the_network_never_lowers_the_bound_on_closure(seed: int) -> None:
    book, network = chance_book(seed, requirements=12)
    law = Authority(book)
    lengths = Lengths(book, network)
    asked = Lengths(book, network)
    for here in range(len(asked.places)):
        for there in range(here):
            asked.ask(Mode.ROAD, here, there)
    guessed = Earliest(book, law, lengths).closings
    known = Earliest(book, law, asked).closings
    for name, at in guessed.items():
        later = known[name]
        assert later is None or (at is not None and at <= later)


@pytest.mark.parametrize("seed", range(4))
def test_a_longer_journey_never_needs_more_of_a_pool(seed: int) -> None:
    book, network = chance_book(seed, requirements=12)
    earliest = Earliest(book, Authority(book), Lengths(book, network))
    pools = find_pools(earliest.kinds, earliest.loads)
    uses = least_uses(earliest.kinds, earliest.loads, pools, np.arange(0.0, 20_000.0, 500.0))
    reached = np.isfinite(uses).all(axis=2)
    assert reached.any()
    assert (np.diff(uses[reached], axis=1) <= 1e-9).all()


@pytest.mark.parametrize("seed", range(6))
def test_a_direct_journey_uses_no_less_than_the_least(seed: int) -> None:
    """One carrier straight from origin to destination is a journey like any other."""
    book, network = chance_book(seed, requirements=12)
    lengths = Lengths(book, network)
    kinds = find_kinds(book, lengths)
    loads = Earliest(book, Authority(book), lengths).loads
    pools = find_pools(kinds, loads)
    masks = list(loads.masks)
    for number, (mask, origin, poe, pod, destination) in enumerate(loads.routes):
        for k, takes in enumerate(masks[mask]):
            span = kinds.moving[k, origin, destination] + kinds.unload[k]
            if not takes or not np.isfinite(span) or (poe, pod) != (-1, -1):
                continue
            least = least_uses(kinds, loads, pools, np.array([span]))[number, :, 0]
            for pool, need in zip(pools, least, strict=True):
                assert need <= pool.minutes(kinds)[k, origin, destination] + 1e-6


def some_rows(chance: np.random.Generator) -> Rows:
    rows, steps, ends = 12, 5, 8
    costs = np.sort(chance.uniform(0, 100, (rows, steps + 1)), axis=1)
    uses = -np.sort(-chance.uniform(0, 9, (3, 2, steps)), axis=2)
    opens = np.array([0, 1, 3])
    closes = np.minimum(opens[:, None] + np.arange(1, steps + 1), ends - 1)
    return Rows(
        costs, chance.uniform(0, 2, (rows, 2)), chance.integers(0, 3, rows), uses,
        chance.integers(0, 3, rows), opens, closes,
    )  # fmt: skip


SHAPE = (3, 2, 8)
"""Starts, pools, ends."""


@pytest.mark.parametrize("seed", range(5))
def test_at_the_same_prices_more_capacity_never_gives_more(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows, prices = some_rows(chance), chance.uniform(0, 3, SHAPE)
    scarce, ample = np.full(SHAPE, 1.0), np.full(SHAPE, 2.0)
    assert Prices(rows, ample).price(prices).value <= Prices(rows, scarce).price(prices).value


@pytest.mark.parametrize("seed", range(5))
def test_without_prices_every_row_takes_its_cheapest_choice(seed: int) -> None:
    rows = some_rows(np.random.default_rng(seed))
    found = Prices(rows, np.ones(SHAPE)).price(np.zeros(SHAPE))
    assert found.value == pytest.approx(rows.costs.min(axis=1).sum())


@pytest.mark.parametrize("seed", range(5))
def test_the_slope_is_above_the_value_at_other_prices(seed: int) -> None:
    """The value is concave in the prices, and the slope one of its supergradients."""
    chance = np.random.default_rng(seed)
    prices = Prices(some_rows(chance), np.full(SHAPE, 3.0))
    here, there = chance.uniform(0, 1, SHAPE), chance.uniform(0, 1, SHAPE)
    found = prices.price(here)
    line = found.value + float((found.slope * (there - here)).sum())
    assert prices.price(there).value <= line + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_the_search_never_ends_below_where_it_began(seed: int) -> None:
    prices = Prices(some_rows(np.random.default_rng(seed)), np.ones(SHAPE))
    best, at = prices.search(np.zeros(SHAPE), 30)
    assert best >= prices.price(np.zeros(SHAPE)).value
    assert best == pytest.approx(prices.price(at).value)


def test_few_carriers_for_many_loads_are_seen_to_be_scarce() -> None:
    """With one carrier of each fleet the prices add to what the earliest closings say."""
    book, network = chance_book(1, requirements=100)
    book = replace(book, fleets={n: replace(f, count=1) for n, f in book.fleets.items()})
    alone, crisis = closings(book, network), book.crisis
    plain = sum(
        r.weight * (min(alone[r.id], crisis.horizon_end) - crisis.activated)
        for r in book.requirements.values()
    )
    bound = make_bound(book, Authority(book), network, questions=0)
    assert bound.closure is not None
    assert bound.closure > 1.1 * plain


@pytest.mark.parametrize("seed", range(6))
def test_more_carriers_bring_the_last_piece_no_later(seed: int) -> None:
    """And so many that one trip each is enough bring all at once."""
    book, network = chance_book(seed, requirements=24)

    units = {
        name: replace(u, lines=tuple(replace(x, pieces=50 * x.pieces) for x in u.lines))
        for name, u in book.units.items()
    }

    def waits(count: int) -> list[float]:
        fleets = {n: replace(f, count=count) for n, f in book.fleets.items()}
        found = Earliest(
            replace(book, fleets=fleets, units=units), Authority(book), Lengths(book, network)
        )
        return last_waves(found.kinds, found.loads).tolist()

    few, some, many = waits(1), waits(3), waits(100_000)
    assert all(a >= b for a, b in zip(few, some, strict=True))
    assert any(few)
    assert not any(many)
