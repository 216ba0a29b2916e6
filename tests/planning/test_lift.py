"""Carrier-minutes: whatever one carrier does, it never uses more than its pool is said to have had."""

from __future__ import annotations

from random import Random

import pytest
from tests.simulators.chance_books import chance_book

from coalition.planning.bound.lengths import Lengths
from coalition.planning.bound.lift import Pool, pool_fleets


def history(pool: Pool, lengths: Lengths, chance: Random) -> list[tuple[float, float]]:
    """Loaded trips by chance, one after another from home at once: (when delivered, use so far)."""
    fleet = pool.fleet
    metres = lengths.of(fleet.mode)
    usable = [n for n in range(len(metres)) if pool.use[n].min() < float("inf")]
    if len(usable) < 2 or lengths.index[fleet.home] not in usable:
        return []
    here, at, used, done = lengths.index[fleet.home], float(pool.homes[0][1]), 0.0, []
    for _ in range(6):
        start, end = chance.sample(usable, 2)
        moving = (metres[here, start] + metres[start, end]) * 60 / fleet.speed_m_per_hour
        at += moving + fleet.load_minutes + fleet.unload_minutes
        used += float(pool.use[start, end])
        done.append((at, used))
        here = end
    return done


@pytest.mark.parametrize("seed", range(12))
def test_no_carrier_uses_more_than_its_pool_has(seed: int) -> None:
    book, network = chance_book(seed, requirements=8)
    lengths, chance = Lengths(book, network), Random(seed)
    lines = [line for unit in book.units.values() for line in unit.lines]
    for hub in book.places:
        for pool in pool_fleets(book, lengths, hub, lines):
            for at, used in history(pool, lengths, chance):
                assert used <= pool.minutes_by(int(at) + 1) + 1e-3
