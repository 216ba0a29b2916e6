"""Two plans in the same worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.simulators.chance_books import chance_book
from tests.simulators.rehearsal_pieces import assumed, by_chance, piece_of, small_north

from coalition.authority.evaluate import Authority
from coalition.planning.effort import Effort
from coalition.planning.planner import make_plan
from coalition.rehearsal.part import Part, play_part
from coalition.rehearsal.script.lay_out import lay_out
from coalition.rehearsal.telling.compare import compare
from coalition.rehearsal.telling.stopping import LEAST, is_enough


def test_a_plan_against_itself_is_alike_in_every_replication() -> None:
    frame, _, script = small_north()
    outcome = play_part(piece_of(script, assumed(frame.book)), Part(1, 0, 30))
    found = compare(script, outcome, outcome)
    assert (found.lateness.value, found.lateness.half_width) == (0, 0)
    assert found.better.value == 0.5
    assert found.gain is None


def test_pairs_tell_more_than_independent_replications() -> None:
    book, network = chance_book(5, requirements=12)
    script, law = by_chance(5)[2], Authority(book)
    other = make_plan(book, law, network, effort=Effort(400, 3), seed=4)
    second = lay_out(book, law, network, other)
    pieces = [piece_of(one, assumed(book)) for one in (script, second)]
    outcomes = [play_part(piece, Part(1, 0, 120)) for piece in pieces]
    found = compare(script, *outcomes)
    assert found.gain is not None
    assert found.gain > 1
    apart = play_part(pieces[1], Part(2, 0, 120))
    assert (
        found.lateness.half_width
        < compare(script, outcomes[0], _as_if(apart, outcomes[0])).lateness.half_width
    )


def _as_if(outcome, like):  # type: ignore[no-untyped-def]
    return replace(outcome, replication=like.replication)


def test_other_replications_are_not_compared() -> None:
    frame, _, script = small_north()
    piece = piece_of(script, assumed(frame.book))
    with pytest.raises(ValueError, match="same replications"):
        compare(script, play_part(piece, Part(1, 0, 3)), play_part(piece, Part(1, 3, 3)))


@pytest.mark.parametrize(("spread", "enough"), [(1.0, True), (900.0, False)])
def test_it_is_enough_when_the_mean_is_known_so_well(spread: float, enough: bool) -> None:
    late = np.random.Generator(np.random.Philox(1)).normal(1000, spread, LEAST)
    assert is_enough(late, 2.0) == enough
    assert not is_enough(late[:-1], 2.0)
