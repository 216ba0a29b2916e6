"""Signatures: the hostile corpus, the same verdict from two libraries, contexts that keep purposes apart."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey
from tests.record.making import chance
from tests.vectors import making_signatures

from coalition.errors import InputError
from coalition.record.signing import keys
from coalition.record.signing.curve import fault_of_key
from coalition.record.signing.keys import check_public, key_of_seed, make_key, verify

VECTORS = json.loads(making_signatures.FILE.read_text())
CONTEXT = bytes.fromhex(VECTORS["context"])
CASES = VECTORS["cases"]


fault_of = cache(fault_of_key)


def with_cryptography(case: dict) -> bool:
    public, message = bytes.fromhex(case["public"]), bytes.fromhex(case["message"])
    if fault_of(public) is not None:
        return False
    said = message.removeprefix(CONTEXT)
    return verify(public, CONTEXT, said, bytes.fromhex(case["signature"]))


def with_pynacl(case: dict) -> bool:
    public = bytes.fromhex(case["public"])
    if fault_of(public) is not None:
        return False
    try:
        VerifyKey(public).verify(bytes.fromhex(case["message"]), bytes.fromhex(case["signature"]))
    except (CryptoError, ValueError):
        return False
    return True


def test_no_hostile_signature_is_accepted_and_every_honest_one_is() -> None:
    assert [c["name"] for c in CASES if with_cryptography(c) != c["accept"]] == []


def test_two_libraries_have_the_same_verdict() -> None:
    assert [c["name"] for c in CASES if with_cryptography(c) != with_pynacl(c)] == []


def test_the_corpus_holds_what_makes_verifiers_disagree() -> None:
    small = [c for c in CASES if c["name"].startswith("key of small order")]
    taken = [
        c for c in small
        if verify(
            bytes.fromhex(c["public"]), b"", bytes.fromhex(c["message"]), bytes.fromhex(c["signature"])
        )
    ]  # fmt: skip
    assert taken, "without the check at enrolment some small-order key must pass"
    assert len(CASES) > 250


def test_the_vectors_are_those_that_the_script_writes() -> None:
    assert making_signatures.FILE.read_text() == making_signatures.text()


def test_no_context_begins_another() -> None:
    contexts = [keys.ENTRY, keys.CHECKPOINT, keys.STATEMENT, keys.REDACTION, keys.ORDER]
    assert all(one.endswith(b"\x00") and one.count(b"\x00") == 1 for one in contexts)
    assert len(set(contexts)) == 5


def test_a_signature_counts_under_its_own_context_alone() -> None:
    key = make_key("DEU", chance())
    signature = key.sign(keys.ENTRY, b"x")
    assert verify(key.public, keys.ENTRY, b"x", signature)
    assert not any(
        verify(key.public, other, b"x", signature)
        for other in (keys.CHECKPOINT, keys.STATEMENT, keys.REDACTION, keys.ORDER)
    )


def test_the_first_vector_of_rfc_8032_is_reproduced() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = key_of_seed("DEU", seed)
    assert key.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert key.sign(b"", b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974")


def test_a_private_key_does_not_show_itself() -> None:
    assert "private" not in repr(make_key("DEU", chance())).lower()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(InputError, match="bad-public-key"):
        check_public(bytes(length), "here")


def test_vectors_lie_where_others_can_run_them() -> None:
    assert (Path(__file__).parents[2] / "vectors/signatures.json").is_file()
