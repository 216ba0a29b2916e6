"""Restoring is a step of its own: nothing is signed before what lacks is known, or given up openly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.making import ALL, NOW, PAIR, drafts, filled, hands, keys, opened
from tests.record.tampering import PLAIN, Tamperer

from coalition.errors import InputError, IntegrityError, RefusedError
from coalition.record import Draft, Keyring
from coalition.record.auditing.audit import Trust, audit
from coalition.record.carriage.backing_up import back_up
from coalition.record.carriage.exporting import Wish, export_bundle
from coalition.record.carriage.restoring import Restored, lay_down, reconcile
from coalition.record.carriage.sources import open_source
from coalition.record.journal import Known, line_of, read_known
from coalition.record.signing.checkpoints import TreeHead, sign_head, verify_head
from coalition.record.signing.equivocation import find_equivocation

KEYRING = keys()
TRUST = Trust(KEYRING.roster, KEYRING.node.public)


@pytest.fixture
def place(scratch: Path) -> Path:
    """`monday.db` holds 20 entries; `r.db` went on to 25, and was then lost, but for its journal `journal`."""
    path = filled(scratch / "r.db", 20, keyring=KEYRING)
    back_up(path, scratch / "monday.db")
    with opened(path, KEYRING) as record:
        record.append(drafts(5, begin=20))
    (scratch / "r.db.checkpoints").rename(scratch / "journal")
    path.rename(scratch / "lost.db")
    return scratch


def restore(place: Path, *known: Path, copy: str = "monday.db", **more: object) -> Restored:
    target = place / "new.db"
    lay_down(place / copy, target, TRUST)
    lines = [one for file in known for one in read_known(file, KEYRING.roster)]
    return reconcile(target, hands(KEYRING), lines, **more)


def test_without_anything_known_it_signs_nothing(place: Path) -> None:
    restored = restore(place)
    assert [(lack.stream, lack.here, lack.known) for lack in restored.lacks] == [
        (ALL, 10, None),
        (PAIR, 10, None),
    ]
    with opened(place / "new.db", KEYRING) as record, pytest.raises(RefusedError):
        record.append(drafts(1))


def test_what_was_acknowledged_later_is_told_and_nothing_signed(place: Path) -> None:
    restored = restore(place, place / "journal")
    assert [(lack.stream, lack.here, lack.known) for lack in restored.lacks] == [
        (ALL, 10, 13),
        (PAIR, 10, 12),
    ]
    with opened(place / "new.db", KEYRING) as record, pytest.raises(RefusedError):
        record.append(drafts(1))


def test_a_copy_that_has_everything_signs_again(place: Path) -> None:
    back_up(place / "lost.db", place / "tuesday.db")
    assert restore(place, place / "journal", copy="tuesday.db").lacks == ()
    with opened(place / "new.db", KEYRING) as record:
        assert record.append([Draft(ALL, b"on")])[0].index == 13


def test_the_journal_beside_the_target_is_asked_first(place: Path) -> None:
    (place / "journal").rename(place / "new.db.checkpoints")
    assert [lack.known for lack in restore(place).lacks] == [13, 12]


def test_a_bundle_that_a_peer_holds_is_known_too(place: Path) -> None:
    export_bundle(place / "lost.db", place / "peer.jsonl", [Wish(ALL)])
    assert [lack.known for lack in restore(place, place / "peer.jsonl").lacks] == [13, None]


def test_a_new_epoch_goes_on_without_what_lacks_and_tells_no_second_story(place: Path) -> None:
    saved: list[Keyring] = []
    restored = restore(place, place / "journal", save_new_epoch=saved.append)
    assert (restored.lacks, restored.epochs) == ((), ("DEU", "FRA"))
    with opened(place / "new.db", saved[0]) as record:
        receipts = record.append(drafts(5, begin=900))
        note = record.checkpoint(ALL).text
    assert [r.index for r in receipts] == [10, 10, 11, 11, 12]
    told_before = newest_note(read_known(place / "journal", KEYRING.roster))
    one, two = verify_head(note, saved[0].roster), verify_head(told_before, saved[0].roster)
    assert (one.head.size, one.head.root == two.head.root) == (two.head.size, False)
    assert find_equivocation(one, two) is None
    with open_source(place / "new.db") as source:
        known = tuple(read_known(place / "journal", saved[0].roster))
        assert audit(source, Trust(saved[0].roster, KEYRING.node.public, known)).findings == []


def newest_note(known: list[Known]) -> str:
    return [one.head.text for one in known if one.head.head.stream == ALL][-1]


def test_simply_going_on_from_an_old_copy_would_be_a_second_story(place: Path) -> None:
    """What the step is there to prevent."""
    lay_down(place / "monday.db", place / "new.db", TRUST)
    with Tamperer(place / "new.db") as tamperer:
        tamperer.run("UPDATE facts SET value = 'open'")
    with opened(place / "new.db", KEYRING, seed=50) as record:
        record.append(drafts(5, begin=900))
        note = record.checkpoint(ALL).text
    other = newest_note(read_known(place / "journal", KEYRING.roster))
    proof = find_equivocation(verify_head(note, KEYRING.roster), verify_head(other, KEYRING.roster))
    assert proof is not None


def test_without_root_keys_there_is_no_new_epoch(place: Path) -> None:
    offline = replace(KEYRING, roots={})
    lay_down(place / "monday.db", place / "new.db", TRUST)
    with pytest.raises(RefusedError, match="root keys"):
        reconcile(place / "new.db", hands(offline), [], save_new_epoch=lambda _: None)
    with opened(place / "new.db", KEYRING) as record, pytest.raises(RefusedError):
        record.append(drafts(1))


def test_a_copy_that_tells_another_story_than_is_known_is_refused(place: Path) -> None:
    other = TreeHead(ALL, 7, b"\x07" * 32)
    note = sign_head(other, KEYRING.signer_of("DEU", NOW))
    (place / "peer").write_bytes(line_of(note, 7, ()))
    with pytest.raises(IntegrityError, match="two stories"):
        restore(place, place / "peer")


def test_a_stream_that_the_copy_never_had_is_told(place: Path) -> None:
    head = TreeHead(replace(ALL, audience="later"), 4, b"\x07" * 32)
    (place / "peer").write_bytes(line_of(sign_head(head, KEYRING.signer_of("DEU", NOW)), 4, ()))
    lacks = restore(place, place / "peer").lacks
    assert [(lack.stream.audience, lack.here, lack.known) for lack in lacks if lack.known] == [
        ("later", 0, 4)
    ]


@pytest.mark.parametrize("name", ["edit", "truncate", "swap key"])
def test_a_copy_that_does_not_pass_its_audit_is_not_laid_down(place: Path, name: str) -> None:
    with Tamperer(place / "monday.db") as tamperer:
        PLAIN[name](tamperer, 9)
    with pytest.raises(IntegrityError, match="does not pass its audit: row 9"):
        restore(place)
    assert not (place / "new.db").exists()


def test_nothing_is_laid_over_what_is_there(place: Path) -> None:
    (place / "new.db").write_text("mine")
    with pytest.raises(InputError, match="cannot-write"):
        restore(place)


def test_a_record_that_signs_is_not_reconciled(place: Path) -> None:
    with pytest.raises(RefusedError, match="nothing to reconcile"):
        reconcile(place / "lost.db", hands(KEYRING), [])
    with pytest.raises(InputError, match="missing-file"):
        reconcile(place / "none.db", hands(KEYRING), [])


def test_every_entry_keeps_its_place_and_hash(place: Path) -> None:
    restore(place, place / "journal", save_new_epoch=lambda _: None)
    with open_source(place / "monday.db") as one, open_source(place / "new.db") as two:
        assert one.reader.rows(0, 100) == two.reader.rows(0, 100)
        assert one.reader.commits(0, 100) == two.reader.commits(0, 100)
