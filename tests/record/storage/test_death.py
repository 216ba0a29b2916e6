"""Killed at any instant or at any step: nothing acknowledged is lost, no entry is missing, and it goes on."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest
from tests.record.making import drafts, keys
from tests.record.storage.dying import (
    DISK_STEPS,
    STEPS,
    Acks,
    audited,
    opened_again,
    run_to_death,
    there,
)

KEYRING = keys()


def check_after(folder: Path, acks: Acks) -> None:
    """What must be so in what a dead process left."""
    with opened_again(folder, KEYRING) as record:
        found = there(record)
        assert acks <= found
        before = record.size()
        record.append(drafts(2))
        assert record.size() == before + 2
    report = audited(folder, KEYRING)
    assert report.findings == []


def kill_at_random(folder: Path, kills: int, *, seed: int) -> None:
    chance, acks = random.Random(seed), set()
    for number in range(kills):
        death = run_to_death(
            folder, KEYRING, after_s=chance.uniform(0.02, 0.25), seed=seed + number
        )
        assert death.signal == signal.SIGKILL
        acks |= death.acks
        check_after(folder, acks)


def test_there_are_enough_steps() -> None:
    assert len({*STEPS, *DISK_STEPS}) >= 25


@pytest.mark.parametrize("step", [*STEPS, *DISK_STEPS])
def test_a_process_that_dies_at_a_step_loses_nothing(scratch: Path, step: str) -> None:
    death = run_to_death(scratch, KEYRING, step=step, hit=2)
    assert death.signal == signal.SIGKILL
    check_after(scratch, death.acks)


def test_a_process_killed_at_any_instant_loses_nothing(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 5, seed=1)


@pytest.mark.campaign
@pytest.mark.parametrize("step", [*STEPS, *DISK_STEPS])
def test_a_process_that_dies_eight_times_at_a_step_loses_nothing(scratch: Path, step: str) -> None:
    acks: Acks = set()
    for hit in range(1, 9):
        death = run_to_death(scratch, KEYRING, step=step, hit=hit, seed=hit)
        acks |= death.acks
        check_after(scratch, acks)


@pytest.mark.campaign
def test_three_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    for seed in range(15):
        (tmp_path / str(seed)).mkdir()
        kill_at_random(tmp_path / str(seed), 20, seed=100 * seed)
