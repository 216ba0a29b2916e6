"""What a store must do, each as a check that a faulty store does not pass; for the real one and mutants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch

import apsw
from tests.record.faulty_disk import Disk
from tests.record.making import ALL, NOW, PAIR, chance, drafts, filled, hands, keys, opened
from tests.record.storage.power import judge, traced_run
from tests.record.tampering import PLAIN, Tamperer, resign_suffix

from coalition.errors import CoalitionError, InputError, IntegrityError, RefusedError
from coalition.record import Draft, Record, rotate_key
from coalition.record import offline_verifier as verifier
from coalition.record.auditing.audit import Trust, audit
from coalition.record.auditing.findings import Finding
from coalition.record.carriage.exporting import Wish, export_bundle
from coalition.record.carriage.sources import open_source
from coalition.record.journal import read_known
from coalition.record.opening import start_record
from coalition.record.storage.rows import EntryRow, StoreUnavailableError
from coalition.record.storage.sqlite import opening
from coalition.record.storage.sqlite import store as sqlite_store
from coalition.record.storage.sqlite.store import SqliteStore
from coalition.record.storage.tables import Tables

KEYRING = keys()
NUMBERS = count()
ROW = 23


def raises(kind: type[BaseException], work: Callable[[], object]) -> bool:
    try:
        work()
    except kind:
        return True
    except (CoalitionError, OSError):
        return False
    return False


@contextmanager
def on_a_disk(
    folder: Path, fail: Callable[[str], None], *, fold_pages: int = 10_000
) -> Iterator[Record]:
    disk = Disk(f"checked{next(NUMBERS)}", fail=fail)
    with patch.object(sqlite_store, "FOLD_PAGES", fold_pages):
        store = SqliteStore(folder / "r.db", vfs=disk.name)
        with start_record(store, hands(KEYRING), folder / "r.db.checkpoints") as record:
            yield record
    disk.unregister()


def first_finding(path: Path, *, known: Path | None = None) -> Finding | None:
    lines = tuple(read_known(known, KEYRING.roster)) if known else ()
    with open_source(path) as source:
        return audit(source, Trust(KEYRING.roster, KEYRING.node.public, lines)).first


def survives_a_loss_of_power(folder: Path) -> None:
    outcome = judge(traced_run(folder, 1, commits=16), folder, states=60, seed=1)
    assert (outcome.lost, outcome.broken, outcome.first) == (0, 0, "")


def stops_when_the_disk_fails(folder: Path) -> None:
    broken, times = [False], [0]

    def fail(step: str) -> None:
        if broken[0] and step == "wal.sync":
            times[0] += 1
            raise apsw.IOError("made by the test")

    with on_a_disk(folder, fail) as record:
        record.append(drafts(3))
        broken[0] = True
        assert raises(IntegrityError, lambda: record.append(drafts(1)))
        assert raises(IntegrityError, lambda: record.append(drafts(1)))
    assert times[0] == 1


def stops_when_folding_fails(folder: Path) -> None:
    broken = [False]

    def fail(step: str) -> None:
        if broken[0] and step == "main.sync":
            raise apsw.IOError("made by the test")

    with on_a_disk(folder, fail, fold_pages=8) as record:
        record.append(drafts(3))
        broken[0] = True
        assert raises(IntegrityError, lambda: [record.append(drafts(1)) for _ in range(20)])


def goes_on_after_a_full_disk(folder: Path) -> None:
    full = [False]

    def fail(step: str) -> None:
        if full[0] and step == "wal.write":
            raise apsw.FullError("made by the test")

    with on_a_disk(folder, fail) as record:
        record.append(drafts(3))
        full[0] = True
        assert raises(StoreUnavailableError, lambda: record.append(drafts(2, begin=3)))
        full[0] = False
        record.append(drafts(2, begin=3))
        assert record.size() == 5
    assert first_finding(folder / "r.db") is None


def finds(name: str) -> Callable[[Path], None]:
    """The check that a change by hand is found at its row."""

    def check(folder: Path) -> None:
        path = filled(folder / "r.db", 40, keyring=KEYRING)
        with Tamperer(path) as tamperer:
            PLAIN[name](tamperer, ROW)
        first = first_finding(path)
        assert first is not None
        assert first.position == ROW

    return check


def finds_what_was_told_anew(folder: Path) -> None:
    path = filled(folder / "r.db", 40, keyring=KEYRING)
    with Tamperer(path) as tamperer:
        resign_suffix(tamperer, ROW, KEYRING)
    first = first_finding(path, known=folder / "r.db.checkpoints")
    assert first is not None
    assert first.position == ROW


def finds_a_changed_head(folder: Path) -> None:
    path = filled(folder / "r.db", 20, keyring=KEYRING)
    with Tamperer(path) as tamperer:
        tamperer.run("UPDATE streams SET peaks = zeroblob(length(peaks))")
    assert first_finding(path) is not None


def signs_nothing_that_the_store_does_not_give_back(folder: Path) -> None:
    add = Tables.add_rows

    def add_flipped(tables: Tables, rows: list[EntryRow]) -> None:
        add(tables, rows)
        tables._run("UPDATE entries SET payload = x'00' WHERE position = 2")

    with opened(folder / "r.db", KEYRING) as record, patch.object(Tables, "add_rows", add_flipped):
        with Tamperer(folder / "r.db"):
            pass
        assert raises(IntegrityError, lambda: record.append(drafts(3)))


def is_written_by_one(folder: Path) -> None:
    with opened(folder / "r.db", KEYRING):
        assert raises(RefusedError, lambda: opened(folder / "r.db", KEYRING).close())


def keeps_a_commit_whole(folder: Path) -> None:
    def fail(step: str) -> None:
        if step == "commit.after":
            raise RuntimeError(step)

    with opened(folder / "r.db", KEYRING) as record:
        record.append(drafts(1))
    with opened(folder / "r.db", KEYRING, reach=fail) as record:
        assert raises(RuntimeError, lambda: record.append(drafts(3)))
    with opened(folder / "r.db", KEYRING) as record:
        assert record.size() in {1, 4}


def is_not_opened_when_it_is_old(folder: Path) -> None:
    path = filled(folder / "r.db", 8, keyring=KEYRING)
    old = path.read_bytes()
    with opened(path, KEYRING) as record:
        record.append(drafts(2))
    path.write_bytes(old)
    assert raises(IntegrityError, lambda: opened(path, KEYRING).close())


def leaves_nothing_of_what_is_redacted(folder: Path) -> None:
    with opened(folder / "r.db", KEYRING) as record:
        record.append([Draft(ALL, b"the secret word is heron"), *drafts(3)])
        record.redact(ALL, 0, reason="spilled")
        assert b"heron" not in b"".join(path.read_bytes() for path in folder.iterdir())


def hides_what_is_redacted_behind_a_salt(folder: Path) -> None:
    with opened(folder / "r.db", KEYRING) as record:
        one, two = record.append([Draft(ALL, b"yes"), Draft(ALL, b"yes")])
    assert one.leaf_hash != two.leaf_hash


def grows_the_trees_of_the_standard(folder: Path) -> None:
    path = filled(folder / "r.db", 30, keyring=KEYRING)
    export_bundle(path, folder / "b.jsonl", [Wish(ALL), Wish(PAIR)])
    try:
        verifier.verify_bundle(folder / "b.jsonl")
    except verifier.NotVerifiedError as error:
        raise AssertionError(str(error)) from error


def refuses_an_old_sqlite(_folder: Path) -> None:
    assert raises(InputError, lambda: opening.check_version("3.51.2"))


def lets_nothing_be_changed(folder: Path) -> None:
    path = filled(folder / "r.db", 8, keyring=KEYRING)
    with closing(opening.connect_writer(path)) as connection:
        assert raises(apsw.Error, lambda: connection.execute("UPDATE entries SET payload = x'00'"))


def refuses_an_older_roster(folder: Path) -> None:
    rotated = rotate_key(KEYRING, "DEU", random=chance(5), now=NOW)
    opened(folder / "r.db", rotated).close()
    assert raises(RefusedError, lambda: opened(folder / "r.db", KEYRING).close())


def reads_nothing_that_was_changed(folder: Path) -> None:
    path = filled(folder / "r.db", 30, keyring=KEYRING)
    with Tamperer(path) as tamperer:
        PLAIN["edit"](tamperer, ROW)
    with opened(path, KEYRING) as record:
        assert raises(IntegrityError, lambda: record.read(0, 100))


def proves_only_what_its_checkpoint_covers(folder: Path) -> None:
    path = filled(folder / "r.db", 600, each=100, keyring=KEYRING)
    with opened(path, KEYRING) as record:
        with Tamperer(path) as tamperer:
            tamperer.run("UPDATE tiles SET hash = zeroblob(32)")
        assert raises(CoalitionError, lambda: record.prove_inclusion(ALL, 290))
