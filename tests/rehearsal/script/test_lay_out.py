"""A plan laid out: visits, legs, freight and goals are those of the docket."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import by_chance, small_north, small_script
from tests.simulators.small_books import SmallNetwork, small_book, small_plan

from coalition.authority.evaluate import Authority
from coalition.judging.docket import open_docket
from coalition.model.plan import PPM
from coalition.rehearsal.digest import digest_of
from coalition.rehearsal.script.instants import NEVER
from coalition.rehearsal.script.lay_out import lay_out
from coalition.rehearsal.script.script import MODES
from coalition.rehearsal.script.walk import walks_of


def test_who_is_planned_first_has_the_smaller_number() -> None:
    visits = small_script().visits
    order = list(zip(visits.arrive.tolist(), visits.depart.tolist(), strict=True))
    assert order == sorted(order)


@pytest.mark.parametrize("seed", range(4))
def test_a_visit_has_at_most_one_leg_and_chains_are_followed_through(seed: int) -> None:
    script = by_chance(seed)[2]
    legs = script.visits.leg[script.visits.leg >= 0]
    assert sorted(legs.tolist()) == list(range(len(script.legs.depart)))
    for first in script.chains.first.tolist():
        seen, visit = [], first
        while visit >= 0:
            seen.append(visit)
            visit = int(script.visits.following[visit])
        assert script.visits.before[first] == -1
        assert all(script.visits.before[b] == a for a, b in pairwise(seen))


def test_positioning_is_part_of_the_way_to_the_next_visit() -> None:
    script = small_script()
    plane = script.chains.names.index("PLANE#1")
    places = [script.spots.names[p] for p in script.visits.place[script.visits.chain == plane]]
    assert places == ["WUN", "KUN"]
    assert (
        script.spots.names[script.legs.origin[script.visits.leg[script.chains.first[plane]]]]
        == "PWD"
    )


@pytest.mark.parametrize("seed", range(4))
def test_pieces_taken_on_come_from_home_or_from_what_was_set_down_before(seed: int) -> None:
    freight = by_chance(seed)[2].freight
    for carriage in range(len(freight.pieces)):
        parts = int(freight.homes[carriage]) + int(freight.parts.of(carriage).sum())
        assert parts == PPM
        for source in freight.sources.of(carriage).tolist():
            assert freight.left[source] < freight.taken[carriage]
            assert freight.taken[carriage] in freight.after.of(int(freight.left[source]))


def test_what_follows_another_requirement_waits_for_its_closure() -> None:
    script = small_script()
    movements = {name: number for number, name in enumerate(script.movements.names)}
    (last_of_advance,) = {
        int(script.freight.left[one]) for one in script.movements.deliveries.of(movements["ADV"])
    }
    of_vehicles = {
        int(script.freight.left[one]) for one in script.movements.deliveries.of(movements["VEH"])
    }
    assert of_vehicles <= set(script.freight.after.of(last_of_advance).tolist())


def test_a_movement_the_plan_does_not_bring_whole_never_closes() -> None:
    book = small_book()
    plan = small_plan(supplies=None)
    script = lay_out(book, Authority(book), SmallNetwork(), plan)
    planned = dict(zip(script.goals.names, script.goals.planned.tolist(), strict=True))
    assert planned["FUEL"] == NEVER
    assert planned["ADV"] < NEVER


def test_doors_are_place_and_mode() -> None:
    script = small_script()
    fleets = script.chains.fleet[script.visits.chain]
    for visit, door in enumerate(script.visits.door.tolist()):
        assert door // len(MODES) == script.visits.place[visit]
        assert MODES[door % len(MODES)] == script.fleets.modes[fleets[visit]]


def test_a_counted_way_is_left_from_a_visit_of_its_own() -> None:
    book = small_book()
    walks = walks_of(open_docket(book, SmallNetwork(), small_plan()))
    truck = next(walk for walk in walks if walk.carrier == "TRUCK#1")
    assert [called.passing for called in truck.called[:3]] == [False, True, False]


def test_a_plan_without_trips_is_laid_out_too() -> None:
    book = small_book()
    nothing = dict.fromkeys(
        ("advance", "home", "hospital", "train", "ship", "supplies", "return", "vehicles")
    )
    script = lay_out(book, Authority(book), SmallNetwork(), small_plan(**nothing))
    assert len(script.visits.arrive) == 0
    assert (script.goals.planned == NEVER).all()


def test_the_same_book_and_plan_give_the_same_script() -> None:
    frame, plan, script = small_north()
    again = lay_out(frame.book, frame.authority, frame.network, plan)
    assert digest_of(script) == digest_of(again)
    assert np.array_equal(script.legs.need, again.legs.need)
