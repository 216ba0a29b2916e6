"""Late sources, lost carriers, slow work: as often and as long as is said."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import (
    DAY,
    HOUR,
    chance,
    piece_of,
    small_script,
    under,
    world_of,
)

from coalition.model.chance.chances import ChanceKind
from coalition.rehearsal.script.instants import LONG_AGO, NEVER
from coalition.rehearsal.world.forces import too_large

CERTAIN = 1_000_000


def test_late_units_are_ready_so_much_later_as_often_as_said() -> None:
    script = small_script()
    late = chance(ChanceKind.READINESS_LATE, probability_ppm=250_000, lasts_h=(10, 10, 10))
    sources = world_of(piece_of(script, under(late)), 2000).sources
    moved = sources.ready - script.movements.ready
    assert set(np.unique(moved).tolist()) == {0, 10 * HOUR}
    assert (moved > 0).mean() == pytest.approx(0.25, abs=0.02)
    assert ((sources.ready_blame >= 0) == (moved > 0)).all()


def test_a_visit_waits_for_the_latest_of_what_it_takes_on_at_home() -> None:
    script = small_script()
    late = chance(ChanceKind.READINESS_LATE, probability_ppm=CERTAIN, lasts_h=(10, 10, 10))
    sources = world_of(piece_of(script, under(late)), 1).sources
    takes = [v for v in range(len(script.visits.arrive)) if len(script.visits.on.of(v))]
    at_home = [v for v in takes if (script.freight.homes[script.visits.on.of(v)] > 0).any()]
    assert (sources.not_before[0, at_home] > LONG_AGO).all()
    others = [v for v in range(len(script.visits.arrive)) if v not in at_home]
    assert (sources.not_before[0, others] == LONG_AGO).all()


def test_what_is_withdrawn_is_gone_from_some_minute_on() -> None:
    script = small_script()
    gone = chance(ChanceKind.SOURCE_WITHDRAWN, probability_ppm=CERTAIN)
    sources = world_of(piece_of(script, under(gone)), 50).sources
    assert (sources.gone <= script.horizon).all()
    assert sources.gone.std() > DAY


def test_carriers_break_down_by_their_own_moving_minutes() -> None:
    script = small_script()
    breaks = chance(ChanceKind.BREAKDOWN, every=10 * HOUR, lasts_h=(5, 5, 5), probability_ppm=0)
    carriers = world_of(piece_of(script, under(breaks)), 4000).carriers
    first = carriers.breaks[:, 0, 0]
    assert first.mean() == pytest.approx(10 * HOUR, rel=0.06)
    assert (carriers.repair[:, 0, 0] == 5 * HOUR).all()
    lost = chance(ChanceKind.BREAKDOWN, every=HOUR, lasts_h=(5, 5, 5), probability_ppm=CERTAIN)
    assert (world_of(piece_of(script, under(lost)), 4).carriers.repair[:, 0, 0] >= NEVER).all()


def test_a_late_fleet_is_there_so_much_after_c_day() -> None:
    script = small_script()
    late = chance(ChanceKind.FLEET_LATE, probability_ppm=CERTAIN, lasts_h=(30, 30, 30))
    carriers = world_of(piece_of(script, under(late)), 2).carriers
    assert (carriers.opens == 30 * HOUR).all()


def test_a_leg_is_slow_by_a_share_of_its_moving_minutes() -> None:
    script = small_script()
    slow = chance(ChanceKind.TRAVEL_SLOW, more_percent=(10, 10, 10))
    carriers = world_of(piece_of(script, under(slow)), 2).carriers
    assert np.array_equal(carriers.slow[0], script.legs.moving * 100_000 // 1_000_000)


def test_a_load_too_large_for_its_trips_is_found() -> None:
    script = small_script()
    grows = chance(ChanceKind.DEMAND_GROWS, probability_ppm=CERTAIN, more_percent=(900, 900, 900))
    assert too_large(script, world_of(piece_of(script, under(grows)), 1).work).any()
    assert not too_large(script, world_of(piece_of(script), 1).work).any()
