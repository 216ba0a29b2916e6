"""Records for tests: seeded keys and randomness, a clock that moves at each reading, a few entries."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from coalition.record import Draft, Keyring, Record, StreamName, generate_keyring, open_record
from coalition.record.commits.commit import Hands
from coalition.record.storage.port import Reach, pass_by

NOW = "2026-11-28T00:00:00Z"
ALL = StreamName("DEU", "members")
PAIR = StreamName("FRA", "a1b2c3")
OWN = StreamName("DEU", "own")


def chance(seed: int = 1) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes


def clock() -> Callable[[], str]:
    """A clock that begins at NOW and moves one second at each reading."""
    begin, seconds = datetime(2026, 11, 28, tzinfo=UTC), count()
    return lambda: (begin + timedelta(seconds=next(seconds))).strftime("%Y-%m-%dT%H:%M:%SZ")


def keys(seed: int = 1, *, roots_each: int = 1) -> Keyring:
    """A keyring of DEU and FRA."""
    return generate_keyring(["DEU", "FRA"], random=chance(seed), now=NOW, roots_each=roots_each)


def hands(keyring: Keyring | None = None, *, seed: int = 2, reach: Reach = pass_by) -> Hands:
    """What a record needs from outside."""
    return Hands(keyring or keys(), chance(seed), clock(), reach)


def opened(
    path: Path, keyring: Keyring | None = None, *, seed: int = 2, reach: Reach = pass_by
) -> Record:
    """The record at the path with the test's keys."""
    return open_record(path, keyring or keys(), random=chance(seed), now=clock(), reach=reach)


def drafts(
    number: int, *, begin: int = 0, streams: tuple[StreamName, ...] = (ALL, PAIR)
) -> list[Draft]:
    """That many drafts, in turn for each of the streams, each with another payload."""
    return [Draft(streams[i % len(streams)], b'{"n":%d}' % i) for i in range(begin, begin + number)]


def filled(path: Path, number: int = 40, *, each: int = 4, keyring: Keyring | None = None) -> Path:
    """A closed record of that many entries, `each` to a commit."""
    with opened(path, keyring) as record:
        for begin in range(0, number, each):
            record.append(drafts(min(each, number - begin), begin=begin))
    return path
