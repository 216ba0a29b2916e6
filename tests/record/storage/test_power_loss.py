"""After a loss of power, whatever the disk kept: nothing acknowledged is lost, nothing is corrupt."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import apsw
import pytest
from tests.record.faulty_disk import Sync, Write
from tests.record.storage.power import judge, traced_run

from coalition.record.storage.sqlite import opening


def without_full_sync(connection: apsw.Connection, path: Path) -> None:
    """The mutant that trusts the operating system: faster, and wrong."""
    PREPARE(connection, path)
    connection.execute("PRAGMA synchronous = NORMAL")


PREPARE = opening._prepare


def test_nothing_acknowledged_is_lost_in_any_state(scratch: Path) -> None:
    outcome = judge(traced_run(scratch, 1), scratch, states=150, seed=1)
    assert (outcome.lost, outcome.broken, outcome.first) == (0, 0, "")


def test_the_run_folds_the_log_while_it_is_traced(scratch: Path) -> None:
    trace = traced_run(scratch, 2).trace
    assert sum(isinstance(step, Sync) and step.file == "r.db" for step in trace) >= 3
    assert any(isinstance(step, Write) and step.file == "r.db-wal" for step in trace)


def test_a_store_that_does_not_sync_each_commit_is_caught(scratch: Path) -> None:
    with patch.object(opening, "_prepare", without_full_sync):
        run = traced_run(scratch, 3)
    assert judge(run, scratch, states=60, seed=3).lost > 0


def test_an_acknowledgement_before_the_commit_is_caught(scratch: Path) -> None:
    run = traced_run(scratch, 4, ack_at="commit.before")
    assert judge(run, scratch, states=60, seed=4).lost > 0


@pytest.mark.campaign
def test_nothing_acknowledged_is_lost_in_ten_thousand_states(scratch: Path) -> None:
    for seed in range(10):
        (scratch / str(seed)).mkdir()
        run = traced_run(scratch / str(seed), 100 + seed, commits=60)
        outcome = judge(run, scratch / str(seed), states=1_000, seed=seed)
        assert (outcome.states, outcome.lost, outcome.broken, outcome.first) == (1_000, 0, 0, "")
