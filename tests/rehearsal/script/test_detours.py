"""A detour fits the carrier and all that is aboard, keeps clear of the nation, and is taken when that is
sooner.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import chance, piece_of, play_of, small_north, under
from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.judging.docket import open_docket
from coalition.model.chance.chances import ChanceKind
from coalition.rehearsal.engine.reactions import ALL
from coalition.rehearsal.script.detours import fits
from coalition.rehearsal.script.script import Detours, Script, rows_of

DAY = 1440


def test_ways_too_narrow_for_the_carrier_or_its_load_do_not_fit() -> None:
    legs = open_docket(small_book(), SmallNetwork(), small_plan()).legs
    for leg in legs:
        assert leg.way is not None
        assert leg.fleet is not None
        assert fits(leg.way, leg, leg.fleet)
    road = next(leg for leg in legs if leg.trip.endswith("TRUCK#1") and leg.aboard)
    assert road.way is not None
    assert road.fleet is not None
    assert not fits(replace(road.way, mlc=20), road, road.fleet)
    high = next(leg for leg in legs if leg.trip.endswith("TRAIN#1") and leg.aboard)
    assert high.way is not None
    assert high.fleet is not None
    assert not fits(replace(high.way, height_cm=100), high, high.fleet)
    assert not fits(replace(high.way, gauges_mm=(1520,)), high, high.fleet)
    air = next(leg for leg in legs if leg.trip.endswith("PLANE#1"))
    assert air.way is not None
    assert air.fleet is not None
    assert not fits(replace(air.way, length_m=4_000_000), air, air.fleet)


def with_detour(script: Script, leg: int, minutes: int) -> Script:
    """The script in which one leg has another way on which nothing is asked."""
    lists: list[list[int]] = [[] for _ in script.legs.depart]
    lists[leg] = [0]
    one = np.array([minutes], dtype=np.int32)
    none = np.array([-1], dtype=np.int32)
    ways = Detours(one, one, none, none, ("round",))
    return replace(script, detours=ways, legs=replace(script.legs, detours=rows_of(lists)))


@pytest.mark.parametrize(("minutes", "taken"), [(30, True), (200 * DAY, False)])
def test_a_detour_is_taken_when_it_brings_one_there_sooner(minutes: int, taken: bool) -> None:
    script = small_north()[2]
    late = chance(ChanceKind.CONSENT_LATE, probability_ppm=1_000_000, lasts_h=(240, 240, 240))
    plain = play_of(piece_of(script, under(late), replace(ALL, reroute=False)), 1)
    held = np.nonzero(plain.record.leg_why > 0)[0]
    loaded = [leg for leg in held.tolist() if len(script.legs.aboard.of(leg))]
    play = play_of(piece_of(with_detour(script, loaded[0], minutes), under(late)), 1)
    assert (play.record.detour[loaded[0]] == 0) == taken
    if taken:
        assert play.record.arrive[loaded[0]] < plain.record.arrive[loaded[0]]
