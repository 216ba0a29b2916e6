"""The text of a checkpoint, what signs it, and every way in which it does not hold."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from tests.record.making import ALL, NOW, PAIR, chance, keys

from coalition.errors import IntegrityError
from coalition.record import rotate_key
from coalition.record.signing.checkpoints import TreeHead, read_head, sign_head, verify_head

HEAD = TreeHead(ALL, 12, sha256(b"root").digest(), 0, 0)
KEYRING = keys()
SIGNER = KEYRING.signer_of("DEU", NOW)
NOTE = sign_head(HEAD, SIGNER)


def test_the_text_is_a_c2sp_checkpoint() -> None:
    lines = NOTE.split("\n")
    assert lines[0] == "coalition.record/DEU/members"
    assert lines[1:4] == ["12", b64encode(HEAD.root).decode(), "epoch 0 0"]
    assert lines[4] == ""
    assert lines[5].startswith("— coalition.record/DEU ")
    assert NOTE.endswith("\n")


def test_a_checkpoint_verifies_and_says_what_was_signed() -> None:
    signed = verify_head(NOTE, KEYRING.roster)
    assert (signed.head, signed.key.key_id, signed.text) == (HEAD, SIGNER.key_id, NOTE)
    assert signed.to_checkpoint().size == 12


def test_the_key_hash_is_made_of_name_type_and_key() -> None:
    raw = b64decode(NOTE.split("— coalition.record/DEU ")[1])
    kind = b"\xffcoalition.record/checkpoint/v1"
    assert raw[:4] == sha256(b"coalition.record/DEU\n" + kind + SIGNER.public).digest()[:4]
    assert len(raw) == 68


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n12\n", "\n13\n"), ("\n12\n", "\n012\n"), ("\n12\n", "\n-12\n"), ("\n12\n", "\n 12\n"),
        ("/members", "/others"), ("DEU/members", "FRA/members"), ("epoch 0 0", "epoch 1 0"),
        ("epoch 0 0", "epoch 0 99"), ("epoch 0 0\n", ""), ("epoch 0 0", "epoch 0 0\nmore"),
        ("\n\n", "\n"), ("— ", "- "), ("— coalition.record/DEU", "— coalition.record/FRA"),
        ("12\n", "12\r\n"), ("coalition.record", "Coalition.record"), ("\n12\n", "\n\u0661\u0662\n"),
    ],
)  # fmt: skip
def test_a_changed_text_does_not_verify(old: str, new: str) -> None:
    assert old in NOTE
    with pytest.raises(IntegrityError):
        verify_head(NOTE.replace(old, new, 1), KEYRING.roster)


@pytest.mark.parametrize("tail", ["x", "\n", "— a b\n ", "— coalition.record/DEU !!!!\n"])
def test_what_hangs_on_to_a_checkpoint_is_refused(tail: str) -> None:
    with pytest.raises(IntegrityError):
        verify_head(NOTE + tail, KEYRING.roster)


def test_a_root_has_one_text() -> None:
    other = NOTE.split("\n")
    last = other[2][-2]
    twin = other[2][:-2] + chr(ord(last) + 1) + "="
    assert b64decode(twin) == HEAD.root or b64decode(twin)[:31] == HEAD.root[:31]
    with pytest.raises(IntegrityError):
        verify_head(NOTE.replace(other[2], twin), KEYRING.roster)


def test_a_key_of_another_nation_does_not_sign_for_the_origin() -> None:
    with pytest.raises(IntegrityError, match="no key of"):
        verify_head(sign_head(HEAD, KEYRING.signer_of("FRA", NOW)), KEYRING.roster)


def test_a_cosignature_beside_is_passed_by() -> None:
    witness = f"— witness.example {b64encode(bytes(76)).decode()}\n"
    assert verify_head(NOTE + witness, KEYRING.roster).head == HEAD


def test_a_rotated_keyring_still_verifies_old_checkpoints() -> None:
    after = rotate_key(KEYRING, "DEU", random=chance(9), now="2026-12-01T00:00:00Z")
    assert verify_head(NOTE, after.roster).head == HEAD


def test_a_checkpoint_is_read_before_it_is_believed() -> None:
    head, signatures = read_head(NOTE)
    assert head == HEAD
    assert [name for name, _ in signatures] == ["coalition.record/DEU"]


def test_a_stream_is_told_from_another() -> None:
    assert sign_head(TreeHead(PAIR, 1, HEAD.root), KEYRING.signer_of("FRA", NOW)) != NOTE
