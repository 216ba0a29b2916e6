"""A run on a disk that is traced, and what must be so in every state after a loss of power."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.record.faulty_disk import Ack, Disk, Step, acknowledged, after_power_loss, redacted
from tests.record.making import drafts, hands, keys

from coalition.errors import CoalitionError
from coalition.record import Keyring
from coalition.record.opening import start_record
from coalition.record.storage.sqlite import store as sqlite_store
from coalition.record.storage.sqlite.store import SqliteStore


@dataclass(frozen=True)
class Run:
    """What was written and when it was acknowledged, and every leaf in order of position."""

    trace: list[Step]
    leaves: list[bytes]
    keyring: Keyring


def traced_run(folder: Path, seed: int, *, commits: int = 24, ack_at: str = "ack.before") -> Run:
    """A run of commits of one to five entries, folded every few pages; acknowledged at that step."""
    disk, keyring, chance = Disk(f"traced{seed}"), keys(), random.Random(seed)
    sizes = [0]

    def reach(step: str) -> None:
        if step == ack_at:
            disk.trace.append(Ack(sizes[-1]))

    with patch.object(sqlite_store, "FOLD_PAGES", 40):
        store = SqliteStore(folder / "r.db", vfs=disk.name, reach=reach)
        with start_record(store, hands(keyring, reach=reach), None) as record:
            for number in range(commits):
                sizes.append(sizes[-1] + chance.randrange(1, 6))
                record.append(drafts(sizes[-1] - sizes[-2], begin=sizes[-2]))
                if number % 6 == 5:
                    entry = record.read(number, 1)[0]
                    record.redact(entry.stream, entry.index, reason="a test")
                    disk.trace.append(Ack(redacted=entry.position))
            leaves = [entry.leaf_hash for entry in record.read(0, 10_000)]
    disk.unregister()
    return Run(disk.trace, leaves, keyring)


@dataclass
class Outcome:
    """What came of the states: how many lost what was acknowledged, how many could not be opened or read."""

    states: int = 0
    lost: int = 0
    broken: int = 0
    first: str = ""


def judge(run: Run, folder: Path, *, states: int, seed: int) -> Outcome:
    """That many random states of the run, each opened and read anew."""
    chance, outcome = random.Random(seed), Outcome()
    for number in range(states):
        point = chance.randrange(1, len(run.trace) + 1)
        place = folder / f"{seed}-{number}"
        place.mkdir()
        for file, content in after_power_loss(run.trace, point, chance).items():
            (place / file).write_bytes(content)
        gone = redacted(run.trace, point)
        _judge_one(run, place, told=acknowledged(run.trace, point), gone=gone, outcome=outcome)
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
    return outcome


def _judge_one(run: Run, place: Path, *, told: int, gone: set[int], outcome: Outcome) -> None:
    outcome.states += 1
    try:
        with closing(SqliteStore(place / "r.db")) as store:
            entries = start_record(store, hands(run.keyring), None).read(0, 10_000)
    except CoalitionError as error:
        outcome.broken += 1
        outcome.first = outcome.first or str(error)
        return
    found = [entry.leaf_hash for entry in entries]
    if found[:told] != run.leaves[:told]:
        outcome.lost += 1
        outcome.first = outcome.first or f"{told} acknowledged, {len(found)} there"
    elif any(entries[position - 1].payload is not None for position in gone):
        outcome.lost += 1
        outcome.first = outcome.first or "a payload is there again that was redacted"
    elif found != run.leaves[: len(found)]:
        outcome.broken += 1
        outcome.first = outcome.first or "other entries than those written"
