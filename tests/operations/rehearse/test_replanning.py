"""Planning again inside a replication."""

from __future__ import annotations

import pytest
from tests.simulators.rehearsal_pieces import chance, small_north, under

from coalition.model.chance.chances import CALM, ChanceKind
from coalition.operations.rehearse.piece import staged
from coalition.operations.rehearse.replanning import rehearse_replanning

LOST = chance(ChanceKind.PLACE_LOST, probability_ppm=100_000, lasts_h=(500, 700, 900))


def test_when_nothing_becomes_known_nothing_is_planned() -> None:
    frame, plan, _ = small_north()
    found = rehearse_replanning(staged(frame, plan, CALM), seed=1, count=2)
    assert [row.news for row in found.rows] == [(), ()]
    assert found.gain.value == 0


@pytest.mark.slow
def test_at_each_lost_place_it_is_planned_again_in_order_of_time_and_alike_each_time() -> None:
    frame, plan, _ = small_north()
    at_hand = staged(frame, plan, under(LOST))
    found = rehearse_replanning(at_hand, seed=2, count=3)
    assert any("place-closed" in one.words for row in found.rows for one in row.news)
    for row in found.rows:
        times = [one.at for one in row.news]
        assert times == sorted(set(times))
        assert row.news or row.again == row.kept
    assert found == rehearse_replanning(at_hand, seed=2, count=3)
