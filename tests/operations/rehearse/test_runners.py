"""One process, several, or a cluster: the same results."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulators.rehearsal_pieces import assumed, piece_of, small_north

from coalition.errors import InputError
from coalition.operations.rehearse.runners import (
    open_runner,
    play_all,
    play_each,
    usual_runner,
    workers_of,
)
from coalition.rehearsal.part import Piece, parts_of
from coalition.rehearsal.telling.outcome import Outcome, joined

PARTS = parts_of(6, 0, 40, most=10)


def piece() -> Piece:
    frame, _, script = small_north()
    return piece_of(script, assumed(frame.book))


def on(runner: str) -> Outcome:
    with open_runner(runner) as executor:
        return joined(play_all(executor, piece(), PARTS))


def alike(one: Outcome, other: Outcome) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in Outcome.__slots__
    )


@pytest.mark.slow
def test_two_processes_give_what_one_does() -> None:
    assert alike(on("here"), on("processes:2"))


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_what_one_process_does() -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://")
        assert alike(on("here"), on(f"dask://{address}"))


def test_parts_are_told_of_as_they_come_in() -> None:
    told: list[tuple[int, int]] = []
    with open_runner("here") as executor:
        play_all(executor, piece(), PARTS, lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_here_plays_in_order() -> None:
    assert [number for number, _ in play_each(None, piece(), PARTS[:2])] == [0, 1]


@pytest.mark.parametrize("name", ["there", "processes:0", "processes:many", "dask:x"])
def test_a_runner_that_is_none_is_a_fault(name: str) -> None:
    with pytest.raises(InputError) as caught, open_runner(name):
        pass
    assert caught.value.faults[0].code == "bad-runner"


def test_the_usual_runner_uses_this_machine() -> None:
    assert workers_of(usual_runner()) >= 1
    assert workers_of("processes:3") == 3
    assert workers_of("dask://x:1") == 1
