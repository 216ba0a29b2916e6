"""A disk that is full, fails or is read-only: what is refused, what goes on, and what stops for good."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

import apsw
import pytest
from tests.record.faulty_disk import Disk
from tests.record.making import ALL, drafts, filled, hands, keys, opened
from tests.record.storage.dying import Acks, audited, there

from coalition.errors import CoalitionError, InputError, IntegrityError
from coalition.record import Draft, Record
from coalition.record.opening import start_record
from coalition.record.storage.rows import StoreBrokenError, StoreUnavailableError
from coalition.record.storage.sqlite import store as sqlite_store
from coalition.record.storage.sqlite.store import SqliteStore

KEYRING = keys()
NUMBERS = count()


class Trouble:
    """Raises an error of SQLite at one step of the disk, as long as it is switched on."""

    def __init__(self, step: str, error: type[Exception]) -> None:
        self.step, self.error, self.on, self.times = step, error, False, 0

    def __call__(self, step: str) -> None:
        if self.on and step == self.step:
            self.times += 1
            raise self.error("made by the test")


@contextmanager
def record_on(
    folder: Path, trouble: Callable[[str], None], *, fold_pages: int = 10_000
) -> Iterator[Record]:
    disk = Disk(f"faulty{next(NUMBERS)}", fail=trouble)
    with patch.object(sqlite_store, "FOLD_PAGES", fold_pages):
        store = SqliteStore(folder / "r.db", vfs=disk.name)
        with start_record(store, hands(KEYRING), folder / "r.db.checkpoints") as record:
            yield record
    disk.unregister()


def fill(record: Record, told: Acks, *, payload: bytes = b"", times: int = 60) -> None:
    """Append one by one, and note what was acknowledged."""
    for number in range(times):
        for receipt in record.append([Draft(ALL, b"%d" % number + payload)]):
            told.add((str(receipt.stream), receipt.index, receipt.leaf_hash.hex()))


@pytest.mark.parametrize(
    "error", [apsw.FullError, apsw.ReadOnlyError, apsw.CantOpenError, apsw.NoMemError]
)
def test_what_cannot_be_written_now_is_refused_and_writing_resumes(
    scratch: Path, error: type[Exception]
) -> None:
    trouble = Trouble("wal.write", error)
    with record_on(scratch, trouble) as record:
        record.append(drafts(6))
        trouble.on = True
        for _ in range(3):
            with pytest.raises(StoreUnavailableError):
                record.append(drafts(2, begin=6))
        assert [entry.payload for entry in record.read()] == [draft.payload for draft in drafts(6)]
        trouble.on = False
        record.append(drafts(2, begin=6))
        assert [entry.payload for entry in record.read()] == [draft.payload for draft in drafts(8)]
    assert audited(scratch, KEYRING).findings == []


@pytest.mark.parametrize("step", ["wal.write", "wal.sync"])
def test_an_error_of_the_disk_in_a_commit_stops_the_record(scratch: Path, step: str) -> None:
    trouble = Trouble(step, apsw.IOError)
    with record_on(scratch, trouble) as record:
        record.append(drafts(6))
        told = there(record)
        trouble.on = True
        with pytest.raises(StoreBrokenError, match="disk failed"):
            record.append(drafts(2, begin=6))
        trouble.on = False
        times = trouble.times
        for use in (lambda: record.append(drafts(1)), record.read, lambda: record.checkpoint(ALL)):
            with pytest.raises(IntegrityError, match="has stopped"):
                use()
        assert trouble.times == times == 1
    with opened(scratch / "r.db", KEYRING) as record:
        assert told <= there(record)
    assert audited(scratch, KEYRING).findings == []


@pytest.mark.parametrize("step", ["main.write", "main.sync", "wal.sync"])
def test_an_error_of_the_disk_in_folding_stops_the_record(scratch: Path, step: str) -> None:
    trouble = Trouble(step, apsw.IOError)
    with record_on(scratch, trouble, fold_pages=12) as record:
        record.append(drafts(2))
        told: Acks = set()
        trouble.on = True
        with pytest.raises(IntegrityError):
            fill(record, told)
    with opened(scratch / "r.db", KEYRING) as record:
        assert told <= there(record)
    assert audited(scratch, KEYRING).findings == []


def test_no_room_to_fold_is_no_reason_to_stop(scratch: Path) -> None:
    trouble = Trouble("main.write", apsw.FullError)
    with record_on(scratch, trouble, fold_pages=4) as record:
        trouble.on = True
        for n in range(12):
            record.append(drafts(1, begin=n))
        assert trouble.times > 0
        trouble.on = False
        record.append(drafts(1, begin=12))
        assert record.size() == 13
    assert audited(scratch, KEYRING).findings == []


def test_a_journal_that_cannot_be_written_holds_up_the_next_commit(scratch: Path) -> None:
    with opened(scratch / "r.db", KEYRING) as record:
        record.append(drafts(2))
        with patch("coalition.record.journal.os.pwrite", side_effect=OSError(28, "no room")):
            record.append(drafts(2, begin=2))
            with pytest.raises(OSError, match="no room"):
                record.append(drafts(2, begin=4))
        assert record.size() == 4
        record.append(drafts(2, begin=4))
        assert record.size() == 6
    report = audited(scratch, KEYRING)
    assert (report.findings, report.entries) == ([], 6)


def in_a_child(work: Callable[[], None]) -> int:
    """The exit code of the work in a process of its own: 0 when it ended, 1 when something was raised."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_without_descriptors_opening_is_refused_and_an_open_record_goes_on(scratch: Path) -> None:
    def work() -> None:
        record = opened(scratch / "r.db", KEYRING)
        record.append(drafts(2))
        free = os.open(os.devnull, os.O_RDONLY)
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, most))
        record.append(drafts(2, begin=2))
        assert len(record.read()) == 4
        with pytest.raises((OSError, CoalitionError, apsw.Error)):
            opened(scratch / "other.db", KEYRING)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free + 50, most))
        record.append(drafts(2, begin=4))
        record.close()

    assert in_a_child(work) == 0
    with opened(scratch / "r.db", KEYRING) as record:
        assert record.size() == 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_refuses_writes_and_writing_resumes_with_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(600_000))
    with opened(small_disk / "r.db", KEYRING) as record:
        with pytest.raises(StoreUnavailableError):
            fill(record, set(), payload=bytes(4_000), times=1_000)
        kept = record.size()
        assert kept > 50
        assert len(record.read(0, 10_000)) == kept
        ballast.unlink()
        record.append([Draft(ALL, b"room again")])
        assert record.size() == kept + 1
    assert audited(small_disk, KEYRING).findings == []


def test_a_read_only_disk_is_read_and_verified_and_not_written(small_disk: Path) -> None:
    filled(small_disk / "r.db", 20, keyring=KEYRING)
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    if subprocess.run(remount, check=False, capture_output=True).returncode:
        pytest.skip("the small file system cannot be made read-only here")
    assert audited(small_disk, KEYRING).findings == []
    with pytest.raises((OSError, InputError, IntegrityError)):
        opened(small_disk / "r.db", KEYRING)
