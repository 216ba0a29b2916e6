"""Draws are the published generator's, the same everywhere, and apart by purpose."""

from __future__ import annotations

import pytest

from coalition.generation.chance import Chance

WORD = 2**64


def published_splitmix64(state: int, count: int) -> list[int]:
    """The generator as its authors print it, written apart from the code under test."""
    words = []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & (WORD - 1)
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & (WORD - 1)
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & (WORD - 1)
        words.append(z ^ (z >> 31))
    return words


def test_draws_are_splitmix64() -> None:
    # 16294208416658607535 is the first output for state 0 in the authors' reference code.
    assert published_splitmix64(0, 1) == [16294208416658607535]
    chance = Chance(7, "demand")
    state = chance._state
    assert [chance.below(WORD) for _ in range(100)] == published_splitmix64(state, 100)


def test_purposes_and_seeds_have_streams_of_their_own() -> None:
    streams = {
        tuple(Chance(seed, purpose).below(1000) for _ in range(8))
        for seed in (1, 2)
        for purpose in ("demand", "unknowns")
    }
    assert len({first for first, *_ in streams}) > 1
    assert Chance(1, "demand").below(WORD) != Chance(1, "unknowns").below(WORD)
    assert Chance(1, "demand").below(WORD) != Chance(2, "demand").below(WORD)


def test_draws_stay_within_their_bounds_and_reach_both_ends() -> None:
    chance = Chance(3, "bounds")
    assert {chance.between(4, 7) for _ in range(200)} == {4, 5, 6, 7}
    assert {chance.pick("abc") for _ in range(100)} == set("abc")
    assert not any(chance.percent(0) for _ in range(100))
    assert all(chance.percent(100) for _ in range(100))


def test_a_heavier_choice_is_drawn_more_often_and_a_weightless_one_never() -> None:
    chance = Chance(5, "weights")
    drawn = [chance.weighted((("often", 9), ("seldom", 1), ("never", 0))) for _ in range(1000)]
    assert drawn.count("often") > 800
    assert drawn.count("seldom") > 50
    assert "never" not in drawn


def test_choices_without_weight_are_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        Chance(1, "x").weighted((("a", 0),))
