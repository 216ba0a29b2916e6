"""Two processes and one record: one writes, others are refused or read, and nothing is harmed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.record.making import drafts, filled, keys, opened
from tests.record.storage.dying import audited

from coalition.errors import InputError, RefusedError
from coalition.record.storage.sqlite.opening import check_version

KEYRING = keys()


def start(work: Callable[[], None]) -> int:
    """The work in a process of its own; its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def ended_well(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def write_until(path: Path, stop: Path) -> Callable[[], None]:
    def work() -> None:
        with opened(path, KEYRING) as record:
            while not stop.exists():
                record.append(drafts(3, begin=record.size()))
                time.sleep(0.03)

    return work


def read_and_try_to_write(path: Path, rounds: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(rounds):
            if audited(path.parent, KEYRING).findings:
                raise SystemExit(1)
            try:
                opened(path, KEYRING).close()
            except RefusedError:
                continue
            raise SystemExit(1)

    return work


def test_a_second_opening_is_refused_in_this_process_and_in_another(scratch: Path) -> None:
    path = filled(scratch / "r.db", 4, keyring=KEYRING)
    with opened(path, KEYRING):
        with pytest.raises(RefusedError, match="open already"):
            opened(path, KEYRING)

        def try_to_open() -> None:
            with suppress(RefusedError):
                opened(path, KEYRING)
                raise SystemExit(1)

        assert ended_well(start(try_to_open))
    opened(path, KEYRING).close()


def test_a_record_is_free_when_the_process_that_wrote_it_dies(scratch: Path) -> None:
    path = filled(scratch / "r.db", 4, keyring=KEYRING)

    def die_open() -> None:
        opened(path, KEYRING)
        os._exit(0)

    assert ended_well(start(die_open))
    with opened(path, KEYRING) as record:
        assert record.size() == 4


def race(path: Path, rounds: int) -> None:
    """A writer, and two readers that also try to write, each so often."""
    filled(path, 6, keyring=KEYRING)
    stop = path.with_name("stop")
    writer = start(write_until(path, stop))
    while not Path(f"{path}-wal").exists():
        time.sleep(0.01)
    readers = [start(read_and_try_to_write(path, rounds)) for _ in range(2)]
    read_well = [ended_well(child) for child in readers]
    stop.touch()
    assert ended_well(writer)
    assert read_well == [True, True]
    report = audited(path.parent, KEYRING)
    assert (report.findings, report.entries > 6) == ([], True)


def test_readers_beside_a_writer_see_whole_commits(scratch: Path) -> None:
    race(scratch / "r.db", 4)


@pytest.mark.campaign
def test_hundreds_of_reads_beside_a_writer_harm_nothing(tmp_path: Path) -> None:
    race(tmp_path / "r.db", 30)


@pytest.mark.parametrize("version", ["3.51.2", "3.40.1", "3.7.0", "3.9.99"])
def test_an_sqlite_that_can_corrupt_a_log_is_refused(version: str) -> None:
    with pytest.raises(InputError, match="old-database"):
        check_version(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.0", "3.100.1", "4.0.0"])
def test_an_sqlite_without_that_fault_is_taken(version: str) -> None:
    assert check_version(version) is None
