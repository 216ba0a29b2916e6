"""The journal: what is known outside the record, line by line, and what is owed when it cannot be written."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.record.making import ALL, NOW, OWN, filled, keys

from coalition.errors import InputError, IntegrityError
from coalition.record.journal import Journal, line_of, newest, read_journal, read_known
from coalition.record.signing.checkpoints import TreeHead, sign_head

KEYRING = keys()


def line(size: int, *, epoch: int = 0, first: int = 0, audience: str = ALL.audience) -> bytes:
    stream = type(ALL)("DEU", audience)
    head = TreeHead(stream, size, bytes([size]) * 32, epoch, 0)
    return line_of(sign_head(head, KEYRING.signer_of("DEU", NOW)), first, [bytes([size]) * 32])


def test_a_line_comes_back(scratch: Path) -> None:
    (scratch / "j").write_bytes(line(3, first=2))
    (known,) = read_known(scratch / "j", KEYRING.roster)
    assert (known.head.head.size, known.first, known.leaves) == (3, 2, (b"\x03" * 32,))


def test_the_newest_has_the_latest_epoch_and_the_largest_size(scratch: Path) -> None:
    lines = [line(3), line(9), line(5), line(4, epoch=1), line(2, audience=OWN.audience)]
    (scratch / "j").write_bytes(b"".join(lines))
    found = newest(read_known(scratch / "j", KEYRING.roster))
    assert {name: (k.head.head.epoch, k.head.head.size) for name, k in found.items()} == {
        ALL: (1, 4),
        OWN: (0, 2),
    }


@pytest.mark.parametrize(
    "bad",
    [
        b"x\n", b"{}\n", b'{"checkpoint":1,"first":"x","leaves":[]}\n', b"\x00\n",
        b'{"first":0,"leaves":["zz"]}\n',
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_refused_from_outside(scratch: Path, bad: bytes) -> None:
    (scratch / "j").write_bytes(line(3) + bad)
    with pytest.raises((InputError, IntegrityError)):
        read_known(scratch / "j", KEYRING.roster)


def test_a_checkpoint_that_nobody_signed_is_refused_from_everywhere(scratch: Path) -> None:
    (scratch / "j").write_bytes(line(3))
    for read in (read_known, read_journal):
        with pytest.raises(IntegrityError, match="no key of"):
            read(scratch / "j", keys(9).roster)


def test_the_own_journal_ends_at_the_first_line_that_is_cut(scratch: Path) -> None:
    (scratch / "j").write_bytes(line(3) + line(4)[:50])
    known, end = read_journal(scratch / "j", KEYRING.roster)
    assert ([one.head.head.size for one in known], end) == ([3], len(line(3)))


def test_writing_goes_on_after_the_last_whole_line(scratch: Path) -> None:
    (scratch / "j").write_bytes(line(3) + b"cut")
    with closing(Journal(scratch / "j", len(line(3)))) as journal:
        journal.write([line(4), line(5)])
    assert (scratch / "j").read_bytes() == line(3) + line(4) + line(5)


def test_what_could_not_be_written_is_owed_and_comes_first(scratch: Path) -> None:
    with closing(Journal(scratch / "j", 0)) as journal:
        with (
            patch("coalition.record.journal.os.pwrite", side_effect=OSError(28, "no room")),
            pytest.raises(OSError, match="no room"),
        ):
            journal.write([line(3)])
        journal.write([line(4)])
        journal.settle()
    assert (scratch / "j").read_bytes() == line(3) + line(4)


def test_a_record_writes_a_line_for_each_stream_of_each_commit(scratch: Path) -> None:
    filled(scratch / "r.db", 8, each=4, keyring=KEYRING)
    known = read_known(scratch / "r.db.checkpoints", KEYRING.roster)
    assert [(one.head.head.size, one.first, len(one.leaves)) for one in known] == [
        (2, 0, 2), (2, 0, 2), (4, 2, 2), (4, 2, 2),
    ]  # fmt: skip


def test_a_file_that_is_not_there_is_told_or_empty(scratch: Path) -> None:
    with pytest.raises(InputError, match="missing-file"):
        read_known(scratch / "j", KEYRING.roster)
    assert read_journal(scratch / "j", KEYRING.roster) == ([], 0)
    assert read_journal(None, KEYRING.roster) == ([], 0)
