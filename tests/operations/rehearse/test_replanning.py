"""Planning again inside a replication."""

from __future__ import annotations

import pytest
from tests.simulators.rehearsal_pieces import chance, small_north, under

from coalition.model.chance.chances import CALM, ChanceKind
from coalition.operations.rehearse.piece import staged
from coalition.operations.rehearse.replanning import rehearse_replanning


def test_when_nothing_becomes_known_nothing_is_planned() -> None:
    frame, plan, _ = small_north()
    found = rehearse_replanning(staged(frame, plan, CALM), seed=1, count=2)
    assert [row.news for row in found.rows] == ["", ""]
    assert found.gain.value == 0


@pytest.mark.slow
def test_a_lost_place_is_planned_round_and_never_to_the_worse() -> None:
    frame, plan, _ = small_north()
    lost = chance(ChanceKind.PLACE_LOST, probability_ppm=100_000, lasts_h=(500, 700, 900))
    found = rehearse_replanning(staged(frame, plan, under(lost)), seed=2, count=3)
    assert any("place-closed" in row.news for row in found.rows)
    assert all(row.again <= row.kept for row in found.rows)
