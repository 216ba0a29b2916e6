"""Places are shut when a spell says so, whichever; and found shut at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.rehearsal_pieces import (
    DAY,
    chance,
    piece_of,
    small_script,
    under,
    world_of,
)

from coalition.model.chance.chances import ChanceKind
from coalition.model.places import Mode
from coalition.rehearsal.engine.opening import next_closing
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.script import MODES
from coalition.rehearsal.world.closings import _laid

HORIZON = 30 * DAY
spans = st.lists(
    st.tuples(st.integers(0, 40 * DAY), st.integers(1, 5 * DAY)), min_size=0, max_size=7
)


@settings(max_examples=150, deadline=None)
@given(spans, st.lists(st.integers(0, 65 * DAY), min_size=1, max_size=5))
def test_the_next_closing_is_the_first_that_is_not_over(
    found: list[tuple[int, int]], asked: list[int]
) -> None:
    spells = [
        (np.array([begins]), np.array([begins + lasts]), n)
        for n, (begins, lasts) in enumerate(found)
    ]
    closings = _laid({0: spells} if spells else {}, 1, 1, HORIZON)
    for at in asked:
        zero = np.array([0])
        begins, ends, _ = next_closing(closings, (zero, closings.number[zero]), np.array([at]))
        shut = any(b <= at < b + lasts for b, lasts in found)
        assert (begins[0] <= at < ends[0]) == shut
        to_come = [b for b, _ in found if b > at]
        if not shut:
            assert begins[0] == min(to_come, default=NEVER)


def test_weather_shuts_a_place_for_its_own_modes_alone() -> None:
    script = small_script()
    gale = chance(ChanceKind.WEATHER, modes=(Mode.SEA,), every=5 * DAY, lasts_h=(6, 12, 24))
    places = world_of(piece_of(script, under(gale)), 4).places
    shut = {
        door for door, thing in enumerate(places.number) if (places.begins[:, thing] < NEVER).any()
    }
    assert shut
    assert {MODES[door % len(MODES)] for door in shut} == {"sea"}


def test_a_place_that_is_lost_is_shut_to_all_for_good() -> None:
    script = small_script()
    lost = chance(ChanceKind.PLACE_LOST, probability_ppm=1_000_000)
    places = world_of(piece_of(script, under(lost)), 4).places
    used = set(script.visits.door.tolist())
    for door in used:
        thing = places.number[door]
        assert (places.begins[:, thing, 0] <= script.horizon).all()
        assert (places.ends[:, thing, 0] >= NEVER).all()


def test_spells_come_as_often_as_is_said() -> None:
    script = small_script()
    gale = chance(ChanceKind.WEATHER, every=5 * DAY, lasts_h=(1, 1, 1))
    places = world_of(piece_of(script, under(gale)), 300).places
    thing = places.number[script.visits.door[0]]
    within = (places.begins[:, thing] < script.horizon).sum(axis=1).mean()
    assert abs(within - script.horizon / (5 * DAY + 60)) < 0.5
