"""Backups while writing: whole, private, and not to be signed from."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from tests.record.making import ALL, drafts, filled, keys, opened

from coalition.errors import InputError, RefusedError
from coalition.record.auditing.audit import Trust, audit
from coalition.record.auditing.findings import Report
from coalition.record.carriage.backing_up import back_up
from coalition.record.carriage.sources import open_source
from coalition.record.merkle.frontier import root_of
from coalition.record.signing.checkpoints import read_head

KEYRING = keys()


def audited(path: Path) -> Report:
    with open_source(path) as source:
        return audit(source, Trust(KEYRING.roster, KEYRING.node.public))


def roots(path: Path) -> dict[str, bytes]:
    """The root of every stream, grown from its leaves."""
    with open_source(path) as source:
        tables = source.reader
        return {
            str(row.name): root_of(tables.leaves(row.stream, 0, row.size))
            for row in tables.streams()
        }


def test_a_backup_of_a_record_at_rest_is_the_record(scratch: Path) -> None:
    path = filled(scratch / "r.db", 30, keyring=KEYRING)
    assert back_up(path, scratch / "b.db") == 30
    assert roots(scratch / "b.db") == roots(path)
    assert audited(scratch / "b.db").findings == []


def test_a_backup_while_writing_holds_whole_commits_and_all_that_was_acknowledged(
    scratch: Path,
) -> None:
    path, stop, sizes = scratch / "r.db", Event(), []
    with opened(path, KEYRING) as record:

        def write() -> None:
            while not stop.is_set():
                record.append(drafts(5, begin=record.size()))

        writer = Thread(target=write)
        writer.start()
        for number in range(4):
            acknowledged = record.size()
            sizes.append((acknowledged, back_up(path, scratch / f"b{number}.db")))
        stop.set()
        writer.join()
    for number, (acknowledged, held) in enumerate(sizes):
        report = audited(scratch / f"b{number}.db")
        assert (report.findings, report.entries) == ([], held)
        assert held >= acknowledged
        assert held % 5 == 0


def test_the_roots_of_a_backup_are_those_its_checkpoints_signed(scratch: Path) -> None:
    path = filled(scratch / "r.db", 30, keyring=KEYRING)
    back_up(path, scratch / "b.db")
    with open_source(scratch / "b.db") as source:
        signed = {str(row.name): read_head(row.note)[0].root for row in source.reader.streams()}
    assert signed == roots(scratch / "b.db")


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(scratch: Path) -> None:
    path = filled(scratch / "r.db", 5, keyring=KEYRING)
    (scratch / "out").mkdir()
    back_up(path, scratch / "out/b.db")
    assert [file.name for file in (scratch / "out").iterdir()] == ["b.db"]
    assert (scratch / "out/b.db").stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_over(scratch: Path) -> None:
    path = filled(scratch / "r.db", 5, keyring=KEYRING)
    (scratch / "b.db").write_text("mine")
    with pytest.raises(InputError, match="cannot-write"):
        back_up(path, scratch / "b.db")
    assert (scratch / "b.db").read_text() == "mine"


def test_a_backup_signs_nothing(scratch: Path) -> None:
    path = filled(scratch / "r.db", 6, keyring=KEYRING)
    back_up(path, scratch / "b.db")
    with opened(scratch / "b.db", KEYRING) as record:
        assert len(record.read()) == 6
        for sign in (
            lambda: record.append(drafts(1)),
            lambda: record.checkpoint(ALL),
            lambda: record.redact(ALL, 0, reason="x"),
            lambda: record.prove_inclusion(ALL, 0),
        ):
            with pytest.raises(RefusedError, match="was restored"):
                sign()


def test_a_redacted_payload_is_not_in_a_later_backup(scratch: Path) -> None:
    path = scratch / "r.db"
    with opened(path, KEYRING) as record:
        record.append(drafts(3))
        record.append(drafts(1, begin=77_776))
        record.redact(ALL, 2, reason="spilled")
        back_up(path, scratch / "b.db")
    assert b"77776" not in (scratch / "b.db").read_bytes()


def test_what_is_no_record_is_not_backed_up(scratch: Path) -> None:
    with pytest.raises(InputError, match="missing-file"):
        back_up(scratch / "none.db", scratch / "b.db")
    assert not list(scratch.iterdir())
