"""Appending, reading, redacting and proving as others use them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from tests.record.making import ALL, NOW, OWN, PAIR, chance, drafts, filled, keys, opened

from coalition.errors import InputError, IntegrityError, RefusedError
from coalition.record import (
    Draft,
    Receipt,
    Record,
    StreamName,
    generate_keyring,
    revoke_key,
    rotate_key,
)
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.sources import open_source
from coalition.record.merkle.frontier import root_of
from coalition.record.merkle.hashing import entry_leaf
from coalition.record.merkle.verifying import consistent, includes
from coalition.record.signing.checkpoints import verify_head


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = opened(tmp_path / "r.db")
    yield made
    made.close()


def test_what_was_appended_is_read_in_order_of_commit(record: Record) -> None:
    said = drafts(7)
    record.append(said[:3])
    record.append(said[3:])
    entries = record.read()
    assert [(e.stream, e.payload) for e in entries] == [(d.stream, d.payload) for d in said]
    assert [e.position for e in entries] == list(range(1, 8))


def test_a_receipt_names_the_place_and_the_leaf_of_its_draft(record: Record) -> None:
    receipts = record.append(drafts(4))
    entries = record.read()
    assert [(r.stream, r.index, r.leaf_hash) for r in receipts] == [
        (e.stream, e.index, e.leaf_hash) for e in entries
    ]
    assert [r.index for r in receipts] == [0, 0, 1, 1]


def test_the_checkpoint_of_a_receipt_covers_the_entry(record: Record) -> None:
    receipt = record.append(drafts(3))[2]
    head = verify_head(receipt.checkpoint or "", keys().roster).head
    leaves = [e.leaf_hash for e in record.read() if e.stream == ALL]
    assert (head.stream, head.size, head.root) == (ALL, 2, root_of(leaves))


def test_reading_goes_on_after_a_position_and_stops_at_the_limit(record: Record) -> None:
    record.append(drafts(9))
    assert [e.position for e in record.read(4, 2)] == [5, 6]
    assert record.read(9) == []
    assert record.read(99) == []
    assert record.size() == 9


def test_nothing_appended_is_nothing_said(record: Record) -> None:
    assert record.append([]) == []
    assert record.size() == 0


def test_a_payload_of_no_bytes_is_an_entry(record: Record) -> None:
    record.append([Draft(ALL, b"")])
    assert record.read()[0].payload == b""


def test_an_origin_without_a_key_here_is_refused_and_nothing_is_kept(record: Record) -> None:
    with pytest.raises(RefusedError, match="`POL`"):
        record.append([Draft(ALL, b"a"), Draft(StreamName("POL", "x"), b"b")])
    assert record.size() == 0


def test_drafts_of_many_threads_are_all_there_once(record: Record) -> None:
    receipts: list[Receipt] = []

    def say(who: int) -> None:
        for n in range(20):
            receipts.extend(record.append([Draft(ALL, b"%d %d" % (who, n))]))

    threads = [Thread(target=say, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = record.read(0, 1000)
    assert {e.payload for e in entries} == {b"%d %d" % (w, n) for w in range(8) for n in range(20)}
    assert sorted(r.index for r in receipts) == list(range(160))


def test_the_drafts_of_one_thread_stay_in_its_order(record: Record) -> None:
    threads = [
        Thread(
            target=lambda w=w: [record.append([Draft(ALL, b"%d %02d" % (w, n))]) for n in range(15)]
        )
        for w in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for who in range(4):
        mine = [e.payload for e in record.read() if (e.payload or b"").startswith(b"%d " % who)]
        assert mine == sorted(mine)


def test_a_record_opened_again_is_what_it_was(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.db", 30)
    with opened(path, seed=9) as record:
        assert record.size() == 30
        assert record.streams() == [ALL, PAIR]
        receipt = record.append([Draft(ALL, b"more")])[0]
    assert receipt.index == 15


def test_equal_payloads_have_other_leaves(record: Record) -> None:
    one, two = record.append([Draft(ALL, b"same"), Draft(ALL, b"same")])
    assert one.leaf_hash != two.leaf_hash


def test_redaction_takes_payload_and_salt_and_leaves_the_tree(record: Record) -> None:
    record.append(drafts(6))
    before = record.checkpoint(ALL)
    record.redact(ALL, 1, reason="names a source")
    entry = record.read(2, 1)[0]
    assert (entry.stream, entry.payload, entry.salt) == (ALL, None, None)
    assert record.checkpoint(ALL) == before
    assert record.prove_inclusion(ALL, 1).leaf_hash == entry.leaf_hash


def test_a_redacted_payload_is_in_no_file(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as record:
        record.append([Draft(ALL, b"the secret word is heron"), *drafts(3)])
        record.redact(ALL, 0, reason="spilled")
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"heron" not in kept


def test_a_guess_of_a_redacted_payload_cannot_be_confirmed(record: Record) -> None:
    leaf = record.append([Draft(ALL, b"yes")])[0].leaf_hash
    record.redact(ALL, 0, reason="a vote")
    assert leaf not in {entry_leaf(bytes(32), b"yes"), entry_leaf(b"", b"yes")}
    assert record.read()[0].salt is None


def test_what_is_not_there_cannot_be_redacted_and_nothing_twice(record: Record) -> None:
    record.append(drafts(2))
    with pytest.raises(InputError, match="unknown-entry"):
        record.redact(ALL, 5, reason="x")
    with pytest.raises(InputError, match="unknown-stream"):
        record.redact(OWN, 0, reason="x")
    record.redact(ALL, 0, reason="x")
    with pytest.raises(InputError, match="redacted"):
        record.redact(ALL, 0, reason="x")


@pytest.mark.parametrize("size", [1, 2, 7, 300, 600])
def test_inclusion_is_proved_at_every_size(tmp_path: Path, size: int) -> None:
    with opened(tmp_path / "r.db") as record:
        record.append(drafts(size, streams=(ALL,)))
        for index in {0, size // 2, size - 1, min(255, size - 1), min(256, size - 1)}:
            proof = record.prove_inclusion(ALL, index)
            root = proof.checkpoint.root
            assert includes(root, size, index=index, leaf=proof.leaf_hash, path=proof.path)


def test_consistency_is_proved_between_checkpoints(record: Record) -> None:
    record.append(drafts(300, streams=(ALL,)))
    old = record.checkpoint(ALL)
    record.append(drafts(277, streams=(ALL,)))
    new = record.checkpoint(ALL)
    path = record.prove_consistency(ALL, old.size, new.size)
    assert consistent(old.root, new.root, old=300, new=577, path=path)


def test_proofs_of_what_is_not_there_are_refused(record: Record) -> None:
    record.append(drafts(4))
    with pytest.raises(InputError, match="unknown-entry"):
        record.prove_inclusion(ALL, 2)
    with pytest.raises(InputError, match="unknown-entry"):
        record.prove_consistency(ALL, 0, 2)
    with pytest.raises(InputError, match="unknown-stream"):
        record.checkpoint(OWN)


def test_a_closed_record_says_so(tmp_path: Path) -> None:
    record = opened(tmp_path / "r.db")
    record.close()
    record.close()
    with pytest.raises(IntegrityError, match="closed"):
        record.append(drafts(1))
    with pytest.raises(IntegrityError, match="closed"):
        record.read()


def test_a_payload_past_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match="file-too-large"):
        Draft(ALL, bytes(4 * 1024 * 1024 + 1))


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a\nb", "ä", "-a", "x" * 129, ".."])
def test_a_stream_name_that_could_not_stand_on_a_line_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="bad-id"):
        StreamName("DEU", name)


def test_randomness_and_clock_are_handed_in(tmp_path: Path) -> None:
    leaves = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with opened(tmp_path / name / "r.db", seed=5) as record:
            leaves.append([r.leaf_hash for r in record.append(drafts(5))])
    assert leaves[0] == leaves[1]


def test_another_nodes_keys_do_not_open_the_record(tmp_path: Path) -> None:
    path = filled(tmp_path / "r.db", 4)
    stranger = generate_keyring(["DEU", "FRA"], random=chance(77), now=NOW)
    with pytest.raises(IntegrityError, match="no key of"):
        opened(path, stranger)


def test_what_a_revoked_key_signed_before_counts_when_the_roots_said_so(tmp_path: Path) -> None:
    keyring = keys()
    old = keyring.signer_of("DEU", NOW)
    with opened(tmp_path / "r.db", keyring) as record:
        record.append(drafts(8))
        record.limit_key(old.key_id)
    after = revoke_key(
        rotate_key(keyring, "DEU", random=chance(5), now=NOW), old.key_id, reason="lost", now=NOW
    )
    with opened(tmp_path / "r.db", after, seed=5) as record:
        record.append(drafts(4, begin=8))
    with open_source(tmp_path / "r.db") as source:
        report = audit(source, Trust(after.roster, after.node.public))
    assert (report.entries, report.findings) == (12, [])


def test_a_record_that_is_closing_finishes_what_was_handed_in(tmp_path: Path) -> None:
    record = opened(tmp_path / "r.db")
    done: list[int] = []

    def say() -> None:
        with suppress(IntegrityError):
            while True:
                done.extend(receipt.index for receipt in record.append([Draft(ALL, b"x")]))

    threads = [Thread(target=say) for _ in range(4)]
    for thread in threads:
        thread.start()
    while len(done) < 20:
        pass
    record.close()
    for thread in threads:
        thread.join()
    with opened(tmp_path / "r.db", seed=5) as again:
        assert again.size() == len(done)


def test_an_anchor_is_what_the_node_signed_at_the_end_of_a_commit(record: Record) -> None:
    said = drafts(5)
    record.append(said[:3])
    first = record.anchor(1)
    assert first is not None
    assert first.position == 3
    assert record.anchor(3) == first
    record.append(said[3:])
    assert record.anchor(2) == first
    last = record.anchor(4)
    assert last is not None
    assert (last.position, last.redactions) == (5, 0)
    assert last.chain != first.chain
    assert record.anchor(6) is None
    assert record.anchor(0) is None
    record.redact(said[0].stream, 0, reason="said in error")
    after = record.anchor(1)
    assert after is not None
    assert (after.chain, after.redactions) == (first.chain, 1)
