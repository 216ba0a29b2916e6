"""Two stories of one origin are a proof that stands alone; two honest checkpoints are none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.record.making import ALL, NOW, OWN, keys

from coalition.errors import InputError, IntegrityError
from coalition.record.signing.checkpoints import SignedHead, TreeHead, sign_head, verify_head
from coalition.record.signing.equivocation import find_equivocation, read_equivocation

KEYRING = keys()
ONE = TreeHead(ALL, 5, bytes(32))
TWO = replace(ONE, root=b"\x01" * 32)


def signed(head: TreeHead) -> SignedHead:
    return verify_head(sign_head(head, KEYRING.signer_of("DEU", NOW)), KEYRING.roster)


def test_two_roots_of_one_size_are_a_proof_in_either_order() -> None:
    proof = find_equivocation(signed(ONE), signed(TWO))
    assert proof is not None
    assert find_equivocation(signed(TWO), signed(ONE)) == proof


def test_the_proof_is_checked_by_whoever_has_the_roster() -> None:
    proof = find_equivocation(signed(ONE), signed(TWO))
    assert proof is not None
    assert read_equivocation(proof.to_bytes(), KEYRING.roster) == proof


@pytest.mark.parametrize(
    "other",
    [ONE, replace(TWO, size=6), replace(TWO, epoch=1), replace(TWO, stream=OWN)],
    ids=["same", "later", "epoch", "stream"],
)
def test_honest_checkpoints_are_no_proof(other: TreeHead) -> None:
    assert find_equivocation(signed(ONE), signed(other)) is None


def test_a_proof_of_nothing_is_refused() -> None:
    proof = find_equivocation(signed(ONE), signed(TWO))
    assert proof is not None
    same = replace(proof, second=proof.first)
    forged = replace(proof, second=proof.second.replace("\n5\n", "\n6\n"))
    for bad in (same, forged, replace(proof, first=proof.second, second=proof.first)):
        with pytest.raises(IntegrityError):
            read_equivocation(bad.to_bytes(), KEYRING.roster)
    with pytest.raises(IntegrityError, match="not a proof"):
        read_equivocation(b'{"notes":[]}', KEYRING.roster)
    with pytest.raises(InputError):
        read_equivocation(b"", KEYRING.roster)
