"""What must hold before an open record signs anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.making import ALL, NOW, PAIR, chance, drafts, filled, keys, opened
from tests.record.tampering import PLAIN, Tamperer, resign_suffix

from coalition.errors import IntegrityError, RefusedError
from coalition.record import Draft, Keyring, revoke_key, rotate_key
from coalition.record.journal import read_journal, read_known
from coalition.record.opening import journal_of
from coalition.record.signing.checkpoints import verify_head
from coalition.record.signing.issuing import begin_epoch

KEYRING = keys()
LATER = "2026-11-27T00:00:00Z"


@pytest.fixture
def path(scratch: Path) -> Path:
    return filled(scratch / "r.db", 20, keyring=KEYRING)


def rotated(keyring: Keyring = KEYRING) -> Keyring:
    return rotate_key(keyring, "DEU", random=chance(5), now=NOW)


@pytest.mark.parametrize("name", ["delete", "truncate", "edit with its leaf"])
def test_a_record_whose_leaves_do_not_give_its_tree_is_not_opened(path: Path, name: str) -> None:
    with Tamperer(path) as tamperer:
        PLAIN[name](tamperer, 11)
    with pytest.raises(IntegrityError):
        opened(path, KEYRING)


def test_a_payload_that_is_changed_is_not_read(path: Path) -> None:
    with Tamperer(path) as tamperer:
        PLAIN["edit"](tamperer, 11)
    with opened(path, KEYRING) as record:
        assert len(record.read(0, 10)) == 10
        with pytest.raises(IntegrityError, match="entry 11 does not have its hash"):
            record.read(0, 11)


def test_a_record_told_anew_with_the_right_keys_contradicts_its_journal(path: Path) -> None:
    with Tamperer(path) as tamperer:
        resign_suffix(tamperer, 15, KEYRING)
    with pytest.raises(IntegrityError, match="two stories"):
        opened(path, KEYRING)


def test_a_record_that_is_gone_while_its_journal_is_there_is_not_begun_anew(path: Path) -> None:
    path.unlink()
    with pytest.raises(IntegrityError, match="has lost"):
        opened(path, KEYRING)


def test_a_journal_that_is_gone_or_cut_short_is_begun_again(path: Path) -> None:
    journal = journal_of(path)
    assert journal is not None
    whole = journal.read_bytes()
    for left in (
        b"",
        whole[:-10],
        whole[:200],
        whole + b"\x00" * 40,
        whole[:700] + bytes(512) + whole[1_212:],
    ):
        journal.write_bytes(left)
        with opened(path, KEYRING) as record:
            record.append(drafts(1))
        known, end = read_journal(journal, KEYRING.roster)
        assert end == journal.stat().st_size
        assert known[-1].head.head.stream == ALL


def test_a_long_journal_is_shortened_to_the_newest_of_each_stream(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_of(path)
    assert journal is not None
    monkeypatch.setattr("coalition.record.journal.COMPACT_BYTES", 1_000)
    with opened(path, KEYRING):
        pass
    known = read_known(journal, KEYRING.roster)
    assert [(one.head.head.stream, one.head.head.size) for one in known] == [(ALL, 10), (PAIR, 10)]


def test_a_rotated_key_signs_what_comes_and_the_old_one_what_was(path: Path) -> None:
    with opened(path, rotated()) as record:
        record.append([Draft(ALL, b"new")])
        keys_used = {entry.key_id for entry in record.read(0, 100) if entry.stream == ALL}
    assert len(keys_used) == 2


def test_an_older_roster_than_the_records_is_refused(path: Path) -> None:
    with opened(path, rotated()):
        pass
    with pytest.raises(RefusedError, match="older than the record's"):
        opened(path, KEYRING)


def test_heads_of_a_revoked_key_are_signed_anew(path: Path) -> None:
    old = KEYRING.signer_of("DEU", NOW)
    after = revoke_key(rotated(), old.key_id, reason="stolen", now=NOW)
    with opened(path, after) as record:
        signed = verify_head(record.checkpoint(ALL).text, after.roster)
    assert signed.key.key_id != old.key_id


def test_a_new_epoch_stands_in_every_later_checkpoint(path: Path) -> None:
    after = begin_epoch(KEYRING, "DEU", reason="loss", now=NOW)
    with opened(path, after) as record:
        record.append([Draft(ALL, b"anew")])
        checkpoint, other = record.checkpoint(ALL), record.checkpoint(PAIR)
        entry = record.read(20, 1)[0]
    assert (checkpoint.epoch, other.epoch, entry.epoch) == (1, 0, 1)
    assert "epoch 1 10\n" in checkpoint.text


def test_another_nodes_key_does_not_take_the_order_over(path: Path) -> None:
    stranger = Keyring(KEYRING.roster, keys(9).node, KEYRING.signers, KEYRING.roots)
    with pytest.raises(RefusedError, match=r"node\.pem"):
        opened(path, stranger)


def test_a_postgres_record_has_no_journal_beside_it() -> None:
    assert journal_of("postgresql://app@/x") is None
    assert journal_of("a/r.db") == Path("a/r.db.checkpoints")


@pytest.mark.parametrize("change", ["DELETE FROM facts", "UPDATE facts SET value = 'Open'"])
def test_a_record_that_does_not_say_whether_it_signs_is_not_opened(path: Path, change: str) -> None:
    with Tamperer(path) as tamperer:
        tamperer.run(change)
    with pytest.raises(IntegrityError, match="whether it may sign"):
        opened(path, KEYRING)
