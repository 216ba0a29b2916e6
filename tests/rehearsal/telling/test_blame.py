"""Whoever makes something late is charged, and nobody else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import (
    DAY,
    HOUR,
    assumed,
    chance,
    piece_of,
    small_north,
    small_script,
    under,
)

from coalition.model.chance.chances import Chance, ChanceKind
from coalition.model.identity import FleetId, PlaceId
from coalition.model.places import Mode
from coalition.rehearsal.part import Part, calm_part, play_part
from coalition.rehearsal.script.script import Script

CERTAIN = 1_000_000
ONE_EACH = [
    chance(ChanceKind.READINESS_LATE, probability_ppm=CERTAIN, lasts_h=(400,) * 3, sources=("COMPANY",)),
    chance(ChanceKind.FLEET_LATE, probability_ppm=CERTAIN, lasts_h=(400,) * 3, fleets=(FleetId("SHIP"),)),
    chance(ChanceKind.CONSENT_LATE, probability_ppm=CERTAIN, lasts_h=(400, 400, 400)),
    chance(ChanceKind.HANDLING_SLOW, more_percent=(5000, 5000, 5000), places=(PlaceId("BHV"),)),
    chance(ChanceKind.TRAVEL_SLOW, more_percent=(900, 900, 900), fleets=(FleetId("SHIP"),)),
    chance(ChanceKind.PLACE_LOST, probability_ppm=CERTAIN, lasts_h=(2000,) * 3, places=(PlaceId("KLJ"),)),
    chance(ChanceKind.BREAKDOWN, every=HOUR, lasts_h=(90,) * 3, probability_ppm=0, fleets=(FleetId("SHIP"),)),
    chance(ChanceKind.WEATHER, every=HOUR, lasts_h=(90,) * 3, places=(PlaceId("BHV"),), modes=(Mode.SEA,)),
    chance(ChanceKind.SOURCE_WITHDRAWN, probability_ppm=CERTAIN, sources=("COMPANY",)),
    chance(ChanceKind.CONSENT_REFUSED, probability_ppm=CERTAIN),
]  # fmt: skip


@pytest.mark.parametrize("one", ONE_EACH, ids=lambda one: str(one.kind))
def test_the_only_cause_is_charged_with_what_is_late(one: Chance) -> None:
    script = small_script()
    piece = piece_of(script, under(one))
    outcome = play_part(piece, Part(2, 0, 40))
    calm = play_part(piece, calm_part())
    later = (outcome.closure > np.maximum(calm.closure, script.goals.rdd)).any(axis=1)
    assert later.any()
    charged = outcome.critical.sum(axis=1) > 0
    assert np.array_equal(charged, later)
    assert outcome.felt[later].any(axis=1).all()
    assert outcome.struck[later].any(axis=1).all()


def test_nobody_is_charged_when_nothing_goes_wrong() -> None:
    outcome = play_part(piece_of(small_script(), under(*ONE_EACH)), calm_part())
    assert outcome.critical.sum() == 0
    assert not outcome.felt.any()


def test_the_minutes_charged_are_those_it_is_late() -> None:
    """One late unit, one chain: what is charged is what it added."""
    script = small_script()
    late = chance(
        ChanceKind.READINESS_LATE,
        probability_ppm=CERTAIN,
        lasts_h=(240, 240, 240),
        sources=("COMPANY",),
    )
    outcome = play_part(piece_of(script, under(late)), Part(2, 0, 1))
    vehicles = script.goals.names.index("VEH")
    weight, planned = int(script.goals.weight[vehicles]), int(script.goals.planned[vehicles])
    added = outcome.closure[0, vehicles] - planned
    assert added > 5 * DAY
    charged = outcome.critical[0].sum() / weight
    assert added <= charged <= 10 * DAY


def test_taking_out_what_did_not_strike_changes_nothing() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    whole = play_part(piece, Part(5, 0, 30))
    for group in range(0, len(piece.register.groups), 7):
        idle = np.nonzero(~whole.struck[:, group])[0].tolist()
        if idle:
            without = play_part(piece, Part(5, 0, 30, tuple((row, group) for row in idle)))
            assert np.array_equal(without.closure, whole.closure[idle])


def test_what_was_felt_had_struck() -> None:
    frame, _, script = small_north()
    outcome = play_part(piece_of(script, assumed(frame.book)), Part(5, 0, 40))
    assert not (outcome.felt & ~outcome.struck).any()
    assert isinstance(script, Script)
