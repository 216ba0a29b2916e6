"""Losing infrastructure: what is lost, and what is left of the capability."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.simulators.rehearsal_pieces import small_north

from coalition.model.identity import PlaceId
from coalition.model.places import SLOT_FIELDS, Mode
from coalition.operations.rehearse.degrade import (
    DegradeAsked,
    _drawn,
    _freed,
    degrade,
    working_places,
)


def test_working_places_are_counted_one_by_one() -> None:
    book = small_north()[0].book
    found = working_places(book)
    for place in book.places.values():
        for mode in place.modes:
            assert found.count((place.id, mode)) == (place.slots(mode) or 0)


def test_a_draw_hangs_on_its_seed_and_number() -> None:
    places = [(PlaceId(f"p{n}"), Mode.ROAD) for n in range(40)]
    assert _drawn(places, 18, 1, 0) == _drawn(places, 18, 1, 0)
    assert _drawn(places, 18, 1, 0) != _drawn(places, 18, 1, 1)
    assert sum(_drawn(places, 18, 1, 0).values()) == 18


def test_a_port_that_is_lost_is_prescribed_no_longer() -> None:
    book = small_north()[0].book
    first = next(iter(book.requirements.values()))
    port = next(place for place in book.places.values() if Mode.SEA in place.modes)
    wanted = {**book.requirements, first.id: replace(first, pod=port.id)}
    asked = replace(book, requirements=wanted)
    lost = {(port.id, mode): port.slots(mode) or 0 for mode in port.modes}
    gone = replace(port, **{SLOT_FIELDS[mode]: 0 for mode in port.modes})
    without = replace(asked, places={**book.places, port.id: gone})
    assert _freed(asked, lost).requirements[first.id].pod == port.id
    assert _freed(without, lost).requirements[first.id].pod is None


@pytest.mark.slow
def test_planning_again_keeps_more_than_the_plan_kept() -> None:
    frame, plan, _ = small_north()
    found = degrade(frame, plan, DegradeAsked(share=0.45, draws=1, work=5))
    assert [trial.way for trial in found.trials] == [
        "at random, draw 1", "worst places", "hunted", "in sequence",
    ]  # fmt: skip
    assert len({trial.lost for trial in found.trials}) == 1
    for trial in found.trials:
        assert 0 <= found.capability_loss(trial.again) <= 1
        if trial.kept is not None:
            assert found.capability_loss(trial.again) <= found.capability_loss(trial.kept) + 1e-9
    assert found.capability_loss(found.whole) == 0
    assert found.meets(found.whole)
