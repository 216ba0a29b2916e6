"""Which subjects a chance befalls, and what is blamed and removed together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import (
    assumed,
    chance,
    piece_of,
    small_north,
    small_script,
    under,
    world_of,
)

from coalition.model.chance.chances import ChanceKind, Chances, CommonCause, Each
from coalition.model.identity import NationId, PlaceId
from coalition.model.places import Mode
from coalition.rehearsal.part import Part
from coalition.rehearsal.world.strikes import register
from coalition.rehearsal.world.world import bytes_of, draw_world


@pytest.mark.parametrize("kind", list(ChanceKind))
def test_every_kind_befalls_something_of_a_reinforcement(kind: ChanceKind) -> None:
    found = register(small_north()[2], under(chance(kind)))
    assert found.strikes


def test_a_chance_befalls_only_what_it_names() -> None:
    script = small_script()
    lost = chance(ChanceKind.PLACE_LOST, places=(PlaceId("KLJ"),))
    assert [one.subject.name for one in register(script, under(lost)).strikes] == ["KLJ"]
    by_nation = chance(ChanceKind.PLACE_LOST, nations=(NationId("LTU"),))
    names = {one.subject.name for one in register(script, under(by_nation)).strikes}
    assert names == {"KLJ", "RUK", "KUN"}
    by_mode = chance(ChanceKind.FLEET_LATE, modes=(Mode.SEA,))
    assert {one.subject.name for one in register(script, under(by_mode)).strikes} == {"SHIP"}


def test_what_falls_under_one_cause_and_nation_is_one_group() -> None:
    script = small_north()[2]
    cause = CommonCause("politics", Each.NATION, 500_000)
    both = (
        chance(
            ChanceKind.CONSENT_LATE, "late", cause="politics", probability_ppm=1, lasts_h=(1, 1, 1)
        ),
        chance(ChanceKind.CONSENT_REFUSED, "no", cause="politics", probability_ppm=1),
    )
    found = register(script, Chances((cause,), both))
    nations = {one.subject.nation for one in found.strikes}
    assert len(found.groups) == len(nations)
    assert len(found.strikes) == 2 * len(script.laws.steps)


def test_a_group_taken_out_leaves_the_draws_of_all_others() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    found = piece.register
    group = next(n for n, one in enumerate(found.groups) if one.cause == "politics")
    whole = draw_world(script, found, Part(4, 0, 20).rows)
    picked = tuple((row, group) for row in range(20))
    without = draw_world(script, found, Part(4, 0, 20, picked).rows)
    mine = {n for n, one in enumerate(found.strikes) if one.group == group}
    assert not set(without.consents.blame.ravel().tolist()) & mine
    assert np.array_equal(whole.carriers.slow, without.carriers.slow)
    assert np.array_equal(whole.places.begins, without.places.begins)
    assert np.array_equal(whole.sources.ready, without.sources.ready)


def test_another_plan_meets_the_same_world() -> None:
    """Streams are named by what the book holds, so a plan without some trips meets the same weather."""
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    fewer = replace(
        script, goals=replace(script.goals, titles=tuple("x" for _ in script.goals.titles))
    )
    one, two = (world_of(replace(piece, script=each), 5) for each in (script, fewer))
    assert np.array_equal(one.places.begins, two.places.begins)
    assert bytes_of(one) == bytes_of(two)
