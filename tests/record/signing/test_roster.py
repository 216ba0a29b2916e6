"""Statements about keys: what holds, and every way in which one does not (after the TUF conformance list)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.record.making import ALL, NOW, chance, keys

from coalition.errors import InputError, RefusedError
from coalition.record import Keyring, revoke_key, rotate_key
from coalition.record.signing.issuing import begin_epoch, enrolment_of, limit_of
from coalition.record.signing.keys import SigningKey, make_key
from coalition.record.signing.roster import Roster, build_roster, extend
from coalition.record.signing.statements import Statement, content_of, from_json, state, to_json

LATER = "2026-12-01T00:00:00Z"
ROOTS = [make_key("DEU", chance(n)) for n in (11, 12, 13)]
ONLINE = make_key("DEU", chance(21))
OTHER = make_key("DEU", chance(22))


def enrolled(*, threshold: int = 2, roots: Sequence[SigningKey] = ROOTS) -> Statement:
    content = content_of(enrolment_of("DEU", roots, now=NOW)) | {"threshold": threshold}
    return state(content, roots)


def following(roster: Roster, kind: str, **more: object) -> dict[str, object]:
    standing = roster.enrolments["DEU"]
    place = {"sequence": standing.sequence, "previous": standing.last}
    return {"v": 1, "kind": kind, "nation": "DEU", "at": NOW, **place, **more}


def adding(
    roster: Roster, *, signers: Sequence[SigningKey] = (*ROOTS[:2], ONLINE), **more: object
) -> Statement:
    key = ONLINE
    facts = {"key": key.public.hex(), "valid_from": NOW} | more
    return state(following(roster, "key-added", **facts), signers)


def start() -> Roster:
    return extend(Roster(), enrolled())


def test_a_threshold_of_roots_is_enough() -> None:
    roster = extend(start(), adding(start()))
    assert roster.key_at("DEU", NOW).key_id == ONLINE.key_id


BAD: dict[str, Callable[[], object]] = {
    "one root is too few": lambda: extend(start(), adding(start(), signers=[ROOTS[0], ONLINE])),
    "one root twice is one": lambda: extend(
        start(), Statement((one := adding(start(), signers=[ROOTS[0], ONLINE])).payload, one.signatures * 2)
    ),
    "a key cannot be its own root": lambda: extend(start(), adding(start(), signers=[ONLINE])),
    "the new key must sign": lambda: extend(start(), adding(start(), signers=ROOTS)),
    "another key's signature is not the new key's": lambda: extend(
        start(), adding(start(), signers=[*ROOTS, OTHER])
    ),
    "a statement is taken once": lambda: extend(extend(start(), adding(start())), adding(start())),
    "the chain cannot be left": lambda: extend(start(), adding(start(), sequence=2)),
    "the chain cannot be rolled back": lambda: extend(start(), adding(start(), sequence=0)),
    "another past is refused": lambda: extend(start(), adding(start(), previous="00" * 32)),
    "a nation enrols once": lambda: extend(start(), enrolled()),
    "nobody speaks before enrolment": lambda: extend(Roster(), adding(start())),
    "a root twice is refused": lambda: extend(Roster(), enrolled(roots=[ROOTS[0], ROOTS[0]])),
    "no root is no enrolment": lambda: extend(Roster(), enrolled(roots=[])),
    "a threshold of none": lambda: extend(Roster(), enrolled(threshold=0)),
    "a threshold past the roots": lambda: extend(Roster(), enrolled(threshold=4)),
    "all roots must sign the enrolment": lambda: extend(
        Roster(), state(content_of(enrolled()), ROOTS[:2])
    ),
    "a small-order key is refused": lambda: extend(
        start(), state(following(start(), "key-added", key="01" + "00" * 31, valid_from=NOW), ROOTS)
    ),
    "a key that is not canonical is refused": lambda: extend(
        start(), state(following(start(), "key-added", key="ff" * 32, valid_from=NOW), ROOTS)
    ),
    "a key that is no hexadecimal": lambda: extend(
        start(), state(following(start(), "key-added", key="zz", valid_from=NOW), ROOTS)
    ),
    "an instant that is none": lambda: extend(start(), adding(start(), valid_from="tomorrow")),
    "a missing instant is not now": lambda: extend(
        start(), state(following(start(), "key-added", key=ONLINE.public.hex()), [*ROOTS, ONLINE])
    ),
    "a kind nobody knows": lambda: extend(start(), state(following(start(), "key-blessed"), ROOTS)),
    "a newer version": lambda: extend(start(), state(following(start(), "key-added") | {"v": 2}, ROOTS)),
    "a limit is not in the roster": lambda: extend(start(), state(following(start(), "key-limited"), ROOTS)),
    "an epoch is not skipped": lambda: extend(
        start(), state(following(start(), "epoch-begun", epoch=2), ROOTS)
    ),
    "an unknown key is not revoked": lambda: extend(
        start(), state(following(start(), "key-revoked", key_id="00", at=NOW), ROOTS)
    ),
    "payload that is not canonical": lambda: extend(
        start(), Statement(adding(start()).payload + b" ", adding(start()).signatures)
    ),
    "a changed payload": lambda: extend(
        start(), Statement(adding(start()).payload.replace(b"2026", b"2025"), adding(start()).signatures)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_statement_that_does_not_hold_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        BAD[name]()


def test_a_key_of_one_nation_is_not_taken_by_another() -> None:
    roster = extend(start(), adding(start()))
    root = make_key("FRA", chance(31))
    roster = extend(roster, enrolment_of("FRA", [root], now=NOW))
    content = {
        "v": 1, "kind": "key-added", "nation": "FRA", "at": NOW, "sequence": 1,
        "previous": roster.enrolments["FRA"].last, "key": ONLINE.public.hex(), "valid_from": NOW,
    }  # fmt: skip
    with pytest.raises(InputError, match="another nation"):
        extend(roster, state(content, [root, ONLINE]))


def test_new_roots_need_the_old_and_all_of_the_new() -> None:
    new = [make_key("DEU", chance(n)) for n in (41, 42)]
    content = following(start(), "roots-replaced", roots=[k.public.hex() for k in new], threshold=2)
    roster = extend(start(), state(content, [*ROOTS[:2], *new]))
    assert set(roster.enrolments["DEU"].roots) == {key.key_id for key in new}
    for signers in (new, [*ROOTS, new[0]], [ROOTS[0], *new]):
        with pytest.raises(InputError):
            extend(start(), state(content, signers))


def test_old_roots_say_nothing_after_they_were_replaced() -> None:
    new = [make_key("DEU", chance(n)) for n in (41, 42)]
    content = following(start(), "roots-replaced", roots=[k.public.hex() for k in new], threshold=2)
    roster = extend(start(), state(content, [*ROOTS, *new]))
    with pytest.raises(InputError, match="fewer than 2"):
        extend(roster, adding(roster))
    assert extend(roster, adding(roster, signers=[*new, ONLINE])).key_at("DEU", NOW)


def test_a_rotated_key_signs_from_its_instant_on() -> None:
    before = keys()
    after = rotate_key(before, "DEU", random=chance(3), now=LATER)
    assert after.roster.key_at("DEU", NOW) == before.roster.key_at("DEU", NOW)
    assert after.roster.key_at("DEU", LATER) != before.roster.key_at("DEU", LATER)
    assert after.signer_of("DEU", LATER).key_id == after.roster.key_at("DEU", LATER).key_id


def test_a_key_cannot_be_older_than_the_one_it_follows() -> None:
    after = rotate_key(keys(), "DEU", random=chance(3), now=LATER)
    with pytest.raises(InputError, match="before the one it follows"):
        rotate_key(after, "DEU", random=chance(4), now=NOW)


def test_a_revoked_key_signs_no_more() -> None:
    keyring = keys()
    key = keyring.roster.key_at("DEU", NOW)
    after = revoke_key(keyring, key.key_id, reason="lost", now=LATER)
    assert after.roster.key_at("DEU", LATER) is None
    with pytest.raises(RefusedError, match="no key in force"):
        after.signer_of("DEU", LATER)
    with pytest.raises(InputError, match="no such key in force"):
        revoke_key(after, key.key_id, reason="again", now=LATER)


def test_without_roots_nothing_is_said_about_keys() -> None:
    keyring = keys()
    offline = Keyring(keyring.roster, keyring.node, keyring.signers)
    for say in (
        lambda: rotate_key(offline, "DEU", random=chance(3), now=LATER),
        lambda: begin_epoch(offline, "DEU", reason="x", now=LATER),
        lambda: limit_of(offline, "00", stream=ALL, size=1),
    ):
        with pytest.raises(RefusedError, match="root keys"):
            say()


def test_a_threshold_of_roots_is_kept_by_every_verb() -> None:
    keyring = rotate_key(keys(roots_each=2), "DEU", random=chance(3), now=LATER)
    keyring = begin_epoch(keyring, "DEU", reason="x", now=LATER)
    assert keyring.roster.enrolments["DEU"].threshold == 2
    assert keyring.roster.epoch_of("DEU") == 1
    assert build_roster(keyring.roster.statements) == keyring.roster


def test_a_file_of_statements_comes_back() -> None:
    statements = keys().roster.statements
    assert from_json(to_json(statements)) == statements


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b'{"v":1}', b'{"statements":[],"v":2}', b'{"statements":[{}],"v":1}',
        b'{"statements":1,"v":1}',
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        from_json(data)
