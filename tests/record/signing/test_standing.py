"""Whose signature counts where: place by place of a stream, not by a clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.record.making import ALL, NOW, OWN, PAIR, keys

from coalition.errors import InputError
from coalition.record import Keyring, revoke_key
from coalition.record.signing.issuing import limit_of
from coalition.record.signing.keys import ENTRY, SigningKey
from coalition.record.signing.roster import Roster
from coalition.record.signing.standing import (
    Limits,
    SignedLeaf,
    entry_message,
    read_limits,
    why_not_signed,
)
from coalition.record.signing.statements import Statement

KEYRING = keys()
LEAF = SignedLeaf(ALL, 0, 3, bytes(range(32)))


def verdict(
    leaf: SignedLeaf,
    signer: SigningKey,
    *,
    roster: Roster = KEYRING.roster,
    limits: Limits | None = None,
    said: SignedLeaf = LEAF,
) -> str | None:
    signature = signer.sign(ENTRY, entry_message(said))
    return why_not_signed(roster, limits or {}, leaf, key_id=signer.key_id, signature=signature)


def own() -> SigningKey:
    return KEYRING.signer_of("DEU", NOW)


def revoked() -> Keyring:
    return revoke_key(KEYRING, own().key_id, reason="lost", now=NOW)


def test_the_origins_key_counts() -> None:
    assert verdict(LEAF, own()) is None


@pytest.mark.parametrize(
    "moved",
    [
        replace(LEAF, stream=OWN), replace(LEAF, index=4), replace(LEAF, epoch=1),
        replace(LEAF, leaf_hash=bytes(32)),
    ],
    ids=["stream", "index", "epoch", "leaf"],
)  # fmt: skip
def test_a_signature_counts_at_its_own_place_alone(moved: SignedLeaf) -> None:
    assert verdict(moved, own()) == "its signature is not that of its key over this place and leaf"


def test_names_do_not_run_into_each_other() -> None:
    one = SignedLeaf(replace(ALL, origin="DE", audience="Umembers"), 0, 3, LEAF.leaf_hash)
    assert entry_message(one) != entry_message(LEAF)


def test_another_nations_key_does_not_count() -> None:
    signer = KEYRING.signer_of("FRA", NOW)
    assert verdict(LEAF, signer) == "its key belongs to `FRA`, not to the origin"
    assert verdict(replace(LEAF, stream=PAIR), signer, said=replace(LEAF, stream=PAIR)) is None


def test_a_key_outside_the_roster_does_not_count() -> None:
    assert verdict(LEAF, keys(99).signer_of("DEU", NOW)) == "its key is in no roster"


def test_a_revoked_key_counts_below_its_limit_and_nowhere_else() -> None:
    after = revoked()
    limits = read_limits(after.roster, [limit_of(after, own().key_id, stream=ALL, size=4)])
    assert verdict(LEAF, own(), roster=after.roster) == "its key was revoked and no limit covers it"
    assert verdict(LEAF, own(), roster=after.roster, limits=limits) is None
    past = replace(LEAF, index=4)
    assert "revoked" in str(verdict(past, own(), roster=after.roster, limits=limits, said=past))
    other = replace(LEAF, stream=OWN)
    assert "revoked" in str(verdict(other, own(), roster=after.roster, limits=limits, said=other))


def test_of_two_limits_the_smaller_holds() -> None:
    said = [limit_of(KEYRING, own().key_id, stream=ALL, size=size) for size in (9, 4, 7)]
    assert read_limits(KEYRING.roster, said) == {(ALL, own().key_id): 4}


def test_a_limit_that_no_root_signed_is_refused() -> None:
    good = limit_of(KEYRING, own().key_id, stream=ALL, size=4)
    for bad in (
        Statement(good.payload, ()),
        Statement(good.payload.replace(b'"size":4', b'"size":9'), good.signatures),
        Statement(KEYRING.roster.statements[0].payload, KEYRING.roster.statements[0].signatures),
    ):
        with pytest.raises(InputError):
            read_limits(KEYRING.roster, [bad])
