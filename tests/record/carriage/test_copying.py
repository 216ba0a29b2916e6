"""A copy is row for row the same, and is not to be signed from."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from tests.record.making import ALL, drafts, keys, opened

from coalition.errors import CoalitionError, RefusedError
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.copying import copy_record
from coalition.record.carriage.sources import open_source
from coalition.record.opening import open_store

KEYRING = keys()


@pytest.fixture
def source_path(scratch: Path) -> Path:
    with opened(scratch / "r.db", KEYRING) as record:
        record.append(drafts(600))
        record.checkpoint(ALL)
        record.redact(ALL, 3, reason="x")
    return scratch / "r.db"


def copied(source_path: Path) -> Path:
    target = source_path.with_name("copy.db")
    with open_source(source_path) as source, closing(open_store(target)) as store:
        copy_record(source.reader, store)
    return target


def test_every_row_is_the_same(source_path: Path) -> None:
    with open_source(source_path) as one, open_source(copied(source_path)) as two:
        a, b = one.reader, two.reader
        assert a.rows(0, 1_000) == b.rows(0, 1_000)
        assert a.streams() == b.streams()
        assert a.commits(0, 1_000) == b.commits(0, 1_000)
        assert a.redactions() == b.redactions()
        assert a.statements("roster") == b.statements("roster")
        assert [a.all_tiles(n) for n in (1, 2)] == [b.all_tiles(n) for n in (1, 2)]
        assert [a.checkpoints(n) for n in (1, 2)] == [b.checkpoints(n) for n in (1, 2)]


def test_a_copy_passes_the_audit_and_signs_nothing(source_path: Path) -> None:
    target = copied(source_path)
    with open_source(target) as source:
        assert audit(source, Trust(KEYRING.roster, KEYRING.node.public)).findings == []
    with opened(target, KEYRING) as record, pytest.raises(RefusedError, match="was restored"):
        record.append(drafts(1))


def test_nothing_is_copied_over_a_record(source_path: Path) -> None:
    target = copied(source_path)
    with (
        open_source(source_path) as source,
        closing(open_store(target)) as store,
        pytest.raises(RefusedError, match="holds a record"),
    ):
        copy_record(source.reader, store)


def test_a_copy_that_was_cut_short_does_not_open(
    source_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = source_path.with_name("half.db")
    monkeypatch.setattr("coalition.record.storage.tables.ROWS_AT_ONCE", 100)
    with open_source(source_path) as source, closing(open_store(target)) as store:
        calls = iter(range(3))
        fold = store.fold
        monkeypatch.setattr(store, "fold", lambda **_: (next(calls), fold()))
        with pytest.raises((StopIteration, RuntimeError)):
            copy_record(source.reader, store)
    with pytest.raises(CoalitionError):
        opened(target, KEYRING)
